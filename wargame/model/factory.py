"""Russian production lines, one per weapon type."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.fields import GROUND_FIRE
from wargame.model.table import Row, Table, together, total
from wargame.rules import groups
from wargame.rules.damage import hit_a_line
from wargame.rules.draws import digest


class Factory(Row):
    """One production line."""


class Factories(Table):
    """What every line knows, makes and suffers."""

    kind = Factory

    def know(self) -> None:
        """Capacity, inputs in store, health; the sanctions that bind them all."""
        numbers, on = self.war.numbers, self.war.on
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
        self.binding = np.full(self.war.runs, 1.0 if self.war.on["components"] else 0.0)
        self.arriving, self.ceiling = np.zeros((2, self.war.runs))
        self.opening_tightness = numbers.one("sanctions.components.tightness")
        self.delay = numbers.one("sanctions.components.delay")
        self.smuggling = numbers.one("sanctions.components.adaptation")
        self.rebuild = numbers.one("sanctions.components.rebuild")
        self.repair = numbers.one("moscow.leadership.line_repair")
        self.decided = self.opening_tightness.copy()
        self.in_force = self.opening_tightness.copy()
        # Capacity is not output: room to the ceiling, machines, spare hours and stamina.
        self.zeros("grown")
        self.utilisation = numbers.one("moscow.leadership.utilisation")
        self.growth_limit = numbers.one("moscow.leadership.growth_limit")
        self.machine_imports = numbers.one("moscow.leadership.machine_imports")
        self.surge_delay = numbers.one("moscow.leadership.surge_delay")
        self.surge_hold = numbers.one("moscow.leadership.surge_hold")
        self.level, self.strain = np.zeros((2, self.war.runs))
        self.planned = 0
        self.surging = 1.0 if self.war.policies.moscow.surge_production else 0.0
        self.struck = np.full(self.war.runs, -1)  # the line hit this week, or none
        self.missile = np.array([c != 4 for c in self.war.class_of])
        self.stocked = self.missile & ~np.isin(self.names, GROUND_FIRE)
        self.favoured: int | None = None  # class that investment is moved to, by order
        self.moved = 0.0  # share of the growth of other lines that is moved

    def invest(self) -> None:
        """Planned growth, or a share of it moved to one class, worth for worth, by price."""
        numbers = self.war.numbers
        planned = numbers.column("weapons", self.names, "growth")
        self.growth[:] = planned
        here = self.war.class_of == self.favoured
        if self.favoured is None or not self.moved or not here.any():
            return
        worth = self.production * numbers.column("weapons", self.names, "unit_cost")
        given = np.where(here[:, None], 0.0, np.maximum(0.0, planned) * self.moved)
        self.growth -= given
        self.growth[here] += total(given * worth) / np.maximum(1e-9, total(worth[here]))

    def cut(self) -> Any:
        """Foreign inputs cut off beyond what was at the start, of those left then, (runs,)."""
        beyond = self.in_force - self.opening_tightness
        return beyond / np.maximum(1e-9, 1.0 - self.opening_tightness)

    def plan(self) -> None:
        """Weekly: growth, and output a day at full health and usual hours, (lines, runs)."""
        days, self.planned = self.war.day - self.planned, self.war.day
        room = np.maximum(0.0, 1.0 - self.grown / np.maximum(1e-9, self.growth_limit))
        machines = np.maximum(0.0, 1.0 - self.machine_imports * self.cut())
        self.grown += self.growth * days * room * machines
        self.usual = np.maximum(0.0, self.production * (1.0 + self.grown))
        self._tire(float(days))

    def _tire(self, days: float) -> None:
        """A surge gathers pace over `surge_delay`; hands and machines tire over `surge_hold`."""
        pace = 1.0 - np.exp(-days / np.maximum(1e-9, self.surge_delay))
        self.level += (self.surging - self.level) * pace
        wear = 1.0 - np.exp(-days / np.maximum(1e-9, self.surge_hold))
        self.strain += (self.level - self.strain) * wear
        self.surged = np.maximum(0.0, self.level - self.strain)

    def take_orders(self) -> None:
        """Output a day at full health with any surge, up to capacity: on every change."""
        most = 1.0 / np.maximum(0.01, self.utilisation)
        hours = np.minimum(1.0 + self.surge * self.surged, most)
        self.rate = self.usual * hours

    def daily(self) -> groups.Factories:
        """What a day's output is made of; see `wargame.rules.day`."""
        return groups.Factories(
            self.binding,
            self.opening_tightness,
            self.delay,
            self.smuggling,
            self.rebuild,
            self.decided,
            self.in_force,
            self.arriving,
            self.ceiling,
            self.repair,
            together(self.rate),
            self.imports.T,
            self.foreign_content.T,
            self.component_stock.T,
            self.health.T,
            self.inputs.T,
            self.carry.T,
            self.made.T,
        )

    def output(self) -> Any:
        """Weapons a day that the lines and importers now bring, shape (lines, runs)."""
        return self.rate * self.health + self.imports

    def suffer(self, hits_days: np.ndarray) -> None:
        """A week's hits on lines, in days of one missile line's output, shape (runs,)."""
        war = self.war
        rows = np.flatnonzero(self.missile)
        health = np.ascontiguousarray(self.health[rows].T)
        # A loss that is mended at `repair` a day costs loss / repair days of output in all.
        self.struck = hit_a_line(
            health, hits_days * self.repair, war.seed, war.run_ids, war.day, digest("lines")
        )
        self.health[rows] = health.T

    def suffer_shortage(self, hits_days: Any) -> None:
        """A week's hits on energy, in days of one line's output, felt by all lines alike."""
        rows = np.flatnonzero(self.missile)
        self.health[rows] *= np.exp(-hits_days * self.repair / len(rows))

    def mean_health(self) -> Any:
        """Mean health of the missile lines, (runs,)."""
        rows = np.flatnonzero(self.missile)
        return total(self.health[rows]) / len(rows)
