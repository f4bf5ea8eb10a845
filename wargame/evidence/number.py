"""What the catalogue holds: numbers that never travel without unit, date, and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict, Unpack

from wargame.declare.units import UNITS, to_internal

if TYPE_CHECKING:
    from wargame.declare.derivation import Derivation

JUDGEMENT = "judgement"  # source of what no publication gives; the note holds the reasoning
SCENARIO = "scenario"  # source of what a scenario sets without naming one
NONE = "none"  # source of an optional number that its entry omits
FACTS = "facts."  # what the path of a fact begins with
CALIBRATION = "calibration"  # source of what this model fitted to the record
PANEL = "panel_"  # what the key of a panel of experts begins with, as the source of a figure
DERIVED = "derived"  # source of what follows from other numbers and facts by a formula


class Figures(TypedDict, total=False):
    """The fields of a number that one figure gives."""

    value: float
    low: float
    high: float
    unit: str
    as_of: str
    source: str
    grade: str
    note: str


@dataclass(frozen=True)
class Source:
    """One publication: who said it, where, and when.

    `running` is not empty for a table that grows: its figures were out when their own day was over.
    """

    key: str
    title: str
    publisher: str
    date: str
    url: str
    note: str = ""
    running: str = ""


@dataclass(frozen=True)
class Estimate:
    """One published figure for a number; several that disagree stand side by side.

    From the day `holds_from` on it is the value of the number, until a later one holds.
    """

    value: float
    low: float
    high: float
    unit: str
    as_of: str
    source: str
    grade: str = ""
    note: str = ""
    holds_from: str = ""

    def figure(self) -> Figures:
        """What a number takes from it."""
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "unit": self.unit,
            "as_of": self.as_of,
            "source": self.source,
            "grade": self.grade,
            "note": self.note,
        }


@dataclass(frozen=True, kw_only=True)
class Number(Estimate):
    """One number of the catalogue or of a scenario.

    `value`, `low`, `high` are in `unit` (a key of UNITS), low <= value <= high; a run draws from
    the triangle low..value..high, or takes `value` where all three are equal. `as_of` is YYYY,
    YYYY-MM or YYYY-MM-DD; `source` a key of the bibliography, `judgement`, `scenario` or `none`;
    `grade` A, B, C, or J for judgement. `absent`: the entry has none of this, and value is 0.
    `derivation`: what it follows from, if it is derived; its range is then that of its inputs.
    """

    path: str
    estimates: tuple[Estimate, ...] = ()
    absent: bool = False
    derivation: Derivation | None = None

    def with_figures(self, **figures: Unpack[Figures]) -> Number:
        """The same number with other figures."""
        return replace(self, **figures)

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
