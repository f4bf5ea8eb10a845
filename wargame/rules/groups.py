"""What the daily loop holds of each kind of agent: the arrays, with their types.

A field's annotation is a letter, f, i, h or u for float64, int64, int32 or uint64, and the number
of dimensions, the first of which is the run; then t weapon types, c commands, s sectors, k kinds
of interceptor, n months of manufacture. Names are those of the rules' arguments.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.rules.loop import f1, f2, f3, h3, i0, i1, i2, u0, u1


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
