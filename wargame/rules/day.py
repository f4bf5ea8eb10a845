"""What happens every day, in one run after the other, until somebody decides again.

The rules called here are those of the other files; this one has their order. Its arguments are
groups of arrays, one for each kind of agent (`wargame.rules.groups`).
"""

from __future__ import annotations

from wargame.rules.allocation import muster
from wargame.rules.compiled import part
from wargame.rules.damage import keep_power, suffer, wear
from wargame.rules.defence import defend
from wargame.rules.groups import Arsenals, Clock, Commands, Factories, Home, Month, Sectors
from wargame.rules.loop import loop
from wargame.rules.production import produce, tighten
from wargame.rules.stock import count, take
from wargame.rules.strike import aim, call_strike, fly, hold_to_limit, plan

HALT = 2  # state of the war in which combined strikes stop
COMBINED = 100  # added to the posture on the day of a combined strike
BLACKOUT = 0.5  # share of demand met below which a day counts as one of blackout
MEMORY = 27.0 / 28.0  # four weeks of fire that rationing looks back on
GOOD, WEAPONS, INTERCEPTORS = 0, 1, 2  # what the books said in the evening


@part
def _make(r: int, now: int, lines: Factories, stock: Arsenals) -> None:
    """Every line's output, into this month's cohort."""
    one = slice(r, r + 1)
    tighten(
        lines.binding[r],
        lines.opening[r],
        lines.delay[r],
        lines.smuggling[r],
        lines.rebuild[r],
        lines.decided[one],
        lines.in_force[one],
        lines.arriving[one],
        lines.ceiling[one],
    )
    for t in range(lines.rate.shape[1]):
        this = slice(t, t + 1)
        produce(
            lines.rate[r, t],
            lines.imports[r, t],
            lines.foreign_content[r, t],
            lines.store[r, t],
            lines.arriving[r],
            lines.ceiling[r],
            lines.binding[r],
            lines.repair[r],
            lines.health[r, this],
            lines.inputs[r, this],
            lines.carry[r, this],
            lines.made[r, this],
        )
        made = lines.made[r, t]
        if made == 0:
            continue
        stock.cohorts[r, t, now] += made
        stock.held[r, t] += made
        stock.booked_made[r, t] += made
        stock.expected[r, t] += made


@part
def _strike(r: int, day: int, clock: Clock, stock: Arsenals, fire: Commands) -> None:
    """Call a strike, plan the day, hold it to what carriers can fire, take, fly and aim."""
    seed, run, combined = clock.seed, clock.runs[r], fire.combined[r : r + 1]
    call_strike(
        fire.since_strike[r : r + 1],
        fire.gap[r : r + 1],
        fire.median[r],
        fire.spread[r],
        fire.saved_strike[r],
        fire.missile,
        fire.wish[r],
        fire.trigger[r],
        seed,
        run,
        day,
        fire.staff,
        combined,
    )
    plan(
        fire.wish[r],
        fire.daily_share[r],
        fire.raid_chance[r],
        fire.saved_raid[r],
        fire.saved_strike[r],
        stock.held[r],
        fire.reserve[r],
        fire.type_limit[r],
        combined[0],
        fire.smooth,
        1 if clock.state[r] == HALT else 0,
        seed,
        run,
        day,
        fire.key,
        fire.planned[r],
    )
    if fire.smooth == 0:
        hold_to_limit(
            fire.planned[r],
            fire.owner,
            fire.limit[r],
            fire.cycle[r],
            fire.since[r],
            fire.saved_strike[r],
            fire.flown[r],
        )
    take(
        stock.cohorts[r],
        stock.oldest[r],
        fire.planned[r],
        clock.month_slot,
        stock.newest_first,
        fire.launched[r],
        fire.ages[r],
    )
    for t in range(stock.held.shape[1]):
        if fire.launched[r, t] == 0:
            continue
        stock.held[r, t] -= fire.launched[r, t]
        stock.booked_fired[r, t] += fire.launched[r, t]
        stock.expected[r, t] -= fire.launched[r, t]
    fly(fire.launched[r], fire.failure[r], seed, run, day, fire.key, fire.failed[r], fire.flying[r])
    aim(
        fire.flying[r],
        fire.class_of,
        fire.weights[r],
        fire.focus[r],
        fire.capital_focus[r],
        fire.posture[r] + COMBINED * combined[0],
        seed,
        run,
        day,
        fire.staff,
        fire.incoming[r],
    )


@part
def _defend(r: int, day: int, clock: Clock, fire: Commands, air: Sectors) -> None:
    """Every sector engages; the rounds fired leave the books."""
    defend(
        fire.incoming[r],
        fire.key,
        air.edges,
        air.system,
        air.batteries[r],
        air.channels[r],
        air.readiness[r],
        air.shots[r],
        air.magazine[r],
        air.kill[r],
        clock.seed,
        clock.runs[r],
        day,
        air.key,
        air.active,
        air.stopped[r],
        air.used[r],
        air.intercepted[r],
        air.leaked[r],
        air.fired[r],
        air.raids[r, 0:1],
        air.raids[r, 1:2],
        air.raids[r, 2:3],
    )
    for k in range(air.fired.shape[1]):
        rounds = air.fired[r, k] * air.counted[k]
        air.booked_fired[r, k] += rounds
        air.expected[r, k] -= rounds
        air.fired_lately[r, k] = air.fired_lately[r, k] * MEMORY + air.fired[r, k]


@part
def _suffer(r: int, day: int, clock: Clock, fire: Commands, air: Sectors, home: Home) -> None:
    """What leaked does to the grid, to cities and to industry; and what is mended."""
    one = slice(r, r + 1)
    suffer(
        fire.incoming[r],
        air.stopped[r],
        home.megawatts[r],
        home.energy_at[r],
        home.industry_at[r],
        home.cities_at[r],
        home.energy[r],
        home.industry_share[r],
        home.hit[one],
        home.city[one],
        home.works[one],
    )
    home.city_hits[r] += home.city[r]
    if home.grid == 1:
        keep_power(
            home.hit[r],
            home.exists[r],
            home.protected[r],
            home.imports[r],
            home.winter[r],
            home.summer[r],
            clock.seasons[day],
            home.repair[r],
            home.repair_share[r],
            home.broken[one],
            home.met[one],
        )
    wear(
        home.works[r],
        home.industry_loss[r],
        home.industry_repair[r],
        home.industry[r],
        home.industry[one],
    )
    home.works_hit[r] += home.works[r]


@part
def _check(r: int, now: int, stock: Arsenals, air: Sectors) -> tuple[int, int]:
    """Hold the books against a count of what is really there: what differs, and which item."""
    count(stock.cohorts[r], stock.oldest[r], now, stock.counted[r])
    for t in range(stock.held.shape[1]):
        if stock.counted[r, t] != stock.expected[r, t]:
            return WEAPONS, t
    muster(
        air.magazine[r],
        air.pool[r],
        air.counted,
        air.shots[r],
        air.scarce,
        air.held[r],
        air.dry[r : r + 1],
    )
    for k in range(air.held.shape[1]):
        if air.held[r, k] + air.elsewhere[r, k] != air.expected[r, k]:
            return INTERCEPTORS, k
    return GOOD, 0


@part
def _note(
    r: int,
    day: int,
    state: int,
    lines: Factories,
    fire: Commands,
    air: Sectors,
    home: Home,
    month: Month,
) -> None:
    """Add the day to the month."""
    for t in range(lines.made.shape[1]):
        month.made[r, t] += lines.made[r, t]
        if fire.launched[r, t] == 0:
            continue
        month.launched[r, t] += fire.launched[r, t]
        month.failed[r, t] += fire.failed[r, t]
        month.intercepted[r, t] += air.intercepted[r, t]
        month.leaked[r, t] += air.leaked[r, t]
        month.ages[r, t] += fire.ages[r, t]
    for k in range(air.fired.shape[1]):
        month.fired[r, k] += air.fired[r, k]
    for how in range(3):
        month.raids[r, how] += air.raids[r, how]
    month.power[r] += home.met[r]
    month.power_worst[r] = min(month.power_worst[r], home.met[r])
    if home.met[r] < BLACKOUT:
        month.blackout_days[r] += 1
    if state == HALT:
        month.halt_days[r] += 1
    if air.dry[r] == 1:
        month.dry_days[r] += 1
        if month.kyiv_first_dry[r] < 0:
            month.kyiv_first_dry[r] = day


@loop
def live(
    clock: Clock,
    lines: Factories,
    stock: Arsenals,
    fire: Commands,
    air: Sectors,
    home: Home,
    month: Month,
) -> tuple[int, int, int, int]:
    """The days from `clock.first` on, in every run.

    1. Produce, and deliver into arsenals. 2. Strike. 3. Defend. 4. Suffer and repair.
    5. Record: the books are checked, the day is written down.

    Returns what the books found wrong (GOOD, WEAPONS or INTERCEPTORS), and day, run and item of it;
    the first such fault ends it.
    """
    for r in range(clock.runs.shape[0]):
        for day in range(clock.first, clock.first + clock.days):
            _make(r, clock.month_slot, lines, stock)
            _strike(r, day, clock, stock, fire)
            _defend(r, day, clock, fire, air)
            _suffer(r, day, clock, fire, air, home)
            fault, item = _check(r, clock.month_slot, stock, air)
            if fault != GOOD:
                return fault, day, r, item
            _note(r, day, clock.state[r], lines, fire, air, home, month)
    return GOOD, 0, 0, 0
