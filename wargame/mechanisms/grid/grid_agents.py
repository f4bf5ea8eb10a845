"""The defender's power grid: the civilian outcome."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.tape import Array
from wargame.kernel.arrays import total
from wargame.mechanisms.codes import POSTURES

SURGE = POSTURES.index("surge")


class Grid(Table, agent="PowerGrid"):
    """What is broken, what is mended, what share of demand is met."""

    name = "grid"
    reads = ("damage.power_per_hit", "factories.imports", "factories.production",
             "factories.stocked", "leadership.by_posture", "leadership.energy",
             "leadership.surge_days", "talks.state")  # fmt: skip

    def initialise(self) -> None:
        """Capacity that exists (broken or not), demand by season, repair; MW per hit by type."""
        self.drawn("grid", "capacity", "damaged", "protected", "imports", "demand_winter")
        self.drawn("grid", "demand_summer", "repair", "repair_share", "energy_share")
        self.exists = self.capacity + self.damaged
        self.column("broken", self.damaged)
        stocked = self.see.factories.stocked
        made = self.see.factories.production + self.see.factories.imports
        weight = made[stocked] / np.maximum(1e-9, total(made[stocked]))
        self.per_missile = total(self.see.damage.power_per_hit[stocked] * weight)
        self.aimed: float | None = None  # share of strikes aimed at energy by order
        self.met = np.ones(self.setup.runs)
        self.power = np.zeros(self.setup.runs)  # met, added up over the days of the month
        self.power_worst = np.ones(self.setup.runs)
        self.blackout_days = np.zeros(self.setup.runs, np.int64)  # since the start
        self.active = 1 if self.setup.on["grid"] else 0

    def close_month(self) -> None:
        """Measures of the month begin anew."""
        self.power[:] = 0.0
        self.power_worst[:] = 1.0

    def energy(self) -> Array:
        """Share of strikes aimed at energy now, (runs,): none under a truce."""
        share = np.minimum(0.95, self.energy_share * self.see.leadership.energy)
        if self.aimed is not None:
            share = np.full(self.setup.runs, self.aimed)
        return np.where(self.see.talks.state == 1, 0.0, share)

    def breaking(self, missiles: Array, through: Array) -> Any:
        """How far a surge with `missiles` would break the grid, as the leadership sees it, (runs,).

        through: share expected to get through. Each hit, of the mean missile, finds less that is
        still whole; crews mend at their best rate for as long as the surge lasts.
        """
        leader = self.see.leadership
        share = np.minimum(0.95, self.energy_share * leader.by_posture["energy"][SURGE])
        left = np.maximum(1.0, self.exists - self.protected - self.broken[0])
        struck = left * (1.0 - np.exp(-missiles * through * share * self.per_missile / left))
        return np.maximum(0.0, struck - self.repair * leader.surge_days) / left
