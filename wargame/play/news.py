"""What all seats hear: halts, talks, shots, threats, strikes on other states, as they happen."""

from __future__ import annotations

from typing import Any, TypedDict

from wargame.mechanisms.codes import MOMENTUM
from wargame.model.war import War
from wargame.play.game_rules import rules
from wargame.scenario import Scenario
from wargame.scenario.events import Event

STATES = ("The war goes on", "A truce on energy holds", "A ceasefire holds")
RUNGS = ("", "Drones fly into {}", "A limited missile strike on {}", "A large missile strike on {}")


# What everybody hears of dated events, with their fields; halts, talks and shots are news of their
# own, and the rest (postures, campaigns, output) stays secret.
EVENTS = {
    "aid_cut": "{supplier}: aid is cut by {share}",
    "purchase_package": "Suppliers agree on purchases of {amount}",
    "stock_drawdown": "Another theatre takes {rounds} of {interceptor} from {supplier}",
    "battery_delivery": "Batteries for {interceptor} handed to {defender}: {count}",
    "sanctions_step": "Sanctions are {step}",
    "treaty_expiry": "The treaty on strategic arms has run out",
    "defence_growth": "{power}: more missile defence at home is announced",
    "incident": "Drones come down in {ally}; nobody says whose order it was",
}


def headline(event: Event, scenario: Scenario) -> str:
    """What everybody hears of a dated event as it begins, '' for nothing."""
    kind, fields = event.kind(), {"defender": scenario.theatre.words.defender} | dict(event)
    for field, section in event.actors.items():
        fields[field] = scenario.texts.get(f"{section}.{fields[field]}.name", fields[field])
    if kind == "aid_cut":
        fields["share"] = f"{100 * fields['share'].internal:g}%"
        if fields["supplier"] == "all":
            return f"All suppliers cut their aid by {fields['share']}"
    elif kind == "sanctions_step":
        fields["step"] = "tightened" if fields["change"].internal > 0 else "eased"
    return EVENTS.get(kind, "").format_map(fields)


def threat(scenario: Scenario) -> str:
    """What is heard of a threat to suppliers, from the attacker's seat."""
    seats = rules(scenario).seats.values()
    attacker = next(seat.title for seat in seats if seat.side == "attacker")
    return f"{attacker} threatens the states that supply weapons"


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


class Line(TypedDict):
    """One piece of news."""

    date: str
    text: str


class Press:
    """Watches one run of a war and writes lines; hand it to `play` as `watch`."""

    def __init__(self, war: War, run: int = 0) -> None:
        self.run = run
        self.lines: list[Line] = []
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
                if text := headline(event, war.spec):
                    self._say(war.calendar.dates[day].isoformat(), text)
        if war.state[run] != self.state:
            self._say(when, STATES[int(war.state[run])])
        if war.talks.talks[run] != self.talks:
            self._say(when, f"Talks are {_talks(war, run)}")
        if war.ladder.flown[run] > self.flown:
            weapon = war.spec.roles.signal_weapon
            self._say(when, f"{war.texts[f'weapons.{weapon}.name']} is fired as a signal")
        if war.calendar.opens_month(self.day):
            self._month(war, when)
        self._remember(war)

    def _month(self, war: War, when: str) -> None:
        run = self.run
        if war.on["signals"] and war.ladder.threats[run]:
            self._say(when, threat(war.spec))
        for row, name in enumerate(war.allies.names):
            rung = int(war.allies.rung[row, run])
            if rung:
                self._say(when, RUNGS[rung].format(war.texts.get(f"allies.{name}.name", name)))

    def _say(self, when: str, text: str) -> None:
        self.lines.append({"date": when, "text": text})
