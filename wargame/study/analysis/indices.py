"""Indices of sensitivity from the outcomes of a design, luck taken off: see `sensitivity`."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TypedDict

import numpy as np

from wargame.results.intervals import LEVEL, student
from wargame.study.analysis import anova, sample
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Whole

SEED = 1


class Problem(TypedDict):
    """What analyses of SALib ask for beside points and outcomes."""

    num_vars: int
    names: list[str]
    bounds: list[list[float]]


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


def noise_variance(y: Floats, shared: bool) -> tuple[float, float]:
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


def sobol(problem: Problem, x: Floats, y: Floats, shared: bool) -> tuple[list[Effect], list[Pair]]:
    """Effects, and pairs where the design has points for second-order indices; strongest first.

    The estimators are SALib's. Intervals are over blocks of the design; luck is taken off in each
    resample anew, so that what is not known of luck is part of them.
    """
    names, step = problem["names"], sample.sobol_step(x)
    second = step != x.shape[1] + 2
    rows = y.reshape(-1, step, y.shape[1])
    result = _saltelli(rows, second, shared)
    rng = np.random.default_rng(SEED)
    draws = [
        _saltelli(rows[rng.integers(len(rows), size=len(rows))], second, shared)
        for _ in range(sample.RESAMPLES)
    ]
    bands = []
    for part in range(len(result)):
        with np.errstate(all="ignore"):
            tail = 50 * (1 - LEVEL)
            ends = np.nanpercentile([draw[part] for draw in draws], [tail, 100 - tail], axis=0)
        bands.append([Band(*map(float, of)) for of in zip(result[part], *ends)])
    effects = [
        Effect(path, {"S1": first, "ST": total})
        for path, first, total in zip(names, bands[0], bands[1])
    ]
    two = bands[2] if second else []
    pairs = [Pair(paths, share) for paths, share in zip(combinations(names, 2), two)]
    return (
        sorted(effects, key=lambda one: -one.indices["ST"].value),
        sorted(pairs, key=lambda pair: -pair.share.value),
    )


def ends(x: Floats) -> Whole:
    """Indices of the first and last point of each block of a Saltelli design x (points, k)."""
    first = np.arange(0, len(x), step := sample.sobol_step(x))
    return np.concatenate([first, first + step - 1])


def _saltelli(rows: Floats, second: bool, shared: bool) -> list[Floats]:
    """S1 and ST (k,), and S2 of every two if `second`, of rows (blocks, step, replicates).

    As shares of what numbers decide; NaN where a resample leaves nothing for them.
    """
    from SALib.analyze import sobol as salib

    means = rows.mean(axis=2)
    in_means = max(0.0, noise_variance(rows.reshape(-1, rows.shape[2]), shared)[1])
    means = means - means.mean()
    k = (rows.shape[1] - 2) // (2 if second else 1)
    a, b, swapped = means[:, 0], means[:, -1], means[:, 1 : k + 1]
    whole = float(np.var(means[:, [0, -1]]))  # SALib divides by it
    own = whole - in_means
    if own <= 0:
        own = math.nan
    first = [salib.first_order(a, swapped[:, j], b) for j in range(k)]
    total = [salib.total_order(a, swapped[:, j], b) for j in range(k)]
    result: list[Floats] = [
        np.array(first) * whole / own,
        (np.array(total) * whole - in_means) / own,
    ]
    if second:
        back = means[:, k + 1 : 2 * k + 1]
        two = [
            salib.second_order(a, swapped[:, i], swapped[:, j], back[:, i], b)
            for i, j in combinations(range(k), 2)
        ]
        result.append(np.array(two) * whole / own)
    return result


def morris(problem: Problem, x: Floats, y: Floats, levels: int) -> list[Effect]:
    from SALib.analyze import morris as salib

    result = salib.analyze(
        problem, x, y.mean(axis=1), conf_level=LEVEL, num_resamples=400, num_levels=levels,
        seed=SEED,
    )  # fmt: skip
    runs, of_noise = len(y) // (x.shape[1] + 1), _effects_of_noise(x, y, levels)
    effects = []
    for at, path in enumerate(problem["names"]):
        size, half = float(result["mu_star"][at]), float(result["mu_star_conf"][at])
        mean, sigma = float(result["mu"][at]), float(result["sigma"][at])
        error = student(0.5 + LEVEL / 2, runs - 1) * sigma / math.sqrt(runs)
        bands = {
            "mu_star": Band(size, size - half, size + half),
            "mu": Band(mean, mean - error, mean + error),
            "sigma": Band(sigma, math.nan, math.nan),
            "luck": Band(float(of_noise[at]), math.nan, math.nan),
        }
        effects.append(Effect(path, bands))
    return sorted(effects, key=lambda one: -one.indices["mu_star"].value)


def _effects_of_noise(x: Floats, y: Floats, levels: int) -> Floats:
    """Mean size of elementary effects that is luck alone, (k,), from their scatter over replicates:
    the mean of half a normal distribution. NaN with one replicate.

    x (points, k), y (points, replicates): a replicate of two points on a trajectory is a pair.
    """
    k, replicates = x.shape[1], y.shape[1]
    if replicates < 2:
        return np.full(k, math.nan)
    column = np.abs(np.diff(x.reshape(-1, k + 1, k), axis=1)).argmax(axis=2)  # what each step moves
    delta = levels / (2 * (levels - 1))
    effects = np.diff(y.reshape(-1, k + 1, replicates), axis=1) / delta
    variance = effects.var(axis=2, ddof=1) / replicates
    mean = np.array([variance[column == at].mean() for at in range(k)])
    return np.asarray(np.sqrt(mean) * math.sqrt(2 / math.pi))


def factorial(problem: Problem, x: Floats, y: Floats, shared: bool, what: str) -> list[Effect]:
    """S1 and ST of a whole grid of outcome `what`, by analysis of variance."""
    bands = anova.shares(x, y, shared, what)
    effects = [Effect(path, *of) for path, of in zip(problem["names"], bands)]
    return sorted(effects, key=lambda one: -one.indices["ST"].value)


def rbd_fast(problem: Problem, x: Floats, means: Floats, in_means: float) -> list[Effect]:
    from SALib.analyze import rbd_fast as salib

    # Equal values in random order: in that of the table they would go with other uncertainties.
    apart = x + 1e-9 * np.ptp(x, axis=0) * np.random.default_rng(SEED).uniform(size=x.shape)
    result = salib.analyze(problem, apart, means, conf_level=LEVEL, num_resamples=200, seed=SEED)
    whole = float(np.var(means))
    factor = whole / (whole - in_means)
    effects = [
        Effect(path, {"S1": Band(*map(float, (one, one - half, one + half)))})
        for path, one, half in zip(
            problem["names"], factor * np.array(result["S1"]), factor * np.array(result["S1_conf"])
        )
    ]
    return sorted(effects, key=lambda one: -one.indices["S1"].value)
