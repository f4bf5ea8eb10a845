"""The seller's stock: a counted holding out of which interceptors are sold, down to a floor."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Array


class Sales:
    """What is sold out of the seller's own stock, on its way, and replaced from the lines.

    `sold` (kinds given, runs): paid for and not yet delivered; neither given nor sold again.
    """

    def __init__(self, suppliers: Table) -> None:
        self.suppliers = suppliers
        self.setup, self.clock = suppliers.setup, suppliers.clock
        self.see, self.act = suppliers.see, suppliers.act
        roles = self.setup.roles
        self.row = suppliers.row(roles.seller) if roles.seller in suppliers.names else None
        given = roles.given
        self.places = {self.setup.interceptors.index(k): given.index(k) for k in roles.sold}
        one = self.setup.numbers.one
        self.from_stock = one("aid.politics.from_stock")
        self.stock_release = one("aid.politics.stock_release")
        self.stock_delay = one("aid.politics.stock_delay")
        self.stock_refill = one("aid.politics.stock_refill")
        shape = (len(given), self.setup.runs)
        self.sold, self.carry, self.refill_carry = np.zeros((3, *shape))
        self.due = np.zeros((13, *shape))
        self.active = self.row is not None and self.setup.on["interceptor_supply"]

    def offer(self, wanted: Array) -> Array:
        """Rounds of `wanted` (kinds, runs) that are sold from stock; the rest goes to the lines."""
        result = np.zeros_like(wanted)
        if not self.active:
            return result
        suppliers, row = self.suppliers, self.row
        delay = np.clip(np.rint(self.stock_delay / DAYS_PER_MONTH), 0, 12).astype(np.int64)
        slot, runs = (self.clock.month + delay) % 13, np.arange(self.setup.runs)
        released = self.setup.roles.released
        for kind, place in self.places.items():
            floor = suppliers.floor[row] * suppliers.opening[row, :, place]
            spare = np.maximum(0.0, suppliers.stock[row, :, place] - self.sold[place] - floor)
            asked = wanted[kind] * self.from_stock
            if self.setup.interceptors[kind] in released:
                most = self.stock_release * DAYS_PER_MONTH / float(len(released))
                asked = np.minimum(asked, most)
            result[kind] = np.minimum(asked * (1.0 - suppliers.cut[row]), spare)
            self.sold[place] += result[kind]
            self.due[slot, place, runs] += result[kind]
        return result

    def deliver(self) -> None:
        """What was sold `stock_delay` ago leaves the stock and goes on the road."""
        if not self.active:
            return
        here = self.clock.month % 13
        shape = (len(self.setup.interceptors), self.setup.runs)
        owed, rounds = np.zeros(shape), np.zeros(shape, np.int64)
        for kind, place in self.places.items():
            owed[kind] = self.due[here, place]
            whole = np.floor(self.due[here, place] + self.carry[place]).astype(np.int64)
            self.carry[place] += self.due[here, place] - whole
            self.sold[place] -= whole
            self.suppliers.stock[self.row, :, place] -= whole
            rounds[kind] = whole
        self.due[here] = 0.0
        self.act.lines.owe(owed)
        self.act.lines.send(rounds)

    def refill(self) -> None:
        """A share of the lines' output replaces, in the seller's stock, what was sold."""
        if not self.active:
            return
        rounds = np.zeros((len(self.setup.interceptors), self.setup.runs), np.int64)
        rate = self.see.lines.rate()
        for kind, place in self.places.items():
            missing = self.suppliers.opening[self.row, :, place]
            missing = missing - self.suppliers.stock[self.row, :, place]
            due = rate[kind] * DAYS_PER_MONTH * self.stock_refill + self.refill_carry[place]
            whole = np.clip(np.floor(due), 0, np.maximum(0, missing)).astype(np.int64)
            self.refill_carry[place] = np.minimum(1.0, due - whole)
            self.suppliers.stock[self.row, :, place] += whole
            rounds[kind] = whole
        self.act.magazines.post("refilled", rounds, +1)

    def unsold(self, stock: Array) -> Array:
        """`stock` (suppliers, runs, kinds) less what the seller has sold and not yet delivered."""
        if self.row is None:
            return stock
        free = stock.copy()
        free[self.row] -= np.ceil(self.sold).astype(np.int64).T
        return free
