"""Analysis of variance of a whole grid: S1 and ST of its numbers, told from luck by F tests.

The sums of squares of a balanced grid add up. Each is held against the mean square of luck: of
replicates within points or, with luck that all points share, of the interaction of replicates and
points. What a sum of squares holds beyond luck is its noncentrality, which has an interval by the
noncentral F distribution (Patnaik's approximation, Biometrika 36, 1949). A share is of two of
them, an effect and all the rest; its interval is recovered from theirs (MOVER; Zou and Donner,
Statistics in Medicine 27, 2008). A number stands out if the F test of its main effect or that of
its total effect is clear, at 5% for the two together.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.intervals import LEVEL
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Whole

CLEAR = 0.5 - LEVEL / 2  # 5%: one end of the interval
ROUNDING = 1e-7  # of the range of the outcome: what is less is zero
STEPS = 1001  # shares at which the interval is tried


class Source(NamedTuple):
    """A sum of squares `square` and its degrees of freedom `freedom`."""

    square: float
    freedom: int


def whole_grid(x: Floats) -> bool:
    """Whether x (points, k) holds every combination of its levels once."""
    levels = [len(np.unique(column)) for column in x.T]
    return len(np.unique(x, axis=0)) == len(x) == math.prod(levels)


def shares(x: Floats, y: Floats, shared: bool, what: str) -> list[tuple[dict[str, Band], bool]]:
    """S1 and ST of each column of the whole grid x (points, k), y (points, replicates) of outcome
    `what`, and whether it stands out.

    With one replicate they are of outcome and luck together, their ends are NaN and none stands
    out. Raises WargameError if points do not differ by more than luck makes them.
    """
    points, replicates = y.shape
    means = y.mean(axis=1)
    # Luck that all points share, and inputs that do nothing, cancel but for rounding.
    spread = max(float(np.ptp(y)), 1e-3 * float(np.abs(y).max()))
    least = y.size * (ROUNDING * spread) ** 2

    def between(group: Whole) -> Source:
        count = np.bincount(group)
        apart = np.bincount(group, means) / count - means.mean()
        return _source(replicates * float((count * apart**2).sum()), len(count) - 1, least)

    whole, noise = between(np.arange(points)), _noise(y, shared, least)
    if noise and _p(whole, noise) > CLEAR:
        raise WargameError(
            f"{what}: what the numbers decide cannot be told from luck (F test of all points, 5%); "
            "more replicates would be needed"
        )
    result = []
    for at in range(x.shape[1]):
        own = between(np.unique(x[:, at], return_inverse=True)[1])
        rest = np.unique(np.delete(x, at, axis=1), axis=0, return_inverse=True)[1]
        others = between(rest.ravel())
        total = _less(whole, others, least)
        bands = {
            "S1": _share(own, _less(whole, own, least), noise),
            "ST": _share(total, others, noise),
        }
        clear = noise is not None and min(_p(own, noise), _p(total, noise)) < CLEAR / 2
        result.append((bands, clear))
    return result


def _source(square: float, freedom: int, least: float) -> Source:
    return Source(square if square > least else 0.0, freedom)


def _noise(y: Floats, shared: bool, least: float) -> Source | None:
    """The sum of squares of luck alone; None with one replicate."""
    points, replicates = y.shape
    if replicates < 2:
        return None
    rest = y - y.mean(axis=1, keepdims=True)
    if not shared:
        return _source(float((rest * rest).sum()), points * (replicates - 1), least)
    rest = rest - rest.mean(axis=0, keepdims=True)
    return _source(float((rest * rest).sum()), (points - 1) * (replicates - 1), least)


def _less(whole: Source, part: Source, least: float) -> Source:
    return _source(whole.square - part.square, whole.freedom - part.freedom, least)


def _p(one: Source, noise: Source) -> float:
    """How likely luck alone gives a mean square this large."""
    from scipy.special import fdtrc

    if not one.square or not noise.square:
        return 0.0 if one.square else 1.0
    return float(fdtrc(one.freedom, noise.freedom, _ratio(one, noise)))


def _ratio(one: Source, noise: Source) -> float:
    return one.square / one.freedom / (noise.square / noise.freedom)


def _share(one: Source, rest: Source, noise: Source | None) -> Band:
    """The share of `one` in both, luck taken off."""
    if noise is None or not noise.square:
        value = one.square / (one.square + rest.square)
        end = math.nan if noise is None else value
        return Band(value, end, end)
    unit = noise.square / noise.freedom
    a, b = (max(0.0, of.square / unit - of.freedom) for of in (one, rest))
    value = a / (a + b)
    (a_low, a_high), (b_low, b_high) = (
        [_beyond(of, noise, p) for p in (1 - CLEAR, CLEAR)] for of in (one, rest)
    )
    s = np.linspace(0, 1, STEPS)
    # Shares at which (1 - s) a - s b may be zero.
    middle = (1 - s) * a - s * b
    under = np.hypot((1 - s) * (a - a_low), s * (b_high - b))
    over = np.hypot((1 - s) * (a_high - a), s * (b - b_low))
    held = s[(middle - under <= 0) & (middle + over >= 0)]
    return Band(value, float(held.min()), float(held.max()))


def _beyond(one: Source, noise: Source, probability: float) -> float:
    """The noncentrality at which a mean square up to that of `one` is seen with `probability`."""
    from scipy.optimize import brentq
    from scipy.special import fdtr

    if not one.freedom:
        return 0.0
    ratio, d = _ratio(one, noise), one.freedom

    def short(beyond: float) -> float:
        freedom = (d + beyond) ** 2 / (d + 2 * beyond)
        return float(fdtr(freedom, noise.freedom, ratio * d / (d + beyond))) - probability

    if short(0.0) <= 0:
        return 0.0
    most = d * (ratio + 1)
    while short(most) > 0:
        most *= 2
    return float(brentq(short, 0.0, most))
