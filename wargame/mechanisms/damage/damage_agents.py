"""What leakers hit: energy, industry, cities."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.kernel.arrays import by_run


class Damage(Table, agent="Targets"):
    """Shares of strikes aimed at each kind of target, and what one hit does."""

    name = "damage"
    reads = ("air_command.standing", "grid.energy")

    def initialise(self) -> None:
        """Where targets stand, damage of a hit by weapon, and hits so far."""
        warhead = self.setup.numbers.column("weapons", self.setup.weapons, "warhead")
        self.power_per_hit = by_run(self.setup.by_class("grid_damage") * warhead)
        cities, energy, industry = (by_run(weight) for weight in self.see.air_command.standing)
        self.cities_at, self.energy_at, self.industry_at = cities, energy, industry
        self.drawn("air_command", "industry_share")
        self.energy_aim = np.zeros(self.setup.runs)
        self.month_city_hits = np.zeros(self.setup.runs)  # of the last month that is over
        self.city_hits, self.power_hit, self.works_hit = np.zeros((3, self.setup.runs))

    def close_month(self) -> None:
        """The count of hits on cities begins anew; that of the month is what suppliers heard of."""
        self.month_city_hits = self.city_hits.copy()
        self.city_hits[:] = 0.0

    def take_orders(self) -> None:
        """The share aimed at energy, under the posture and any truce: on every change."""
        self.energy_aim = self.see.grid.energy()
