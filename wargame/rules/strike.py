"""The launch side of a day: when to strike, with what, and where."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.rules.compiled import rule
from wargame.rules.draws import Purpose, binomial, logistic, uniforms

STRIKE_GAP = int(Purpose.STRIKE_GAP)
RAID = int(Purpose.RAID)
FOCUS = int(Purpose.FOCUS)
FAILURE = int(Purpose.FAILURE)

DRONES = 4  # index of one_way_drone among the weapon classes
BALLISTIC = 0
COERCE = 3  # index of the posture that aims at the capital


@rule(
    "ifffffffuiiu" + "i",
    "(),(),(),(),(t),(t),(t),(),(),(),(),()->()",
    writes="since gap",
)
def call_strike(
    since: Any,
    gap: Any,
    median: Any,
    spread: Any,
    saved: Any,
    missile: Any,
    wish: Any,
    trigger: Any,
    seed: Any,
    run: Any,
    day: Any,
    agent: Any,
    combined: Any,
) -> None:
    """Whether today sees a combined strike: a random gap has passed and enough is saved up.

    since, gap: days since the last one, and the days to wait (in place); median, spread: of the
    gaps (days, log); saved: missiles saved up by type, wish: missiles a day by type, missile: 1
    for missiles; trigger: days of fire that must be in hand. Gaps are log-logistic: many short
    ones and a few long lulls, as in the public record.
    """
    in_hand, daily = 0.0, 0.0
    for t in range(saved.shape[0]):
        in_hand += saved[t] * missile[t]
        daily += wish[t] * missile[t]
    since[0] += 1
    combined[0] = 0
    if since[0] >= gap[0] and daily > 0.0 and in_hand >= trigger * daily:
        combined[0] = 1
        since[0] = 0
        u, _, _, _ = uniforms(seed, STRIKE_GAP, run, day, agent, 0)
        gap[0] = max(1.0, median * math.exp(spread * logistic(u)))


@rule(
    "fffffiiiiiiuiiu" + "i",
    "(t),(t),(t),(t),(t),(t),(t),(t),(),(),(),(),(),(),(t)->(t)",
    writes="saved_raid saved_strike",
)
def plan(
    wish: Any,
    daily_share: Any,
    raid_chance: Any,
    saved_raid: Any,
    saved_strike: Any,
    stock: Any,
    reserve: Any,
    salvo_limit: Any,
    combined: Any,
    smooth: Any,
    halted: Any,
    seed: Any,
    run: Any,
    day: Any,
    key: Any,
    launches: Any,
) -> None:
    """How many weapons of each type to launch today, before the commands' own limits.

    wish: weapons a day that the posture wants flown; `daily_share` of it is for raids, which any
    day sees with `raid_chance`; the rest is saved for combined strikes. smooth: 1 where
    everything flies as it comes (launch commands switched off); halted: 1 while a halt holds and
    combined strikes stop. saved_*: weapons not yet flown (in place). Out: weapons to launch.
    """
    for t in range(wish.shape[0]):
        saved_raid[t] += wish[t] * daily_share[t]
        saved_strike[t] += wish[t] * (1.0 - daily_share[t])
        raid, strike = 0, 0
        if smooth == 1 or (combined == 1 and halted == 0):
            strike = int(saved_strike[t])
        if saved_raid[t] >= 1.0:
            comes = smooth == 1 or raid_chance[t] >= 1.0
            if not comes:
                u, _, _, _ = uniforms(seed, RAID, run, day, key[t], 0)
                comes = u < raid_chance[t]
            if comes:
                raid = int(saved_raid[t])
        launches[t] = max(0, min(raid + strike, min(stock[t] - reserve[t], salvo_limit[t])))
        # What was not flown is kept in hand, six weeks of it at most: crews do not bank for ever.
        paid = min(float(raid), float(launches[t]))
        most = max(1.0, 45.0 * wish[t])
        saved_raid[t] = min(saved_raid[t] - paid, most)
        saved_strike[t] = min(saved_strike[t] - (launches[t] - paid), most)


@rule("iiifif" + "i", "(t),(t),(c),(c),(c),(t)->(c)", writes="launches since saved")
def hold_to_limit(
    launches: Any, owner: Any, limit: Any, cycle: Any, since: Any, saved: Any, flown: Any
) -> None:
    """Scale each command's launches down to what its carriers can fire tonight.

    owner: which command fires each type; limit: weapons a night; cycle: days between two
    full-size raids. In place: launches; since, days since the last full-size raid; saved, which
    gets back what is not launched. Out: launches of each command.
    """
    for c in range(limit.shape[0]):
        wanted = 0
        for t in range(launches.shape[0]):
            if owner[t] == c:
                wanted += launches[t]
        since[c] += 1
        flown[c] = 0
        if wanted == 0:
            continue
        ready = int(limit[c] * min(1.0, since[c] / max(1.0, cycle[c])))
        for t in range(launches.shape[0]):
            if owner[t] == c:
                if wanted > ready:
                    left = launches[t] * ready // wanted
                    saved[t] += launches[t] - left
                    launches[t] = left
                flown[c] += launches[t]
        if 2 * flown[c] > limit[c]:
            since[c] = 0


@rule("ifuiiu" + "ii", "(t),(t),(),(),(),(t)->(t),(t)")
def fly(
    launched: Any, failure: Any, seed: Any, run: Any, day: Any, key: Any, failed: Any, flying: Any
) -> None:
    """Of those launched, by type, how many fail on the way and how many reach defended air."""
    for t in range(launched.shape[0]):
        failed[t] = 0
        if launched[t] > 0:
            failed[t] = binomial(
                launched[t], failure[t], seed, FAILURE, run, day, key[t], np.uint64(0)
            )
        flying[t] = launched[t] - failed[t]


@rule("iifffiuiiu" + "h", "(t),(t),(s),(),(),(),(),(),(),()->(s,t)")
def aim(
    flying: Any,
    class_of: Any,
    weights: Any,
    focus: Any,
    capital_focus: Any,
    style: Any,
    seed: Any,
    run: Any,
    day: Any,
    agent: Any,
    incoming: Any,
) -> None:
    """Share the weapons of one day out to sectors.

    An ordinary raid goes to one sector; a combined strike sends `focus` of each class to one and
    spreads the rest by weight; drones always spread. style: posture, plus 100 on the day of a
    combined strike. Sector 0 is the capital. Whole weapons, by cumulative rounding. Out:
    weapons by sector and type.
    """
    sectors = weights.shape[0]
    for s in range(sectors):
        incoming[s, :] = 0
    combined = style >= 100
    u = uniforms(seed, FOCUS, run, day, agent, 0)
    spin = uniforms(seed, FOCUS, run, day, agent, 1)
    for t in range(flying.shape[0]):
        n = flying[t]
        if n == 0:
            continue
        c = class_of[t]
        # One pick for ballistic missiles, one for other missiles, one for drones.
        group = 0 if c == BALLISTIC else (2 if c == DRONES else 1)
        pick = u[group]
        target = 0
        total = weights[0]
        while pick >= total and target < sectors - 1:
            target += 1
            total += weights[target]
        if combined and style - 100 == COERCE and u[3] < capital_focus:
            target = 0
        share = focus
        if not combined and c != DRONES:
            share = 1.0
        aimed = int(n * share + 0.5)
        incoming[target, t] += aimed
        rest = n - aimed
        # A random start keeps small raids from always rounding towards the same sector.
        before = spin[group]
        done = 0
        for s in range(sectors):
            before += rest * weights[s]
            here = min(rest, int(before)) - done
            incoming[s, t] += here
            done += here
        incoming[target, t] += rest - done
