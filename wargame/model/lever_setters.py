"""The door of each lever into the model: what an order sets, and what giving it back restores."""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.event_types import latest
from wargame.declare.rungs import CEILINGS, MISSILES, STRIKES, allows
from wargame.evidence.fields import CLASSES
from wargame.scenario.events import KINDS
from wargame.scenario.seat_levers import NOBODY

if TYPE_CHECKING:
    from wargame.model.war import War

Door = Callable[["War", Any], None]

DOORS: dict[tuple[str, str], Door] = {}  # (seat, lever) -> what sets it; None gives it back


def door(seat: str, lever: str) -> Callable[[Door], Door]:
    """Mark the function that sets a lever of a seat."""

    def mark(set_: Door) -> Door:
        DOORS[seat, lever] = set_
        return set_

    return mark


def _own(war: War, path: str, value: float | None) -> Any:
    """The ordered `value` in every run, or the number as drawn, (runs,)."""
    return war.numbers.one(path).copy() if value is None else np.full(war.runs, value)


# Levers that are one drawn number of the model: who holds it, and the number's path, whose last
# part is its name there.
NUMBERS = {
    ("moscow", "industry"): ("damage", "ukraine.command.industry_share"),
    ("kyiv", "ration_days"): ("air_command", "ukraine.command.ration_days"),
    ("kyiv", "pool"): ("air_command", "ukraine.command.reserve"),
    ("washington", "from_stock"): ("suppliers.sales", "aid.politics.from_stock"),
    ("washington", "release"): ("suppliers.sales", "aid.politics.stock_release"),
    ("washington", "refill"): ("suppliers.sales", "aid.politics.stock_refill"),
    ("washington", "priority"): ("lines", "aid.politics.war_share"),
}


def _number(holder: str, path: str) -> Door:
    found, name = attrgetter(holder), path.rpartition(".")[2]

    def set_(war: War, value: Any) -> None:
        setattr(found(war), name, _own(war, path, value))

    return set_


DOORS.update({lever: _number(*where) for lever, where in NUMBERS.items()})


@door("moscow", "posture")
def _posture(war: War, value: Any) -> None:
    own = [event.posture for event in war.agenda.holding["posture"]]
    war.leadership.fixed = value or (own[-1] if own else war.policies.moscow.posture)


@door("moscow", "reserve")
def _reserve(war: War, value: Any) -> None:
    war.leadership.untouched = value


@door("moscow", "energy")
def _energy(war: War, value: Any) -> None:
    war.grid.aimed = value


@door("moscow", "surge")
def _surge(war: War, value: Any) -> None:
    if value is not None:
        war.factories.surging = value
    else:
        _as_scheduled(war, "surge_production")


def _as_scheduled(war: War, kind: str) -> None:
    """What the scenario's events and policies say of one kind now."""
    KINDS[kind].carry_out(war, None, False, war.agenda.holding[kind])


@door("moscow", "invest_in")
def _invest_in(war: War, value: Any) -> None:
    war.factories.favoured = None if value in (None, "as_planned") else CLASSES.index(value)
    war.factories.invest()


@door("moscow", "invest")
def _invest(war: War, value: Any) -> None:
    war.factories.moved = value or 0.0
    war.factories.invest()


@door("moscow", "spillover")
def _spillover(war: War, value: Any) -> None:
    ceiling = value or war.policies.moscow.spillover
    war.allies.top = CEILINGS.index(ceiling) if war.on["spillover"] else 0
    war.leadership.may_strike = allows(ceiling, MISSILES)


@door("moscow", "strike")
def _strike(war: War, value: Any) -> None:
    war.allies.ordered = None
    if value not in (None, NOBODY) and war.on["spillover"]:
        ally, _, rung = value.rpartition(" ")
        war.allies.ordered = (war.allies.row(ally), STRIKES.index(rung))


@door("moscow", "oreshnik")
def _oreshnik(war: War, value: Any) -> None:
    if value is not None:
        war.ladder.by_order = True
        war.ladder.shoot(value)


@door("moscow", "threat")
def _threat(war: War, value: Any) -> None:
    war.ladder.threatened = value


@door("moscow", "violation")
def _violation(war: War, value: Any) -> None:
    drawn = war.numbers.one("talks.process.violation")
    dated = latest(war.agenda.holding["ceasefire"], "violation", drawn)
    war.talks.violation[:] = dated if value is None else value


@door("moscow", "talks")
@door("kyiv", "talks")
def _talks(war: War, value: Any) -> None:
    """An offer alone moves nothing; see `negotiate`."""


@door("kyiv", "protect")
def _protect(war: War, value: Any) -> None:
    war.air_command.protect = value or war.policies.ukraine.protect
    war.air_command.weigh()


@door("kyiv", "ration")
def _ration(war: War, value: Any) -> None:
    war.air_command.rationing = war.policies.ukraine.ration if value is None else value


@door("kyiv", "concentrate")
def _concentrate(war: War, value: Any) -> None:
    war.air_command.concentration[1] = _own(war, "ukraine.command.concentration_ballistic", value)
    war.air_command.weigh()


@door("kyiv", "long_range")
def _long_range(war: War, value: Any) -> None:
    own = [event.against for event in war.agenda.holding["damage_campaign"]]
    war.own_lines.against = value or (own[-1] if own else war.policies.ukraine.long_range)


@door("kyiv", "held_back")
def _held_back(war: War, value: Any) -> None:
    lines = war.own_lines
    drawn = war.numbers.column("strike_weapons", lines.names, "held_back")
    lines.held_back[:] = drawn
    if value is not None:
        lines.held_back[lines.missiles] = value


@door("europe", "purchases")
def _purchases(war: War, value: Any) -> None:
    if value is None:
        _as_scheduled(war, "purchase_package")
    else:
        war.suppliers.level = np.full(war.runs, value)


@door("europe", "patriot")
def _patriot(war: War, value: Any) -> None:
    other = war.numbers.one("aid.politics.purchase_amraam")
    shares = war.suppliers.shares
    shares["aid.politics.purchase_patriot"] = _own(war, "aid.politics.purchase_patriot", value)
    room = np.inf if value is None else 1.0 - value
    shares["aid.politics.purchase_amraam"] = np.minimum(other, room)


@door("europe", "aster")
def _aster(war: War, value: Any) -> None:
    path = "aid.politics.order_aster"
    war.suppliers.shares[path] = _own(war, path, value)


@door("europe", "orders")
def _orders(war: War, value: Any) -> None:
    home = war.suppliers
    drawn = war.numbers.column("suppliers", home.names, "orders")
    home.orders[:] = drawn if value is None else drawn * value
    home.money[:] = home.purchases + home.orders


def _floor(war: War, value: Any, american: bool) -> None:
    home = war.suppliers
    drawn = war.numbers.column("suppliers", home.names, "floor")
    for row, name in enumerate(home.names):
        if (name == war.setup.roles.seller) == american:
            home.floor[row] = drawn[row] if value is None else value


@door("europe", "keep")
def _keep(war: War, value: Any) -> None:
    war.suppliers.keep = value or war.policies.suppliers.keep


@door("europe", "sanctions")
@door("washington", "sanctions")
def _sanctions(war: War, value: Any) -> None:
    if value:
        war.factories.decided = np.clip(war.factories.decided + value, 0.0, 1.0)


@door("washington", "aid")
def _aid(war: War, value: Any) -> None:
    home = war.suppliers
    if war.setup.roles.seller not in home.names:
        return
    home.leave[war.setup.roles.seller] = 1.0 if value is None else value
    cuts = [
        e.share.internal
        for e in war.agenda.holding["aid_cut"]
        if e.supplier in ("all", war.setup.roles.seller)
    ]
    left = prod(1.0 - cut for cut in cuts) * home.leave[war.setup.roles.seller]
    war.network.set_open(f"supplier:{war.setup.roles.seller}", "hub", left)


@door("washington", "home_defence")
def _home_defence(war: War, value: Any) -> None:
    row = war.powers.row(war.setup.roles.seller)
    same = [e for e in war.agenda.holding["defence_growth"] if e.power == war.setup.roles.seller]
    if value is None and same:
        value = same[-1].growth.internal
    war.powers.defence_growth[row] = _own(
        war, f"powers.{war.setup.roles.seller}.defence_growth", value
    )


@door("washington", "targeting")
def _targeting(war: War, value: Any) -> None:
    war.own_lines.help = 1.0 if value is None else value


@door("europe", "floor")
def _floor_europe(war: War, value: Any) -> None:
    _floor(war, value, False)


@door("washington", "floor")
def _floor_america(war: War, value: Any) -> None:
    _floor(war, value, True)
