"""Where a share of runs crosses a half, bin by bin, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.study.analysis import sample
from wargame.study.analysis.sample import Band

EVEN = 0.5
SURE = 0.9  # of resamples that must show a flip


@dataclass(frozen=True)
class Flip:
    """Where the share crosses a half: the value with its interval, the way it crosses ('up' or
    'down' as the number grows), and the share of resamples in which it does."""

    value: Band
    way: str
    found: float


def crossings(x: Any, share: Any) -> list[tuple[float, str]]:
    """Where `share` crosses a half between neighbours -> (x, 'up' or 'down')."""
    result = []
    for left, right in zip(range(len(x) - 1), range(1, len(x))):
        a, b = share[left] - EVEN, share[right] - EVEN
        if np.isnan(a) or np.isnan(b) or (a > 0) == (b > 0):
            continue
        at = x[left] + (x[right] - x[left]) * a / (a - b)
        result.append((float(at), "up" if b > a else "down"))
    return result


def ironed(share: Any, weights: Any) -> Any:
    """The nearest line through `share` (bins,) that only rises or only falls (least squares)."""
    from scipy.optimize import isotonic_regression

    ways = [isotonic_regression(share, weights=weights, increasing=up).x for up in (True, False)]
    return min(ways, key=lambda way: float((weights * (share - way) ** 2).sum()))


def monotone(share: Any, points: Any) -> bool:
    """Whether `share` (bins,) is not further from a line that only rises or only falls than the
    scatter of its points allows (chi square, 5%)."""
    from scipy.stats import chi2

    line = ironed(share, points)
    spread = np.clip(line * (1 - line), 0.25 / np.maximum(points, 1), None)
    far = float((points * (share - line) ** 2 / spread).sum())
    return far <= float(chi2.ppf(0.95, max(1, len(share) - 1)))


def flip(
    one: tuple[float, str], crossed: Callable[[Any], list[tuple[float, str]]], block: Any
) -> Flip:
    """A flip with its interval: in each resample, the crossing of the same way nearest to it."""
    value, way = one
    result: list[float] = []

    def nearest(rows: Any) -> float:
        near = [at for at, other in crossed(rows) if other == way]
        result.append(min(near, key=lambda at: abs(at - value)) if near else math.nan)
        return result[-1]

    low, high = sample.bootstrap(block, nearest)
    return Flip(Band(value, float(low), float(high)), way, float(np.mean(~np.isnan(result))))
