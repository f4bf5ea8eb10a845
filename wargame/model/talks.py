"""Talks, energy truces and ceasefires; signals and the escalation ladder."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.mechanisms.ladder.ladder_rules import signal
from wargame.mechanisms.talks.talks_rules import negotiate
from wargame.model.agent_table import Row, Table

MOMENTUM = ("none", "active", "failed")


class Process(Row):
    """The talks."""


class Talks(Table):
    """State of the talks and of the halt, if one holds, in each run."""

    kind = Process

    def know(self) -> None:
        """Monthly chances; `state` is the war's own (war, truce, halt)."""
        war = self.war
        for name in (
            "start_hazard",
            "fail_hazard",
            "agree_hazard",
            "collapse_hazard",
            "truce_collapse_hazard",
            "failed_memory",
            "relief_after_halt",
            "halt_delay",
        ):
            setattr(self, name, war.numbers.one(f"talks.process.{name}"))
        self.violation = war.numbers.one("talks.process.violation").copy()
        self.talks = np.zeros(war.runs, np.int64)
        self.since = np.zeros(war.runs)
        self.hazard = 1 if war.policies.talks.halt == "hazard" else 0
        self.first_halt = np.full(war.runs, -1, np.int64)
        self.active = war.on["talks"]
        self.steered = False  # both sides are ordered: nothing is left to chance or to dates
        self.truce = np.zeros(war.runs, bool)  # a truce holds, if need be beneath a halt
        self.due: dict[int, list[tuple[np.ndarray, int]]] = {}

    def decide(self) -> None:
        """Once a month: momentum, agreement by hazard, collapse.

        While the scenario dates the state of the talks, it neither starts nor fails by chance; a
        halt may still be agreed or collapse.
        """
        war = self.war
        if not self.active:
            return
        collapse = np.where(
            war.state == 1,
            self.truce_collapse_hazard * DAYS_PER_MONTH,
            self.collapse_hazard * DAYS_PER_MONTH,
        )
        chance = 0.0 if self.steered else 1.0
        drift = 0.0 if war.agenda.holding["talks"] else chance
        before = war.state.copy()
        negotiate(
            self.talks,
            self.since,
            self.start_hazard * DAYS_PER_MONTH * drift,
            self.fail_hazard * DAYS_PER_MONTH * drift,
            self.agree_hazard * DAYS_PER_MONTH * chance,
            self.failed_memory / DAYS_PER_MONTH,
            collapse * chance,
            war.state,
            self.hazard,
            war.seed,
            war.run_ids,
            war.month,
        )
        self.truce &= war.state > 0
        self.relieve((before != 2) & (war.state == 2))

    def call_halt(self, state: int) -> None:
        """A halt (2) or energy truce (1) agreed for today; Moscow's clock may run late."""
        if not self.active:
            return
        late = np.rint(self.halt_delay).astype(np.int64)
        for delay in np.unique(late):
            self.due.setdefault(self.war.day + int(delay), []).append((late == delay, state))
        self.morning()

    def hold_to(self, state: int) -> None:
        """See that a halt (2) or truce (1) holds in every run, or is on its way."""
        coming = any(entry[1] == state for entries in self.due.values() for entry in entries)
        if not coming and (self.war.state < state).any():
            self.call_halt(state)

    def end_halt(self, state: int) -> None:
        """The truce (1) or halt (2) ends by decision; one still to come into force is dropped.

        Where a truce held beneath the halt, it holds again.
        """
        if state == 1:
            self.truce[:] = False
        ended = self.war.state == state
        self.war.state[ended] = self.truce[ended]
        for day, coming in self.due.items():
            self.due[day] = [entry for entry in coming if entry[1] != state]

    def morning(self) -> bool:
        """Halts that come into force today; returns whether any does. A halt outranks a truce."""
        coming = self.due.pop(self.war.day, [])
        for runs, state in coming:
            fresh = runs & (self.war.state < state)
            self.war.state[fresh] = state
            if state == 1:
                self.truce |= runs
            if state == 2:
                self.relieve(fresh)
        return bool(coming)

    def relieve(self, runs: np.ndarray) -> None:
        """The first halt lifts part of the sanctions in the runs where it begins."""
        war = self.war
        first = runs & (self.first_halt < 0)
        self.first_halt[first] = war.day
        lifted = war.factories.tightness * self.relief_after_halt
        eased = np.maximum(0.0, war.factories.decided - lifted)
        war.factories.decided = np.where(first, eased, war.factories.decided)


class Signals(Row):
    """Signals between Moscow and the West."""


class Ladder(Table):
    """Signals and the rung of escalation, in each run."""

    kind = Signals

    def know(self) -> None:
        """Hazards of signals; the rung, and the rung that suppliers believe in."""
        war = self.war
        for name in (
            "oreshnik_hazard",
            "threat_hazard",
            "decay",
            "misread",
            "strike_rung",
            "busy_month",
        ):
            setattr(self, name, war.numbers.one(f"signals.ladder.{name}"))
        self.rung = np.ones(war.runs)
        self.seen = np.ones(war.runs, np.int64)
        self.threats = np.zeros(war.runs, np.int64)
        self.shots = np.zeros(war.runs, np.int64)
        self.ordered = np.zeros(war.runs, np.int64)  # shots by order since the month opened
        self.flown = np.zeros(war.runs, np.int64)  # shots so far
        # By order, this month: a threat or none, and no shot but those ordered.
        self.threatened: bool | None = None
        self.by_order = False
        if not war.on["signals"]:
            self.rung[:] = 0.0
            self.seen[:] = 0

    def decide(self) -> None:
        """Once a month: shots, threats, deep strikes and spillover move the ladder."""
        war = self.war
        if not war.on["signals"]:
            return
        halted = np.where(war.state == 2, 0.0, 1.0)
        busy = np.minimum(1.0, war.own_lines.fired_in_month / np.maximum(1.0, self.busy_month))
        war.own_lines.fired_in_month[:] = 0
        self.shots, self.threats, self.seen = signal(
            self.rung,
            self.oreshnik_hazard * DAYS_PER_MONTH * halted * self._armed() * (not self.by_order),
            self.threat_hazard * DAYS_PER_MONTH
            if self.threatened is None
            else float(self.threatened),
            np.minimum(1.0, DAYS_PER_MONTH / np.maximum(1.0, self.decay)),
            self.misread,
            self.strike_rung * busy,
            war.allies.rung.max(axis=0) if len(war.allies) else 0,
            self.ordered,
            war.seed,
            war.run_ids,
            war.month,
        )
        self.ordered[:] = 0
        self.threatened, self.by_order = None, False
        self._fire(self.shots)

    def shoot(self, shots: int) -> None:
        """Fire Oreshnik missiles by order, as many as there are; they move the ladder."""
        if self.war.on["signals"]:
            self.ordered += self._fire(np.full(self.war.runs, shots))

    def _fire(self, shots: Any) -> Any:
        flown = self.war.fire_oreshnik(shots)
        self.flown += flown
        return flown

    def _armed(self) -> Any:
        """Where there is an Oreshnik to fire, (runs,)."""
        war = self.war
        row = war.weapons.index("oreshnik") if "oreshnik" in war.weapons else None
        return np.zeros(war.runs, bool) if row is None else war.arsenals.held[row] > 0
