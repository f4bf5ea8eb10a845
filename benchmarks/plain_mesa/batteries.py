"""Batteries: hits, repair, pledges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.roles import SYSTEMS
from benchmarks.plain_mesa.uncompiled import uncompiled
from wargame.kernel.draws import digest
from wargame.mechanisms.defence.battery_rules import wear_batteries

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

MONTH = 365.25 / 12
WEAR = uncompiled(wear_batteries)


class Park(Person):
    """The batteries of one kind."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("interceptors", "batteries", "pledged_batteries", "pledge_time")
        self.read("air_command", "battery_loss", "battery_repair", entry="ukraine")
        self.read("air_command", "battery_writeoff", entry="ukraine")
        self.there, self.out, self.given, self.owed = int(self.batteries), 0, 0, 0.0
        counted = war.texts[f"interceptors.{name}.magazine"] == "counted"
        self.exposed = counted and war.texts[f"interceptors.{name}.made_by"] != "Ukraine"
        self.radar = digest(f"radar {SYSTEMS[name]}" if name in SYSTEMS else name)

    def turn(self, leaked: int, let_through: float) -> None:
        """A month: hits by leaked missiles, repair, and what was pledged."""
        war = self.model
        hit = 1.0 - math.exp(-self.battery_loss * leaked / 100.0) if self.exposed else 0.0
        back = 1.0 - math.exp(-MONTH / max(1.0, self.battery_repair))
        there, out = [self.there], [self.out]
        address = (war.seed, war.run, war.month, self.radar)
        WEAR(there, out, hit, back, self.battery_writeoff, *address, [0], [0], [0])
        self.there, self.out = there[0], out[0]
        if war.on["interceptor_supply"] and war.month > 0:
            pace = self.pledged_batteries * (MONTH / max(1.0, self.pledge_time))
            self.owed = min(self.pledged_batteries, self.owed + pace * let_through)
            due = math.floor(self.owed + 1e-9)
            self.there += due - self.given
            self.given = due
