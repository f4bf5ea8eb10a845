"""What leakers hit: energy, industry, cities."""

from __future__ import annotations

import numpy as np

from wargame.model.agent_table import Row, Table, by_run


class Targets(Row):
    """What stands in the defended sectors."""


class Damage(Table):
    """Shares of strikes aimed at each kind of target, and what one hit does."""

    kind = Targets

    def know(self) -> None:
        """Where targets stand, damage of a hit by weapon, and hits so far."""
        war = self.war
        warhead = war.numbers.column("weapons", war.weapons, "warhead")
        self.power_per_hit = by_run(war.by_class("grid_damage") * warhead)
        cities, energy, industry = (by_run(weight) for weight in war.ukraine.standing)
        self.cities_at, self.energy_at, self.industry_at = cities, energy, industry
        self.industry_share = war.numbers.one("ukraine.command.industry_share")
        self.energy_aim = np.zeros(war.runs)
        self.city_hits, self.power_hit, self.works_hit = np.zeros((3, war.runs))

    def take_orders(self) -> None:
        """The share aimed at energy, under the posture and any truce: on every change."""
        self.energy_aim = self.war.grid.energy()
