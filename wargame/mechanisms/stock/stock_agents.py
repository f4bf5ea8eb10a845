"""Stocks of the attacker's weapons, one row per type, by month of manufacture."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.ledger import Ledger
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run, total
from wargame.kernel.draws import digest
from wargame.mechanisms.stock.stock_rules import (
    add_to_month,
    expire,
    hit_a_depot,
    median_age,
    take,
)

DEPOTS = digest("depots")
MONTH = tuple(name for name in add_to_month.arguments if name.startswith("month_"))
PAST = 24  # months before the start over which the opening stock was made


class Arsenals(Table, agent="Arsenal", of="weapons"):
    """What is held, how old it is, and what it may be used for."""

    name = "arsenals"
    reads = ("factories.missile", "factories.output", "factories.stocked", "leadership.reserve")

    def initialise(self) -> None:
        """Opening stock, spread evenly over twice its mean age before the start."""
        self.given("weapons", "stock", "stock_age")
        self.column("opening", self.stock.astype(np.int64))
        self.column("held", self.opening, np.int64)
        slots = PAST + len(self.setup.calendar.months) + 1
        self.zeros("cohorts", dtype=np.int32, extra=(slots,))
        self.column("oldest", 0, np.int64)
        self._fill()
        self.zeros("decay_carry")
        ages = self.setup.on["stock_age"]
        self.decay = self.setup.by_class("decay") if ages else np.zeros((1, self.setup.runs))
        newest_first = self.setup.by_class("newest_first") if ages else np.ones(self.held.shape)
        self.newest_first = by_run(newest_first)
        self.fresh_carry = by_run(np.zeros(self.held.shape))
        self.fresh = by_run(np.zeros_like(self.held))
        self.books = Ledger("weapons", self.names, self.held)
        self.counted = by_run(self.held)
        self.launched = by_run(np.zeros_like(self.held))
        self.ages = by_run(np.zeros(self.held.shape))
        for name in MONTH:
            self.zeros(name, dtype=add_to_month.arguments[name].dtype)
        self.leaked_missiles = np.zeros(self.setup.runs, np.int64)  # of last month
        self.booked_made, self.booked_fired = self.books.flow("made"), self.books.flow("fired")
        self.expected = self.books.expected

    def begin(self) -> None:
        """The opening stock is that of the start."""
        self.opening[:] = self.held

    def _fill(self) -> None:
        past = self.slot  # months that the cohorts reach back from the first day
        span = np.clip(np.rint(self.stock_age * 2 / DAYS_PER_MONTH), 1, past).astype(np.int64)
        for position in range(past):
            inside = position < span
            # Cumulative rounding puts whole weapons into each month and loses none.
            upto = self.opening * np.minimum(position + 1, span) // span
            before = self.opening * np.minimum(position, span) // span
            self.cohorts[:, :, past - 1 - position] = np.where(inside, upto - before, 0)

    @property
    def slot(self) -> int:
        """Cohort of the present month."""
        return PAST + self.clock.month

    def release(self, wanted: Array, flow: str) -> tuple[Array, Array]:
        """Take weapons out, oldest first where age counts; how many, and their summed ages."""
        taken, ages = np.zeros_like(self.held), np.zeros(self.held.shape)
        by_run = self.cohorts.transpose(1, 0, 2)
        fresh = np.zeros_like(self.held) if self.setup.on["stock_age"] else wanted
        self.apply(
            take,
            cohorts=by_run,
            wanted=wanted.T,
            fresh=fresh.T,
            now=self.slot,
            taken=taken.T,
            age_sum=ages.T,
        )
        self.held -= taken
        self.books.post(flow, taken, -1)
        return taken, ages

    def expire(self) -> None:
        """Once a month, what has become unfit is written off."""
        due = self.apply(expire, carry=self.decay_carry)
        self.release(due, "expired")

    def missiles_and_days(self) -> tuple[Array, Array]:
        """Missiles held beyond the reserve, and how many days of output that is, (runs,) each."""
        lines = self.see.factories
        reserve = self.see.leadership.reserve if self.setup.on["stock_age"] else 0.0
        held = self.held[lines.stocked].sum(axis=0)
        spare = np.maximum(0.0, held - reserve * self.opening[lines.stocked].sum(axis=0))
        daily = total(lines.output()[lines.stocked])
        return spare, spare / np.maximum(1e-6, daily)

    def take_for_spillover(self, drones: Array, missiles: Array) -> Any:
        """Take drones, and missiles type by type, for a strike on a third state, (runs,) each."""
        roles = self.setup.roles
        wanted = np.zeros(self.held.shape, np.int64)
        if roles.third_state_drone:
            wanted[self.row(roles.third_state_drone)] = drones
        left = np.minimum(missiles, self.held[self.see.factories.missile].sum(axis=0))
        for name in roles.third_state_missiles:
            row = self.row(name)
            part = np.minimum(left, self.held[row])
            wanted[row] = part
            left = left - part
        taken, _ = self.release(wanted, "fired at other states")
        return taken.sum(axis=0)

    def lose(self, destroyed: Array) -> None:
        """Strikes on depots destroy stock of one type, (runs,) weapons."""
        missile = self.held * self.see.factories.missile[:, None]
        lost = self.apply(hit_a_depot, stock=missile.T, destroyed=destroyed, agent=DEPOTS)
        if lost.any():
            self.release(np.ascontiguousarray(lost.T), "lost")

    def fire_signal(self, shots: Array) -> Any:
        """Shots as a signal fly outside the ordinary plan and are not engaged.

        Returns how many flew, (runs,): no more than there are.
        """
        weapon = self.setup.roles.signal_weapon
        if not weapon:
            return np.zeros(self.setup.runs, np.int64)
        wanted = np.zeros(self.held.shape, np.int64)
        row = self.row(weapon)
        wanted[row] = shots
        taken, ages = self.release(wanted, "fired")
        self.month_launched += taken
        self.month_leaked += taken  # nobody engages them
        self.month_ages += ages
        return taken[row]

    def close_month(self) -> None:
        """Counts of the month begin anew; failures, booked as fired, get a flow of their own."""
        self.books.post("fired", -self.month_failed, -1)
        self.books.post("failed", self.month_failed, -1)
        self.leaked_missiles = self.month_leaked[self.see.factories.missile].sum(axis=0)
        for name in MONTH:
            self.columns[name][:] = 0

    def median_age(self) -> Array:
        """Median age in months, (types, runs); NaN where nothing is held."""
        return np.asarray(self.apply(median_age, cohorts=self.cohorts, now=self.slot))
