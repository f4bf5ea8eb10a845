"""One run told day by day in plain words: what changed, what was launched, what got through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.model.batch import opened
from wargame.report.assumptions import event_details
from wargame.report.words import counted
from wargame.scenario import Scenario

STATES = ("The war goes on", "An energy truce holds", "A ceasefire holds")
HALTED = 2
TALKS = ("Talks are quiet", "Talks gain momentum", "Talks have failed")
RUNGS = ("", "Drones are sent into", "A limited strike hits", "A large strike hits")
CLASS_WORDS = {
    "air_tactical": "air-launched",
    "one_way_drone": "drones",
}  # others as they are called
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


def tell(
    scenario: Scenario,
    run: int,
    from_day: int = 0,
    days: int | None = None,
    notable: bool = False,
) -> Iterator[Entry]:
    """Yield an Entry for each day of run number `run` on which something happened.

    The run is the same, to the bit, as in a batch of any size; any number from 0 is an address
    of a run, also beyond those that `wargame run` simulates. `from_day` and `days` choose what is
    told; everything before is simulated all the same. `notable` keeps turning points only.
    """
    with opened(scenario, np.array([run])) as war:
        last = war.calendar.days if days is None else min(war.calendar.days, from_day + days)
        before, firsts = _look(war), _Firsts()
        for day in range(last):
            dated = [e for e in scenario.events if war.calendar.day_of(e.on) == day]
            war.step()
            after = _look(war)
            text = _opening(after) if day == 0 else _changes(before, after, day)
            text = [_event(e) for e in dated] + text + firsts.of(after) + _night(war, firsts)
            lines = [line.text for line in text if line.notable or not notable]
            if day >= from_day and lines:
                yield Entry(war.calendar.dates[day], lines)
            before = after


class _Firsts:
    """What happened for the first time, or more than ever before: turning points."""

    def __init__(self) -> None:
        self.dry: set[str] = set()
        self.capital_dry, self.turns = False, 0  # how often Kyiv ran dry or was supplied again
        self.most = 0
        self.met = 1.0

    def of(self, now: dict[str, Any]) -> list[Line]:
        """Kinds that run dry for the first time, Kyiv dry or not, demand met below a mark."""
        new = sorted(now["dry"] - self.dry)
        self.dry |= now["dry"]
        lines = [Line(f"{kind} runs dry for the first time.", True) for kind in new]
        lines += self._kyiv(now["kyiv dry"])
        passed = [mark for mark in MARKS if now["power"] < mark <= self.met]
        self.met = min(self.met, now["power"])
        if passed:
            lines.append(Line(f"For the first time under {passed[-1]:.0%} of demand is met.", True))
        return lines

    def _kyiv(self, dry: bool) -> list[Line]:
        """That the sector of the capital runs dry, and that it no longer is: notable once each."""
        if dry == self.capital_dry:
            return []
        self.capital_dry, self.turns = dry, self.turns + 1
        first = self.turns <= 2
        if not dry:
            return [Line("Kyiv can fire at ballistic missiles again.", first)]
        again = " for the first time" if first else ""
        return [Line(f"Kyiv can no longer fire at a ballistic missile{again}.", first)]

    def heaviest(self, missiles: int) -> bool:
        """Whether this is well above the heaviest strike told so far."""
        heavier = missiles > (HEAVIER * self.most)
        self.most = missiles if heavier else self.most
        return heavier


def _event(event: Any) -> Line:
    name, text = event.event.replace("_", " "), event_details(event)
    return Line(f"The scenario dates: {name}" + (f" ({text})." if text else "."), True)


def _look(war: Any) -> dict[str, Any]:
    """What the diary compares from one day to the next."""
    dry = war.air_command.held()[:, 0] < war.air_command.shots[:, 0]
    return {
        "posture": int(war.leadership.posture[0]),
        "state": int(war.state[0]),
        "talks": int(war.talks.talks[0]),
        "rung": float(war.ladder.rung[0]),
        "allies": [int(r) for r in war.allies.rung[:, 0]],
        "ally names": [war.texts.get(f"allies.{n}.name", n) for n in war.allies.names],
        "line": _line(war),
        "threats": int(war.ladder.threats[0]),
        "kyiv dry": bool(war.air_command.dry[0]),
        "dry": {
            war.texts.get(f"interceptors.{k}.name", k)
            for k, out, counted in zip(war.interceptors, dry, war.air_command.counted)
            if counted and out
        },
        "power": float(war.grid.met[0]),
    }


def _line(war: Any) -> str:
    """Name of the line that was hit this week, or nothing."""
    struck = int(war.factories.struck[0])
    name = war.factories.names[struck] if struck >= 0 else ""
    return str(war.texts.get(f"weapons.{name}.name", name))


def _opening(now: dict[str, Any]) -> list[Line]:
    """How things stand on the first day: nothing has changed yet."""
    return [
        Line(f"{STATES[now['state']]}.", True),
        _posture(now),
        Line(f"The escalation ladder stands at rung {int(now['rung'])} of 6.", True),
        Line(f"The grid meets {now['power']:.0%} of demand.", True),
    ]


def _posture(now: dict[str, Any]) -> Line:
    name = POSTURES[now["posture"]].replace("_", " ")
    if now["state"] == HALTED:
        return Line(f"Moscow would choose the posture {name}; the ceasefire keeps it from acting.")
    return Line(f"Moscow's posture: {name}.", True)


def _changes(before: dict[str, Any], after: dict[str, Any], day: int) -> list[Line]:
    lines = []
    resumed = before["state"] == HALTED != after["state"]
    if after["state"] != before["state"]:
        lines.append(Line(f"{STATES[after['state']]}.", True))
    if after["posture"] != before["posture"] or resumed:
        lines.append(_posture(after))
    if after["talks"] != before["talks"]:
        lines.append(Line(f"{TALKS[after['talks']]}.", True))
    if int(after["rung"]) != int(before["rung"]):
        way = "up" if after["rung"] > before["rung"] else "down"
        text = f"The escalation ladder goes {way} to rung {int(after['rung'])} of 6."
        lines.append(Line(text, True))
    for name, old, new in zip(after["ally names"], before["allies"], after["allies"]):
        if new > 0 and new != old:
            lines.append(Line(f"{RUNGS[new]} {name}.", True))
    if after["line"] and day % 7 == 0:
        lines.append(Line(f"Ukrainian strikes hit the line of {after['line']}."))
    if after["threats"] and not before["threats"]:
        lines.append(Line("Moscow threatens states that supply weapons."))
    return lines + _magazines(before, after)


def _magazines(before: dict[str, Any], after: dict[str, Any]) -> list[Line]:
    lines = [Line(f"{kind} runs dry.") for kind in sorted(after["dry"] - before["dry"])]
    lines += [Line(f"{kind} arrives again.") for kind in sorted(before["dry"] - after["dry"])]
    if abs(after["power"] - before["power"]) >= QUIET_SHARE:
        lines.append(Line(f"The grid meets {after['power']:.0%} of demand."))
    return lines


def _night(war: Any, firsts: _Firsts) -> list[Line]:
    """The night's launches: combined strikes and missile raids; a drone-only night is a line."""
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
    kind = "A combined strike" if war.commands.combined[0] else "A raid"
    most = firsts.heaviest(missiles) and bool(war.commands.combined[0])
    text = f"{kind}: {', '.join(parts)}; stopped: {', '.join(stopped)}."
    return [Line(text + (" The heaviest so far in missiles." if most else ""), most)]


def _some(n: int, word: str) -> str:
    """'3 ballistic', '1 drone', 'no drones'."""
    return counted(str(n), word) if word == "drones" else f"{n} {word}"
