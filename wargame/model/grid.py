"""Ukraine's power grid: the civilian outcome."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.model.agent_table import Row, Table, total

SURGE = POSTURES.index("surge")
FIELDS = (
    "capacity",
    "damaged",
    "protected",
    "imports",
    "demand_winter",
    "demand_summer",
    "repair",
    "repair_share",
    "energy_share",
)


class PowerGrid(Row):
    """The national grid."""


class Grid(Table):
    """What is broken, what is mended, what share of demand is met."""

    kind = PowerGrid

    def know(self) -> None:
        """Capacity that exists (broken or not), demand by season, repair; MW per hit by type."""
        war = self.war
        for field in FIELDS:
            setattr(self, field, war.numbers.one(f"grid.ukraine.{field}"))
        self.exists = self.capacity + self.damaged
        self.column("broken", self.damaged)
        stocked, made = war.factories.stocked, war.factories.production + war.factories.imports
        weight = made[stocked] / np.maximum(1e-9, total(made[stocked]))
        self.per_missile = total(war.damage.power_per_hit[stocked] * weight)
        self.aimed: float | None = None  # share of strikes aimed at energy by order
        self.met = np.ones(war.runs)
        self.active = 1 if war.on["grid"] else 0

    def energy(self) -> Any:
        """Share of strikes aimed at energy now, (runs,): none under a truce."""
        share = np.minimum(0.95, self.energy_share * self.war.leadership.energy)
        if self.aimed is not None:
            share = np.full(self.war.runs, self.aimed)
        return np.where(self.war.state == 1, 0.0, share)

    def breaking(self, missiles: Any, through: Any) -> Any:
        """How far a surge with `missiles` would break the grid as Moscow sees it, 0 to 1, (runs,).

        through: share expected to get through. Each hit, of the mean missile, finds less that is
        still whole; crews mend at their best rate for as long as the surge lasts.
        """
        leader = self.war.leadership
        share = np.minimum(0.95, self.energy_share * leader.by_posture["energy"][SURGE])
        left = np.maximum(1.0, self.exists - self.protected - self.broken[0])
        struck = left * (1.0 - np.exp(-missiles * through * share * self.per_missile / left))
        return np.maximum(0.0, struck - self.repair * leader.surge_days) / left
