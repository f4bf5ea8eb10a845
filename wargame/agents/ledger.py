"""The conservation ledger: opening + made + delivered = fired + failed + lost + expired + closing.

Every act that moves a weapon or an interceptor posts it; each evening the books are held
against a count of what is really there, in every run.
"""

from __future__ import annotations

import numpy as np

from wargame.declare.errors import WargameError
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run


class LedgerError(WargameError):
    """The books and the count differ: a fault of the model, never of the user."""


class Ledger:
    """Books of one kind of thing, shape (items, runs)."""

    def __init__(self, what: str, items: list[str], opening: Array) -> None:
        self.what = what
        self.items = items
        self.opening = by_run(opening.astype(np.int64))
        self.expected = by_run(self.opening)
        self.flows: dict[str, Array] = {}

    def post(self, flow: str, amount: Array, sign: int) -> None:
        """Enter `amount` (items, runs) under the name of a flow, as gain (+1) or loss (-1)."""
        self.flow(flow)[:] += amount
        if sign > 0:
            self.expected += amount
        else:
            self.expected -= amount

    def flow(self, name: str) -> Array:
        """What has been entered under this name so far, (items, runs); zeros at first."""
        if name not in self.flows:
            self.flows[name] = np.zeros_like(self.expected)
        return self.flows[name]

    def check(self, counted: Array, day: int, run_ids: Array) -> None:
        """Raise LedgerError naming day, run and item where books and count differ."""
        if (counted == self.expected).all():
            return
        item, run = (int(x) for x in np.argwhere(counted != self.expected)[0])
        raise self.fault(day, int(run_ids[run]), item, counted[item, run], self.expected[item, run])

    def fault(self, day: int, run: int, item: int, counted: int, expected: int) -> LedgerError:
        """The error that says where books and count differ."""
        return LedgerError(
            f"conservation broken on day {day}, run {run}: {self.what} {self.items[item]}: "
            f"counted {int(counted)}, books say {int(expected)}"
        )
