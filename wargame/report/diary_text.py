"""One run told day by day in plain words: what changed, what was launched, what got through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.model.batch import opened
from wargame.report.assumptions import event_details
from wargame.report.phrases import phrase
from wargame.report.words import counted

if TYPE_CHECKING:
    from wargame.model.war import War
    from wargame.scenario import Scenario
    from wargame.scenario.events import Event

STATES = ("The war goes on", "An energy truce holds", "A ceasefire holds")
HALTED = 2
TALKS = ("Talks are quiet", "Talks gain momentum", "Talks have failed")
RUNGS = ("", "Drones are sent into", "A limited strike hits", "A large strike hits")
CLASS_WORDS = {"air_tactical": "air-launched", "one_way_drone": "drones"}  # others as called
QUIET_SHARE = 0.02  # a change of the grid smaller than this is not news
HEAVIER = 1.25  # times the heaviest strike before: heavier ones are turning points
MARKS = (0.75, 0.5, 0.25)  # of demand met: the first fall below one is a turning point


class Line(NamedTuple):
    """One sentence, and whether it is a turning point."""

    text: str
    notable: bool = False


class Entry(NamedTuple):
    """The sentences of one day."""

    day: date
    lines: list[str]


def entries(
    scenario: Scenario,
    run: int,
    from_day: int = 0,
    days: int | None = None,
    notable: bool = False,
) -> Iterator[Entry]:
    """Yield an Entry for each day of run number `run` on which something happened.

    The run is the same, to the bit, as in a batch of any size; any number from 0 is an address
    of a run, also beyond those that `wargame run` simulates. `from_day` and `days` choose what is
    written; everything before is simulated all the same. `notable` leaves turning points only.
    """
    with opened(scenario, np.array([run])) as war:
        last = war.calendar.days if days is None else min(war.calendar.days, from_day + days)
        diary = _Diary(lambda name, *values: phrase(scenario.theatre, "diary", name, *values))
        before = _look(war)
        for day in range(last):
            dated = [e for e in scenario.events if war.calendar.day_of(e.on) == day]
            war.step()
            after = _look(war)
            lines = [Line(_event(e), True) for e in dated]
            lines += diary.changes(before, after, day) if day else diary.opening(after)
            lines += diary.firsts(after) + diary.night(war)
            text = [line.text for line in lines if line.notable or not notable]
            if day >= from_day and text:
                yield Entry(war.calendar.dates[day], text)
            before = after


def _event(event: Event) -> str:
    name, text = event.event.replace("_", " "), event_details(event)
    return f"The scenario dates: {name}{f' ({text})' if text else ''}."


class _Look(NamedTuple):
    """What the diary compares from one day to the next."""

    posture: str
    state: int
    talks: int
    rung: int
    power: float  # share of demand met
    line: str  # name of the line that was hit this week, or nothing
    threats: bool
    capital_dry: bool
    dry: set[str]  # names of kinds
    allies: dict[str, int]  # rung of the strike on each


def _look(war: War) -> _Look:
    def named(section: str, entry: str) -> str:
        return str(war.texts.get(f"{section}.{entry}.name", entry))

    empty = war.air_command.held()[:, 0] < war.air_command.shots[:, 0]
    struck = int(war.factories.struck[0])
    kinds = zip(war.interceptors, empty, war.air_command.counted)
    return _Look(
        posture=POSTURES[int(war.leadership.posture[0])].replace("_", " "),
        state=int(war.state[0]),
        talks=int(war.talks.talks[0]),
        rung=int(war.ladder.rung[0]),
        power=float(war.grid.met[0]),
        line=named("weapons", war.factories.names[struck]) if struck >= 0 else "",
        threats=bool(war.ladder.threats[0]),
        capital_dry=bool(war.air_command.dry[0]),
        dry={named("interceptors", kind) for kind, out, counts in kinds if counts and out},
        allies={
            named("allies", ally): int(rung)
            for ally, rung in zip(war.allies.names, war.allies.rung[:, 0])
        },
    )


@dataclass
class _Diary:
    """Writes a day, and remembers what happened for the first time, or more than ever before.

    `phrase` gives a sentence of the theatre by its name, filled with values.
    """

    phrase: Callable[..., str]
    dry: set[str] = field(default_factory=set)
    capital_dry: bool = False
    turns: int = 0  # how often the capital ran dry or was supplied again
    most: int = 0  # missiles of the heaviest strike so far
    met: float = 1.0  # least share of demand so far

    def opening(self, now: _Look) -> list[Line]:
        """How things stand on the first day: nothing has changed yet."""
        return [
            Line(f"{STATES[now.state]}.", True),
            self._posture(now),
            Line(f"The escalation ladder stands at rung {now.rung} of 6.", True),
            Line(f"The grid meets {now.power:.0%} of demand.", True),
        ]

    def _posture(self, now: _Look) -> Line:
        if now.state == HALTED:
            return Line(self.phrase("posture_halted", now.posture))
        return Line(self.phrase("posture", now.posture), True)

    def changes(self, before: _Look, now: _Look, day: int) -> list[Line]:
        """What is otherwise than on the day before."""
        lines = []
        if now.state != before.state:
            lines.append(Line(f"{STATES[now.state]}.", True))
        if now.posture != before.posture or before.state == HALTED != now.state:
            lines.append(self._posture(now))
        if now.talks != before.talks:
            lines.append(Line(f"{TALKS[now.talks]}.", True))
        if now.rung != before.rung:
            way = "up" if now.rung > before.rung else "down"
            lines.append(Line(f"The escalation ladder goes {way} to rung {now.rung} of 6.", True))
        lines += [
            Line(f"{RUNGS[rung]} {ally}.", True)
            for ally, rung in now.allies.items()
            if rung > 0 and rung != before.allies[ally]
        ]
        if now.line and day % 7 == 0:
            lines.append(Line(self.phrase("line_hit", now.line)))
        if now.threats and not before.threats:
            lines.append(Line(self.phrase("threatens")))
        lines += [Line(f"{kind} runs dry.") for kind in sorted(now.dry - before.dry)]
        lines += [Line(f"{kind} arrives again.") for kind in sorted(before.dry - now.dry)]
        if abs(now.power - before.power) >= QUIET_SHARE:
            lines.append(Line(f"The grid meets {now.power:.0%} of demand."))
        return lines

    def firsts(self, now: _Look) -> list[Line]:
        """Kinds that run dry for the first time, the capital dry or not, demand below a mark."""
        lines = [
            Line(f"{kind} runs dry for the first time.", True)
            for kind in sorted(now.dry - self.dry)
        ]
        self.dry |= now.dry
        if now.capital_dry != self.capital_dry:  # a turning point once each
            self.capital_dry, self.turns = now.capital_dry, self.turns + 1
            first = self.turns <= 2
            again = " for the first time" if first else ""
            dry = self.phrase("capital_dry", again)
            lines.append(Line(dry if now.capital_dry else self.phrase("capital_supplied"), first))
        passed = [mark for mark in MARKS if now.power < mark <= self.met]
        self.met = min(self.met, now.power)
        if passed:
            lines.append(Line(f"For the first time under {passed[-1]:.0%} of demand is met.", True))
        return lines

    def night(self, war: War) -> list[Line]:
        """The night's launches: combined strikes and missile raids; drones alone are a line."""
        launched = war.arsenals.launched[:, 0]
        if launched.sum() == 0:
            return []
        parts, stopped, missiles = [], [], 0
        for at, name in enumerate(war.setup.classes):
            mask, word = war.class_of == at, CLASS_WORDS.get(name, name.replace("_", " "))
            n = int(launched[mask].sum())
            if n:
                parts.append(_some(n, word))
                stopped.append(_some(int(war.sectors.intercepted[0][mask].sum()), word))
                missiles += n if name != war.setup.roles.mass else 0
        combined = bool(war.commands.combined[0])
        heavier = missiles > HEAVIER * self.most
        self.most = missiles if heavier else self.most
        kind = "A combined strike" if combined else "A raid"
        text = f"{kind}: {', '.join(parts)}; stopped: {', '.join(stopped)}."
        most = heavier and combined
        return [Line(text + (" The heaviest so far in missiles." if most else ""), most)]


def _some(n: int, word: str) -> str:
    """'3 ballistic', '1 drone', 'no drones'."""
    return counted(str(n), word) if word == "drones" else f"{n} {word}"
