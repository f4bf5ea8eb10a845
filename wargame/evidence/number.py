"""What the catalogue holds: numbers that never travel without unit, date, and source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wargame.declare.units import UNITS, to_internal

JUDGEMENT = "judgement"  # source of what no publication gives; the note holds the reasoning
SCENARIO = "scenario"  # source of what a scenario sets without naming one
NONE = "none"  # source of an optional number that its entry omits


@dataclass(frozen=True)
class Source:
    """One publication: who said it, where, and when."""

    key: str
    title: str
    publisher: str
    date: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Estimate:
    """One published figure for a number; several that disagree stand side by side."""

    value: float
    low: float
    high: float
    unit: str
    as_of: str
    source: str
    grade: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Number(Estimate):
    """One number of the catalogue or of a scenario.

    `value`, `low`, `high` are in `unit` (a key of UNITS), low <= value <= high; a run draws from
    the triangle low..value..high, or takes `value` where all three are equal. `as_of` is YYYY,
    YYYY-MM or YYYY-MM-DD; `source` a key of the bibliography, `judgement`, `scenario` or `none`;
    `grade` A, B, C, or J for judgement. `absent`: the entry has none of this, and value is 0.
    """

    path: str
    estimates: tuple[Estimate, ...] = ()
    absent: bool = False

    @cached_property
    def internal(self) -> tuple[float, float, float]:
        """(value, low, high) in internal units: missiles, days, USD, MW, shares."""
        value, low, high = (to_internal(x, self.unit) for x in (self.value, self.low, self.high))
        return value, low, high

    @property
    def dimension(self) -> str:
        """The dimension of the unit, such as 'weapon rate'."""
        return UNITS[self.unit].dimension

    @property
    def fixed(self) -> bool:
        """True if every run takes the same value."""
        return self.low == self.high == self.value


def months_between(date: str, start: str) -> int | None:
    """Age: whole months from `date` (YYYY, YYYY-MM, YYYY-MM-DD) to `start`.

    A year without a month counts from July. None for an empty date.
    """
    if not date:
        return None
    parts, to = [int(x) for x in date.split("-")], [int(x) for x in start.split("-")]
    month = parts[1] if len(parts) > 1 else 7
    return (to[0] - parts[0]) * 12 + to[1] - month
