"""Ukraine at home: industry, long-range weapons, the grid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from benchmarks.plain_mesa.person import Person

from wargame.evidence.fields import CLASSES
from wargame.kernel.draws import binomial

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

NONE = np.uint64(0)


def ramp(start: float, goal: float, delay: float, day: int) -> float:
    """Output of a line that is built up in a straight line."""
    return goal if day >= delay else start + (goal - start) * day / max(delay, 1.0)


class Industry(Person):
    """Ukraine's own industry: its health, and where its long-range weapons strike."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("air_command", "industry_loss", "industry_repair", entry="ukraine")
        self.read("air_command", "energy_effect", entry="ukraine")
        self.read("air_command", "target_lines", "target_depots", "target_focus", entry="ukraine")
        self.store_loss = war.number("air_command.ukraine.store_loss")
        self.works = 0.0
        self.health, self.factor, self.fired_in_month = 1.0, 1.0, 0
        self.against = war.policies.ukraine.long_range

    def strike(self) -> None:
        """Once a week: every line strikes; hits fall on lines and depots."""
        war = self.model
        if not war.on["own_strike"]:
            return
        on_lines = on_depots = on_energy = 0.0
        firing = war.talks.violation if war.state == 2 else 1.0
        for line in war.own_lines:
            lines, depots, energy = line.strike(*self.targets(), firing)
            on_lines += lines * line.line_damage
            on_depots += depots * line.depot_damage
            on_energy += energy * line.line_damage
        self.works = 0.0
        war.ministry.suffer(on_lines * self.factor)
        if war.state != 1:  # a truce on energy binds both sides
            war.ministry.suffer_shortage(on_energy * self.energy_effect * self.factor)
        war.ministry.lose_stock(on_depots * self.factor)

    def targets(self) -> tuple[float, float]:
        """Shares of hits on lines and on depots; the rest falls on energy."""
        if self.against == "balanced":
            return self.target_lines, self.target_depots
        rest = (1.0 - self.target_focus) / 2.0
        return (
            self.target_focus if self.against == "lines" else rest,
            self.target_focus if self.against == "depots" else rest,
        )

    def suffer(self, works: float) -> None:
        """Hits on industry cut its output; repair restores it."""
        self.works += works
        self.health *= 1.0 - min(0.5, works / 10.0 * self.industry_loss)
        self.health += (1.0 - self.health) * self.industry_repair

    def deterrent(self) -> float:
        """Missiles held back that would reach Moscow."""
        if not self.model.on["own_strike"]:
            return 0.0
        return sum(line.kept * line.reach for line in self.model.own_lines if line.missile)


class OwnLine(Person):
    """One Ukrainian long-range weapon and its line."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("strike_weapons", "production", "production_goal", "goal_delay", "stock")
        self.read("strike_weapons", "held_back", "reach", "line_damage", "depot_damage")
        self.kept, self.carry, self.keep_carry = int(self.stock), 0.0, 0.0
        self.loss_carry = 0.0
        self.missile = "drone" not in name

    def strike(
        self, to_lines: float, to_depots: float, firing: float
    ) -> tuple[float, float, float]:
        """Build, keep a deterrent back, fire `firing` of the rest; hits by target."""
        war, industry = self.model, self.model.industry
        share = min(1.0, industry.works / 10.0 * industry.store_loss)
        due = self.kept * share + self.loss_carry
        lost = min(self.kept, int(due))
        self.loss_carry = due - lost
        self.kept -= lost
        rate = ramp(self.production, self.production_goal, self.goal_delay, war.day)
        output = rate * 7.0 * industry.health + self.carry
        made = int(output)
        self.carry = output - made
        keep = made * (1.0 - (1.0 - self.held_back) * firing) + self.keep_carry
        kept = min(made, int(keep))
        self.keep_carry = keep - kept
        self.kept += kept
        industry.fired_in_month += made - kept
        address = (war.seed, 10, war.run, war.day, self.key, NONE)
        hits = binomial(made - kept, self.reach, *address)
        return hits * to_lines, hits * to_depots, hits * max(0.0, 1.0 - to_lines - to_depots)


class PowerGrid(Person):
    """The national grid."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("grid", "capacity", "damaged", "protected", "imports", entry="ukraine")
        self.read("grid", "demand_winter", "demand_summer", entry="ukraine")
        self.read("grid", "repair", "repair_share", "energy_share", entry="ukraine")
        self.exists, self.broken, self.met = self.capacity + self.damaged, self.damaged, 1.0
        self.per_hit = [
            war.number(f"classes.{CLASSES[a.weapon_class]}.grid_damage")
            * war.number(f"weapons.{a.name}.warhead")
            for a in war.arsenals
        ]
        made = [f.production + f.imports if f.stocked else 0.0 for f in war.factories]
        whole = max(1e-9, sum(made))
        self.per_missile = sum(m / whole * mw for m, mw in zip(made, self.per_hit))

    def energy(self) -> float:
        """Share of strikes aimed at energy now: none under a truce."""
        share = min(0.95, self.energy_share * self.model.leader.energy)
        return 0.0 if self.model.state == 1 else share

    def split(self, energy: float, industry: float) -> tuple[float, float, float]:
        """Megawatts hit, hits on cities, hits on industry: each by what stands in a sector."""
        megawatts = cities = works = 0.0
        heaviest = max(1e-9, *self.per_hit)
        for sector in self.model.sectors:
            if not any(sector.incoming):
                continue
            power = 0.0
            for came, down, each in zip(sector.incoming, sector.stopped, self.per_hit):
                power += (came - down) * each
            on_cities, on_energy, on_industry = sector.standing
            other = power / heaviest * (1.0 - energy)
            megawatts += power * energy * on_energy
            works += other * industry * on_industry
            cities += other * (1.0 - industry) * on_cities
        return megawatts, cities, works

    def suffer(self, hit: float) -> None:
        """A day's damage, a day's repair, the share of demand met."""
        war = self.model
        if not war.on["grid"]:
            return
        exposed = max(0.0, self.exists - self.protected)
        if exposed > 0.0:
            self.broken += hit * max(0.0, 1.0 - self.broken / exposed)
        self.broken = min(self.broken, exposed)
        self.broken -= min(self.repair, self.broken * self.repair_share)
        swing = (self.demand_winter - self.demand_summer) * war.calendar.seasons[war.day]
        demand = self.demand_summer + swing
        self.met = min(1.0, (self.exists - self.broken + self.imports) / demand)

    def breaking(self, missiles: float, through: float) -> float:
        """How far a surge with `missiles` would break what is left, as Moscow sees it."""
        leader = self.model.leader
        surge = self.model.number("postures.surge.energy")
        share = min(0.95, self.energy_share * surge)
        left = max(1.0, self.exists - self.protected - self.broken)
        struck = left * (1.0 - math.exp(-missiles * through * share * self.per_missile / left))
        return max(0.0, struck - self.repair * leader.surge_days) / left
