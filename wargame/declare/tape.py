"""What was recorded of some runs, as plain arrays: all that an outcome is worked out from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH

Array = np.ndarray[Any, np.dtype[Any]]
NEVER = -1  # a day that did not come


@dataclass(frozen=True)
class Tape:
    """Series and marks of some runs.

    series: name -> (runs, months, *dims); marks: name -> (runs, *dims), what is recorded once a
    run; labels: dimension -> names of its entries; groups: role or class of weapons -> positions
    along its dimension, none where it is not there; month_days: days of each month, (months,);
    parts: share of each that is simulated, (months,), all of it where nothing is said.
    """

    runs: int
    month_days: Sequence[int]
    series: Mapping[str, Array]
    marks: Mapping[str, Array] = field(default_factory=dict)
    labels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: Mapping[str, Sequence[int]] = field(default_factory=dict)
    parts: Sequence[float] = ()

    @property
    def months(self) -> int:
        """How many calendar months there are."""
        return len(self.month_days)

    @property
    def length(self) -> float:
        """How many months there are, where one that is not whole counts for its part."""
        return sum(self.parts) if self.parts else float(self.months)

    def of(self, name: str, group: str = "") -> Array:
        """A series as float64, all its entries or those of `group`."""
        values = self.series[name]
        if group:
            values = values[:, :, list(self.groups.get(group, ()))]
        return values.astype(np.float64)

    def mark(self, name: str, group: str = "") -> Array:
        """A mark, all its entries or those of `group`."""
        values = self.marks[name]
        return values[:, list(self.groups.get(group, ()))] if group else values

    def total(self, name: str, group: str = "") -> Array:
        """A series added up over months and entries, (runs,)."""
        return added(self.of(name, group))

    def daily_mean(self, name: str) -> Array:
        """Mean over the days of all months, (runs,)."""
        days = np.asarray(self.month_days)
        mean: Array = added(self.of(name) * days) / days.sum()
        return mean

    def month_of(self, day: Array) -> Array:
        """Number of the calendar month that each day falls into; of the first for never."""
        return np.searchsorted(np.cumsum(self.month_days), np.maximum(0, day), side="right")

    def first_day(self, month: Array) -> Array:
        """Number of the day that opens each month."""
        return np.cumsum([0, *self.month_days])[month]


def never(runs: int) -> Array:
    """No number in any run, (runs,)."""
    return np.full(runs, np.nan)


def added(array: Array) -> Array:
    """Sum over all axes but the first, one number after the other, (runs,).

    NumPy's own sum changes its order with the shape, and with it the last bit.
    """
    rows = array.reshape(len(array), -1)
    if not rows.shape[1]:
        return np.zeros(len(rows))
    return np.add.accumulate(rows, axis=1, dtype=np.float64)[:, -1] + 0.0  # and no -0.0


def ratio(part: Array, whole: Array) -> Array:
    """`part` over `whole`; NaN where there is nothing of which it could be a part."""
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), np.nan)


def months_until(day: Array) -> Array:
    """Days since the start as months; NaN for NEVER."""
    return np.where(day >= 0, day / DAYS_PER_MONTH, np.nan)
