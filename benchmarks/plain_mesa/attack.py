"""The attack side: lines, arsenals, launch commands, the general staff."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.plain_mesa.person import Person
from wargame.evidence.fields import CLASSES, GROUND_FIRE
from wargame.kernel.draws import binomial, digest, logistic, uniforms

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

BALLISTIC, DRONES, COERCE, PAST = 0, 4, 3, 24
NONE = np.uint64(0)


class Ministry(Person):
    """What binds all lines: sanctions on inputs, surge orders, repair crews."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("sanctions", "tightness", "delay", "adaptation", "rebuild", entry="components")
        self.repair = war.number("leadership.moscow.line_repair")
        self.decided = self.in_force = self.tightness
        self.surging = 1.0 if war.policies.moscow.surge_production else 0.0
        self.arriving = self.ceiling = 1.0
        self.read("leadership", "utilisation", "growth_limit", "machine_imports", entry="moscow")
        self.read("leadership", "surge_delay", "surge_hold", entry="moscow")
        self.level = self.strain = self.surged = self.machines = 0.0
        self.planned = self.days = 0

    def cut(self) -> float:
        """Inputs cut off beyond those at the start, of what was left then."""
        return (self.in_force - self.tightness) / max(1e-9, 1.0 - self.tightness)

    def plan(self) -> None:
        """Weekly: machines that can be had, and how far a surge has come."""
        self.days, self.planned = self.model.day - self.planned, self.model.day
        self.machines = max(0.0, 1.0 - self.machine_imports * self.cut())
        pace = 1.0 - math.exp(-self.days / max(1e-9, self.surge_delay))
        self.level += (self.surging - self.level) * pace
        wear = 1.0 - math.exp(-self.days / max(1e-9, self.surge_hold))
        self.strain += (self.level - self.strain) * wear
        self.surged = max(0.0, self.level - self.strain)

    def tighten(self) -> None:
        """Sanctions decided come into force; smuggling undoes part of what is new."""
        self.decided -= max(0.0, self.decided - self.tightness) * self.adaptation
        self.in_force += (self.decided - self.in_force) / max(1.0, self.delay)
        cut = self.cut()
        self.arriving = (1.0 - cut) * (1.0 + self.rebuild)
        self.ceiling = 1.0 + max(0.0, -cut)
        if not self.model.on["components"]:  # no shortage of inputs: not even that of the start
            self.ceiling = 1.0 / max(0.1, 1.0 - self.tightness)

    def suffer(self, hits_days: float) -> None:
        """A week's Ukrainian hits fall on one line."""
        war = self.model
        lines = [f for f in war.factories if f.missile]
        loss = hits_days * self.repair
        if loss > 0.0:
            u = uniforms(war.seed, 10, war.run, war.day, digest("lines"), 0)[0]
            lines[int(u * len(lines))].health *= math.exp(-loss)

    def suffer_shortage(self, hits_days: float) -> None:
        """A week's Ukrainian hits on energy are felt by all lines alike."""
        lines = [f for f in self.model.factories if f.missile]
        for line in lines:
            line.health *= math.exp(-hits_days * self.repair / len(lines))

    def lose_stock(self, destroyed: float) -> None:
        """A week's Ukrainian hits on depots destroy stock of one type."""
        war = self.model
        missiles = [a for a in war.arsenals if a.missile]
        total = sum(a.held for a in missiles)
        if destroyed <= 0.0 or total == 0:
            return
        pick = uniforms(war.seed, 10, war.run, war.day, digest("depots"), 1)[0] * total
        for arsenal in missiles:
            pick -= arsenal.held
            if pick < 0.0:
                arsenal.lost += arsenal.release(int(destroyed + 0.5))[0]
                return


class Factory(Person):
    """One production line."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("weapons", "production", "growth", "surge", "imports")
        self.read("weapons", "foreign_content", "component_stock")
        if not war.on["production"]:
            self.production = 0.0
        if not war.on["imports"]:
            self.imports = 0.0
        self.missile = war.class_of[name] != DRONES
        self.stocked = self.missile and name not in GROUND_FIRE
        self.health = 1.0
        self.inputs = self.component_stock
        self.carry = self.usual = self.rate = self.grown = 0.0
        self.made = 0

    def plan(self) -> None:
        """Weekly: growth, and output a day at full health and usual hours."""
        ministry = self.model.ministry
        room = max(0.0, 1.0 - self.grown / max(1e-9, ministry.growth_limit))
        self.grown += self.growth * ministry.days * room * ministry.machines
        self.usual = max(0.0, self.production * (1.0 + self.grown))

    def take_orders(self) -> None:
        """Output a day at full health, surge included, up to capacity."""
        ministry = self.model.ministry
        hours = min(1.0 + self.surge * ministry.surged, 1.0 / max(0.01, ministry.utilisation))
        self.rate = self.usual * hours

    def produce(self) -> None:
        """A day's output, imports included."""
        war, ministry = self.model, self.model.ministry
        fed = ministry.ceiling
        if war.on["components"]:
            available = self.inputs + ministry.arriving
            fed = min(ministry.ceiling, available)
            self.inputs = min(self.component_stock, available - fed)
        output = self.rate * self.health * (1.0 - self.foreign_content * (1.0 - fed))
        output = output + self.imports + self.carry
        self.made = int(output)
        self.carry = output - self.made
        self.health += (1.0 - self.health) * ministry.repair

    def output(self) -> float:
        """Weapons a day that the line and importers now bring."""
        return self.rate * self.health + self.imports


class Arsenal(Person):
    """The stock of one weapon type, by month of manufacture, and its crews."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("weapons", "stock", "stock_age", "fire_share", "failure", "salvo_limit")
        self.weapon_class = war.class_of[name]
        self.missile = self.weapon_class != DRONES
        self.stocked = self.missile and name not in GROUND_FIRE
        kind = CLASSES[self.weapon_class]
        self.read("classes", "daily_share", "raid_chance", "decay", entry=kind)
        if not war.on["stock_age"]:
            self.decay = 0.0
        self.limit = int(self.salvo_limit)
        self.opening = self.held = self.books = int(self.stock)
        self.cohorts = [0] * (PAST + len(war.calendar.months) + 1)
        span = min(PAST, max(1, round(self.stock_age * 2 / 30.4375)))
        for back in range(span):
            whole = self.opening * (back + 1) // span - self.opening * back // span
            self.cohorts[PAST - 1 - back] = whole
        self.oldest = 0
        self.decay_carry = self.usual = self.wish = self.saved_raid = self.saved_strike = (
            self.ages
        ) = 0.0
        self.lost = self.expired = self.elsewhere = 0
        self.reserve = self.launches = self.launched = self.failed = self.flying = 0

    def receive(self, amount: int) -> None:
        """New weapons into this month's cohort."""
        self.cohorts[PAST + self.model.month] += amount
        self.held += amount
        self.books += amount

    def release(self, wanted: int) -> tuple[int, float]:
        """Take weapons out, oldest first: how many there were, and their summed ages."""
        if wanted <= 0:
            return 0, 0.0
        now = PAST + self.model.month
        while self.oldest < now and self.cohorts[self.oldest] == 0:
            self.oldest += 1
        slots = range(self.oldest, now + 1)
        left, ages = wanted, 0.0
        for slot in slots if self.model.on["stock_age"] else reversed(slots):
            here = min(left, self.cohorts[slot])
            self.cohorts[slot] -= here
            ages += here * (now - slot)
            left -= here
            if left == 0:
                break
        self.held -= wanted - left
        self.books -= wanted - left
        return wanted - left, ages

    def expire(self) -> None:
        """Once a month, what has become unfit is written off."""
        due = self.decay_carry + self.held * self.decay * 30.4375
        self.decay_carry = due - int(due)
        self.expired += self.release(min(self.held, int(due)))[0]

    def decide(self, output: float) -> None:
        """Weekly: what would fly a day when firing as made."""
        self.usual = output * self.fire_share

    def take_orders(self, calm: float) -> None:
        """What the posture wants flown a day, and the stock not touched."""
        war = self.model
        leader = war.leader
        self.wish = self.usual * leader.launch * leader.intensity[self.weapon_class] * calm
        share = leader.reserve if war.on["stock_age"] else 0.0
        self.reserve = round(self.opening * share)

    def plan(self, combined: bool) -> None:
        """How many to launch today, before the command's own limit."""
        war = self.model
        self.saved_raid += self.wish * self.daily_share
        self.saved_strike += self.wish * (1.0 - self.daily_share)
        smooth = not war.on["launch_commands"]
        raid = strike = 0
        if smooth or (combined and war.state != 2):
            strike = int(self.saved_strike)
        if self.saved_raid >= 1.0:
            comes = smooth or self.raid_chance >= 1.0
            if not comes:
                comes = uniforms(war.seed, 5, war.run, war.day, self.key, 0)[0] < self.raid_chance
            if comes:
                raid = int(self.saved_raid)
        self.launches = max(0, min(raid + strike, self.held - self.reserve, self.limit))
        paid = min(float(raid), float(self.launches))
        most = max(1.0, 45.0 * self.wish)
        self.saved_raid = min(self.saved_raid - paid, most)
        self.saved_strike = min(self.saved_strike - (self.launches - paid), most)

    def launch(self) -> None:
        """Fire; some fail on the way."""
        war = self.model
        self.launched, self.ages = self.release(self.launches)
        self.failed = self.flying = 0
        if self.launched:
            address = (war.seed, 7, war.run, war.day, self.key, NONE)
            self.failed = binomial(self.launched, self.failure, *address)
            self.flying = self.launched - self.failed

    def median_age(self) -> float:
        """Median age in months of what is held."""
        total, below = sum(self.cohorts), 0
        now = PAST + self.model.month
        for age in range(now + 1):
            below += self.cohorts[now - age]
            if total and 2 * below >= total:
                return float(age)
        return math.nan

    def check(self) -> None:
        """Hold the books against a count."""
        if sum(self.cohorts) != self.books:
            raise AssertionError(f"day {self.model.day}: {self.name}: books and count differ")


class Command(Person):
    """One launch command."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("commands", "salvo_limit", "cycle")
        self.limit = int(self.salvo_limit)
        self.since = 30
        self.arsenals = [a for a in war.arsenals if war.texts[f"weapons.{a.name}.command"] == name]

    def hold_to_limit(self) -> None:
        """Scale launches down to what carriers can fire tonight; the rest stays saved up."""
        self.since += 1
        wanted = sum(a.launches for a in self.arsenals)
        if wanted == 0:
            return
        ready = int(self.limit * min(1.0, self.since / max(1.0, self.cycle)))
        if wanted > ready:
            for arsenal in self.arsenals:
                planned = arsenal.launches
                arsenal.launches = planned * ready // wanted
                arsenal.saved_strike += planned - arsenal.launches
        if 2 * sum(a.launches for a in self.arsenals) > self.limit:
            self.since = 0


class GeneralStaff(Person):
    """Combines strikes and shares the weapons of a day out to sectors."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read(
            "leadership", "gap_spread", "stock_trigger", "focus", "capital_focus", entry="moscow"
        )
        weights = [war.number(f"sectors.{s.name}.launch_weight") for s in war.sectors]
        whole = sum(weights)
        self.weights = [w / whole for w in weights]
        self.missiles = [a for a in war.arsenals if a.missile]
        self.since_strike, self.gap = 0, 3.0

    def strike(self) -> None:
        """One night's launches, in sectors' `incoming`."""
        war = self.model
        combined = self.call()
        for arsenal in war.arsenals:
            arsenal.plan(combined)
        if war.on["launch_commands"]:
            for command in war.commands:
                command.hold_to_limit()
        for arsenal in war.arsenals:
            arsenal.launch()
        self.aim(combined)

    def call(self) -> bool:
        """Whether today sees a combined strike: the gap has passed and enough is saved up."""
        war = self.model
        saved = daily = 0.0
        for arsenal in self.missiles:
            saved += arsenal.saved_strike
            daily += arsenal.wish
        self.since_strike += 1
        enough = daily > 0.0 and saved >= self.stock_trigger * daily
        if self.since_strike < self.gap or not enough:
            return False
        self.since_strike = 0
        z = logistic(uniforms(war.seed, 4, war.run, war.day, self.key, 0)[0])
        self.gap = max(1.0, war.leader.gap * math.exp(self.gap_spread * z))
        return True

    def aim(self, combined: bool) -> None:
        """Ballistic missiles, other missiles and drones each pick a sector; the rest spreads."""
        war = self.model
        for sector in war.sectors:
            sector.incoming = [0] * len(war.arsenals)
        if not any(a.flying for a in war.arsenals):
            return
        picks = uniforms(war.seed, 6, war.run, war.day, self.key, 0)
        spins = uniforms(war.seed, 6, war.run, war.day, self.key, 1)
        at_capital = combined and war.leader.posture == COERCE and picks[3] < self.capital_focus
        for t, arsenal in enumerate(war.arsenals):
            n = arsenal.flying
            if n == 0:
                continue
            group = {BALLISTIC: 0, DRONES: 2}.get(arsenal.weapon_class, 1)
            target = 0 if at_capital else self.pick(picks[group])
            alone = not combined and arsenal.weapon_class != DRONES
            aimed = int(n * (1.0 if alone else self.focus) + 0.5)
            rest = n - aimed
            war.sectors[target].incoming[t] += aimed
            before, done = spins[group], 0
            for sector, weight in zip(war.sectors, self.weights):
                before += rest * weight
                here = min(rest, int(before)) - done
                sector.incoming[t] += here
                done += here
            war.sectors[target].incoming[t] += rest - done

    def pick(self, u: float) -> int:
        """A sector, by launch weight."""
        total = 0.0
        for number, weight in enumerate(self.weights):
            total += weight
            if u < total:
                return number
        return len(self.weights) - 1
