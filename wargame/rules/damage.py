"""What leakers do: to the grid, to cities, to industry; and what Ukraine's strikes do."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, binomial, uniforms
from wargame.rules.production import ramp

DEEP_STRIKE = int(Purpose.DEEP_STRIKE)
BATTERY = int(Purpose.BATTERY)


@rule("hhffffff" + "fff", "(s,t),(s,t),(t),(s),(s),(s),(),()->(),(),()")
def suffer(
    incoming: Any,
    stopped: Any,
    megawatts: Any,
    energy_at: Any,
    industry_at: Any,
    cities_at: Any,
    energy: Any,
    industry: Any,
    grid: Any,
    city: Any,
    works: Any,
) -> None:
    """Split one day's leakers by sector and target category, in expectation.

    incoming, stopped: weapons by sector and type; megawatts: damage of one hit by type (MW;
    warheads counted in); *_at: how much of each category stands in a sector, relative to the
    share of launches that it draws; energy, industry: shares of strikes aimed at each. Out: MW
    hit, full-warhead hits on cities (relative to the heaviest type) and on industry.
    """
    heaviest = 1e-9
    for t in range(megawatts.shape[0]):
        heaviest = max(heaviest, megawatts[t])
    grid[0], city[0], works[0] = 0.0, 0.0, 0.0
    rest = 1.0 - energy
    for s in range(incoming.shape[0]):
        power = 0.0
        for t in range(megawatts.shape[0]):
            power += (incoming[s, t] - stopped[s, t]) * megawatts[t]
        grid[0] += power * energy * energy_at[s]
        works[0] += power / heaviest * rest * industry * industry_at[s]
        city[0] += power / heaviest * rest * (1.0 - industry) * cities_at[s]


@rule("ffffffffff" + "f", "(),(),(),(),(),(),(),(),(),()->()", writes="broken")
def keep_power(
    hit: Any,
    capacity: Any,
    protected: Any,
    imports: Any,
    winter: Any,
    summer: Any,
    season: Any,
    repair: Any,
    repair_share: Any,
    broken: Any,
    met: Any,
) -> None:
    """One day of the grid: damage, repair, and the share of demand met.

    hit: MW struck today; capacity: MW that exists, broken or not; protected: MW that strikes
    cannot take; winter, summer: evening-peak demand (MW) at season 1 and 0; repair: most MW
    mended a day; repair_share: share of what is broken mended a day. broken: MW (in place).
    The more is broken already, the less another hit finds.
    """
    exposed = max(0.0, capacity - protected)
    if exposed > 0.0:
        broken[0] += hit * max(0.0, 1.0 - broken[0] / exposed)
    broken[0] = min(broken[0], exposed)
    broken[0] -= min(repair, broken[0] * repair_share)
    demand = summer + (winter - summer) * season
    met[0] = min(1.0, (capacity - broken[0] + imports) / demand)


@rule("ffff" + "f", "(),(),(),()->()")
def wear(hits: Any, loss: Any, repair: Any, output: Any, left: Any) -> None:
    """One day of Ukraine's industry: hits cut its output by `loss` for each ten; repair restores.

    hits: full-warhead hits today; repair: share of what is lost mended a day; output: 0 to 1.
    Out: the output that is left.
    """
    left[0] = output * (1.0 - min(0.5, hits / 10.0 * loss))
    left[0] += (1.0 - left[0]) * repair


@rule(
    "ffffffffuiiu" + "iiifff",
    "(),(),(),(),(),(),(),(),(),(),(),()->(),(),(),(),(),()",
    writes="carry keep_carry",
)
def deep_strike(
    rate: Any,
    held_back: Any,
    reach: Any,
    to_lines: Any,
    to_depots: Any,
    firing: Any,
    carry: Any,
    keep_carry: Any,
    seed: Any,
    run: Any,
    day: Any,
    agent: Any,
    made: Any,
    kept: Any,
    fired: Any,
    on_lines: Any,
    on_depots: Any,
    on_energy: Any,
) -> None:
    """One week of one of Ukraine's long-range weapons.

    rate: weapons a week; held_back: share kept as a deterrent; reach: share that arrives;
    to_lines, to_depots: shares of hits, the rest on energy; firing: share of the rest that is
    fired (less under a halt; what is not fired is kept). In place: fractions of a weapon in work
    and kept. Out: made, kept, fired, and hits on lines, depots, energy.
    """
    output = rate + carry[0]
    made[0] = int(output)
    carry[0] = output - made[0]
    keep = made[0] * (1.0 - (1.0 - held_back) * firing) + keep_carry[0]
    kept[0] = min(made[0], int(keep))
    keep_carry[0] = keep - kept[0]
    fired[0] = made[0] - kept[0]
    hits = binomial(fired[0], reach, seed, DEEP_STRIKE, run, day, agent, np.uint64(0))
    on_lines[0] = hits * to_lines
    on_depots[0] = hits * to_depots
    on_energy[0] = hits * max(0.0, 1.0 - to_lines - to_depots)


@rule(
    "ffffffffffffffuiiu" + "fffi" + "iiifff",
    "(w),(w),(w),(w),(w),(w),(w),(),(),(),(),(),(),(),(),(),(),(w),(w),(w),(w),(w)"
    "->(w),(w),(w),(),(),()",
    writes="carry keep_carry loss_carry kept",
)
def campaign(
    start: Any,
    goal: Any,
    delay: Any,
    held_back: Any,
    reach: Any,
    line_damage: Any,
    depot_damage: Any,
    industry: Any,
    to_lines: Any,
    to_depots: Any,
    firing: Any,
    works: Any,
    store_loss: Any,
    today: Any,
    seed: Any,
    run: Any,
    day: Any,
    key: Any,
    carry: Any,
    keep_carry: Any,
    loss_carry: Any,
    kept: Any,
    made: Any,
    fired: Any,
    lost: Any,
    on_lines: Any,
    on_depots: Any,
    on_energy: Any,
) -> None:
    """One week of all of Ukraine's long-range weapons: store hits, output, strikes.

    start, goal, delay: ramp of each line (weapons a day, days), `today` days in; industry: health
    of Ukraine's industry; works: hits on it in the past week, each ten of which destroy
    `store_loss` of what is kept; the rest as in `deep_strike`. In place: fractions of weapons, and
    weapons kept. Out: weapons made, fired and lost by kind; and over all kinds what hits do to
    lines (days of output), depots (weapons) and energy (days of output, before its own effect).
    """
    on_lines[0], on_depots[0], on_energy[0] = 0.0, 0.0, 0.0
    rate, keep = np.zeros(1), np.zeros(1, np.int64)
    lines, depots, energy = np.zeros(1), np.zeros(1), np.zeros(1)
    share = min(1.0, works / 10.0 * store_loss)
    for w in range(kept.shape[0]):
        due = kept[w] * share + loss_carry[w]
        lost[w] = min(kept[w], int(due))
        loss_carry[w] = due - lost[w]
        kept[w] -= lost[w]
        ramp(start[w], goal[w], delay[w], today, rate)
        deep_strike(
            rate[0] * 7.0 * industry,
            held_back[w],
            reach[w],
            to_lines,
            to_depots,
            firing,
            carry[w : w + 1],
            keep_carry[w : w + 1],
            seed,
            run,
            day,
            key[w],
            made[w : w + 1],
            keep,
            fired[w : w + 1],
            lines,
            depots,
            energy,
        )
        kept[w] += keep[0]
        on_lines[0] += lines[0] * line_damage[w]
        on_depots[0] += depots[0] * depot_damage[w]
        on_energy[0] += energy[0] * line_damage[w]


@rule("fiffuiiu" + "i", "(f),(m),(),(),(),(),(),()->()", writes="health")
def hit_lines(
    health: Any,
    rows: Any,
    loss: Any,
    shortage: Any,
    seed: Any,
    run: Any,
    day: Any,
    agent: Any,
    struck: Any,
) -> None:
    """A week's hits on industry fall on one missile line, picked at random; its health drops.

    health: of all lines (in place); rows: those that make missiles; loss: share of health
    lost at full health; shortage: the same from hits on energy, felt by all missile lines alike. A
    damaged line offers less to hit. Out: the line struck, or -1.
    """
    struck[0] = -1
    if loss > 0.0:
        u, _, _, _ = uniforms(seed, DEEP_STRIKE, run, day, agent, np.uint64(0))
        struck[0] = rows[int(u * rows.shape[0])]
        health[struck[0]] *= math.exp(-loss)
    if shortage > 0.0:
        left = math.exp(-shortage / rows.shape[0])
        for m in range(rows.shape[0]):
            health[rows[m]] *= left


@rule("ifuiiu" + "i", "(t),(),(),(),(),()->(t)")
def hit_a_depot(
    stock: Any, destroyed: Any, seed: Any, run: Any, day: Any, agent: Any, lost: Any
) -> None:
    """A week's hits on depots destroy stock of one type, picked by how much of it there is."""
    total = 0
    for t in range(stock.shape[0]):
        lost[t] = 0
        total += stock[t]
    if destroyed <= 0.0 or total == 0:
        return
    u, _, _, _ = uniforms(seed, DEEP_STRIKE, run, day, agent, np.uint64(1))
    pick = u * total
    for t in range(stock.shape[0]):
        pick -= stock[t]
        if pick < 0.0:
            lost[t] = min(stock[t], int(destroyed + 0.5))
            return


@rule(
    "iifffuiiu" + "iii",
    "(),(),(),(),(),(),(),(),()->(),(),()",
    writes="there out",
)
def wear_batteries(
    there: Any,
    out: Any,
    loss: Any,
    repair: Any,
    writeoff: Any,
    seed: Any,
    run: Any,
    month: Any,
    agent: Any,
    down: Any,
    back: Any,
    gone: Any,
) -> None:
    """A month of one kind's batteries: some are hit, some of those for good, some come back.

    there: in action; out: damaged (both in place); loss: chance that one is hit; repair: chance
    that a damaged one comes back; writeoff: share of those hit that is destroyed. Out: hit, back
    in action, destroyed.
    """
    down[0] = binomial(there[0], loss, seed, BATTERY, run, month, agent, np.uint64(0))
    gone[0] = binomial(down[0], writeoff, seed, BATTERY, run, month, agent, np.uint64(8))
    back[0] = binomial(out[0], repair, seed, BATTERY, run, month, agent, np.uint64(16))
    there[0] += back[0] - down[0]
    out[0] += down[0] - gone[0] - back[0]
