"""What governments pay, order, give, sell and keep."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from wargame.declare.levers import Lever, of_number, own
from wargame.declare.roles import Basket
from wargame.mechanisms.aid.aid_events import PurchasePackage


def _purchases(war: Any, value: Any) -> None:
    if value is None:
        PurchasePackage.carry_out(war, None, False, war.agenda.holding["purchase_package"])
    else:
        war.suppliers.level = np.full(war.runs, value)


def _money(war: Any) -> Any:
    folder = war.suppliers
    return folder.purchases.sum(axis=0) if folder.level is None else folder.level


def _first_basket(war: Any, baskets: Sequence[Basket], value: Any) -> None:
    """Set the share of the first of `baskets`; others with their own share get what is left."""
    shares, room = war.suppliers.shares, np.inf if value is None else 1.0 - value
    paths = [one.share for one in baskets if one.share]
    shares[paths[0]] = own(war, paths[0], value)
    for path in paths[1:]:
        shares[path] = np.minimum(war.numbers.one(path), room)


def _spend(war: Any, value: Any) -> None:
    _first_basket(war, war.setup.roles.baskets.purchases, value)


def _spent(war: Any) -> Any:
    return war.suppliers.shares[war.setup.roles.baskets.purchases[0].share]


def _order(war: Any, value: Any) -> None:
    _first_basket(war, war.setup.roles.baskets.orders, value)


def _ordered(war: Any) -> Any:
    return war.suppliers.shares[war.setup.roles.baskets.orders[0].share]


def _orders(war: Any, value: Any) -> None:
    folder = war.suppliers
    drawn = war.numbers.column("suppliers", folder.names, "orders")
    folder.orders[:] = drawn if value is None else drawn * value
    folder.money[:] = folder.purchases + folder.orders


def _orders_now(war: Any) -> Any:
    folder = war.suppliers
    drawn = war.numbers.column("suppliers", folder.names, "orders")
    return folder.orders.sum(axis=0) / np.maximum(1e-9, drawn.sum(axis=0))


def _floor(war: Any, value: Any, seller: bool) -> None:
    folder = war.suppliers
    drawn = war.numbers.column("suppliers", folder.names, "floor")
    for row, name in enumerate(folder.names):
        if (name == war.setup.roles.seller) == seller:
            folder.floor[row] = drawn[row] if value is None else value


def _floor_now(war: Any, seller: bool) -> Any:
    rows = [(name == war.setup.roles.seller) == seller for name in war.suppliers.names]
    return war.suppliers.floor[np.array(rows)] if any(rows) else 0.0


def _keep(war: Any, value: Any) -> None:
    war.suppliers.keep = value or war.policies.suppliers.keep


def _let_go(war: Any, value: Any) -> None:
    folder, seller = war.suppliers, war.setup.roles.seller
    if seller not in folder.names:
        return
    folder.leave[seller] = 1.0 if value is None else value
    cuts = [
        e.share.internal for e in war.agenda.holding["aid_cut"] if e.supplier in ("all", seller)
    ]
    left = prod(1.0 - cut for cut in cuts) * folder.leave[seller]
    war.network.set_open(f"supplier:{seller}", "hub", left)


LEVERS = (
    Lever(
        "purchases", "number", _purchases, _money, "billion USD/month", high=3.0,
        path="suppliers.*.purchases",
    ),
    Lever("first_basket", "number", _spend, _spent, "share", path="{purchases}"),
    Lever("orders", "number", _orders, _orders_now, "times", high=3.0),
    Lever("first_order", "number", _order, _ordered, "share", path="{orders}"),
    Lever(
        "floor", "number", lambda war, value: _floor(war, value, False),
        lambda war: _floor_now(war, False), "share", path="suppliers.*.floor",
    ),
    Lever(
        "seller_floor", "number", lambda war, value: _floor(war, value, True),
        lambda war: _floor_now(war, True), "share", path="suppliers.{seller}.floor",
    ),
    Lever("keep", "choice", _keep, lambda war: war.suppliers.keep, options=("will", "floor")),
    Lever(
        "let_go", "number", _let_go,
        lambda war: war.suppliers.leave.get(war.setup.roles.seller, 1.0), "share",
    ),
    of_number("from_stock", "suppliers.sales", "aid.politics.from_stock"),
    of_number(
        "release", "suppliers.sales", "aid.politics.stock_release", "interceptors/month", 150.0
    ),
    of_number("refill", "suppliers.sales", "aid.politics.stock_refill"),
)  # fmt: skip
