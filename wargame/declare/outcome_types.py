"""What a monthly series and an outcome are, declared once: kind, unit, clock, direction, meaning.

Whatever depends on what a number is (a statistic, an axis, a sentence) asks for its kind, never for
its unit or its wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower", "neither"]
"""Which way is better for the defender and its allies."""

SeriesKind = Literal["flow", "stock", "share", "level"]
"""flow: what came in a month, can be added up over months and entries; stock: what is there at the
month's end, can be added up over entries; share: 0 to 1; level: anything else (an age, a rung)."""

Kind = Literal["level", "share", "event", "time"]
"""event: 1 where it happened in the run, 0 where not; time: months until something that may never
happen, NaN where it does not; share: 0 to 1; level: any other quantity."""

Clock = Literal["start", "halt", "none"]
"""From when an outcome counts: the first day, or the first halt (the first day without one)."""


@dataclass(frozen=True)
class Series:
    """One monthly record of shape (run, month, *dims).

    `weight` names the series by which entries are averaged, for a mean over entries.
    """

    unit: str
    dims: tuple[str, ...]
    meaning: str
    better: Better
    kind: SeriesKind
    weight: str = ""

    @property
    def summable(self) -> bool:
        """Whether entries may be added up."""
        return self.kind in ("flow", "stock")


@dataclass(frozen=True)
class Outcome:
    """One number per run. `meaning` is a noun phrase without its unit.

    `occurs` says of a time, as a clause, what happens then. `when_empty` says when there is no
    number (NaN), to stand after "empty"; '' where there always is one.
    """

    kind: Kind
    unit: str
    meaning: str
    better: Better
    clock: Clock = "none"
    occurs: str = ""
    when_empty: str = ""

    @property
    def description(self) -> str:
        """The meaning, and when there is no number."""
        return self.meaning + (f"; empty {self.when_empty}" if self.when_empty else "")


_UNTIL = {"start": "months until {}", "halt": "months from halt (or start) until {}"}


def time_until(occurs: str, better: Better, clock: Literal["start", "halt"] = "start") -> Outcome:
    """The outcome that counts the months on `clock` until something happens that may never."""
    meaning = _UNTIL[clock].format(occurs)
    return Outcome("time", "months", meaning, better, clock, occurs, "if never")
