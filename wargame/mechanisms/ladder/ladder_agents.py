"""Signals and the escalation ladder."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Array
from wargame.mechanisms.ladder.ladder_rules import signal


class Ladder(Table, agent="Signals"):
    """Signals and the rung of escalation, in each run."""

    name = "ladder"
    reads = ("allies.rung", "arsenals.held", "own_lines.fired_in_month", "talks.state")
    acts = ("arsenals.fire_signal", "own_lines.close_month")

    def initialise(self) -> None:
        """Hazards of signals; the rung, and the rung that suppliers believe in."""
        self.drawn("signals.ladder", "signal_hazard", "threat_hazard", "decay", "misread")
        self.drawn("signals.ladder", "strike_rung", "busy_month")
        self.rung = np.ones(self.setup.runs)
        self.seen = np.ones(self.setup.runs, np.int64)
        self.threats, self.shots = np.zeros((2, self.setup.runs), np.int64)
        # Shots by order since the month opened, and shots so far.
        self.ordered, self.flown = np.zeros((2, self.setup.runs), np.int64)
        # By order, this month: a threat or none, and no shot but those ordered.
        self.threatened: bool | None = None
        self.by_order = False
        if not self.setup.on["signals"]:
            self.rung[:] = 0.0
            self.seen[:] = 0

    def decide(self) -> None:
        """Once a month: shots, threats, deep strikes and spillover move the ladder."""
        if not self.setup.on["signals"]:
            return
        halted = np.where(self.see.talks.state == 2, 0.0, 1.0)
        hazard = self.signal_hazard * DAYS_PER_MONTH * halted
        busy = np.minimum(1.0, self.see.own_lines.fired_in_month / np.maximum(1.0, self.busy_month))
        self.act.own_lines.close_month()
        self.shots, self.threats, self.seen = self.apply(
            signal,
            signal=hazard * self._armed() * (not self.by_order),
            threat=self.threat_hazard * DAYS_PER_MONTH
            if self.threatened is None
            else float(self.threatened),
            decay=np.minimum(1.0, DAYS_PER_MONTH / np.maximum(1.0, self.decay)),
            deep=self.strike_rung * busy,
            spill=self.see.allies.rung.max(axis=0) if len(self.see.allies) else 0,
        )
        self.ordered[:] = 0
        self.threatened, self.by_order = None, False
        self._fire(self.shots)

    def shoot(self, shots: int) -> None:
        """Fire missiles as a signal by order, as many as there are; they move the ladder."""
        if self.setup.on["signals"]:
            self.ordered += self._fire(np.full(self.setup.runs, shots))

    def _fire(self, shots: Array) -> Any:
        flown = self.act.arsenals.fire_signal(shots)
        self.flown += flown
        return flown

    def _armed(self) -> Any:
        """Where there is a missile to fire as a signal, (runs,)."""
        weapon = self.setup.roles.signal_weapon
        if not weapon:
            return np.zeros(self.setup.runs, bool)
        return self.see.arsenals.held[self.setup.weapons.index(weapon)] > 0
