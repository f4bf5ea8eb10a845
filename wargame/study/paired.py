"""Differences between two scenarios, run by run: the same run has the same luck in both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results import select
from wargame.results.intervals import mean_interval
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.arrays import Floats

if TYPE_CHECKING:
    import xarray


@dataclass(frozen=True)
class Paired:
    """How one outcome differs between scenario A and scenario B over `n` runs.

    For an outcome that may never happen, `mean`, `low`, `high` speak of the share of runs in
    which it happens, and `median` of the months by which it comes later in B where it happens
    in both (`both` runs). `higher` is the share of runs with B > A (later, or never in B only);
    `equal` the share in which they are the same.
    """

    name: str
    unit: str
    better: str
    never: bool
    n: int
    both: int
    a: float
    b: float
    median: float
    mean: float
    low: float
    high: float
    higher: float
    equal: float


def paired(a: xarray.Dataset, b: xarray.Dataset) -> list[Paired]:
    """Every declared outcome of Datasets `a` and `b`, compared run by run (B less A).

    Raises WargameError if they do not hold the same runs of the same seed.
    """
    same = a.sizes["run"] == b.sizes["run"] and bool((a["run"].values == b["run"].values).all())
    if not same or a.attrs["seed"] != b.attrs["seed"]:
        raise WargameError("compare needs the same runs and the same seed for every scenario")
    names = [str(name) for name in a["outcome"].values]
    return [pair(name, select.outcome(a, name), select.outcome(b, name)) for name in names]


def pair(name: str, a: Floats, b: Floats) -> Paired:
    """Compare one outcome, `a` and `b` of shape (runs,), NaN meaning never or not measured."""
    never = select.never(name)
    both = ~np.isnan(a) & ~np.isnan(b)
    apart = (b - a)[both]
    if never:
        # What never happens is later than anything: compare the order with infinity, the
        # shares with a plain yes or no, and the months only where both have them.
        late_a, late_b = (np.where(np.isnan(x), np.inf, x) for x in (a, b))
        happens_a, happens_b = (~np.isnan(x) for x in (a, b))
        shown = happens_a.mean(), happens_b.mean()
        steps = happens_b.astype(float) - happens_a
    else:
        late_a, late_b = a[both], b[both]
        shown = _mean(late_a), _mean(late_b)
        steps = apart
    mean, low, high = mean_interval(steps)
    n = len(late_a)
    return Paired(
        name=name,
        unit=OUTCOMES[name].unit,
        better=OUTCOMES[name].better,
        never=never,
        n=n,
        both=int(both.sum()),
        a=float(shown[0]),
        b=float(shown[1]),
        median=float(np.median(apart)) if apart.size else math.nan,
        mean=mean,
        low=low,
        high=high,
        higher=float((late_b > late_a).mean()) if n else math.nan,
        equal=float((late_b == late_a).mean()) if n else math.nan,
    )


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else math.nan


def margin(sides: Sequence[Floats], by: str) -> Floats:
    """What a question tests, run by run -> (runs,): one outcome, or two by difference or ratio.

    What never happens is infinite; never in both is no difference. A ratio over 0 is NaN.
    """
    if len(sides) == 1:
        return sides[0]
    first, second = sides
    if by == "ratio":
        nothing = np.full(len(first), np.nan)
        return np.asarray(np.divide(first, second, out=nothing, where=second != 0))
    with np.errstate(invalid="ignore"):
        apart = first - second
    return np.where(np.isinf(first) & np.isinf(second), 0.0, apart)
