"""Ukraine's side: sectors, the air command, its industry and long-range weapons, the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.uncompiled import Matrix, Vector, uncompiled
from wargame.evidence.fields import BALLISTIC_DEFENCE, CLASSES
from wargame.model.own_line import TARGETS
from wargame.model.sector import SYSTEMS
from wargame.model.ukraine import PROTECT
from wargame.rules.damage import deep_strike, keep_power, suffer
from wargame.rules.defence import defend, kill_chance, ration, share_out
from wargame.rules.production import ramp

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

DEFEND, KILL_CHANCE, RATION, SHARE_OUT = map(uncompiled, (defend, kill_chance, ration, share_out))
KEEP_POWER, SUFFER, DEEP_STRIKE, RAMP = map(uncompiled, (keep_power, suffer, deep_strike, ramp))
ENDLESS = 1 << 40  # rounds of a kind whose magazine is not counted


class Sector(Person):
    """One group of regions: batteries, magazines, and a night's engagement."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        kinds = len(war.interceptors)
        self.weights = [
            war.number(f"sectors.{name}.{what}_weight") for what in ("cities", "energy", "industry")
        ]
        self.magazine = Vector([0] * kinds)
        self.batteries = Vector([0] * kinds)
        self.used = Vector([0] * kinds)
        self.incoming = Vector([0] * len(war.weapons))
        self.stopped = Vector([0] * len(war.weapons))

    def weight(self) -> float:
        """Weight under the policy in force."""
        shares = PROTECT[self.model.policies.ukraine.protect]
        return sum(s * w for s, w in zip(shares, self.weights))

    def defend(self) -> None:
        """Engage what comes, and tell the night how it went."""
        war, air = self.model, self.model.air_command
        if not any(self.incoming):
            return
        DEFEND(
            self.incoming,
            air.weapon_keys,
            air.class_of,
            air.system,
            self.batteries,
            air.channels,
            air.readiness,
            air.shots,
            self.magazine,
            air.kill,
            war.seed,
            war.run,
            war.day,
            self.key,
            1 if war.on["engagement"] else 0,
            self.stopped,
            self.used,
        )
        war.night.tell(self.incoming, self.stopped, self.used, air.class_of)


class Night:
    """What one day's raids came to."""

    def __init__(self, weapons: int, kinds: int) -> None:
        self.intercepted = Vector([0] * weapons)
        self.leaked = Vector([0] * weapons)
        self.fired = [0] * kinds
        self.none = self.some = self.most = 0

    def tell(self, incoming: Vector, stopped: Vector, used: Vector, class_of: Vector) -> None:
        """Add one sector's raid."""
        came = went = 0
        for t, n in enumerate(incoming):
            if n:
                self.intercepted[t] += stopped[t]
                self.leaked[t] += n - stopped[t]
                if class_of[t] == 0:
                    came += n
                    went += stopped[t]
        for k, rounds in enumerate(used):
            self.fired[k] += rounds
        if came > 0 and went == 0:
            self.none += 1
        elif came > 0 and 2 * went <= came:
            self.some += 1
        elif came > 0:
            self.most += 1


class AirCommand(Person):
    """The national pool and its orders; what is known of each kind of interceptor."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        kinds = war.interceptors

        def of(field: str) -> list[float]:
            return [war.number(f"interceptors.{k}.{field}") for k in kinds]

        self.counted = [war.texts[f"interceptors.{k}.magazine"] == "counted" for k in kinds]
        self.pool = [int(n) if c else 0 for n, c in zip(of("stock"), self.counted)]
        self.full_shots = Vector(int(n) for n in of("shots"))
        self.shots = Vector(self.full_shots)
        self.channels = Vector(int(n) for n in of("channels"))
        self.readiness = Vector(of("readiness"))
        self.system = Vector(SYSTEMS.get(k, 2) for k in kinds)
        self.weapon_keys = Vector(a.key for a in war.arsenals)
        self.class_of = Vector(a.weapon_class for a in war.arsenals)
        self.hit_chance = Matrix(len(kinds), len(CLASSES))
        for c, weapon_class in enumerate(CLASSES):
            for k, chance in enumerate(of(f"hit_chance_{weapon_class}")):
                self.hit_chance[k, c] = chance
        self.kill = Matrix(len(kinds), len(war.weapons))
        self.read("ukraine", "reserve", "ration_days", "industry_share", entry="command")
        self.fired_lately = [0.0] * len(kinds)
        self.place([int(n) for n in of("batteries")])

    def place(self, batteries: list[int]) -> None:
        """Batteries to sectors; ballistic defence goes by the square of the weight."""
        sectors, weights = self.model.sectors, self.weights()
        for k, kind in enumerate(self.model.interceptors):
            power = weights
            if kind in BALLISTIC_DEFENCE:
                power = Vector(w * w for w in weights)
            placed = Vector([0] * len(sectors))
            SHARE_OUT(batteries[k], power, placed)
            for sector, number in zip(sectors, placed):
                sector.batteries[k] = number
                if not self.counted[k]:
                    sector.magazine[k] = ENDLESS
        self.allocate(first=True)

    def weights(self) -> Vector:
        """Weight of every sector under the policy in force."""
        return Vector(s.weight() for s in self.model.sectors)

    def decide(self) -> None:
        """Weekly: ration where short, move magazines between sectors."""
        if not self.model.on["allocation"]:
            self.allocate(first=True)
            return
        if self.model.policies.ukraine.ration:
            self.ration()
        self.allocate()

    def ration(self) -> None:
        """One shot per target where what is held lasts too few days."""
        for k, held in enumerate(self.held()):
            if self.counted[k]:
                shots, now = self.full_shots[k], [0]
                RATION(shots, held, self.fired_lately[k] / 28.0, self.ration_days, now)
                self.shots[k] = now[0]

    def allocate(self, first: bool = False) -> None:
        """Magazines to where batteries stand, by weight; the rest is the pool."""
        sectors, weights = self.model.sectors, self.weights()
        for k, counted in enumerate(self.counted):
            if not counted:
                continue
            if not first:
                for sector in sectors:
                    self.pool[k] += sector.magazine[k]
                    sector.magazine[k] = 0
            standing = [s.batteries[k] for s in sectors]
            if not any(standing):
                continue
            share = Vector(w * b for w, b in zip(weights, standing))
            out = Vector([0] * len(sectors))
            SHARE_OUT(self.pool[k] - int(self.pool[k] * self.reserve), share, out)
            for sector, rounds in zip(sectors, out):
                sector.magazine[k] += rounds
                self.pool[k] -= rounds

    def held(self) -> list[int]:
        """Rounds in the pool and in all sectors by kind; 0 where not counted."""
        sectors = self.model.sectors
        return [
            pool + sum(s.magazine[k] for s in sectors) if self.counted[k] else 0
            for k, pool in enumerate(self.pool)
        ]

    def learn(self) -> None:
        """What a full engagement by each kind does to each weapon, as rationed."""
        evasion = self.model.race.evasion
        KILL_CHANCE(self.hit_chance, evasion, self.class_of, self.shots, self.kill)

    def note_fire(self, fired: list[int]) -> None:
        """Fold a day's fire into the memory that rationing looks at."""
        for k, rounds in enumerate(fired):
            self.fired_lately[k] = self.fired_lately[k] * (27.0 / 28.0) + rounds


class Industry(Person):
    """Ukraine's own industry: its health, and where its long-range weapons strike."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("ukraine", "industry_loss", "industry_repair", entry="command")
        self.health, self.factor, self.fired_in_month = 1.0, 1.0, 0
        self.against = war.policies.ukraine.long_range

    def strike(self) -> None:
        """Once a week: every line strikes; hits fall on lines and depots."""
        war = self.model
        if not war.on["ukrainian_strike"]:
            return
        on_lines = on_depots = 0.0
        for line in war.own_lines:
            lines, depots = line.strike(*TARGETS[self.against])
            on_lines += lines * line.line_damage
            on_depots += depots * line.depot_damage
        war.ministry.suffer(on_lines)
        war.ministry.lose_stock(on_depots)

    def suffer(self, works: float) -> None:
        """Hits on industry cut its output; repair restores it."""
        self.health *= 1.0 - min(0.5, works / 10.0 * self.industry_loss)
        self.health += (1.0 - self.health) * self.industry_repair

    def deterrent(self) -> float:
        """Missiles held back that would reach Moscow."""
        if not self.model.on["ukrainian_strike"]:
            return 0.0
        return sum(line.kept * line.reach for line in self.model.own_lines if line.missile)


class OwnLine(Person):
    """One Ukrainian long-range weapon and its line."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("strike_weapons", "production", "production_goal", "goal_delay", "stock")
        self.read("strike_weapons", "held_back", "reach", "line_damage", "depot_damage")
        self.kept, self.carry = int(self.stock), 0.0
        self.missile = "drone" not in name

    def strike(self, to_lines: float, to_depots: float) -> tuple[float, float]:
        """Build, keep a deterrent back, fire the rest; hits on lines and on depots."""
        war, industry = self.model, self.model.industry
        rate, carry = [0.0], [self.carry]
        made, kept, fired, lines, depots, energy = [0], [0], [0], [0.0], [0.0], [0.0]
        RAMP(self.production, self.production_goal, self.goal_delay, float(war.day), rate)
        DEEP_STRIKE(
            rate[0] * 7.0 * industry.health * industry.factor,
            self.held_back,
            self.reach,
            to_lines,
            to_depots,
            carry,
            war.seed,
            war.run,
            war.day,
            self.key,
            made,
            kept,
            fired,
            lines,
            depots,
            energy,
        )
        self.carry = carry[0]
        self.kept += kept[0]
        industry.fired_in_month += fired[0]
        return lines[0], depots[0]


class PowerGrid(Person):
    """The national grid."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("grid", "capacity", "damaged", "protected", "imports", entry="ukraine")
        self.read("grid", "demand_winter", "demand_summer", entry="ukraine")
        self.read("grid", "repair", "repair_share", "energy_share", entry="ukraine")
        self.exists, self.broken, self.met = self.capacity + self.damaged, self.damaged, 1.0
        self.per_hit = Vector(
            war.number(f"classes.{CLASSES[a.weapon_class]}.grid_damage")
            * war.number(f"weapons.{a.name}.warhead")
            for a in war.arsenals
        )

    def energy(self) -> float:
        """Share of strikes aimed at energy now: none under a truce."""
        share = min(0.95, self.energy_share * self.model.leader.energy)
        return 0.0 if self.model.state == 1 else share

    def split(self, leaked: Vector, energy: float, industry: float) -> tuple[float, float, float]:
        """Megawatts hit, hits on cities, hits on industry."""
        grid, city, works = [0.0], [0.0], [0.0]
        SUFFER(leaked, self.per_hit, energy, industry, grid, city, works)
        return grid[0], city[0], works[0]

    def suffer(self, hit: float) -> None:
        """A day's damage, a day's repair, the share of demand met."""
        war = self.model
        if not war.on["grid"]:
            return
        broken, met = [self.broken], [0.0]
        KEEP_POWER(
            hit,
            self.exists,
            self.protected,
            self.imports,
            self.demand_winter,
            self.demand_summer,
            war.calendar.seasons[war.day],
            self.repair,
            self.repair_share,
            broken,
            met,
        )
        self.broken, self.met = broken[0], met[0]

    def breaking(self, missiles: float) -> float:
        """How far a surge with `missiles` would break what is left, 0 to 1."""
        left = max(1.0, self.exists - self.protected - self.broken)
        return min(1.0, missiles * max(self.per_hit) / 6.0 / left)
