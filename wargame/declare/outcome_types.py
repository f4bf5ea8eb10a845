"""What a monthly series and an outcome are, declared once: kind, unit, clock, direction, meaning.

Whatever depends on what a number is (a statistic, an axis, a sentence) asks for its kind, never for
its unit or its wording. Texts may hold words of the theatre in braces, such as `{defender}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from wargame.declare.running_war import RunningWar, at
from wargame.declare.tape import Array, Tape, added, never, ratio

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

Read = Callable[[RunningWar], Array]
Compute = Callable[[Tape], Array]


@dataclass(frozen=True)
class Series:
    """One monthly record of shape (run, month, *dims).

    `read` takes it from the war on the last evening of a month, (*dims, runs); `cumulative`: what
    it reads counts from the start. `weight` names the series by which entries are averaged.
    """

    name: str
    kind: SeriesKind
    unit: str
    dims: tuple[str, ...]
    meaning: str
    better: Better
    read: Read
    weight: str = ""
    cumulative: bool = False

    @property
    def summable(self) -> bool:
        """Whether entries may be added up."""
        return self.kind in ("flow", "stock")

    def worded(self, words: Mapping[str, str]) -> Series:
        """The same, with the words of a theatre."""
        return replace(self, meaning=self.meaning.format_map(words))


@dataclass(frozen=True)
class Mark:
    """What is recorded once a run, (run, *dims); `read` takes it from the war at its end."""

    name: str
    dims: tuple[str, ...]
    read: Read


@dataclass(frozen=True)
class Outcome:
    """One number per run. `meaning` is a noun phrase without its unit.

    `occurs` says of a time, as a clause, what happens then. `when_empty` says when there is no
    number (NaN), to stand after "empty"; '' where there always is one. A `signed` one is a change:
    what is asked of it first is whether it is above 0. `needs` is the rung of strikes on third
    states that policies must allow for it to be possible at all.
    """

    name: str
    kind: Kind
    unit: str
    meaning: str
    better: Better
    compute: Compute
    clock: Clock = "none"
    occurs: str = ""
    when_empty: str = ""
    signed: bool = False
    needs: int = 0

    @property
    def description(self) -> str:
        """The meaning, and when there is no number."""
        return self.meaning + (f"; empty {self.when_empty}" if self.when_empty else "")

    def worded(self, words: Mapping[str, str]) -> Outcome:
        """The same, with the words of a theatre."""
        meaning, occurs = (text.format_map(words) for text in (self.meaning, self.occurs))
        return replace(self, meaning=meaning, occurs=occurs)


@dataclass(frozen=True)
class Family:
    """One outcome for each entry of a dimension, named `<name>_<entry>`.

    `{entry}` in its texts is the entry's name. `compute` is given the entry's position too; an
    entry that a war does not have has no number.
    """

    name: str
    dim: str
    pattern: Outcome
    compute: Callable[[Tape, int], Array]

    def outcomes(self, entries: Mapping[str, str]) -> list[Outcome]:
        """The outcome of each entry; `entries` holds their names as shown."""
        return [self._outcome(key, shown) for key, shown in entries.items()]

    def _outcome(self, key: str, shown: str) -> Outcome:
        def compute(tape: Tape) -> Array:
            names = list(tape.labels[self.dim])
            return self.compute(tape, names.index(key)) if key in names else never(tape.runs)

        meaning, occurs = (
            text.replace("{entry}", shown) for text in (self.pattern.meaning, self.pattern.occurs)
        )
        name = f"{self.name}_{key}"
        return replace(self.pattern, name=name, meaning=meaning, occurs=occurs, compute=compute)


def per_day(path: str) -> Read:
    """Reader of what the days of the month have added up at `path` of a war, over their number."""
    place = at(path)
    return lambda war: place(war) / war.recorder.days


def total(name: str, group: str = "") -> Compute:
    """A series added up over months and entries, or those of `group`."""
    return lambda tape: tape.total(name, group)


def at_end(name: str, group: str = "") -> Compute:
    """A series in the last month, added up over entries, or those of `group`."""
    return lambda tape: added(tape.of(name, group)[:, -1])


def marked(name: str) -> Compute:
    """What is recorded once a run, as it stands."""
    return lambda tape: tape.marks[name]


def daily_mean(name: str) -> Compute:
    """The mean of a series over the days of all months."""
    return lambda tape: tape.daily_mean(name)


def quotient(part: Compute, whole: Compute) -> Compute:
    """`part` over `whole`; NaN where there is nothing of which it could be a part."""
    return lambda tape: ratio(part(tape), whole(tape))


Counting = Literal["start", "halt"]

_UNTIL = {"start": "months until {}", "halt": "months from halt (or start) until {}"}


def _time(
    compute: Callable[..., Array], occurs: str, better: Better, clock: Counting = "start"
) -> Outcome:
    meaning = _UNTIL[clock].replace("{}", occurs)
    name = compute.__name__
    return Outcome(name, "time", "months", meaning, better, compute, clock, occurs, "if never")


def time_until(
    occurs: str, *, better: Better, clock: Counting = "start", needs: int = 0
) -> Callable[[Compute], Outcome]:
    """Declare the months on `clock` until `occurs`, which may never happen."""
    return lambda compute: replace(_time(compute, occurs, better, clock), needs=needs)


def time_until_each(
    dim: str, occurs: str, *, better: Better
) -> Callable[[Callable[[Tape, int], Array]], Family]:
    """Declare the months until `occurs` for each entry of `dim`."""

    def declare(compute: Callable[[Tape, int], Array]) -> Family:
        return Family(compute.__name__, dim, _time(compute, occurs, better), compute)

    return declare
