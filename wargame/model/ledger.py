"""The conservation ledger: opening + made + delivered = fired + failed + lost + expired + closing.

Every act that moves a weapon or an interceptor posts it; each evening the books are held
against a count of what is really there, in every run.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.errors import WargameError


class LedgerError(WargameError):
    """The books and the count differ: a fault of the model, never of the user."""


class Ledger:
    """Books of one kind of thing, shape (items, runs)."""

    def __init__(self, what: str, items: list[str], opening: Any) -> None:
        self.what = what
        self.items = items
        self.opening = opening.astype(np.int64)
        self.expected = self.opening.copy()
        self.flows: dict[str, Any] = {}

    def post(self, flow: str, amount: Any, sign: int) -> None:
        """Enter `amount` (items, runs) under the name of a flow, as gain (+1) or loss (-1)."""
        if flow not in self.flows:
            self.flows[flow] = np.zeros_like(self.expected)
        self.flows[flow] += amount
        if sign > 0:
            self.expected += amount
        else:
            self.expected -= amount

    def check(self, counted: Any, day: int, run_ids: Any) -> None:
        """Raise LedgerError naming day, run and item where books and count differ."""
        if (counted == self.expected).all():
            return
        item, run = (int(x) for x in np.argwhere(counted != self.expected)[0])
        raise LedgerError(
            f"conservation broken on day {day}, run {int(run_ids[run])}: {self.what} "
            f"{self.items[item]}: counted {int(counted[item, run])}, "
            f"books say {int(self.expected[item, run])}"
        )
