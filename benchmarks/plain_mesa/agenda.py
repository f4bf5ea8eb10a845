"""Dated events of a scenario, carried out on their morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wargame.model.talks import MOMENTUM

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar


class Agenda:
    """What the scenario has dated."""

    def __init__(self, war: PlainWar) -> None:
        self.war = war
        self.begin: dict[int, list[Any]] = {}
        self.end: dict[int, list[Any]] = {}
        for event in war.spec.events:
            self.begin.setdefault(war.calendar.day_of(event.on), []).append(event)
            if event.until is not None:
                self.end.setdefault(war.calendar.day_of(event.until), []).append(event)

    def morning(self) -> bool:
        """Carry out what is dated today; returns whether anything was."""
        day = self.war.day
        for event in self.end.get(day, []):
            getattr(self, event.event)(event, False)
        for event in self.begin.get(day, []):
            getattr(self, event.event)(event, True)
        return day in self.begin or day in self.end

    def ceasefire(self, event: Any, begins: bool) -> None:
        """A halt begins or ends."""
        talks = self.war.talks
        if begins:
            if event.violation is not None:
                talks.violation = event.violation.internal
            talks.call_halt(2)
        else:
            talks.end_halt(2)

    def energy_truce(self, event: Any, begins: bool) -> None:
        """A truce on energy begins or ends."""
        if begins:
            self.war.talks.call_halt(1)
        else:
            self.war.talks.end_halt(1)

    def aid_cut(self, event: Any, begins: bool) -> None:
        """A supplier, or all, cut their aid."""
        for supplier in self.war.suppliers:
            if event.supplier in ("all", supplier.name):
                supplier.cut = event.share.internal if begins else 0.0

    def purchase_package(self, event: Any, begins: bool) -> None:
        """Purchases of all together are set, or back to policy."""
        policy = self.war.policies.suppliers.purchases
        self.war.coalition.set_level(event.amount if begins else policy)

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
            self.war.ladder.ordered += event.count
            self.war.fire_oreshnik(event.count)

    def treaty_expiry(self, event: Any, begins: bool) -> None:
        """The limit falls away, or is back."""
        self.war.race.limited = not begins

    def damage_campaign(self, event: Any, begins: bool) -> None:
        """Ukraine strikes more, against one kind of target."""
        industry = self.war.industry
        industry.factor = event.factor.internal if begins else 1.0
        industry.against = event.against if begins else self.war.policies.ukraine.long_range

    def posture(self, event: Any, begins: bool) -> None:
        """The leadership is given a posture."""
        self.war.leader.order(event.posture if begins else self.war.policies.moscow.posture)

    def talks(self, event: Any, begins: bool) -> None:
        """Talks gain momentum, fail, or fall quiet."""
        if self.war.on["talks"]:
            self.war.talks.talks = MOMENTUM.index(event.momentum) if begins else 0
            self.war.talks.since = 0.0

    def defence_growth(self, event: Any, begins: bool) -> None:
        """A power's defences grow at another pace."""
        drawn = self.war.number(f"powers.{event.power}.defence_growth")
        self.war.powers[event.power].defence_growth = event.growth.internal if begins else drawn

    def surge_production(self, event: Any, begins: bool) -> None:
        """Lines work at surge, or no longer."""
        self.war.ministry.surging = event.share.internal if begins else 0.0

    def import_step(self, event: Any, begins: bool) -> None:
        """Imports of one weapon change."""
        if self.war.on["imports"]:
            drawn = self.war.number(f"weapons.{event.weapon}.imports")
            line = self.war.factories[self.war.weapons.index(event.weapon)]
            line.imports = event.rate.internal if begins else drawn

    def incident(self, event: Any, begins: bool) -> None:
        """An incident at an ally's home."""
        if begins and self.war.on["spillover"]:
            for ally in self.war.allies:
                if ally.name == event.ally:
                    ally.alarm(self.war.incursion_alarm)
