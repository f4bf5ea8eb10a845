"""Dated events of a scenario, carried out on their morning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.model.talks import MOMENTUM

if TYPE_CHECKING:
    from wargame.model.war import War


class Agenda:
    """What the scenario has dated, by day number."""

    def __init__(self, war: War) -> None:
        self.war = war
        self.begin: dict[int, list[Any]] = {}
        self.end: dict[int, list[Any]] = {}
        for event in war.spec.events:
            self.begin.setdefault(war.calendar.day_of(event.on), []).append(event)
            if event.until is not None:
                self.end.setdefault(war.calendar.day_of(event.until), []).append(event)

    def morning(self, day: int) -> bool:
        """Carry out what is dated today; returns whether anything was."""
        starts, ends = self.begin.get(day, []), self.end.get(day, [])
        for event in ends:
            ACTS[event.event](self.war, event, False)
        for event in starts:
            ACTS[event.event](self.war, event, True)
        return bool(starts or ends)


def _ceasefire(war: War, event: Any, begins: bool) -> None:
    if not begins:
        war.talks.end_halt(2)
        return
    if event.violation is not None:
        war.talks.violation[:] = event.violation.internal
    war.talks.call_halt(2)


def _energy_truce(war: War, event: Any, begins: bool) -> None:
    if begins:
        war.talks.call_halt(1)
    else:
        war.talks.end_halt(1)


def _aid_cut(war: War, event: Any, begins: bool) -> None:
    share = event.share.internal if begins else 0.0
    for name in war.suppliers.names:
        if event.supplier in ("all", name):
            war.network.set_open(f"supplier:{name}", "hub", 1.0 - share)


def _purchase_package(war: War, event: Any, begins: bool) -> None:
    war.suppliers.set_level(event.amount if begins else war.policies.suppliers.purchases)


def _sanctions_step(war: War, event: Any, begins: bool) -> None:
    lines = war.factories
    if begins:
        lines.decided = np.clip(lines.decided + event.change.internal, 0.0, 1.0)
        return
    # What smuggling has already undone is not undone again: never past where it began.
    gone = lines.decided - event.change.internal
    beyond = np.maximum if event.change.internal > 0 else np.minimum
    past = (lines.decided - lines.opening_tightness) * event.change.internal > 0
    lines.decided = np.where(past, beyond(gone, lines.opening_tightness), lines.decided)


def _oreshnik_shot(war: War, event: Any, begins: bool) -> None:
    if begins and war.on["signals"]:
        war.ladder.ordered += event.count
        war.fire_oreshnik(np.full(war.runs, event.count))


def _treaty_expiry(war: War, event: Any, begins: bool) -> None:
    war.powers.limited = not begins


def _damage_campaign(war: War, event: Any, begins: bool) -> None:
    war.own_lines.factor = event.factor.internal if begins else 1.0
    if begins:
        war.own_lines.against = event.against
    else:
        war.own_lines.against = war.policies.ukraine.long_range


def _posture(war: War, event: Any, begins: bool) -> None:
    war.leadership.order(event.posture if begins else war.policies.moscow.posture)


def _talks(war: War, event: Any, begins: bool) -> None:
    if war.on["talks"]:
        war.talks.talks[:] = MOMENTUM.index(event.momentum) if begins else 0
        war.talks.since[:] = 0.0


def _defence_growth(war: War, event: Any, begins: bool) -> None:
    row = war.powers.row(event.power)
    if begins:
        war.powers.defence_growth[row] = event.growth.internal
    else:
        path = f"powers.{event.power}.defence_growth"
        war.powers.defence_growth[row] = war.numbers.one(path)


def _surge_production(war: War, event: Any, begins: bool) -> None:
    war.factories.surging = event.share.internal if begins else 0.0


def _import_step(war: War, event: Any, begins: bool) -> None:
    if not war.on["imports"]:
        return
    row = war.factories.row(event.weapon)
    path = f"weapons.{event.weapon}.imports"
    war.factories.imports[row] = event.rate.internal if begins else war.numbers.one(path)


def _incident(war: War, event: Any, begins: bool) -> None:
    if begins and war.on["spillover"]:
        war.allies.alarm(event.ally, war.allies.incursion_alarm)


ACTS = {
    "ceasefire": _ceasefire,
    "energy_truce": _energy_truce,
    "aid_cut": _aid_cut,
    "purchase_package": _purchase_package,
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
