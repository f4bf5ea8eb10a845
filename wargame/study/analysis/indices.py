"""Indices of sensitivity from the outcomes of a design, luck taken off: see `sensitivity`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from wargame.evidence.errors import WargameError
from wargame.study.analysis import anova, sample
from wargame.study.analysis.sample import LEVEL, Band
from wargame.study.paired import student

SEED = 1


@dataclass(frozen=True)
class Effect:
    """What one uncertainty does: its indices by name (S1, ST; mu_star, mu, sigma, luck), and, where
    a test of its own tells, whether it stands out."""

    path: str
    indices: dict[str, Band]
    clear: bool | None = None


@dataclass(frozen=True)
class Pair:
    """What two uncertainties decide together, beyond what each decides alone: S2."""

    paths: tuple[str, str]
    share: Band


def luck(y: Any, shared: bool) -> tuple[float, float]:
    """Variance by luck of y (points, replicates), and of it what means over replicates keep.

    With shared luck a good replicate is good at every point: that moves all means alike, and only
    what luck does differently from point to point is left in their variance. NaN, 0 with one
    replicate.
    """
    points, replicates = y.shape
    if replicates < 2:
        return math.nan, 0.0
    own = y - y.mean(axis=1, keepdims=True)
    within = float((own * own).sum() / (points * (replicates - 1)))
    if not shared or points < 2:
        return within, within / replicates
    rest = own - own.mean(axis=0, keepdims=True)
    mean_square = float((rest * rest).sum() / ((points - 1) * (replicates - 1)))
    return within, mean_square / replicates


def sobol(
    problem: dict[str, Any], x: Any, means: Any, in_means: float
) -> tuple[list[Effect], list[Pair]]:
    """Effects, and pairs where the design has points for second-order indices; strongest first."""
    from SALib.analyze import sobol as salib

    step = sample.sobol_step(x)
    second = step != x.shape[1] + 2
    found = salib.analyze(
        problem, means, calc_second_order=second, conf_level=LEVEL, num_resamples=400, seed=SEED
    )
    # SALib divides by the variance of the first and last row of each block.
    rows = means.reshape(-1, step)
    whole = float(np.var(rows[:, [0, -1]]))
    own = whole - in_means
    if own <= 0:
        raise WargameError("all of the spread is luck: more replicates would be needed")
    effects = []
    for at, path in enumerate(problem["names"]):
        first = _scaled(found["S1"][at], found["S1_conf"][at], whole / own)
        total = _scaled(found["ST"][at], found["ST_conf"][at], whole / own, in_means / own)
        effects.append(Effect(path, {"S1": first, "ST": total}))
    pairs = _pairs(problem["names"], found, whole / own) if second else []
    return sorted(effects, key=lambda one: -one.indices["ST"].value), pairs


def _pairs(names: list[str], found: Any, factor: float) -> list[Pair]:
    """S2 of every two, as a share of what numbers decide. Luck does not add to it, as to S1."""
    pairs = [
        Pair(
            (names[one], names[other]),
            _scaled(found["S2"][one][other], found["S2_conf"][one][other], factor),
        )
        for one, other in combinations(range(len(names)), 2)
    ]
    return sorted(pairs, key=lambda pair: -pair.share.value)


def _scaled(value: float, half: float, factor: float, less: float = 0.0) -> Band:
    middle = value * factor - less
    return Band(float(middle), float(middle - half * factor), float(middle + half * factor))


def morris(problem: dict[str, Any], x: Any, y: Any, levels: int) -> list[Effect]:
    from SALib.analyze import morris as salib

    found = salib.analyze(
        problem, x, y.mean(axis=1), conf_level=LEVEL, num_resamples=400, num_levels=levels,
        seed=SEED,
    )  # fmt: skip
    runs, by_luck = len(y) // (x.shape[1] + 1), _by_luck(x, y, levels)
    effects = []
    for at, path in enumerate(problem["names"]):
        size, half = float(found["mu_star"][at]), float(found["mu_star_conf"][at])
        mean, sigma = float(found["mu"][at]), float(found["sigma"][at])
        error = student(0.5 + LEVEL / 2, runs - 1) * sigma / math.sqrt(runs)
        bands = {
            "mu_star": Band(size, size - half, size + half),
            "mu": Band(mean, mean - error, mean + error),
            "sigma": Band(sigma, math.nan, math.nan),
            "luck": Band(float(by_luck[at]), math.nan, math.nan),
        }
        effects.append(Effect(path, bands))
    return sorted(effects, key=lambda one: -one.indices["mu_star"].value)


def _by_luck(x: Any, y: Any, levels: int) -> Any:
    """Mean size of elementary effects that is luck alone, (k,), from their scatter over replicates:
    the mean of half a normal distribution. Nought with one replicate.

    x (points, k), y (points, replicates): a replicate of two points on a trajectory is a pair.
    """
    k, replicates = x.shape[1], y.shape[1]
    if replicates < 2:
        return np.zeros(k)
    column = np.abs(np.diff(x.reshape(-1, k + 1, k), axis=1)).argmax(axis=2)  # what each step moves
    delta = levels / (2 * (levels - 1))
    effects = np.diff(y.reshape(-1, k + 1, replicates), axis=1) / delta
    variance = effects.var(axis=2, ddof=1) / replicates
    mean = np.array([variance[column == at].mean() for at in range(k)])
    return np.sqrt(mean) * math.sqrt(2 / math.pi)


def factorial(problem: dict[str, Any], x: Any, y: Any, shared: bool) -> list[Effect]:
    """S1 and ST of a whole grid, by analysis of variance."""
    bands = anova.shares(x, y, shared)
    effects = [Effect(path, *of) for path, of in zip(problem["names"], bands)]
    return sorted(effects, key=lambda one: -one.indices["ST"].value)


def rbd_fast(problem: dict[str, Any], x: Any, means: Any, in_means: float) -> list[Effect]:
    from SALib.analyze import rbd_fast as salib

    # Equal values in random order: in that of the table they would go with other uncertainties.
    apart = x + 1e-9 * np.ptp(x, axis=0) * np.random.default_rng(SEED).uniform(size=x.shape)
    found = salib.analyze(problem, apart, means, conf_level=LEVEL, num_resamples=200, seed=SEED)
    whole = float(np.var(means))
    if whole - in_means <= 0:
        raise WargameError("all of the spread is luck: more replicates would be needed")
    factor = whole / (whole - in_means)
    effects = [
        Effect(path, {"S1": _scaled(found["S1"][at], found["S1_conf"][at], factor)})
        for at, path in enumerate(problem["names"])
    ]
    return sorted(effects, key=lambda one: -one.indices["S1"].value)
