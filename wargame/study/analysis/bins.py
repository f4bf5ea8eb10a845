"""Bins along a number of a sweep, and where the share of runs in them crosses a half."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError, did_you_mean
from wargame.study.analysis import sample
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Whole

if TYPE_CHECKING:
    import xarray

LEVELS = 12  # a number with no more values is binned by value
FEWEST = 5  # points in a bin
EVEN = 0.5
SURE = 0.9  # of resamples that must show a flip
Crossing = tuple[float, str]  # where, and 'up' or 'down' as the number grows


@dataclass(frozen=True)
class Flip:
    """Where the share crosses a half: the value with its interval, the way it crosses ('up' or
    'down' as the number grows), and the share of resamples in which it does."""

    value: Band
    way: str
    support: float


def column(ds: xarray.Dataset, path: str) -> Floats:
    """Values of the number `path`, (points,); WargameError if the sweep does not vary it."""
    frame = sample.uncertainties(ds)
    numbers = [str(name) for name in frame if sample.numeric(frame[name])]
    if path not in numbers:
        raise WargameError(f"the sweep does not vary {path}{did_you_mean(path, numbers)}")
    return np.asarray(frame[path], float)


def cut(x: Floats, most: int) -> Floats:
    """Edges of bins along x (points,): between its values if they are few, else by quantiles."""
    levels = np.unique(x)
    if len(levels) <= LEVELS:
        middles = (levels[1:] + levels[:-1]) / 2
        return np.concatenate([levels[:1], middles, levels[-1:]])
    bins = int(min(most, max(1, len(x) // FEWEST)))
    return np.unique(np.quantile(x, np.linspace(0, 1, bins + 1)))


def placed(x: Floats, edges: Floats) -> Whole:
    """The bin in which each of x (points,) lies, (points,)."""
    return np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(edges) - 2)


def crossings(x: Floats, share: Floats) -> list[Crossing]:
    """Where `share` crosses a half between neighbours."""
    a, b = share[:-1] - EVEN, share[1:] - EVEN
    here = np.flatnonzero(~np.isnan(a) & ~np.isnan(b) & ((a > 0) != (b > 0)))
    a, b = a[here], b[here]
    at = x[here] + (x[here + 1] - x[here]) * a / (a - b)
    return [(float(where), "up" if up else "down") for where, up in zip(at, b > a)]


def ironed(share: Floats, weights: Floats | Whole) -> Floats:
    """The nearest line through `share` (bins,) that only rises or only falls (least squares)."""
    from scipy.optimize import isotonic_regression

    ways = [isotonic_regression(share, weights=weights, increasing=up).x for up in (True, False)]
    return min(ways, key=lambda way: float((weights * (share - way) ** 2).sum()))


def monotone(share: Floats, points: Floats) -> bool:
    """Whether `share` (bins,) is not further from a line that only rises or only falls than the
    scatter of its points allows (chi square, 5%)."""
    from scipy.stats import chi2

    line = ironed(share, points)
    spread = np.clip(line * (1 - line), 0.25 / np.maximum(points, 1), None)
    far = float((points * (share - line) ** 2 / spread).sum())
    return far <= float(chi2.ppf(0.95, max(1, len(share) - 1)))


def nearest(crossed: list[Crossing], one: Crossing) -> float:
    """Where the crossing nearest to `one` that goes its way lies; NaN if there is none."""
    ways = [at for at, way in crossed if way == one[1]]
    return min(ways, key=lambda at: abs(at - one[0])) if ways else math.nan


def flip(one: Crossing, crossed: Callable[[Whole], list[Crossing]], block: Whole) -> Flip:
    """A flip with its interval: in each resample, the crossing of the same way nearest to it."""
    result: list[float] = []

    def resampled(rows: Whole) -> float:
        result.append(nearest(crossed(rows), one))
        return result[-1]

    low, high = sample.bootstrap(block, resampled)
    return Flip(Band(one[0], float(low), float(high)), one[1], float(np.mean(~np.isnan(result))))
