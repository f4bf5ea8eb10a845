"""Governments: what each gives, keeps, pays for and orders, month by month."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.quantity import Quantity
from wargame.declare.roles import Basket
from wargame.declare.tape import Array
from wargame.kernel.arrays import total
from wargame.mechanisms.aid.aid_rules import elect, give, support, turn_will
from wargame.mechanisms.aid.sales import Sales


class Suppliers(Table, agent="Supplier", entries="suppliers"):
    """Money, stocks and political will of the governments behind the defender."""

    name = "suppliers"
    reads = ("lines.unit_cost", "lines.rate", "allies.fear", "ladder.seen", "network.open",
             "network.rows", "observers.believed_growth", "damage.month_city_hits",
             "talks.state")  # fmt: skip
    acts = ("lines.book", "lines.send", "lines.owe", "magazines.post")

    def initialise(self) -> None:
        """Pledges, stocks at home, floors and will; orders paid for but not yet delivered."""
        numbers = self.setup.numbers
        self.given("suppliers", "purchases", "orders", "fulfilment", "will", "fatigue", "floor")
        self.column("opening_will", self.will)
        self.column("commitment", self.will)  # to which will returns; elections move it
        self.column("money", self.purchases + self.orders)
        given = self.setup.roles.given
        stock = np.zeros((len(self.names), self.setup.runs, len(given)))
        for place, kind in enumerate(given):
            stock[:, :, place] = numbers.column("suppliers", self.names, f"stock.{kind}")
        self.column("stock", stock, np.int64)
        self.column("opening", self.stock)
        self.own_stock = self.stock.sum(axis=0).T
        self.zeros("carry", extra=(len(given),))
        self.roads = self.see.network.rows([f"supplier:{name}" for name in self.names], "hub")
        self.zeros("incident", "withheld")
        self.kinds = self.setup.kinds(given)
        self.drawn("aid.politics", "strike_response", "incident_response", "stock_response")
        self.drawn("aid.politics", "pin_down", "fear_pin_down", "incident_memory", "gift_rate")
        self.drawn("aid.politics", "escalation_caution", "support_cap", "will_return")
        self.drawn("aid.politics", "burden_sharing")
        self.drawn("talks.process", "aid_after_halt")
        baskets = self.setup.roles.baskets
        paths = [one.share for one in (*baskets.purchases, *baskets.orders) if one.share]
        self.shares = {path: numbers.one(path) for path in paths}  # of each basket
        self.adopt()
        self.leave = dict.fromkeys(self.names, 1.0)  # share of its aid that each lets go, by order
        self.pledged = np.zeros(self.setup.runs)
        self.paid = np.zeros(self.setup.runs)
        self.sales = Sales(self)
        self.active = self.setup.on["aid"]

    def adopt(self) -> None:
        """Purchases of all together, and what each keeps of its own stock."""
        self.set_level(self.setup.policies.suppliers.purchases)
        orders = self.setup.policies.suppliers.orders
        self.order_level = None if isinstance(orders, str) else orders.internal
        self.keep: str = self.setup.policies.suppliers.keep

    @property
    def cut(self) -> Any:
        """Share of each supplier's aid that is cut: how far its edge to the hub is closed."""
        return 1.0 - self.see.network.open[self.roads]

    def set_level(self, purchases: Quantity | str) -> None:
        """Purchases of all together (a money rate), or `as_pledged` by each."""
        level = None if isinstance(purchases, str) else purchases.internal
        self.level = None if level is None else np.full(self.setup.runs, level)

    def support(self) -> Any:
        """Will relative to where it began, up to a cap, less what is cut, (suppliers, runs)."""
        return self._willing() * (1.0 - self.cut)

    def _willing(self) -> Any:
        return np.minimum(self.support_cap, self.will / np.maximum(1e-6, self.opening_will))

    def overall(self) -> Any:
        """Share of opening support that is left, weighted by money, (runs,)."""
        return self._together()[0]

    def let_through(self) -> Any:
        """Share of what was promised before the start that politics lets go, (runs,).

        Support that fades lowers it, and so does what is kept home for fear (the donor's dilemma).
        """
        return self._together()[1]

    def _together(self) -> Any:
        """All suppliers' support, and what they let through, (runs,) each."""
        return self.apply(support, still_open=self.see.network.open[self.roads].T)

    def own_stock_by_kind(self) -> Array:
        """Rounds in suppliers' own stocks by kind of interceptor, (kinds, runs)."""
        rounds = np.zeros((len(self.setup.interceptors), self.setup.runs), np.int64)
        rounds[self.kinds] = self.own_stock
        return rounds

    def seller_stock(self) -> Array:
        """Rounds in the seller's stocks by kind, sold but not delivered ones too, (kinds, runs)."""
        rounds = np.zeros((len(self.setup.interceptors), self.setup.runs), np.int64)
        if self.sales.row is not None:
            rounds[self.kinds] = self.stock[self.sales.row].T
        return rounds

    def alarm(self, strength: Array) -> None:
        """An incident, as each feels it (suppliers, runs), 0 to 1, makes them keep rounds back."""
        self.incident[:] = np.minimum(1.0, self.incident + strength)

    def draw_down(self, supplier: str, kind: str, rounds: float) -> None:
        """Another theatre takes `rounds` of a kind, or what is there and neither sold nor given."""
        row, given = self.row(supplier), self.setup.roles.given
        taken = np.zeros((len(self.setup.interceptors), self.setup.runs), np.int64)
        if kind in given:
            place = given.index(kind)
            free = self.sales.unsold(self.stock)[row, :, place]
            taken[self.kinds[place]] = np.clip(free, 0, round(rounds))
            self.stock[row, :, place] -= taken[self.kinds[place]]
            self.own_stock = self.stock.sum(axis=0).T
        self.act.magazines.post("drawn down", taken, -1)

    def hold_election(self, supplier: str, chance: float, change: float) -> None:
        """An election turns the will of one supplier by `change`, with a `chance`."""
        if self.active:
            here = np.arange(len(self.names))[:, None] == self.row(supplier)
            self.apply(elect, chance=np.where(here, chance, 0.0), change=change, agent=self.keys)

    def decide(self) -> None:
        """Once a month: will, gifts, money, orders."""
        if not self.active:
            self.pledged[:] = 0.0
            self.paid[:] = 0.0
            self.act.lines.book(np.zeros((len(self.setup.interceptors), self.setup.runs)))
            return
        self._turn()
        self._give()
        self._buy()
        self.own_stock = self.stock.sum(axis=0).T

    def _turn(self) -> None:
        loss = np.where(self.see.talks.state == 2, self.aid_after_halt / 12.0, 0.0)
        self.apply(
            turn_will,
            opening_will=self.commitment,
            strikes=self.see.damage.month_city_hits / 100.0,
            fatigue=self.fatigue * DAYS_PER_MONTH,
            halt_loss=loss,
            rungs=np.maximum(0.0, self.see.ladder.seen - 1.0),
            alarm=self.stock_response * np.maximum(0.0, self.see.observers.believed_growth()),
            pull=self.will_return * DAYS_PER_MONTH,
        )
        self.incident *= np.exp(-DAYS_PER_MONTH / np.maximum(1.0, self.incident_memory))

    def _give(self) -> None:
        fear = self.see.allies.fear()
        withheld = np.minimum(
            1.0, self.incident * self.pin_down + np.minimum(1.0, fear) * self.fear_pin_down
        )
        self.withheld = withheld if self.keep == "will" else 0.0 * withheld
        given = self.apply(
            give,
            held=self.sales.unsold(self.stock),
            floor=self.floor[:, :, None],
            rate=(self.gift_rate * DAYS_PER_MONTH)[None, :, None],
            will=self.will[:, :, None],
            withheld=self.withheld[:, :, None],
            cut=self.cut[:, :, None],
        )
        self.stock -= given
        rounds = np.zeros((len(self.setup.interceptors), self.setup.runs), np.int64)
        rounds[self.kinds] = given.sum(axis=0).T
        self.act.lines.owe(rounds)
        self.act.lines.send(rounds)

    def _buy(self) -> None:
        lines = self.see.lines
        bought, ordered = _at(self.purchases, self.level), _at(self.orders, self.order_level)
        purchases, orders = self._raise(bought), self._raise(ordered)
        self.pledged = total((bought + ordered) * (1.0 - self.cut)) * DAYS_PER_MONTH
        self.paid = (purchases + orders) * DAYS_PER_MONTH
        wanted = self._split(purchases * DAYS_PER_MONTH, orders * DAYS_PER_MONTH) / lines.unit_cost
        self.act.lines.book(wanted - self.sales.offer(wanted))
        self.sales.deliver()
        self.sales.refill()

    def _raise(self, money: Array) -> Any:
        """What is paid of pledged `money` (suppliers, runs), USD a day, (runs,).

        Those who cut nothing take over a share of what others cut, up to their own cap of support.
        """
        paid = money * self.fulfilment * self.support()
        lost = total(money * self.fulfilment * self._willing() * self.cut)
        able = total(paid * (self.cut <= 0.0)) * (self.support_cap - 1.0)
        return total(paid) + np.minimum(self.burden_sharing * lost, np.maximum(0.0, able))

    def _split(self, purchases: Array, orders: Array) -> Array:
        """Money by kind of interceptor, (kinds, runs) in USD."""
        baskets = self.setup.roles.baskets
        money = np.zeros((len(self.setup.interceptors), self.setup.runs))
        self._fill(money, baskets.purchases, purchases)
        self._fill(money, baskets.orders, orders)
        return money

    def _fill(self, money: Array, baskets: tuple[Basket, ...], whole: Array) -> None:
        """Share `whole` (runs,) out to `baskets`, and each to its kinds by what their lines make.

        money: USD by kind, (kinds, runs), to which it is added in place.
        """
        rate = self.see.lines.rate()
        left: Any = 1.0
        for basket in baskets:
            share = self.shares[basket.share] if basket.share else left
            left = left - share
            rows = self.setup.kinds(basket.kinds)
            made, rest = total(rate[rows]), 1.0
            for row in rows[:-1]:
                part = rate[row] / np.maximum(1e-9, made)
                money[row] += whole * share * part
                rest = rest - part
            money[rows[-1]] += whole * share * rest


def _at(money: Array, level: Array | float | None) -> Array:
    """`money` (suppliers, runs), or as much of each as brings all together to `level`."""
    if level is None:
        return money
    found: Array = money * (level / np.maximum(1e-9, total(money)))
    return found
