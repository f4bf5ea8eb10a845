"""The launch side of a day: when to strike, with what, and where."""

from __future__ import annotations

import math

import numpy as np

from wargame.kernel.arguments import F, Fixed, H, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, binomial, logistic, uniforms
from wargame.kernel.rule import rule
from wargame.mechanisms.codes import COERCE, HALT

STRIKE_GAP = int(Purpose.STRIKE_GAP)
RAID = int(Purpose.RAID)
FOCUS = int(Purpose.FOCUS)
FAILURE = int(Purpose.FAILURE)


@rule
def call_strike(
    since_strike: InOut[I],
    wait: InOut[F],
    gap: In[F],
    gap_spread: In[F],
    saved_strike: In[F, "weapon"],
    missile: Fixed[F, "weapon"],
    wish: In[F, "weapon"],
    stock_trigger: In[F],
    seed: Fixed[U],
    run: In[I],
    day: Fixed[I],
    staff: Fixed[U],
    combined: Out[I],
) -> None:
    """Whether today sees a combined strike: a random gap has passed and enough is saved up.

    since_strike, wait: days since the last one, and the days to wait (in place); gap, gap_spread:
    median and log spread of that wait; saved_strike: missiles saved up by type, wish: missiles a
    day by type, missile: 1 for missiles; stock_trigger: days of fire that must be in hand. Waits
    are log-logistic: many short ones and a few long lulls, as in the public record.
    """
    in_hand, daily = 0.0, 0.0
    for t in range(saved_strike.shape[0]):
        in_hand += saved_strike[t] * missile[t]
        daily += wish[t] * missile[t]
    since_strike[0] += 1
    combined[0] = 0
    if since_strike[0] >= wait[0] and daily > 0.0 and in_hand >= stock_trigger * daily:
        combined[0] = 1
        since_strike[0] = 0
        u, _, _, _ = uniforms(seed, STRIKE_GAP, run, day, staff, 0)
        wait[0] = max(1.0, gap * math.exp(gap_spread * logistic(u)))


@rule
def save_up(
    days: In[F],
    usual: In[F],
    flying: In[F],
    saving: In[I],
    spare: In[F],
    spending: In[F],
    surge: In[F],
    hoard: InOut[F],
    spent: Out[F],
    surged: Out[F],
) -> None:
    """What was not fired in a halt or by hoarding, and how much of it would fly a day.

    days: since the last turn; usual: weapons a day when firing as made; flying: the share of them
    that flies; saving: 1 in a halt and while hoarding; spare: weapons held beyond the reserve;
    spending: days in which a hoard is fired, but for 1/e; surge: length of a surge. In place:
    hoard. Out: weapons a day from the hoard, and in a surge from all that is spare.
    """
    if saving == 1:
        hoard[0] += days * usual * max(0.0, 1.0 - flying)
    else:
        hoard[0] *= math.exp(-days / max(1.0, spending))
    hoard[0] = max(0.0, min(hoard[0], spare))
    spent[0] = hoard[0] / max(1.0, spending)
    surged[0] = max(0.0, spare) / max(1.0, surge)


@rule
def plan(
    wish: In[F, "weapon"],
    daily_share: In[F, "weapon"],
    raid_chance: In[F, "weapon"],
    saved_raid: InOut[F, "weapon"],
    saved_strike: InOut[F, "weapon"],
    held: In[I, "weapon"],
    reserve: In[I, "weapon"],
    salvo_limit: In[I, "weapon"],
    combined: In[I],
    smooth: Fixed[I],
    state: In[I],
    seed: Fixed[U],
    run: In[I],
    day: Fixed[I],
    key: Fixed[U, "weapon"],
    class_of: Fixed[I, "weapon"],
    planned: Out[I, "weapon"],
) -> None:
    """How many weapons of each type to launch today, before the commands' own limits.

    wish: weapons a day that the posture wants flown; `daily_share` of it is for raids, which any
    day sees with `raid_chance`, one draw for all types of a class (class_of); the rest is saved for
    combined strikes. smooth: 1 where everything flies as it comes (launch commands switched off);
    state: of the war; combined strikes stop in a halt. saved_*: weapons not yet flown (in place).
    Out: weapons to launch.
    """
    drawn, u = -1, 0.0
    for t in range(wish.shape[0]):
        if class_of[t] != drawn:
            drawn = class_of[t]
            u, _, _, _ = uniforms(seed, RAID, run, day, key[t], 0)
        saved_raid[t] += wish[t] * daily_share[t]
        saved_strike[t] += wish[t] * (1.0 - daily_share[t])
        raid, strike = 0, 0
        if smooth == 1 or (combined == 1 and state != HALT):
            strike = int(saved_strike[t])
        if saved_raid[t] >= 1.0:
            if smooth == 1 or u < raid_chance[t]:
                raid = int(saved_raid[t])
        planned[t] = max(0, min(raid + strike, min(held[t] - reserve[t], salvo_limit[t])))
        # What was not flown is kept in hand, six weeks of it at most: crews do not bank for ever.
        paid = min(float(raid), float(planned[t]))
        most = max(1.0, 45.0 * wish[t])
        saved_raid[t] = min(saved_raid[t] - paid, most)
        saved_strike[t] = min(saved_strike[t] - (planned[t] - paid), most)


@rule
def hold_to_limit(
    planned: InOut[I, "weapon"],
    command_of: Fixed[I, "weapon"],
    command_limit: In[I, "command"],
    cycle: In[F, "command"],
    since: InOut[I, "command"],
    saved_strike: InOut[F, "weapon"],
    smooth: Fixed[I],
    flown: InOut[I, "command"],
) -> None:
    """Scale each command's launches down to what its carriers can fire tonight.

    command_of: which command fires each type; command_limit: weapons a night; cycle: days between
    two full-size raids; smooth: 1 where everything flies as it comes. In place: weapons planned;
    since, days since the last full-size raid; saved_strike, which gets back what is not launched;
    flown, launches of each command.
    """
    if smooth == 1:
        return
    for c in range(command_limit.shape[0]):
        wanted = 0
        for t in range(planned.shape[0]):
            if command_of[t] == c:
                wanted += planned[t]
        since[c] += 1
        flown[c] = 0
        if wanted == 0:
            continue
        ready = int(command_limit[c] * min(1.0, since[c] / max(1.0, cycle[c])))
        for t in range(planned.shape[0]):
            if command_of[t] == c:
                if wanted > ready:
                    left = planned[t] * ready // wanted
                    saved_strike[t] += planned[t] - left
                    planned[t] = left
                flown[c] += planned[t]
        if 2 * flown[c] > command_limit[c]:
            since[c] = 0


@rule
def follow_record(
    following: Fixed[I],
    target: Fixed[I, "class"],
    month_first: Fixed[I],
    month_days: Fixed[I],
    day: Fixed[I],
    class_of: Fixed[I, "weapon"],
    held: In[I, "weapon"],
    wish: In[F, "weapon"],
    flown_of_class: InOut[I, "class"],
    planned: InOut[I, "weapon"],
) -> None:
    """Hold launches of a month to those that were recorded, class by class.

    following: 0 where launches are the model's own. target: weapons recorded in this month, below
    zero for a class that is not counted, whose launches stay the model's own; its first day is
    month_first; flown_of_class: those launched in it so far (in place). On a day on
    which the commands would fire a class at all, what the record has by then is fired, and on the
    last day of the month what is left. Types of a class share it by what each was to fire, or by
    what each wants flown, as far as they are held. In place: weapons planned.
    """
    if following == 0:
        return
    elapsed = day - month_first + 1
    for c in range(target.shape[0]):
        if target[c] < 0:
            continue
        if elapsed == 1:
            flown_of_class[c] = 0
        wanted, weight = 0, 0.0
        for t in range(planned.shape[0]):
            if class_of[t] == c:
                wanted += planned[t]
                weight += max(wish[t], 1e-9) * held[t]
        due = 0
        if elapsed == month_days:
            due = target[c] - flown_of_class[c]
        elif wanted > 0:
            due = target[c] * elapsed // max(1, month_days) - flown_of_class[c]
        left = max(0, due)
        whole = left
        for t in range(planned.shape[0]):
            if class_of[t] != c:
                continue
            share = 0.0
            if wanted > 0:
                share = planned[t] / wanted
            elif weight > 0.0:
                share = max(wish[t], 1e-9) * held[t] / weight
            planned[t] = min(left, min(held[t], int(whole * share + 0.5)))
            left -= planned[t]
        for t in range(planned.shape[0]):
            if class_of[t] == c:
                more = min(left, held[t] - planned[t])
                planned[t] += more
                left -= more
                flown_of_class[c] += planned[t]


@rule
def fly(
    launched: In[I, "weapon"],
    failure: In[F, "weapon"],
    seed: Fixed[U],
    run: In[I],
    day: Fixed[I],
    key: Fixed[U, "weapon"],
    failed: Out[I, "weapon"],
    flying: Out[I, "weapon"],
) -> None:
    """Of those launched, by type, how many fail on the way and how many reach defended air."""
    for t in range(launched.shape[0]):
        failed[t] = 0
        if launched[t] > 0:
            failed[t] = binomial(
                launched[t], failure[t], seed, FAILURE, run, day, key[t], np.uint64(0)
            )
        flying[t] = launched[t] - failed[t]


@rule
def aim(
    flying: In[I, "weapon"],
    class_of: Fixed[I, "weapon"],
    ballistic: Fixed[I],
    mass: Fixed[I],
    launch_weight: In[F, "sector"],
    focus: In[F],
    capital_focus: In[F],
    posture: In[I],
    combined: In[I],
    seed: Fixed[U],
    run: In[I],
    day: Fixed[I],
    staff: Fixed[U],
    incoming: Out[H, "sector", "weapon"],
) -> None:
    """Share the weapons of one day out to sectors.

    An ordinary raid goes to one sector; a combined strike sends `focus` of each class to one and
    spreads the rest by weight; drones always spread. combined: 1 on the day of a combined strike.
    Sector 0 is the capital. Whole weapons, by cumulative rounding. Out: weapons by sector and
    type.
    """
    sectors = launch_weight.shape[0]
    for s in range(sectors):
        incoming[s, :] = 0
    u = uniforms(seed, FOCUS, run, day, staff, 0)
    spin = uniforms(seed, FOCUS, run, day, staff, 1)
    for t in range(flying.shape[0]):
        n = flying[t]
        if n == 0:
            continue
        c = class_of[t]
        # One pick for ballistic missiles, one for other missiles, one for drones.
        group = 0 if c == ballistic else (2 if c == mass else 1)
        pick = u[group]
        target = 0
        total = launch_weight[0]
        while pick >= total and target < sectors - 1:
            target += 1
            total += launch_weight[target]
        if combined == 1 and posture == COERCE and u[3] < capital_focus:
            target = 0
        share = focus
        if combined == 0 and c != mass:
            share = 1.0
        aimed = int(n * share + 0.5)
        incoming[target, t] += aimed
        rest = n - aimed
        # A random start keeps small raids from always rounding towards the same sector.
        before = spin[group]
        done = 0
        for s in range(sectors):
            before += rest * launch_weight[s]
            here = min(rest, int(before)) - done
            incoming[s, t] += here
            done += here
        incoming[target, t] += rest - done
