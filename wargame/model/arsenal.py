"""Stocks of Russian weapons, one row per type, by month of manufacture."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.mechanisms.stock.stock_rules import expire, median_age, take
from wargame.model.agent_table import Row, Table, by_run
from wargame.model.ledger import Ledger

PAST = 24  # months before the start over which the opening stock was made


class Arsenal(Row):
    """The stock of one weapon type."""


class Arsenals(Table):
    """What is held, how old it is, and what it may be used for."""

    kind = Arsenal

    def know(self) -> None:
        """Opening stock, spread evenly over twice its mean age before the start."""
        war = self.war
        self.given("weapons", "stock", "stock_age")
        self.column("opening", self.stock.astype(np.int64))
        self.column("held", self.opening, np.int64)
        slots = PAST + len(war.calendar.months) + 1
        self.zeros("cohorts", dtype=np.int32, extra=(slots,))
        self.column("oldest", 0, np.int64)
        self._fill()
        self.zeros("decay_carry")
        self.decay = war.by_class("decay") if war.on["stock_age"] else np.zeros((1, war.runs))
        self.newest_first = 0 if war.on["stock_age"] else 1
        self.books = Ledger("weapons", self.names, self.held)
        self.counted = by_run(self.held)
        self.launched = by_run(np.zeros_like(self.held))
        self.ages = by_run(np.zeros(self.held.shape))
        self.booked_made, self.booked_fired = self.books.flow("made"), self.books.flow("fired")
        self.expected = self.books.expected

    def _fill(self) -> None:
        span = np.clip(np.rint(self.stock_age * 2 / DAYS_PER_MONTH), 1, PAST).astype(np.int64)
        for position in range(PAST):
            inside = position < span
            # Cumulative rounding puts whole weapons into each month and loses none.
            upto = self.opening * np.minimum(position + 1, span) // span
            before = self.opening * np.minimum(position, span) // span
            self.cohorts[:, :, PAST - 1 - position] = np.where(inside, upto - before, 0)

    @property
    def slot(self) -> int:
        """Cohort of the present month."""
        return PAST + self.war.month

    def release(self, wanted: np.ndarray, flow: str) -> tuple[Any, Any]:
        """Take weapons out, oldest first; returns how many, and their summed ages."""
        taken, ages = np.zeros_like(self.held), np.zeros(self.held.shape)
        by_run = self.cohorts.transpose(1, 0, 2)
        take(by_run, self.oldest.T, wanted.T, self.slot, self.newest_first, taken.T, ages.T)
        self.held -= taken
        self.books.post(flow, taken, -1)
        return taken, ages

    def expire(self) -> None:
        """Once a month, what has become unfit is written off."""
        due = expire(self.decay, self.decay_carry, self.held)
        self.release(due, "expired")

    def median_age(self) -> Any:
        """Median age in months, (types, runs); NaN where nothing is held."""
        return np.asarray(median_age(self.cohorts, self.slot))
