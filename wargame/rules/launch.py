"""One day of the launch side, from the staff's call to weapons over their targets."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule
from wargame.rules.stock import take
from wargame.rules.strike import aim, call_strike, fly, hold_to_limit, plan

HALT = 2  # state of the war in which combined strikes stop
COMBINED = 100  # added to the posture on the day of a combined strike


@rule(
    "ffffffiffffiiiiiiifihiiififffiuiiuu" + "iiiifiih",
    "(t),(t),(t),(t),(t),(t),(),(),(),(),(),(t),(t),(t),(),(),(t),(c),(c),(c),(t,n),(t)"
    ",(),(),(t),(t),(s),(),(),(),(),(),(),(),(t)"
    "->(),(t),(c),(t),(t),(t),(t),(s,t)",
    writes="saved_raid saved_strike since_strike gap held since cohorts oldest",
)
def launch(
    wish: Any,
    missile: Any,
    daily_share: Any,
    raid_chance: Any,
    saved_raid: Any,
    saved_strike: Any,
    since_strike: Any,
    gap: Any,
    median: Any,
    spread: Any,
    trigger: Any,
    held: Any,
    reserve: Any,
    type_limit: Any,
    smooth: Any,
    state: Any,
    owner: Any,
    limit: Any,
    cycle: Any,
    since: Any,
    cohorts: Any,
    oldest: Any,
    now: Any,
    newest_first: Any,
    failure: Any,
    class_of: Any,
    weights: Any,
    focus: Any,
    capital_focus: Any,
    posture: Any,
    seed: Any,
    run: Any,
    day: Any,
    staff: Any,
    key: Any,
    combined: Any,
    planned: Any,
    flown: Any,
    launched: Any,
    ages: Any,
    failed: Any,
    flying: Any,
    incoming: Any,
) -> None:
    """All commands on one day: call a strike, plan it, hold it to what carriers can fire, take
    weapons out of the stock, fly and aim them.

    Arguments are those of the rules called here, by type (t), command (c), sector (s) and month
    made (n). state: 2 in a halt; smooth: 1 where launch commands are switched off. Out: whether
    there is a combined strike; weapons planned by type; flown by each command; launched, with
    the sum of their ages in months; failed and flying by type; and over each sector.
    """
    call_strike(
        since_strike,
        gap,
        median,
        spread,
        saved_strike,
        missile,
        wish,
        trigger,
        seed,
        run,
        day,
        staff,
        combined,
    )
    plan(
        wish,
        daily_share,
        raid_chance,
        saved_raid,
        saved_strike,
        held,
        reserve,
        type_limit,
        combined[0],
        smooth,
        1 if state == HALT else 0,
        seed,
        run,
        day,
        key,
        planned,
    )
    if smooth == 0:
        hold_to_limit(planned, owner, limit, cycle, since, saved_strike, flown)
    take(cohorts, oldest, planned, now, newest_first, launched, ages)
    for t in range(held.shape[0]):
        held[t] -= launched[t]
    fly(launched, failure, seed, run, day, key, failed, flying)
    style = posture + COMBINED * combined[0]
    aim(flying, class_of, weights, focus, capital_focus, style, seed, run, day, staff, incoming)
