"""What happens every day, in one run after the other, until somebody decides again.

The rules called here are those of the other files; this one has their order. A group holds the
arrays of one kind of agent: letter f, i, h or u for float64, int64, int32 or uint64, and the
number of dimensions, the first of which is the run; then t weapon types, c commands, s sectors,
k kinds of interceptor, n months of manufacture.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.rules.compiled import part
from wargame.rules.damage import keep_power, suffer, wear
from wargame.rules.defence import defend, muster
from wargame.rules.loop import f1, f2, f3, h3, i0, i1, i2, loop, u0, u1
from wargame.rules.production import produce, tighten
from wargame.rules.stock import count, take
from wargame.rules.strike import aim, call_strike, fly, hold_to_limit, plan

HALT = 2  # state of the war in which combined strikes stop
COMBINED = 100  # added to the posture on the day of a combined strike
BLACKOUT = 0.5  # share of demand met below which a day counts as one of blackout
MEMORY = 27.0 / 28.0  # four weeks of fire that rationing looks back on
GOOD, WEAPONS, INTERCEPTORS = 0, 1, 2  # what the books said in the evening


class Clock(NamedTuple):
    """The days to live through, and whose draws they are; season by day of the war."""

    first: i0
    days: i0
    month_slot: i0  # the cohort of this month
    seed: u0
    runs: i1
    seasons: f1
    state: i1


class Factories(NamedTuple):
    """Sanctions by run, lines by run and type; see `tighten` and `produce`."""

    binding: f1
    opening: f1
    delay: f1
    smuggling: f1
    rebuild: f1
    decided: f1
    in_force: f1
    arriving: f1
    ceiling: f1
    repair: f1
    rate: f2
    imports: f2
    foreign_content: f2
    store: f2
    health: f2
    inputs: f2
    carry: f2
    made: i2


class Arsenals(NamedTuple):
    """Stocks by type and month made, what the books expect, and two of their flows."""

    newest_first: i0
    held: i2
    cohorts: h3
    oldest: i2
    expected: i2
    booked_made: i2
    booked_fired: i2
    counted: i2


class Commands(NamedTuple):
    """Plans and habits of the launch side; see `call_strike`, `plan`, `hold_to_limit`, `aim`."""

    smooth: i0
    staff: u0
    key: u1
    owner: i1
    class_of: i1
    missile: f1
    since_strike: i1
    gap: f1
    median: f1
    spread: f1
    trigger: f1
    posture: i1
    focus: f1
    capital_focus: f1
    weights: f2
    wish: f2
    daily_share: f2
    raid_chance: f2
    saved_raid: f2
    saved_strike: f2
    reserve: i2
    type_limit: i2
    limit: i2
    cycle: f2
    since: i2
    failure: f2
    combined: i1
    planned: i2
    flown: i2
    launched: i2
    ages: f2
    failed: i2
    flying: i2
    incoming: h3


class Sectors(NamedTuple):
    """Air defence by sector; the national pool; what books expect. See `defend`, `muster`."""

    active: i0
    key: u1
    edges: i1
    system: i1
    counted: i1
    scarce: i1
    batteries: h3
    channels: i2
    readiness: f2
    shots: i2
    magazine: h3
    kill: f3
    pool: i2
    elsewhere: i2
    expected: i2
    booked_fired: i2
    fired_lately: f2
    stopped: h3
    used: h3
    intercepted: i2
    leaked: i2
    fired: i2
    raids: i2
    held: i2
    dry: i1


class Home(NamedTuple):
    """The grid, cities and industry; see `suffer`, `keep_power`, `wear`."""

    grid: i0
    megawatts: f2
    energy_at: f2
    industry_at: f2
    cities_at: f2
    energy: f1
    industry_share: f1
    exists: f1
    protected: f1
    imports: f1
    winter: f1
    summer: f1
    repair: f1
    repair_share: f1
    broken: f1
    met: f1
    hit: f1
    city: f1
    works: f1
    city_hits: f1
    industry: f1
    industry_loss: f1
    industry_repair: f1
    works_hit: f1


class Month(NamedTuple):
    """What is added up through a month."""

    made: i2
    launched: i2
    failed: i2
    intercepted: i2
    leaked: i2
    ages: f2
    fired: i2
    raids: i2
    dry_days: i1
    kyiv_first_dry: i1
    power: f1
    power_worst: f1
    blackout_days: i1
    halt_days: i1


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
