"""Talks, energy truces and ceasefires."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Array
from wargame.mechanisms.talks.talks_rules import negotiate


class Talks(Table, agent="Process"):
    """State of the talks and of the halt, if one holds, in each run."""

    name = "talks"
    reads = ("agenda.holding",)
    acts = ("factories.relieve",)

    def initialise(self) -> None:
        """Monthly chances; the state of the war and of the talks."""
        self.drawn("talks.process", "start_hazard", "fail_hazard", "agree_hazard", "violation")
        self.drawn("talks.process", "truce_collapse_hazard", "failed_memory", "halt_delay")
        self.drawn("talks.process", "collapse_hazard", "relief_after_halt")
        # State of the war: 0 open, 1 energy truce, 2 halt; and of the talks.
        self.state, self.talks = np.zeros((2, self.setup.runs), np.int64)
        self.since = np.zeros(self.setup.runs)
        self.halt_days = np.zeros(self.setup.runs, np.int64)  # of this month
        self.adopt()
        self.first_halt = np.full(self.setup.runs, -1, np.int64)  # day; of those since the start
        self.halted = np.zeros(self.setup.runs, bool)
        self.active = self.setup.on["talks"]
        self.steered = False  # both sides are ordered: nothing is left to chance or to dates
        self.truce = np.zeros(self.setup.runs, bool)  # a truce holds, if need be beneath a halt
        self.due: dict[int, list[tuple[np.ndarray, int]]] = {}

    def decide(self) -> None:
        """Once a month: momentum, agreement by hazard, collapse.

        While the scenario dates the state of the talks, it neither starts nor fails by chance; a
        halt may still be agreed or collapse.
        """
        if not self.active:
            return
        hazard = np.where(self.state == 1, self.truce_collapse_hazard, self.collapse_hazard)
        chance = 0.0 if self.steered else 1.0
        drift = 0.0 if self.see.agenda.holding["talks"] else chance
        before = self.state.copy()
        self.apply(
            negotiate,
            start=self.start_hazard * DAYS_PER_MONTH * drift,
            fail=self.fail_hazard * DAYS_PER_MONTH * drift,
            agree=self.agree_hazard * DAYS_PER_MONTH * chance,
            memory=self.failed_memory / DAYS_PER_MONTH,
            collapse=hazard * DAYS_PER_MONTH * chance,
        )
        self.truce &= self.state > 0
        self.relieve((before != 2) & (self.state == 2))

    def adopt(self) -> None:
        """Whether a halt may be agreed by chance."""
        self.hazard = 1 if self.setup.policies.talks.halt == "hazard" else 0

    def begin(self) -> None:
        """A halt that is there at the start is the first one since."""
        self.first_halt = np.where(self.state == 2, 0, -1)

    def close_month(self) -> None:
        """The count of days of a halt begins anew."""
        self.halt_days[:] = 0

    def call_halt(self, state: int) -> None:
        """A halt (2) or energy truce (1) agreed for today; the leadership's clock may run late."""
        if not self.active:
            return
        late = np.rint(self.halt_delay).astype(np.int64)
        for delay in np.unique(late):
            self.due.setdefault(self.clock.day + int(delay), []).append((late == delay, state))
        self.morning()

    def hold_to(self, state: int) -> None:
        """See that a halt (2) or truce (1) holds in every run, or is on its way."""
        pending = any(entry[1] == state for entries in self.due.values() for entry in entries)
        if not pending and (self.state < state).any():
            self.call_halt(state)

    def end_halt(self, state: int) -> None:
        """The truce (1) or halt (2) ends by decision; one still to come into force is dropped.

        Where a truce held beneath the halt, it holds again.
        """
        if state == 1:
            self.truce[:] = False
        ended = self.state == state
        self.state[ended] = self.truce[ended]
        for day, pending in self.due.items():
            self.due[day] = [entry for entry in pending if entry[1] != state]

    def morning(self) -> bool:
        """Halts that come into force today; returns whether any does. A halt outranks a truce."""
        pending = self.due.pop(self.clock.day, [])
        for runs, state in pending:
            fresh = runs & (self.state < state)
            self.state[fresh] = state
            if state == 1:
                self.truce |= runs
            if state == 2:
                self.relieve(fresh)
        return bool(pending)

    def relieve(self, runs: Array) -> None:
        """The first halt lifts part of the sanctions in the runs where it begins."""
        self.first_halt[runs & (self.first_halt < 0)] = self.clock.day
        first = runs & ~self.halted
        self.halted |= runs
        self.act.factories.relieve(first, self.relief_after_halt)
