"""The attacker's production lines, one per weapon type."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.tape import Array
from wargame.kernel.arrays import total
from wargame.kernel.draws import digest
from wargame.mechanisms.production.production_rules import build_up, hit_lines, work_hours

LINES = digest("lines")


class Factories(Table, agent="Factory", of="weapons"):
    """What every line knows, makes and suffers."""

    name = "factories"

    def initialise(self) -> None:
        """Capacity, inputs in store, health; the sanctions that bind them all."""
        on = self.setup.on
        self.given("weapons", "production", "growth", "surge", "imports")
        self.given("weapons", "foreign_content", "component_stock")
        if not on["production"]:
            self.production[:] = 0.0
        if not on["imports"]:
            self.imports[:] = 0.0
        self.column("health", 1.0)
        self.column("inputs", self.component_stock)
        self.zeros("carry")
        self.zeros("made", dtype=np.int64)
        self.binding = np.full(self.setup.runs, 1.0 if self.setup.on["components"] else 0.0)
        self.arriving, self.ceiling = np.zeros((2, self.setup.runs))
        self.drawn("sanctions.components", "tightness", "delay", "adaptation", "rebuild")
        self.decided = self.tightness.copy()
        self.in_force = self.tightness.copy()
        # Capacity is not output: room to the ceiling, machines, spare hours and stamina.
        self.zeros("grown")
        self.drawn("leadership", "utilisation", "growth_limit", "machine_imports")
        self.drawn("leadership", "surge_delay", "surge_hold", "line_repair")
        self.level, self.strain = np.zeros((2, self.setup.runs))
        self.planned = self.clock.day
        self.adopt()
        self.struck = np.full(self.setup.runs, -1)  # the line hit this week, or none
        self.missile = self.setup.class_of != self.setup.index_of(self.setup.roles.mass)
        self.missile_lines = np.flatnonzero(self.missile)
        self.stocked = self.missile & ~np.isin(self.names, self.setup.roles.ground_fire)
        self.favoured: int | None = None  # class that investment is moved to, by order
        self.moved = 0.0  # share of the growth of other lines that is moved

    def adopt(self) -> None:
        """Whether lines work at surge."""
        self.surging = 1.0 if self.setup.policies.attacker.surge_production else 0.0

    def invest(self) -> None:
        """Planned growth, or a share of it moved to one class, worth for worth, by price."""
        numbers = self.setup.numbers
        planned = numbers.column("weapons", self.names, "growth")
        self.growth[:] = planned
        here = self.setup.class_of == self.favoured
        if self.favoured is None or not self.moved or not here.any():
            return
        worth = self.production * numbers.column("weapons", self.names, "unit_cost")
        given = np.where(here[:, None], 0.0, np.maximum(0.0, planned) * self.moved)
        self.growth -= given
        self.growth[here] += total(given * worth) / np.maximum(1e-9, total(worth[here]))

    def plan(self) -> None:
        """Weekly: growth, and output a day at full health and usual hours, (lines, runs)."""
        days, self.planned = self.clock.day - self.planned, self.clock.day
        usual, self.surged = self.apply(build_up, days=days)
        self.usual = usual.T

    def take_orders(self) -> None:
        """Output a day at full health with any surge, up to capacity: on every change."""
        self.rate = self.apply(work_hours).T

    def relieve(self, runs: Array, share: Array) -> None:
        """Lift a share of the opening tightness of sanctions in some `runs` (runs,), bool."""
        eased = np.maximum(0.0, self.decided - self.tightness * share)
        self.decided = np.where(runs, eased, self.decided)

    def output(self) -> Any:
        """Weapons a day that the lines and importers now bring, shape (lines, runs)."""
        return self.rate * self.health + self.imports

    def suffer(self, on_lines: Array, on_energy: Array) -> None:
        """A week's hits on lines and on energy, in days of one line's output, (runs,) each."""
        # A loss that is mended at `repair` a day costs loss / repair days of output in all.
        self.struck = self.apply(
            hit_lines,
            rows=self.missile_lines,
            loss=on_lines * self.line_repair,
            shortage=on_energy * self.line_repair,
            agent=LINES,
        )

    def mean_health(self) -> Any:
        """Mean health of the missile lines, (runs,)."""
        return total(self.health[self.missile_lines]) / len(self.missile_lines)
