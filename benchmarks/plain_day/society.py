"""What leakers do to the grid, cities and industry on one day, and what the day adds to a month."""

from __future__ import annotations

from typing import Any

from wargame.mechanisms.codes import HALT


def suffer(war: Any) -> None:
    """Split the day's leakers by sector and by what they are aimed at."""
    damage = war.damage
    heaviest = max(1e-9, *(weapon.power_per_hit for weapon in war.each_weapon))
    damage.power_hit = damage.works_hit = cities = 0.0
    rest = 1.0 - damage.energy_aim
    for sector in war.each_sector:
        power = 0.0
        for came, down, weapon in zip(sector.incoming, sector.stopped, war.each_weapon):
            power += (came - down) * weapon.power_per_hit
        damage.power_hit += power * damage.energy_aim * sector.energy_at
        other = power / heaviest * rest
        damage.works_hit += other * damage.industry_share * sector.industry_at
        cities += other * (1.0 - damage.industry_share) * sector.cities_at
    damage.city_hits += cities


def keep_power(war: Any) -> None:
    """Damage to the grid, repair, and the share of demand that is met."""
    grid = war.grid
    if not grid.active:
        return
    exposed = max(0.0, grid.exists - grid.protected)
    if exposed:
        grid.broken += war.damage.power_hit * max(0.0, 1.0 - grid.broken / exposed)
    grid.broken = min(grid.broken, exposed)
    grid.broken -= min(grid.repair, grid.broken * grid.repair_share)
    demand = grid.demand_summer + (grid.demand_winter - grid.demand_summer) * war.season
    grid.met = min(1.0, (grid.exists - grid.broken + grid.imports) / demand)


def wear(war: Any) -> None:
    """Hits on industry cut its output; repair restores it."""
    own, hit = war.own_lines, war.damage.works_hit
    own.works += hit
    own.industry *= 1.0 - min(0.5, hit / 10.0 * own.industry_loss)
    own.industry += (1.0 - own.industry) * own.industry_repair


def audit(weapon: Any, day: int) -> None:
    """Hold the books of one type against its cohorts."""
    weapon.counted = sum(weapon.cohorts)
    if weapon.counted != weapon.expected:
        raise AssertionError(f"day {day}: {weapon.counted} weapons, {weapon.expected} expected")


def tally(war: Any) -> None:
    """Add the day to its month."""
    for weapon in war.each_weapon:
        weapon.month_made += weapon.made
        if weapon.launched:
            for name in ("launched", "failed", "intercepted", "leaked", "ages"):
                total = getattr(weapon, f"month_{name}") + getattr(weapon, name)
                setattr(weapon, f"month_{name}", total)
    for kind in war.each_kind:
        kind.month_fired += kind.fired
    command, grid = war.air_command, war.grid
    command.month_raids = [a + b for a, b in zip(command.month_raids, war.sectors.raids)]
    if command.dry:
        command.dry_days += 1
        if command.capital_first_dry < 0:
            command.capital_first_dry = war.day
    grid.power += grid.met
    grid.power_worst = min(grid.power_worst, grid.met)
    grid.blackout_days += grid.met < 0.5
    war.talks.halt_days += war.talks.state == HALT
