"""What all seats hear: halts, talks, shots, threats, strikes on other states, as they happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wargame.mechanisms.codes import MOMENTUM
from wargame.model.war import War

STATES = ("The war goes on", "A truce on energy holds", "A ceasefire holds")
RUNGS = ("", "Drones fly into {}", "A limited missile strike on {}", "A large missile strike on {}")


def _named(texts: Mapping[str, Any], section: str, name: str) -> str:
    return str(texts.get(f"{section}.{name}.name", name))


def _aid_cut(event: Any, texts: Mapping[str, Any]) -> str:
    share = f"{100 * event.share.internal:g}%"
    if event.supplier == "all":
        return f"All suppliers cut their aid by {share}"
    return f"{_named(texts, 'suppliers', event.supplier)}: aid is cut by {share}"


def _battery_delivery(event: Any, texts: Mapping[str, Any]) -> str:
    kind = _named(texts, "interceptors", event.interceptor)
    return f"Batteries for {kind} handed to Ukraine: {event.count}"


def _sanctions_step(event: Any, texts: Mapping[str, Any]) -> str:
    return "Sanctions are tightened" if event.change.internal > 0 else "Sanctions are eased"


# What everybody hears of dated events; halts, talks and shots are news of their own, and the rest
# (postures, campaigns, output) is not told in public.
EVENTS: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "aid_cut": _aid_cut,
    "purchase_package": lambda event, texts: f"Suppliers agree on purchases of {event.amount}",
    "battery_delivery": _battery_delivery,
    "sanctions_step": _sanctions_step,
    "treaty_expiry": lambda event, texts: "The treaty on strategic arms has run out",
    "defence_growth": lambda event, texts: (
        f"{_named(texts, 'powers', event.power)}: more missile defence at home is announced"
    ),
    "incident": lambda event, texts: (
        f"Drones come down in {_named(texts, 'allies', event.ally)}; nobody says whose order it was"
    ),
}


def situation(war: War, run: int = 0) -> dict[str, Any]:
    """What everybody knows of halts and talks, and the rung of escalation that is seen."""
    return {
        "state": STATES[int(war.state[run])],
        "talks": _talks(war, run),
        "rung": int(war.ladder.seen[run]),
    }


def _talks(war: War, run: int) -> str:
    word = {"none": "quiet", "active": "under way", "failed": "broken off"}
    return word[MOMENTUM[int(war.talks.talks[run])]]


class Press:
    """Watches one run of a war and writes lines {"date", "text"}; hand it to `play` as `watch`."""

    def __init__(self, war: War, run: int = 0) -> None:
        self.run = run
        self.lines: list[dict[str, str]] = []
        self._remember(war)

    def _remember(self, war: War) -> None:
        run = self.run
        self.state, self.talks = int(war.state[run]), int(war.talks.talks[run])
        self.day, self.flown = war.day, int(war.ladder.flown[run])

    def __call__(self, war: War) -> None:
        """Note what changed in the stretch of days that has just been lived."""
        run, when = self.run, war.calendar.dates[self.day].isoformat()
        for day in range(self.day, war.day):
            for event in war.agenda.begin.get(day, ()):
                if event.event in EVENTS:
                    on = war.calendar.dates[day].isoformat()
                    self._say(on, EVENTS[event.event](event, war.texts))
        if war.state[run] != self.state:
            self._say(when, STATES[int(war.state[run])])
        if war.talks.talks[run] != self.talks:
            self._say(when, f"Talks are {_talks(war, run)}")
        if war.ladder.flown[run] > self.flown:
            self._say(when, "An Oreshnik missile is fired")
        if war.calendar.opens_month(self.day):
            self._month(war, when)
        self._remember(war)

    def _month(self, war: War, when: str) -> None:
        run = self.run
        if war.on["signals"] and war.ladder.threats[run]:
            self._say(when, "Moscow threatens the states that supply weapons")
        for row, name in enumerate(war.allies.names):
            rung = int(war.allies.rung[row, run])
            if rung:
                label: Any = war.texts.get(f"allies.{name}.name", name)
                self._say(when, RUNGS[rung].format(label))

    def _say(self, when: str, text: str) -> None:
        self.lines.append({"date": when, "text": text})
