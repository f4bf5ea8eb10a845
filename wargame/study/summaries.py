"""A year of months in a few numbers by class: what runs are held against the record by."""

from __future__ import annotations

import numpy as np

from wargame.study.arrays import Floats

HALF_LIFE = 3.0  # months: recent ones count more, and none alone
NAMES = ("level", "rise", "spread", "stopped")


def weights(months: int) -> Floats:
    """Weight of each month (months,), halved every HALF_LIFE months back; they sum to one."""
    result: Floats = 0.5 ** (np.arange(months)[::-1] / HALF_LIFE)
    return np.asarray(result / result.sum())


def offsets(launched: Floats) -> Floats:
    """What is added to launches (months, classes) before a logarithm is taken, (classes,).

    A month of nothing is then a tenth of the mean and not minus infinity.
    """
    return np.asarray(np.maximum(1.0, 0.1 * launched.mean(axis=0)))


def summaries(launched: Floats, stopped: Floats, offset: Floats) -> Floats:
    """(runs, months, classes) twice -> (runs, classes, 4), in the order of NAMES.

    level: mean log launches, recent months counting more; rise: of the second half over the
    first; spread: log standard deviation about a straight line; stopped: log odds.
    """
    logs = np.log(launched + offset)
    months = logs.shape[1]
    weight = weights(months)[None, :, None]
    level = (weight * logs).sum(axis=1)
    rise = logs[:, months // 2 :].mean(axis=1) - logs[:, : months // 2].mean(axis=1)
    spread = np.log(rest(logs).std(axis=1) + 0.02)
    hits = (weight * stopped).sum(axis=1) * months
    misses = (weight * np.maximum(0.0, launched - stopped)).sum(axis=1) * months
    odds = np.log((hits + 0.5) / (misses + 0.5))
    return np.stack([level, rise, spread, odds], axis=-1)


def rest(logs: Floats) -> Floats:
    """`logs` (runs, months, classes) less the straight line through them."""
    x = np.arange(logs.shape[1]) - (logs.shape[1] - 1) / 2
    slope = (x[None, :, None] * logs).sum(axis=1) / (x * x).sum()
    left: Floats = logs - logs.mean(axis=1, keepdims=True) - x[None, :, None] * slope[:, None, :]
    return left


def memory(launched: Floats, offset: Floats) -> Floats:
    """How far a month goes with the one before, over all classes, (runs,)."""
    left = rest(np.log(launched + offset))
    own = (left * left).sum(axis=1) + 1e-9
    return np.asarray(((left[:, 1:] * left[:, :-1]).sum(axis=1) / own).mean(axis=1))


def errors(launched: Floats, stopped: Floats) -> tuple[Floats, Floats]:
    """Standard errors of the record's summaries, (classes, 4), and `between` (classes,).

    launched, stopped: (months, classes). Reports are taken to be right to a few percent. Odds of a
    stop differ between months by more than chance in each (`between`, standard deviation of the
    log odds beyond the binomial one); their mean is only as sure as that leaves it.
    """
    result = np.full((launched.shape[1], len(NAMES)), 0.05)
    hits, misses = stopped + 0.5, launched - stopped + 0.5
    odds, chance = np.log(hits / misses), 1 / hits + 1 / misses
    weight = weights(len(launched))[:, None] * np.minimum(launched, 30.0)
    weight = weight / np.maximum(1e-9, weight.sum(axis=0))
    scatter = (weight * (odds - (weight * odds).sum(axis=0)) ** 2).sum(axis=0)
    between = np.sqrt(np.maximum(0.0, scatter - (weight * chance).sum(axis=0)))
    result[:, 3] = np.maximum(0.1, np.sqrt(scatter * (weight * weight).sum(axis=0)))
    return result, between
