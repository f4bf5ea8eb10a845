"""What governments pay, order, give, sell and keep."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

import numpy as np

from wargame.declare.levers import Get, Lever, Set, of_number, ordered_or_drawn, sets
from wargame.declare.running_war import RunningWar, at
from wargame.declare.tape import Array
from wargame.mechanisms.aid.aid_events import close_edge, set_purchases


def _purchases(war: RunningWar, value: float | None) -> None:
    if value is None:
        set_purchases(war)
    else:
        war.suppliers.level = np.full(war.runs, value)


def _purchases_now(war: RunningWar) -> Array:
    level: Array | None = war.suppliers.level
    return np.asarray(war.suppliers.purchases.sum(axis=0)) if level is None else level


def _first_share(money: str) -> tuple[Set, Get]:
    """Share of the first basket of `money`; others with a share of their own get what is left."""
    baskets = attrgetter(f"setup.roles.baskets.{money}")

    def set_(war: RunningWar, value: float | None) -> None:
        shares, room = war.suppliers.shares, np.inf if value is None else 1.0 - value
        first, *others = [one.share for one in baskets(war) if one.share]
        shares[first] = ordered_or_drawn(war, first, value)
        for path in others:
            shares[path] = np.minimum(war.numbers.one(path), room)

    return set_, lambda war: war.suppliers.shares[baskets(war)[0].share]


def _drawn(war: RunningWar, field: str) -> Array:
    return war.numbers.column("suppliers", war.suppliers.names, field)


def _orders(war: RunningWar, value: float | None) -> None:
    suppliers, drawn = war.suppliers, _drawn(war, "orders")
    suppliers.orders[:] = drawn if value is None else drawn * value
    suppliers.money[:] = suppliers.purchases + suppliers.orders


def _orders_now(war: RunningWar) -> Array:
    drawn, now = _drawn(war, "orders").sum(axis=0), war.suppliers.orders.sum(axis=0)
    return np.asarray(now / np.maximum(1e-9, drawn))


def _with_floor(war: RunningWar, seller: bool) -> Array:
    """Whether each supplier is the seller, or is not, (suppliers,)."""
    names = war.suppliers.names
    return np.array([(name == war.setup.roles.seller) == seller for name in names], bool)


def _floor(war: RunningWar, value: float | None, seller: bool) -> None:
    rows = _with_floor(war, seller)
    war.suppliers.floor[rows] = _drawn(war, "floor")[rows] if value is None else value


def _floor_now(war: RunningWar, seller: bool) -> Array | float:
    rows = _with_floor(war, seller)
    return war.suppliers.floor[rows] if rows.any() else 0.0


def _let_go(war: RunningWar, value: float | None) -> None:
    seller = war.setup.roles.seller
    if seller in war.suppliers.names:
        war.suppliers.leave[seller] = 1.0 if value is None else value
        close_edge(war, seller)


LEVERS = (
    Lever("purchases", "number", _purchases, _purchases_now, "billion USD/month", high=3.0,
          path="suppliers.*.purchases"),
    Lever("first_basket", "number", *_first_share("purchases"), "share", path="{purchases}"),
    Lever("orders", "number", _orders, _orders_now, "times", high=3.0),
    Lever("first_order", "number", *_first_share("orders"), "share", path="{orders}"),
    Lever("floor", "number", partial(_floor, seller=False), partial(_floor_now, seller=False),
          "share", path="suppliers.*.floor"),
    Lever("seller_floor", "number", partial(_floor, seller=True), partial(_floor_now, seller=True),
          "share", path="suppliers.{seller}.floor"),
    Lever("keep", "choice", sets("suppliers.keep", at("policies.suppliers.keep")),
          at("suppliers.keep"), options=("will", "floor")),
    Lever("let_go", "number", _let_go,
          lambda war: war.suppliers.leave.get(war.setup.roles.seller, 1.0), "share"),
    of_number("from_stock", "suppliers.sales", "aid.politics.from_stock"),
    of_number("release", "suppliers.sales", "aid.politics.stock_release", "interceptors/month",
              150.0),
    of_number("refill", "suppliers.sales", "aid.politics.stock_refill"),
)  # fmt: skip
