"""Dated events of a scenario, and of its theatre before the start, carried out on their morning."""

from __future__ import annotations

from wargame.declare.running_war import RunningWar
from wargame.scenario.events import KINDS, Event


class Agenda:
    """What the scenario has dated, by day number; `holding`: what has begun and not ended, by kind.

    Where several events of one kind hold at once, shares and factors multiply (cuts of aid,
    campaigns of damage), steps of sanctions add up, and of all others the latest begun decides.
    What an earlier one set does not come back while a later one holds, and the end of one does not
    touch the others.
    """

    def __init__(self, war: RunningWar) -> None:
        self.war = war
        self.begin: dict[int, list[Event]] = {}
        self.end: dict[int, list[Event]] = {}
        self.holding: dict[str, list[Event]] = {kind: [] for kind in KINDS}
        self.days: list[int] = []
        for event in (*war.spec.history, *war.spec.events):
            self.add(event)

    def add(self, event: Event) -> None:
        """Date one event, today or later (a scenario's, or one brought into a game)."""
        day_of = self.war.calendar.day_of
        self.begin.setdefault(day_of(event.on), []).append(event)
        if event.until is not None:
            self.end.setdefault(day_of(event.until), []).append(event)
        self.days = sorted({*self.begin, *self.end})

    def withdraw(self, events: list[Event]) -> None:
        """Take out those of `events` that have not begun."""
        for day in [day for day in self.begin if day >= self.war.day]:
            gone = [event for event in self.begin[day] if event in events]
            self.begin[day] = [event for event in self.begin[day] if event not in gone]
            for event in gone:
                if event.until is not None:
                    self.end[self.war.calendar.day_of(event.until)].remove(event)
        self.days = sorted({*self.begin, *self.end})

    def morning(self, day: int) -> set[str]:
        """Carry out what is dated today; returns the kinds of events that began or ended."""
        starts, ends = self.begin.get(day, []), self.end.get(day, [])
        for event in ends:
            self.holding[event.event].remove(event)
            event.carry_out(self.war, begins=False)
        for event in starts:
            self.holding[event.event].append(event)
            event.carry_out(self.war, begins=True)
        return {event.event for event in (*starts, *ends)}
