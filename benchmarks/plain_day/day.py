"""One run's days between two decisions of a War, agent by agent."""

from __future__ import annotations

from typing import Any

from benchmarks.plain_day import defence, reading, society
from benchmarks.plain_day.attack import Staff, produce, receive, tighten
from benchmarks.plain_day.defence import Night
from wargame.model.war import War


class PlainDay:
    """Run number `row` of `war` as it stands this morning, once all have decided."""

    each_weapon: list[Any]
    each_sector: list[Any]
    each_kind: list[Any]
    each_command: list[Any]

    def __init__(self, war: War, row: int) -> None:
        self.seed, self.run, self.day = war.seed, int(war.run_ids[row]), war.day
        self.seasons, self.month_slot = war.calendar.seasons, war.arsenals.slot
        self.objects = reading.read(war, row)
        for name, held in self.objects.items():
            setattr(self, name, held)

    @property
    def season(self) -> float:
        """How far into winter today is, 0 to 1."""
        return float(self.seasons[self.day])

    def live(self, days: int) -> None:
        """So many days, from today on."""
        for _ in range(days):
            self.step()
            self.day += 1

    def step(self) -> None:
        """One day: produce, strike, defend, suffer, count."""
        tighten(self.factories)
        for weapon in self.each_weapon:
            produce(weapon, self.factories)
            receive(weapon, self.month_slot)
        staff = Staff(self)
        staff.call()
        for weapon in self.each_weapon:
            staff.plan(weapon)
        if not self.commands.smooth:
            for number in range(len(self.each_command)):
                staff.hold_to_limit(number)
        for weapon in self.each_weapon:
            staff.launch(weapon)
        staff.aim()
        night = Night(self)
        for sector in self.each_sector:
            night.defend(sector)
        for kind in self.each_kind:
            defence.account(kind)
        society.suffer(self)
        society.keep_power(self)
        society.wear(self)
        for weapon in self.each_weapon:
            society.audit(weapon, self.day)
        defence.audit(self)
        society.tally(self)
