"""Stocks with age: cohorts by month of manufacture, and which of them are fired first."""

from __future__ import annotations

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.kernel.arguments import F, Fixed, H, I, In, InOut, Out, U
from wargame.kernel.draws import Purpose, uniforms
from wargame.kernel.rule import rule

DEEP_STRIKE = int(Purpose.DEEP_STRIKE)


@rule
def take(
    cohorts: InOut[H, "weapon", "month"],
    oldest: InOut[I, "weapon"],
    wanted: In[I, "weapon"],
    fresh: In[I, "weapon"],
    now: In[I],
    taken: Out[I, "weapon"],
    age_sum: Out[F, "weapon"],
) -> None:
    """Take up to `wanted` weapons of each type, `fresh` of them newest first, then the oldest.

    cohorts: weapons by type and month made, oldest in slot 0; oldest: no slot before this one
    holds any (both in place); now: the slot of this month. Out, by type: how many were there to
    take, and the sum of their ages in months.
    """
    for t in range(wanted.shape[0]):
        taken[t] = 0
        age_sum[t] = 0.0
        left = wanted[t]
        if left <= 0:
            continue
        while oldest[t] < now and cohorts[t, oldest[t]] == 0:
            oldest[t] += 1
        for newest in range(2):
            due = min(left, fresh[t]) if newest == 0 else left
            for position in range(now + 1 - oldest[t]):
                if due <= 0:
                    break
                slot = now - position if newest == 0 else oldest[t] + position
                n = min(due, cohorts[t, slot])
                if n > 0:
                    cohorts[t, slot] -= n
                    age_sum[t] += n * (now - slot)
                    left -= n
                    due -= n
        taken[t] = wanted[t] - left


@rule
def median_age(
    cohorts: In[H, "month"],
    now: In[I],
    age: Out[F],
) -> None:
    """Median age in months of what is held; NaN where nothing is held."""
    total = 0
    for slot in range(cohorts.shape[0]):
        total += cohorts[slot]
    age[0] = float("nan")
    below = 0
    if total > 0:
        for position in range(now + 1):
            below += cohorts[now - position]
            if 2 * below >= total:
                age[0] = position
                break


@rule
def receive(
    made: In[I, "weapon"],
    month_slot: Fixed[I],
    cohorts: InOut[H, "weapon", "month"],
    held: InOut[I, "weapon"],
    booked_made: InOut[I, "weapon"],
    expected: InOut[I, "weapon"],
) -> None:
    """What lines made today joins this month's cohort, and the books."""
    for t in range(made.shape[0]):
        if made[t] > 0:
            cohorts[t, month_slot] += made[t]
            held[t] += made[t]
            booked_made[t] += made[t]
            expected[t] += made[t]


@rule
def launch(
    planned: In[I, "weapon"],
    month_slot: Fixed[I],
    newest_first: In[F, "weapon"],
    fresh_carry: InOut[F, "weapon"],
    fresh: InOut[I, "weapon"],
    cohorts: InOut[H, "weapon", "month"],
    oldest: InOut[I, "weapon"],
    held: InOut[I, "weapon"],
    booked_fired: InOut[I, "weapon"],
    expected: InOut[I, "weapon"],
    launched: Out[I, "weapon"],
    ages: Out[F, "weapon"],
) -> None:
    """Weapons leave the stock for a strike, as far as there are any; ages as in `take`.

    newest_first: the share of them that is taken from what was made last; fresh_carry: the part of
    a weapon that is still due of it, fresh: how many are due today (both in place).
    """
    for t in range(planned.shape[0]):
        fresh_carry[t] += planned[t] * newest_first[t]
        fresh[t] = int(fresh_carry[t])
        fresh_carry[t] -= fresh[t]
    take(cohorts, oldest, planned, fresh, month_slot, launched, ages)
    for t in range(planned.shape[0]):
        if launched[t] > 0:
            held[t] -= launched[t]
            booked_fired[t] += launched[t]
            expected[t] -= launched[t]


@rule
def audit_stock(
    cohorts: In[H, "weapon", "month"],
    oldest: In[I, "weapon"],
    month_slot: Fixed[I],
    expected: In[I, "weapon"],
    counted: InOut[I, "weapon"],
    fault: Out[I],
) -> None:
    """Hold the books against the cohorts; fault: the first weapon that differs, counted from 1."""
    fault[0] = 0
    for t in range(oldest.shape[0]):
        total = 0
        for slot in range(oldest[t], month_slot + 1):
            total += cohorts[t, slot]
        counted[t] = total
        if total != expected[t] and fault[0] == 0:
            fault[0] = t + 1


@rule
def expire(
    decay: In[F],
    carry: InOut[F],
    held: In[I],
    expired: Out[I],
) -> None:
    """Weapons that become unfit in a month, at a share per day of the stock."""
    due = carry[0] + held * decay * DAYS_PER_MONTH
    expired[0] = min(held, int(due))
    carry[0] = due - int(due)


@rule
def hit_a_depot(
    stock: In[I, "weapon"],
    destroyed: In[F],
    seed: In[U],
    run: In[I],
    day: In[I],
    agent: In[U],
    lost: Out[I, "weapon"],
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


@rule
def add_to_month(
    made: In[I, "weapon"],
    launched: In[I, "weapon"],
    failed: In[I, "weapon"],
    intercepted: In[I, "weapon"],
    leaked: In[I, "weapon"],
    ages: In[F, "weapon"],
    month_made: InOut[I, "weapon"],
    month_launched: InOut[I, "weapon"],
    month_failed: InOut[I, "weapon"],
    month_intercepted: InOut[I, "weapon"],
    month_leaked: InOut[I, "weapon"],
    month_ages: InOut[F, "weapon"],
) -> None:
    """What became of weapons today, by type."""
    for t in range(made.shape[0]):
        month_made[t] += made[t]
        if launched[t] > 0:
            month_launched[t] += launched[t]
            month_failed[t] += failed[t]
            month_intercepted[t] += intercepted[t]
            month_leaked[t] += leaked[t]
            month_ages[t] += ages[t]
