"""Dated events of a scenario, carried out on their morning."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.mechanisms.talks.talks_agents import MOMENTUM

if TYPE_CHECKING:
    from wargame.model.war import War


class Agenda:
    """What the scenario has dated, by day number; `holding`: what has begun and not ended, by kind.

    Where several events of one kind hold at once, shares and factors multiply (cuts of aid,
    campaigns of damage), steps of sanctions add up, and of all others the latest begun decides.
    What an earlier one set does not come back while a later one holds, and the end of one does not
    touch the others.
    """

    def __init__(self, war: War) -> None:
        self.war = war
        self.begin: dict[int, list[Any]] = {}
        self.end: dict[int, list[Any]] = {}
        self.holding: dict[str, list[Any]] = {kind: [] for kind in ACTS}
        self.days: list[int] = []
        for event in war.spec.events:
            self.add(event)

    def add(self, event: Any) -> None:
        """Date one event, today or later (a scenario's, or one brought into a game)."""
        day_of = self.war.calendar.day_of
        self.begin.setdefault(day_of(event.on), []).append(event)
        if event.until is not None:
            self.end.setdefault(day_of(event.until), []).append(event)
        self.days = sorted({*self.begin, *self.end})

    def forget(self, events: list[Any]) -> None:
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
            ACTS[event.event](self.war, event, False, self.holding[event.event])
        for event in starts:
            self.holding[event.event].append(event)
            ACTS[event.event](self.war, event, True, self.holding[event.event])
        return {event.event for event in (*starts, *ends)}


def latest(holding: list[Any], field: str, default: Any) -> Any:
    """A field of the event that began last of those that hold, in its internal unit if any."""
    value = getattr(holding[-1], field) if holding else None
    return default if value is None else getattr(value, "internal", value)


def _ceasefire(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    drawn = war.numbers.one("talks.process.violation")
    war.talks.violation[:] = latest(holding, "violation", drawn)
    _halt(war, 2, begins, holding)


def _energy_truce(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    _halt(war, 1, begins, holding)


def _halt(war: War, state: int, begins: bool, holding: list[Any]) -> None:
    if war.talks.steered:
        return  # what both sides have ordered goes before what is dated
    if begins:
        war.talks.call_halt(state)
    elif not holding:
        war.talks.end_halt(state)


def _aid_cut(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    for name in war.suppliers.names:
        if event.supplier in ("all", name):
            cuts = [e.share.internal for e in holding if e.supplier in ("all", name)]
            left = prod(1.0 - cut for cut in cuts) * war.suppliers.leave[name]
            war.network.set_open(f"supplier:{name}", "hub", left)


def _purchase_package(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    war.suppliers.set_level(holding[-1].amount if holding else war.policies.suppliers.purchases)


def _battery_delivery(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    number = np.zeros((len(war.interceptors), war.runs), np.int64)
    number[war.interceptors.index(event.interceptor)] = event.count
    war.air_command.batteries.deliver(number)
    war.air_command.station()


def _sanctions_step(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    lines = war.factories
    if begins:
        lines.decided = np.clip(lines.decided + event.change.internal, 0.0, 1.0)
        return
    # What smuggling has already undone is not undone again: never past where it began.
    gone = lines.decided - event.change.internal
    beyond = np.maximum if event.change.internal > 0 else np.minimum
    past = (lines.decided - lines.tightness) * event.change.internal > 0
    lines.decided = np.where(past, beyond(gone, lines.tightness), lines.decided)


def _oreshnik_shot(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    if begins:
        war.ladder.shoot(event.count)


def _treaty_expiry(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    war.powers.limited = False


def _damage_campaign(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    war.own_lines.factor = prod(e.factor.internal for e in holding)
    war.own_lines.against = latest(holding, "against", war.policies.ukraine.long_range)


def _posture(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    war.leadership.order(latest(holding, "posture", war.policies.moscow.posture))


def _talks(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    overtaken = not begins and holding and holding[-1].on > event.on
    if war.on["talks"] and not overtaken and not war.talks.steered:
        war.talks.talks[:] = MOMENTUM.index(latest(holding, "momentum", "none"))
        war.talks.since[:] = 0.0


def _defence_growth(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    drawn = war.numbers.one(f"powers.{event.power}.defence_growth")
    same = [e for e in holding if e.power == event.power]
    war.powers.defence_growth[war.powers.row(event.power)] = latest(same, "growth", drawn)


def _surge_production(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    standing = 1.0 if war.policies.moscow.surge_production else 0.0
    war.factories.surging = latest(holding, "share", standing)


def _import_step(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    if not war.on["imports"]:
        return
    drawn = war.numbers.one(f"weapons.{event.weapon}.imports")
    same = [e for e in holding if e.weapon == event.weapon]
    war.factories.imports[war.factories.row(event.weapon)] = latest(same, "rate", drawn)


def _incident(war: War, event: Any, begins: bool, holding: list[Any]) -> None:
    if begins and war.on["spillover"]:
        war.allies.alarm(event.ally, war.allies.incursion_alarm)


ACTS = {
    "ceasefire": _ceasefire,
    "energy_truce": _energy_truce,
    "aid_cut": _aid_cut,
    "purchase_package": _purchase_package,
    "battery_delivery": _battery_delivery,
    "sanctions_step": _sanctions_step,
    "oreshnik_shot": _oreshnik_shot,
    "treaty_expiry": _treaty_expiry,
    "damage_campaign": _damage_campaign,
    "posture": _posture,
    "talks": _talks,
    "defence_growth": _defence_growth,
    "surge_production": _surge_production,
    "import_step": _import_step,
    "incident": _incident,
}
