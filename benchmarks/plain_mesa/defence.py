"""Ukraine's air defence: sectors, the night's tally, the air command."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.plain_mesa.batteries import Park
from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.roles import SYSTEMS
from wargame.evidence.fields import BALLISTIC_DEFENCE, CLASSES
from wargame.kernel.draws import binomial, binomial_at, uniforms

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

BALLISTIC, DRONES, SHARED = 0, 4, 2
ORDER = (0, 4, 1, 2, 3)  # drones fly ahead of the missiles that they are to cover
NONE = np.uint64(0)
ENDLESS = 1 << 40  # rounds of a kind whose magazine is not counted


def share_out(total: int, weights: list[float]) -> list[int]:
    """Whole things by weight, largest remainder first."""
    whole = sum(weights)
    due = [total * w / whole if whole > 0.0 else 1.0 for w in weights]
    part = [int(d) if whole > 0.0 else 0 for d in due]
    for _ in range(total - sum(part)):
        gaps = [d - p for d, p in zip(due, part)]
        part[gaps.index(max(gaps))] += 1
    return part


class Sector(Person):
    """One group of regions: batteries, magazines, and a night's engagement."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        kinds = len(war.interceptors)
        self.weights = [
            war.number(f"sectors.{name}.{what}_weight") for what in ("cities", "energy", "industry")
        ]
        self.standing = [1.0, 1.0, 1.0]  # cities, energy, industry: see AirCommand.survey
        self.magazine = [0] * kinds
        self.batteries = [0] * kinds
        self.used = [0] * kinds
        self.incoming = [0] * len(war.weapons)
        self.stopped = [0] * len(war.weapons)

    def weight(self) -> float:
        """Weight under the policy in force."""
        war, (cities, energy, industry) = self.model, self.weights
        if war.policies.ukraine.protect == "balanced":
            to_cities = war.number("air_command.ukraine.balance_cities")
            to_energy = war.number("air_command.ukraine.balance_energy")
            rest = 1.0 - to_cities - to_energy
            return to_cities * cities + to_energy * energy + rest * industry
        named = {"cities": cities, "energy": energy, "industry": industry}
        focus = war.number("air_command.ukraine.protect_focus")
        return focus * named[war.policies.ukraine.protect] + (1.0 - focus) * cities

    def defend(self) -> None:
        """Engage what comes, and tell the night how it went."""
        war, air = self.model, self.model.air_command
        if not any(self.incoming):
            return
        self.used = [0] * len(self.used)
        self.stopped = [0] * len(self.stopped)
        for weapon_class in ORDER:
            types = air.by_class.get(weapon_class, [])
            came = sum(self.incoming[t] for t in types)
            if came and war.on["engagement"]:
                if weapon_class == DRONES:
                    self.thin(types, came)
                else:
                    self.engage(weapon_class, types, came)
        war.night.tell(self.incoming, self.stopped, self.used, air.by_class[BALLISTIC])

    def free(self, kind: int) -> int:
        """Targets that a kind can still engage; kinds that share a radar share its channels."""
        air, room = self.model.air_command, self.batteries[kind]
        if not room:
            return 0
        room *= air.channels[kind]
        if air.system[kind] < SHARED:
            for other, system in enumerate(air.system):
                if system == air.system[kind]:
                    room -= self.used[other] // air.shots[other]
            return room
        return room - self.used[kind] // air.shots[kind]

    def engage(self, weapon_class: int, types: list[int], came: int) -> None:
        """Missiles of one class meet each kind of interceptor in turn."""
        war, air = self.model, self.model.air_command
        ready = None
        for k, shots in enumerate(air.shots):
            free = self.free(k)
            if free <= 0 or air.kill[k][types[0]] <= 0.0:
                continue
            if weapon_class == BALLISTIC:
                if ready is None:
                    ready = uniforms(war.seed, 9, war.run, war.day, self.key, NONE)
                if ready[air.system[k]] >= air.readiness[k]:
                    continue
            else:
                free = int(free * air.readiness[k] + 0.5)
            engaged = min(came, free, self.magazine[k] // shots)
            if engaged <= 0:
                continue
            self.magazine[k] -= engaged * shots
            self.used[k] += engaged * shots
            passed = taken = hits = 0
            for t in types:
                passed += self.incoming[t] - self.stopped[t]
                n = engaged * passed // came - taken
                taken += n
                if n > 0:
                    address = (war.seed, 8, war.run, war.day, self.key, air.addresses[t][k])
                    down = binomial(n, air.kill[k][t], *address)
                    self.stopped[t] += down
                    hits += down
            came -= hits
            if came == 0:
                return

    def thin(self, types: list[int], count: int) -> None:
        """A mass of drones is thinned by each layer in expectation, and then drawn once."""
        war, air = self.model, self.model.air_command
        common = max(types, key=lambda t: self.incoming[t])
        expected = float(count)
        for k, shots in enumerate(air.shots):
            stop = air.kill[k][common]
            if stop <= 0.0 or self.batteries[k] == 0:
                continue
            room = float(air.channels[k] * self.batteries[k])
            if self.used[k] > 0:
                room -= self.used[k] / shots
            engaged = min(expected, max(0.0, room * air.readiness[k]), self.magazine[k] / shots)
            rounds = min(self.magazine[k], int(engaged * shots + 0.5))
            self.magazine[k] -= rounds
            self.used[k] += rounds
            expected -= engaged * stop
        through = expected / count
        draws = uniforms(war.seed, 8, war.run, war.day, self.key, NONE)
        for place, t in enumerate(types):
            n = self.incoming[t]
            if n <= 1000 and place < 4:
                self.stopped[t] = n - binomial_at(draws[place], n, through)
            else:
                address = (war.seed, 8, war.run, war.day, self.key, air.weapon_keys[t])
                self.stopped[t] = n - binomial(n, through, *address)


class Night:
    """What one day's raids came to."""

    def __init__(self, weapons: int, kinds: int) -> None:
        self.intercepted = [0] * weapons
        self.leaked = [0] * weapons
        self.fired = [0] * kinds
        self.none = self.some = self.most = 0

    def tell(
        self, incoming: list[int], stopped: list[int], used: list[int], ballistic: list[int]
    ) -> None:
        """Add one sector's raid."""
        for t, n in enumerate(incoming):
            if n:
                self.intercepted[t] += stopped[t]
                self.leaked[t] += n - stopped[t]
        came = sum(incoming[t] for t in ballistic)
        went = sum(stopped[t] for t in ballistic)
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
        self.full_shots = [int(n) for n in of("shots")]
        self.shots = list(self.full_shots)
        self.channels = [int(n) for n in of("channels")]
        self.readiness = of("readiness")
        self.system = [SYSTEMS.get(k, 2) for k in kinds]
        self.weapon_keys = [a.key for a in war.arsenals]
        self.by_class: dict[int, list[int]] = {BALLISTIC: []}
        for t, arsenal in enumerate(war.arsenals):
            self.by_class.setdefault(arsenal.weapon_class, []).append(t)
        self.addresses = [
            [np.uint64((int(key) + k + 1) % 2**64) for k in range(len(kinds))]
            for key in self.weapon_keys
        ]
        self.hit_chance = [of(f"hit_chance.{c}") for c in CLASSES]
        self.kill: list[list[float]] = []
        self.read("air_command", "concentration_ballistic", "concentration_other", entry="ukraine")
        self.read("air_command", "reserve", "ration_days", "industry_share", entry="ukraine")
        self.fired_lately = [0.0] * len(kinds)
        self.parks = [Park(war, k) for k in kinds]
        self.station()
        self.allocate(first=True)
        self.survey()

    def survey(self) -> None:
        """How much of each category stands in a sector, against launches it draws."""
        war = self.model
        drawn = [war.number(f"sectors.{s.name}.launch_weight") for s in war.sectors]
        whole = [sum(column) for column in zip(*(s.weights for s in war.sectors))]
        for sector, weight in zip(war.sectors, drawn):
            share = weight / sum(drawn)
            sector.standing = [w / all_ / share for w, all_ in zip(sector.weights, whole)]

    def turn(self, leaked: int, let_through: float) -> None:
        """A month of the batteries, and their places."""
        for park in self.parks:
            park.turn(leaked, let_through)
        self.station()

    def station(self) -> None:
        """Batteries to sectors, by the weight raised to the kind's concentration."""
        sectors, weights = self.model.sectors, self.weights()
        for k, kind in enumerate(self.model.interceptors):
            exponent = self.concentration_other
            if kind in BALLISTIC_DEFENCE:
                exponent = self.concentration_ballistic
            power = [math.pow(w, exponent) for w in weights]
            for sector, number in zip(sectors, share_out(self.parks[k].there, power)):
                sector.batteries[k] = number
                if not self.counted[k]:
                    sector.magazine[k] = ENDLESS

    def weights(self) -> list[float]:
        """Weight of every sector under the policy in force."""
        return [s.weight() for s in self.model.sectors]

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
                per_day = self.fired_lately[k] / 28.0
                short = per_day > 0.0 and held < per_day * self.ration_days
                self.shots[k] = 1 if short else self.full_shots[k]

    def allocate(self, first: bool = False) -> None:
        """Magazines to where batteries stand, as many for each; the rest is the pool."""
        sectors = self.model.sectors
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
            share = [float(b) for b in standing]
            out = share_out(self.pool[k] - int(self.pool[k] * self.reserve), share)
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
        evasion, arsenals = self.model.race.evasion, self.model.arsenals
        self.kill = []
        for k, shots in enumerate(self.shots):
            chances = [self.hit_chance[a.weapon_class][k] for a in arsenals]
            miss = [1.0 - p * (1.0 - e) for p, e in zip(chances, evasion)]
            self.kill.append([1.0 - m**shots for m in miss])

    def note_fire(self, fired: list[int]) -> None:
        """Fold a day's fire into the memory that rationing looks at."""
        for k, rounds in enumerate(fired):
            self.fired_lately[k] = self.fired_lately[k] * (27.0 / 28.0) + rounds
