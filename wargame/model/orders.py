"""Orders of a seat in a game: the door of each lever into the model.

`give` sets what a seat has ordered; it acts when the model next decides, on the morning after
(`War.go`). An order of None gives a lever back to the model's own rule and its drawn number.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.evidence.fields import CLASSES
from wargame.evidence.units import to_internal
from wargame.model.ally import RUNGS as CEILINGS
from wargame.model.events import ACTS
from wargame.model.talks import MOMENTUM
from wargame.scenario.orders import NOBODY, RUNGS, TALKS, levers

if TYPE_CHECKING:
    from wargame.model.war import War

SELLER = "usa"


def give(war: War, seat: str, orders: Mapping[str, Any]) -> None:
    """Set orders of one seat, as `scenario.orders.check` gives them, in every run of `war`.

    Orders are taken on the morning on which a calendar month opens, before anybody decides.
    Raises ValueError on another day.
    """
    if not war.calendar.opens_month(war.day):
        raise ValueError(f"orders are taken when a month opens; day {war.day} is within one")
    known = levers(seat)
    for name, value in orders.items():
        lever = known[name]
        if lever.kind == "number" and value is not None:
            value = to_internal(value, lever.unit)
        DOORS[seat, name](war, value)
        if not lever.once:
            war.ordered[seat, name] = value


def stand(war: War) -> None:
    """Orders go before what the scenario has dated: set them again after its events."""
    for door, value in war.ordered.items():
        if value is not None:
            DOORS[door](war, value)
    posture = war.ordered.get(("moscow", "posture"))
    if posture is not None and not war.calendar.opens_month(war.day):
        war.leadership.order(posture)


def negotiate(war: War, moscow: str | None, kyiv: str | None) -> None:
    """What both sides offer in talks decides; where one leaves it open, talks take their course."""
    talks = war.talks
    talks.steered = talks.active and moscow is not None and kyiv is not None
    if not talks.steered:
        return
    common = TALKS[min(TALKS.index(str(moscow)), TALKS.index(str(kyiv)))]
    agreed = {"ceasefire": 2, "energy_truce": 1}.get(common, 0)
    if agreed < 2:
        talks.end_halt(2)
    if agreed < 1:
        talks.end_halt(1)
    if agreed > talks.agreed or (agreed == 1 and talks.agreed == 2):
        talks.call_halt(agreed)
    talks.agreed = agreed
    _momentum(war, common)


def _momentum(war: War, common: str) -> None:
    moving, failed = MOMENTUM.index("active"), MOMENTUM.index("failed")
    now = war.talks.talks
    goal = np.full(war.runs, {"talk": moving, "refuse": failed}.get(common, 0))
    if common == "refuse":  # what has not begun cannot fail
        goal = np.where((now == moving) | (war.state > 0), failed, now)
    war.talks.since[goal != now] = 0.0
    now[:] = goal


def _own(war: War, path: str, value: float | None) -> Any:
    """The ordered `value` in every run, or the number as drawn, (runs,)."""
    return war.numbers.one(path).copy() if value is None else np.full(war.runs, value)


def _posture(war: War, value: Any) -> None:
    own = [event.posture for event in war.agenda.holding["posture"]]
    war.leadership.fixed = value or (own[-1] if own else war.policies.moscow.posture)


def _reserve(war: War, value: Any) -> None:
    war.leadership.untouched = value


def _energy(war: War, value: Any) -> None:
    war.grid.aimed = value


def _industry(war: War, value: Any) -> None:
    war.ukraine.industry_share = _own(war, "ukraine.command.industry_share", value)


def _surge(war: War, value: Any) -> None:
    if value is not None:
        war.factories.surging = value
    else:
        _as_scheduled(war, "surge_production")


def _as_scheduled(war: War, kind: str) -> None:
    """What the scenario's events and policies say of one kind now."""
    ACTS[kind](war, None, False, war.agenda.holding[kind])


def _invest_in(war: War, value: Any) -> None:
    war.factories.favoured = None if value in (None, "as_planned") else CLASSES.index(value)
    war.factories.invest()


def _invest(war: War, value: Any) -> None:
    war.factories.moved = value or 0.0
    war.factories.invest()


def _spillover(war: War, value: Any) -> None:
    ceiling = value or war.policies.moscow.spillover
    war.allies.top = CEILINGS[ceiling] if war.on["spillover"] else 0
    war.leadership.may_strike = ceiling in ("limited", "large")


def _strike(war: War, value: Any) -> None:
    war.allies.ordered = None
    if value not in (None, NOBODY) and war.on["spillover"]:
        ally, _, rung = value.rpartition(" ")
        war.allies.ordered = (war.allies.row(ally), RUNGS.index(rung) + 1)


def _oreshnik(war: War, value: Any) -> None:
    if value and war.on["signals"]:
        war.ladder.ordered += value
        war.fire_oreshnik(np.full(war.runs, value))


def _threat(war: War, value: Any) -> None:
    war.ladder.threatened = bool(value)


def _violation(war: War, value: Any) -> None:
    if value is not None:
        war.talks.violation[:] = value
        return
    drawn = war.numbers.one("talks.process.violation")
    called = [event.violation for event in war.agenda.holding["ceasefire"] if event.violation]
    war.talks.violation[:] = called[-1].internal if called else drawn


def _talks(war: War, value: Any) -> None:
    """An offer alone moves nothing; see `negotiate`."""


def _protect(war: War, value: Any) -> None:
    war.ukraine.protect = value or war.policies.ukraine.protect
    war.ukraine.weigh()


def _ration(war: War, value: Any) -> None:
    war.ukraine.rationing = war.policies.ukraine.ration if value is None else value
    if not war.ukraine.rationing:
        war.ukraine.shots = war.ukraine.full_shots.copy()


def _ration_days(war: War, value: Any) -> None:
    war.ukraine.ration_days = _own(war, "ukraine.command.ration_days", value)


def _pool(war: War, value: Any) -> None:
    war.ukraine.reserve = _own(war, "ukraine.command.reserve", value)


def _concentrate(war: War, value: Any) -> None:
    war.ukraine.concentration[1] = _own(war, "ukraine.command.concentration_ballistic", value)
    war.ukraine.weigh()


def _long_range(war: War, value: Any) -> None:
    own = [event.against for event in war.agenda.holding["damage_campaign"]]
    war.own_lines.against = value or (own[-1] if own else war.policies.ukraine.long_range)


def _held_back(war: War, value: Any) -> None:
    lines = war.own_lines
    drawn = war.numbers.column("strike_weapons", lines.names, "held_back")
    lines.held_back[:] = drawn
    if value is not None:
        lines.held_back[lines.missiles] = value


def _purchases(war: War, value: Any) -> None:
    if value is None:
        _as_scheduled(war, "purchase_package")
    else:
        war.suppliers.level = np.full(war.runs, value)


def _patriot(war: War, value: Any) -> None:
    other = war.numbers.one("aid.politics.purchase_amraam")
    war.suppliers.purchase_patriot = _own(war, "aid.politics.purchase_patriot", value)
    room = np.inf if value is None else 1.0 - value
    war.suppliers.purchase_amraam = np.minimum(other, room)


def _orders(war: War, value: Any) -> None:
    home = war.suppliers
    drawn = war.numbers.column("suppliers", home.names, "orders")
    home.orders[:] = drawn if value is None else drawn * value
    home.money[:] = home.purchases + home.orders


def _aster(war: War, value: Any) -> None:
    war.suppliers.order_aster = _own(war, "aid.politics.order_aster", value)


def _floor(war: War, value: Any, american: bool) -> None:
    home = war.suppliers
    drawn = war.numbers.column("suppliers", home.names, "floor")
    for row, name in enumerate(home.names):
        if (name == SELLER) == american:
            home.floor[row] = drawn[row] if value is None else value


def _keep(war: War, value: Any) -> None:
    war.suppliers.keep = value or war.policies.suppliers.keep


def _sanctions(war: War, value: Any) -> None:
    if value:
        war.factories.decided = np.clip(war.factories.decided + value, 0.0, 1.0)


def _aid(war: War, value: Any) -> None:
    home = war.suppliers
    if SELLER not in home.names:
        return
    home.leave[SELLER] = 1.0 if value is None else value
    cuts = [
        e.share.internal for e in war.agenda.holding["aid_cut"] if e.supplier in ("all", SELLER)
    ]
    left = prod(1.0 - cut for cut in cuts) * home.leave[SELLER]
    war.network.set_open(f"supplier:{SELLER}", "hub", left)


def _from_stock(war: War, value: Any) -> None:
    war.suppliers.sales.from_stock = _own(war, "aid.politics.from_stock", value)


def _release(war: War, value: Any) -> None:
    war.suppliers.sales.stock_release = _own(war, "aid.politics.stock_release", value)


def _refill(war: War, value: Any) -> None:
    war.suppliers.sales.stock_refill = _own(war, "aid.politics.stock_refill", value)


def _priority(war: War, value: Any) -> None:
    war.lines.war_share = _own(war, "aid.politics.war_share", value)


def _home_defence(war: War, value: Any) -> None:
    row = war.powers.row(SELLER)
    same = [e for e in war.agenda.holding["defence_growth"] if e.power == SELLER]
    if value is None and same:
        value = same[-1].growth.internal
    war.powers.defence_growth[row] = _own(war, f"powers.{SELLER}.defence_growth", value)


def _targeting(war: War, value: Any) -> None:
    war.own_lines.help = 1.0 if value is None else value


DOORS = {
    ("moscow", "posture"): _posture,
    ("moscow", "reserve"): _reserve,
    ("moscow", "energy"): _energy,
    ("moscow", "industry"): _industry,
    ("moscow", "surge"): _surge,
    ("moscow", "invest_in"): _invest_in,
    ("moscow", "invest"): _invest,
    ("moscow", "spillover"): _spillover,
    ("moscow", "strike"): _strike,
    ("moscow", "oreshnik"): _oreshnik,
    ("moscow", "threat"): _threat,
    ("moscow", "violation"): _violation,
    ("moscow", "talks"): _talks,
    ("kyiv", "protect"): _protect,
    ("kyiv", "ration"): _ration,
    ("kyiv", "ration_days"): _ration_days,
    ("kyiv", "pool"): _pool,
    ("kyiv", "concentrate"): _concentrate,
    ("kyiv", "long_range"): _long_range,
    ("kyiv", "held_back"): _held_back,
    ("kyiv", "talks"): _talks,
    ("europe", "purchases"): _purchases,
    ("europe", "patriot"): _patriot,
    ("europe", "orders"): _orders,
    ("europe", "aster"): _aster,
    ("europe", "floor"): lambda war, value: _floor(war, value, False),
    ("europe", "keep"): _keep,
    ("europe", "sanctions"): _sanctions,
    ("washington", "aid"): _aid,
    ("washington", "from_stock"): _from_stock,
    ("washington", "release"): _release,
    ("washington", "refill"): _refill,
    ("washington", "floor"): lambda war, value: _floor(war, value, True),
    ("washington", "priority"): _priority,
    ("washington", "home_defence"): _home_defence,
    ("washington", "targeting"): _targeting,
    ("washington", "sanctions"): _sanctions,
}
