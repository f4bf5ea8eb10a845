"""The attack side: lines, arsenals, launch commands, the general staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.uncompiled import Vector, uncompiled
from wargame.evidence.fields import CLASSES
from wargame.rules.damage import hit_a_depot, hit_a_line
from wargame.rules.draws import digest, uniforms
from wargame.rules.production import produce, tighten
from wargame.rules.stock import expire, median_age, take
from wargame.rules.strike import call_strike, fly, plan

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

BALLISTIC, DRONES, COERCE, PAST = 0, 4, 3, 24
PRODUCE, TIGHTEN, TAKE, EXPIRE = map(uncompiled, (produce, tighten, take, expire))
PLAN, FLY, CALL_STRIKE = map(uncompiled, (plan, fly, call_strike))
AGE = uncompiled(median_age)
HIT_A_LINE, HIT_A_DEPOT = map(uncompiled, (hit_a_line, hit_a_depot))


class Ministry(Person):
    """What binds all lines: sanctions on inputs, surge orders, repair crews."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("sanctions", "tightness", "delay", "adaptation", "rebuild", entry="components")
        self.repair = war.number("moscow.leadership.line_repair")
        self.decided = self.in_force = self.tightness
        self.surging = 1.0 if war.policies.moscow.surge_production else 0.0
        self.extra = 0.0

    def tighten(self) -> None:
        """Sanctions decided come into force; smuggling undoes part of what is new."""
        self.decided -= max(0.0, self.decided - self.tightness) * self.adaptation
        effect = [self.in_force]
        TIGHTEN(self.decided, self.delay, effect, [0.0])
        self.in_force = effect[0]
        self.extra = (self.in_force - self.tightness) / max(1e-9, 1.0 - self.tightness)

    def suffer(self, hits_days: float) -> None:
        """A week's Ukrainian hits fall on one line."""
        war = self.model
        lines = [f for f in war.factories if f.missile]
        health = Vector(f.health for f in lines)
        loss = hits_days * self.repair
        HIT_A_LINE(health, loss, war.seed, war.run, war.day, digest("lines"), [0])
        for line, left in zip(lines, health):
            line.health = left

    def lose_stock(self, destroyed: float) -> None:
        """A week's Ukrainian hits on depots destroy stock of one type."""
        war = self.model
        stock = Vector(a.held if a.missile else 0 for a in war.arsenals)
        lost = Vector([0] * len(stock))
        HIT_A_DEPOT(stock, destroyed, war.seed, war.run, war.day, digest("depots"), lost)
        for arsenal, gone in zip(war.arsenals, lost):
            arsenal.release(gone)


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
        self.health = 1.0
        self.inputs = self.component_stock
        self.carry = self.carry_imports = 0.0
        self.made = self.imported = 0

    def produce(self) -> None:
        """A day's output goes into the arsenal of the same type."""
        war, ministry = self.model, self.model.ministry
        health, inputs = [self.health], [self.inputs]
        carry, carry_imports, made, imported = [self.carry], [self.carry_imports], [0], [0]
        PRODUCE(
            self.production,
            self.growth,
            self.surge * ministry.surging,
            self.foreign_content,
            self.component_stock,
            ministry.extra,
            ministry.rebuild,
            ministry.repair,
            self.imports,
            float(war.day),
            1.0 if war.on["components"] else 0.0,
            health,
            inputs,
            carry,
            carry_imports,
            made,
            imported,
        )
        self.health, self.inputs = health[0], inputs[0]
        self.carry, self.carry_imports = carry[0], carry_imports[0]
        self.made, self.imported = made[0], imported[0]

    def output(self) -> float:
        """Weapons a day that the line and importers now bring."""
        grown = max(0.0, self.production * (1.0 + self.growth * self.model.day))
        return grown * (1.0 + self.surge * self.model.ministry.surging) * self.health + self.imports


class Arsenal(Person):
    """The stock of one weapon type, by month of manufacture, and its crews."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("weapons", "stock", "stock_age", "fire_share", "failure", "salvo_limit")
        self.weapon_class = war.class_of[name]
        self.missile = self.weapon_class != DRONES
        kind = CLASSES[self.weapon_class]
        self.read("classes", "daily_share", "raid_chance", "decay", entry=kind)
        if not war.on["stock_age"]:
            self.decay = 0.0
        self.limit = int(self.salvo_limit)
        self.opening = self.held = self.books = int(self.stock)
        self.cohorts = Vector([0] * (PAST + len(war.calendar.months) + 1))
        span = min(PAST, max(1, round(self.stock_age * 2 / 30.4375)))
        for back in range(span):
            whole = self.opening * (back + 1) // span - self.opening * back // span
            self.cohorts[PAST - 1 - back] = whole
        self.oldest = 0
        self.decay_carry = self.wish = self.saved_raid = self.saved_strike = self.ages = 0.0
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
        oldest, taken, ages = [self.oldest], [0], [0.0]
        newest_first = 0 if self.model.on["stock_age"] else 1
        now = PAST + self.model.month
        TAKE(self.cohorts, oldest, wanted, now, newest_first, taken, ages)
        self.oldest = oldest[0]
        self.held -= taken[0]
        self.books -= taken[0]
        return taken[0], ages[0]

    def expire(self) -> None:
        """Once a month, what has become unfit is written off."""
        carry, expired = [self.decay_carry], [0]
        EXPIRE(self.decay, carry, self.held, expired)
        self.decay_carry = carry[0]
        self.release(expired[0])

    def decide(self, output: float, calm: float) -> None:
        """Weekly: what the posture wants flown a day, and the stock not touched."""
        war = self.model
        leader = war.leader
        intensity = leader.intensity[self.weapon_class]
        self.wish = output * self.fire_share * leader.launch * intensity * calm
        share = leader.reserve if war.on["stock_age"] else 0.0
        self.reserve = round(self.opening * share)

    def plan(self, combined: int) -> None:
        """How many to launch today, before the command's own limit."""
        war = self.model
        raid, strike, launches = [self.saved_raid], [self.saved_strike], [0]
        PLAN(
            self.wish,
            self.daily_share,
            self.raid_chance,
            raid,
            strike,
            self.held,
            self.reserve,
            self.limit,
            combined,
            0 if war.on["launch_commands"] else 1,
            1 if war.state == 2 else 0,
            war.seed,
            war.run,
            war.day,
            self.key,
            launches,
        )
        self.saved_raid, self.saved_strike, self.launches = raid[0], strike[0], launches[0]

    def launch(self) -> None:
        """Fire; some fail on the way."""
        war = self.model
        self.launched, self.ages = self.release(self.launches)
        self.failed = self.flying = 0
        if self.launched:
            failed, flying = [0], [0]
            FLY(self.launched, self.failure, war.seed, war.run, war.day, self.key, failed, flying)
            self.failed, self.flying = failed[0], flying[0]

    def median_age(self) -> float:
        """Median age in months of what is held."""
        age = [0.0]
        AGE(self.cohorts, PAST + self.model.month, age)
        return age[0]

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
            "moscow", "gap_spread", "stock_trigger", "focus", "capital_focus", entry="leadership"
        )
        weights = [war.number(f"sectors.{s.name}.launch_weight") for s in war.sectors]
        whole = sum(weights)
        self.weights = [w / whole for w in weights]
        self.missile = Vector(1.0 if a.missile else 0.0 for a in war.arsenals)
        self.since_strike, self.gap = 0, 3.0

    def strike(self) -> None:
        """One night's launches, in sectors' `incoming`."""
        war = self.model
        since, gap, combined = [self.since_strike], [self.gap], [0]
        CALL_STRIKE(
            since,
            gap,
            war.leader.gap,
            self.gap_spread,
            Vector(a.saved_strike for a in war.arsenals),
            self.missile,
            Vector(a.wish for a in war.arsenals),
            self.stock_trigger,
            war.seed,
            war.run,
            war.day,
            self.key,
            combined,
        )
        self.since_strike, self.gap = since[0], gap[0]
        for arsenal in war.arsenals:
            arsenal.plan(combined[0])
        if war.on["launch_commands"]:
            for command in war.commands:
                command.hold_to_limit()
        for arsenal in war.arsenals:
            arsenal.launch()
        self.aim(combined[0] == 1)

    def aim(self, combined: bool) -> None:
        """Ballistic missiles, other missiles and drones each pick a sector; the rest spreads."""
        war = self.model
        for sector in war.sectors:
            sector.incoming = Vector([0] * len(war.arsenals))
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
