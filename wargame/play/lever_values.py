"""The levers of a seat as plain data: what each now stands at, and where its number comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from wargame.declare.rungs import CEILINGS
from wargame.declare.units import UNITS
from wargame.evidence.fields import CLASSES, POSTURES
from wargame.model.war import War
from wargame.scenario.seat_levers import NOBODY, Lever, levers, options


def choices(war: War, seat: str, standing: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every lever of `seat`, with what it stands at in the played run and what is ordered."""
    allies = war.spec.entries("allies")
    return [
        {
            "name": lever.name,
            "label": lever.label,
            "kind": lever.kind,
            "meaning": lever.meaning,
            "unit": lever.unit,
            "low": lever.low if lever.kind in ("number", "whole") else None,
            "high": lever.high if lever.kind in ("number", "whole") else None,
            "options": list(options(lever, allies)),
            "value": value(war, lever),
            "ordered": standing.get(lever.name),
            "once": lever.once,
            **_evidence(war, lever),
        }
        for lever in levers(seat).values()
    ]


def value(war: War, lever: Lever) -> Any:
    """What a lever stands at now, in its unit or as a word."""
    found = NOW[lever.seat, lever.name](war)
    if lever.kind != "number":
        return found
    number = float(np.mean(np.asarray(found, float))) / UNITS[lever.unit].factor
    return round(min(lever.high, max(lever.low, number)), 4)


def _evidence(war: War, lever: Lever) -> dict[str, Any]:
    """The catalogue's number behind a lever: range, source and note, or what else moves it."""
    number = war.spec.numbers.get(lever.path)
    if number is None:
        words = "by entry in the catalogue" if lever.path else "a policy of the scenario"
        return {"path": lever.path, "source": words, "range": None, "note": ""}
    factor = UNITS[lever.unit].factor
    low, high = number.internal[1] / factor, number.internal[2] / factor
    return {
        "path": lever.path,
        "source": number.source,
        "range": [round(low, 6), round(high, 6)],
        "note": number.note,
    }


def _posture(war: War) -> Any:
    return POSTURES[int(war.leadership.posture[0])]


def _ceiling(war: War) -> Any:
    return CEILINGS[war.allies.top]


def _favoured(war: War) -> Any:
    row = war.factories.favoured
    return "as_planned" if row is None else CLASSES[row]


def _money(war: War) -> Any:
    home = war.suppliers
    return home.purchases.sum(axis=0) if home.level is None else home.level


def _orders(war: War) -> Any:
    home = war.suppliers
    drawn = war.numbers.column("suppliers", home.names, "orders")
    return home.orders.sum(axis=0) / np.maximum(1e-9, drawn.sum(axis=0))


def _floor(american: bool) -> Callable[[War], Any]:
    def read(war: War) -> Any:
        rows = [(name == war.setup.roles.seller) == american for name in war.suppliers.names]
        return war.suppliers.floor[np.array(rows)] if any(rows) else 0.0

    return read


def _offer(seat: str) -> Callable[[War], Any]:
    return lambda war: war.ordered.get((seat, "talks"))


def _energy(war: War) -> Any:
    if war.grid.aimed is not None:
        return war.grid.aimed
    return np.minimum(0.95, war.grid.energy_share * war.leadership.energy)


NOW: dict[tuple[str, str], Callable[[War], Any]] = {
    ("moscow", "posture"): _posture,
    ("moscow", "reserve"): lambda war: war.leadership.reserve,
    ("moscow", "energy"): _energy,
    ("moscow", "industry"): lambda war: war.damage.industry_share,
    ("moscow", "surge"): lambda war: war.factories.surging,
    ("moscow", "invest_in"): _favoured,
    ("moscow", "invest"): lambda war: war.factories.moved,
    ("moscow", "spillover"): _ceiling,
    ("moscow", "strike"): lambda war: NOBODY,
    ("moscow", "oreshnik"): lambda war: 0,
    ("moscow", "threat"): lambda war: False,
    ("moscow", "violation"): lambda war: war.talks.violation,
    ("moscow", "talks"): _offer("moscow"),
    ("kyiv", "protect"): lambda war: war.air_command.protect,
    ("kyiv", "ration"): lambda war: war.air_command.rationing,
    ("kyiv", "ration_days"): lambda war: war.air_command.ration_days,
    ("kyiv", "pool"): lambda war: war.air_command.reserve,
    ("kyiv", "concentrate"): lambda war: war.air_command.concentration[1],
    ("kyiv", "long_range"): lambda war: war.own_lines.against,
    ("kyiv", "held_back"): lambda war: war.own_lines.held_back[war.own_lines.missiles],
    ("kyiv", "talks"): _offer("kyiv"),
    ("europe", "purchases"): _money,
    ("europe", "patriot"): lambda war: war.suppliers.shares["aid.politics.purchase_patriot"],
    ("europe", "orders"): _orders,
    ("europe", "aster"): lambda war: war.suppliers.shares["aid.politics.order_aster"],
    ("europe", "floor"): _floor(False),
    ("europe", "keep"): lambda war: war.suppliers.keep,
    ("europe", "sanctions"): lambda war: 0.0,
    ("washington", "aid"): lambda war: war.suppliers.leave.get(war.setup.roles.seller, 1.0),
    ("washington", "from_stock"): lambda war: war.suppliers.sales.from_stock,
    ("washington", "release"): lambda war: war.suppliers.sales.stock_release,
    ("washington", "refill"): lambda war: war.suppliers.sales.stock_refill,
    ("washington", "floor"): _floor(True),
    ("washington", "priority"): lambda war: war.lines.war_share,
    ("washington", "home_defence"): lambda war: war.powers.defence_growth[
        war.powers.row(war.setup.roles.seller)
    ],
    ("washington", "targeting"): lambda war: war.own_lines.help,
    ("washington", "sanctions"): lambda war: 0.0,
}
