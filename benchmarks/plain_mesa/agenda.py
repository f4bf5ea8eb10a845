"""Dated events of a scenario, carried out on their morning."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from wargame.mechanisms.codes import MOMENTUM

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar


class Agenda:
    """What the scenario has dated."""

    def __init__(self, war: PlainWar) -> None:
        self.war = war
        self.begin: dict[int, list[Any]] = {}
        self.end: dict[int, list[Any]] = {}
        self.standing: list[Any] = []
        for event in war.spec.events:
            self.begin.setdefault(war.calendar.day_of(event.on), []).append(event)
            if event.until is not None:
                self.end.setdefault(war.calendar.day_of(event.until), []).append(event)

    def morning(self) -> bool:
        """Carry out what is dated today; returns whether anything was."""
        day = self.war.day
        for event in self.end.get(day, []):
            self.standing.remove(event)
            getattr(self, event.event)(event, False)
        for event in self.begin.get(day, []):
            self.standing.append(event)
            getattr(self, event.event)(event, True)
        return day in self.begin or day in self.end

    def alike(self, event: Any, *fields: str) -> list[Any]:
        """Events of this kind that hold now and agree in `fields`, in the order they began."""
        return [
            other
            for other in self.standing
            if other.event == event.event
            and all(getattr(other, f) == getattr(event, f) for f in fields)
        ]

    def ceasefire(self, event: Any, begins: bool) -> None:
        """A halt begins or ends."""
        talks, others = self.war.talks, self.alike(event)
        talks.violation = self.war.number("talks.process.violation")
        if others and others[-1].violation is not None:
            talks.violation = others[-1].violation.internal
        if begins:
            talks.call_halt(2)
        elif not others:
            talks.end_halt(2)

    def energy_truce(self, event: Any, begins: bool) -> None:
        """A truce on energy begins or ends."""
        if begins:
            self.war.talks.call_halt(1)
        elif not self.alike(event):
            self.war.talks.end_halt(1)

    def aid_cut(self, event: Any, begins: bool) -> None:
        """A supplier, or all, cut their aid."""
        for supplier in self.war.suppliers:
            if event.supplier in ("all", supplier.name):
                cuts = [c for c in self.alike(event) if c.supplier in ("all", supplier.name)]
                supplier.cut = 1.0 - math.prod(1.0 - c.share.internal for c in cuts)

    def purchase_package(self, event: Any, begins: bool) -> None:
        """Purchases of all together are set, or back to policy."""
        policy = self.war.policies.suppliers.purchases
        others = self.alike(event)
        self.war.coalition.set_level(others[-1].amount if others else policy)

    def battery_delivery(self, event: Any, begins: bool) -> None:
        """Batteries of one kind arrive."""
        air = self.war.air_command
        air.parks[self.war.interceptors.index(event.interceptor)].there += event.count
        air.station()

    def sanctions_step(self, event: Any, begins: bool) -> None:
        """Sanctions change by a share."""
        ministry = self.war.ministry
        change, opening = event.change.internal, ministry.tightness
        if begins:
            ministry.decided = min(1.0, max(0.0, ministry.decided + change))
        elif change > 0.0 and ministry.decided > opening:
            ministry.decided = max(opening, ministry.decided - change)
        elif change < 0.0 and ministry.decided < opening:
            ministry.decided = min(opening, ministry.decided - change)

    def oreshnik_shot(self, event: Any, begins: bool) -> None:
        """Shots as a signal, fired this morning; the ladder climbs at the turn of the month."""
        if begins and self.war.on["signals"]:
            self.war.ladder.ordered += self.war.fire_oreshnik(event.count)

    def treaty_expiry(self, event: Any, begins: bool) -> None:
        """The limit falls away."""
        self.war.race.limited = False

    def damage_campaign(self, event: Any, begins: bool) -> None:
        """Ukraine strikes more, against one kind of target."""
        industry, others = self.war.industry, self.alike(event)
        industry.factor = math.prod(other.factor.internal for other in others)
        policy = self.war.policies.ukraine.long_range
        industry.against = others[-1].against if others else policy

    def posture(self, event: Any, begins: bool) -> None:
        """The leadership is given a posture."""
        others = self.alike(event)
        policy = self.war.policies.moscow.posture
        self.war.leader.order(others[-1].posture if others else policy)

    def talks(self, event: Any, begins: bool) -> None:
        """Talks gain momentum, fail, or fall quiet."""
        others = self.alike(event)
        if not begins and others and others[-1].on > event.on:
            return  # a later one has taken over
        if self.war.on["talks"]:
            self.war.talks.talks = MOMENTUM.index(others[-1].momentum) if others else 0
            self.war.talks.since = 0.0

    def defence_growth(self, event: Any, begins: bool) -> None:
        """A power's defences grow at another pace."""
        drawn = self.war.number(f"powers.{event.power}.defence_growth")
        others = self.alike(event, "power")
        growth = others[-1].growth.internal if others else drawn
        self.war.powers[event.power].defence_growth = growth

    def surge_production(self, event: Any, begins: bool) -> None:
        """Lines work at surge, or no longer."""
        others = self.alike(event)
        policy = 1.0 if self.war.policies.moscow.surge_production else 0.0
        self.war.ministry.surging = others[-1].share.internal if others else policy

    def import_step(self, event: Any, begins: bool) -> None:
        """Imports of one weapon change."""
        if self.war.on["imports"]:
            drawn = self.war.number(f"weapons.{event.weapon}.imports")
            line = self.war.factories[self.war.weapons.index(event.weapon)]
            others = self.alike(event, "weapon")
            line.imports = others[-1].rate.internal if others else drawn

    def incident(self, event: Any, begins: bool) -> None:
        """An incident at an ally's home."""
        if begins and self.war.on["spillover"]:
            for ally in self.war.allies:
                if ally.name == event.ally:
                    ally.alarm(self.war.incursion_alarm)
