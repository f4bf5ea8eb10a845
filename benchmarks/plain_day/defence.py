"""Air defence on one day: every sector against what comes at it, and the rounds that it costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.kernel.draws import Purpose, binomial, binomial_at, uniforms

DEFEND, READINESS = int(Purpose.DEFEND), int(Purpose.READINESS)
NONE = np.uint64(0)


class Night:
    """A day's raids on all sectors."""

    def __init__(self, war: Any) -> None:
        self.war, self.rules = war, war.sectors
        self.rules.raids = [0, 0, 0]
        for weapon in war.each_weapon:
            weapon.intercepted = weapon.leaked = 0
        for kind in war.each_kind:
            kind.fired = 0

    def defend(self, sector: Any) -> None:
        """One sector engages class by class, in the order in which they come."""
        war, rules = self.war, self.rules
        sector.used = [0] * len(war.each_kind)
        sector.stopped = [0] * len(war.each_weapon)
        for weapon_class in rules.order:
            types = range(rules.edges[weapon_class], rules.edges[weapon_class + 1])
            came = sum(sector.incoming[t] for t in types)
            if not came:
                continue
            if rules.active and weapon_class == rules.mass:
                self._thin(sector, types, came)
            elif rules.active:
                self._engage(sector, types, came, weapon_class == rules.ballistic)
            stopped = sum(sector.stopped[t] for t in types)
            for t in types:
                war.each_weapon[t].intercepted += sector.stopped[t]
                war.each_weapon[t].leaked += sector.incoming[t] - sector.stopped[t]
            if weapon_class == rules.ballistic:
                result = 0 if not stopped else 1 if 2 * stopped <= came else 2
                rules.raids[result] += 1
        for kind, rounds in zip(war.each_kind, sector.used):
            kind.fired += rounds

    def _free(self, sector: Any, k: int) -> int:
        """Targets that a kind can still engage; kinds on one radar share its channels."""
        kinds = self.war.each_kind
        radar = kinds[k].radar
        same = [k]
        if radar < self.rules.shared:
            same = [j for j, other in enumerate(kinds) if other.radar == radar]
        busy = sum(sector.used[j] // kinds[j].shots for j in same)
        return int(kinds[k].channels * sector.batteries[k] - busy)

    def _engage(self, sector: Any, types: range, came: int, ballistic: bool) -> None:
        """Missiles of one class meet each kind of interceptor in turn."""
        war = self.war
        where = (war.run, war.day, sector.sector_key)
        ready = uniforms(war.seed, READINESS, *where, NONE) if ballistic else None
        for k, kind in enumerate(war.each_kind):
            if not sector.batteries[k] or war.each_weapon[types[0]].kill[k] <= 0.0:
                continue
            free = self._free(sector, k)
            if ready is None:
                free = int(free * kind.readiness + 0.5)
            elif ready[kind.radar] >= kind.readiness:
                continue
            engaged = min(came, free, sector.magazine[k] // kind.shots)
            if engaged <= 0:
                continue
            sector.magazine[k] -= engaged * kind.shots
            sector.used[k] += engaged * kind.shots
            passed = taken = hits = 0
            for t in types:
                weapon = war.each_weapon[t]
                passed += sector.incoming[t] - sector.stopped[t]
                n = engaged * passed // came - taken
                taken += n
                if n > 0:
                    address = weapon.key + np.uint64(k + 1)
                    down = binomial(n, weapon.kill[k], war.seed, DEFEND, *where, address)
                    sector.stopped[t] += down
                    hits += down
            came -= hits
            if not came:
                return

    def _thin(self, sector: Any, types: range, count: int) -> None:
        """A mass of drones is thinned by each layer in expectation, and then drawn once."""
        war = self.war
        common = war.each_weapon[max(types, key=lambda t: sector.incoming[t])]
        expected = float(count)
        for k, kind in enumerate(war.each_kind):
            if common.kill[k] <= 0.0 or not sector.batteries[k]:
                continue
            room = float(kind.channels * sector.batteries[k])
            if sector.used[k]:
                room -= sector.used[k] / kind.shots
            most = min(max(0.0, room * kind.readiness), sector.magazine[k] / kind.shots)
            engaged = min(expected, most)
            rounds = min(sector.magazine[k], int(engaged * kind.shots + 0.5))
            sector.magazine[k] -= rounds
            sector.used[k] += rounds
            expected -= engaged * common.kill[k]
        through = expected / count
        where = (war.run, war.day, sector.sector_key)
        draws = uniforms(war.seed, DEFEND, *where, NONE)
        for place, t in enumerate(types):
            n = sector.incoming[t]
            if n <= 1000 and place < 4:
                sector.stopped[t] = n - binomial_at(draws[place], n, through)
            else:
                drawn = binomial(n, through, war.seed, DEFEND, *where, war.each_weapon[t].key)
                sector.stopped[t] = n - drawn


def account(kind: Any) -> None:
    """Rounds fired leave the books; rationing looks back on four weeks of fire."""
    if kind.counts:
        kind.booked_fired += kind.fired
        kind.expected -= kind.fired
    kind.fired_lately = kind.fired_lately * (27.0 / 28.0) + kind.fired


def audit(war: Any) -> None:
    """Count all rounds, hold the books against them; whether the capital can fire."""
    capital = war.each_sector[0]
    war.air_command.dry = 1
    for k, kind in enumerate(war.each_kind):
        in_sectors = sum(sector.magazine[k] for sector in war.each_sector)
        kind.there = kind.pool + in_sectors if kind.counts else 0
        if kind.there + kind.elsewhere != kind.expected:
            raise AssertionError(f"day {war.day}: interceptor {k}: books and count differ")
        if kind.scarce and capital.magazine[k] >= kind.shots:
            war.air_command.dry = 0
