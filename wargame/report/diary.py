"""One run told day by day in plain words: what changed, what was launched, what got through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np

from wargame.evidence.fields import CLASSES, POSTURES
from wargame.model.batch import opened
from wargame.scenario import Scenario

STATES = ("The war goes on", "An energy truce holds", "A ceasefire holds")
TALKS = ("Talks are quiet", "Talks gain momentum", "Talks have failed")
RUNGS = ("", "Drones are sent into", "A limited strike hits", "A large strike hits")
CLASS_WORDS = dict(zip(CLASSES, ("ballistic", "cruise", "supersonic", "air-launched", "drones")))
QUIET_SHARE = 0.02  # a change of the grid smaller than this is not news


class Entry(NamedTuple):
    """The sentences of one day."""

    day: date
    lines: list[str]


def tell(
    scenario: Scenario, run: int, from_day: int = 0, days: int | None = None
) -> Iterator[Entry]:
    """Yield an Entry for each day of run number `run` on which something happened.

    The run is the same, to the bit, as in a batch of any size. `from_day` and `days` choose what
    is told; everything before is simulated all the same.
    """
    with opened(scenario, np.array([run])) as war:
        last = war.calendar.days if days is None else min(war.calendar.days, from_day + days)
        before = _look(war)
        for day in range(last):
            dated = [e for e in scenario.events if war.calendar.day_of(e.on) == day]
            war.step()
            after = _look(war)
            lines = [_event(e) for e in dated] + _changes(before, after, day) + _night(war)
            if day >= from_day and lines:
                yield Entry(war.calendar.dates[day], lines)
            before = after


def _event(event: Any) -> str:
    detail = event.model_dump(exclude={"on", "event", "note"}, exclude_none=True)
    told = ", ".join(f"{key} {value}" for key, value in detail.items())
    name = event.event.replace("_", " ")
    return f"The scenario dates: {name}" + (f" ({told})." if told else ".")


def _look(war: Any) -> dict[str, Any]:
    """What the diary compares from one day to the next."""
    dry = war.ukraine.held()[:, 0] < war.ukraine.shots[:, 0]
    return {
        "posture": int(war.leadership.posture[0]),
        "state": int(war.state[0]),
        "talks": int(war.talks.talks[0]),
        "rung": float(war.ladder.rung[0]),
        "allies": [int(r) for r in war.allies.rung[:, 0]],
        "ally names": [war.texts.get(f"allies.{n}.name", n) for n in war.allies.names],
        "line": _line(war),
        "threats": int(war.ladder.threats[0]),
        "kyiv dry": bool(war.ukraine.dry[0]),
        "dry": {
            war.texts.get(f"interceptors.{k}.name", k)
            for k, out, counted in zip(war.interceptors, dry, war.ukraine.counted)
            if counted and out
        },
        "power": float(war.grid.met[0]),
    }


def _line(war: Any) -> str:
    """Name of the line that was hit this week, or nothing."""
    rows = np.flatnonzero(war.factories.missile)
    struck = int(war.factories.struck[0])
    name = war.factories.names[rows[struck]] if struck >= 0 else ""
    return str(war.texts.get(f"weapons.{name}.name", name))


def _changes(before: dict[str, Any], after: dict[str, Any], day: int) -> list[str]:
    lines = []
    if day == 0 or after["posture"] != before["posture"]:
        name = POSTURES[after["posture"]].replace("_", " ")
        lines.append(f"Moscow's posture: {name}.")
    if after["state"] != before["state"]:
        lines.append(f"{STATES[after['state']]}.")
    if after["talks"] != before["talks"]:
        lines.append(f"{TALKS[after['talks']]}.")
    if int(after["rung"]) != int(before["rung"]):
        way = "up" if after["rung"] > before["rung"] else "down"
        lines.append(f"The escalation ladder goes {way} to rung {int(after['rung'])} of 6.")
    for name, old, new in zip(after["ally names"], before["allies"], after["allies"]):
        if new > 0 and new != old:
            lines.append(f"{RUNGS[new]} {name}.")
    if after["line"] and day % 7 == 0:
        lines.append(f"Ukrainian strikes hit the line of {after['line']}.")
    if after["threats"] and not before["threats"]:
        lines.append("Moscow threatens states that supply weapons.")
    lines += [f"{kind} runs dry." for kind in sorted(after["dry"] - before["dry"])]
    lines += [f"{kind} arrives again." for kind in sorted(before["dry"] - after["dry"])]
    if after["kyiv dry"] and not before["kyiv dry"]:
        lines.append("Kyiv can no longer fire at a ballistic missile.")
    if abs(after["power"] - before["power"]) >= QUIET_SHARE:
        lines.append(f"The grid meets {after['power']:.0%} of demand.")
    return lines


def _night(war: Any) -> list[str]:
    """The night's launches: combined strikes and missile raids; a drone-only night is a line."""
    launched = war.commands.launched[:, 0]
    if launched.sum() == 0:
        return []
    parts, stopped = [], []
    for c, word in CLASS_WORDS.items():
        mask = war.class_of == CLASSES.index(c)
        n = int(launched[mask].sum())
        if n:
            parts.append(f"{n} {word}")
            stopped.append(f"{int(war.sectors.intercepted[0][mask].sum())} {word}")
    kind = "A combined strike" if war.commands.combined[0] else "A raid"
    return [f"{kind}: {', '.join(parts)}; stopped: {', '.join(stopped)}."]
