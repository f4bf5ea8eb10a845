"""Stocks with age: cohorts by month of manufacture, first in, first out."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule("hiiii" + "if", "(t,c),(t),(t),(),()->(t),(t)", writes="cohorts oldest")
def take(
    cohorts: Any,
    oldest: Any,
    wanted: Any,
    now: Any,
    newest_first: Any,
    taken: Any,
    age_sum: Any,
) -> None:
    """Take up to `wanted` weapons of each type, oldest first.

    cohorts: weapons by type and month made, oldest in slot 0; oldest: no slot before this one
    holds any (both in place); now: the slot of this month; newest_first: 1 turns the order round.
    Out, by type: how many were there to take, and the sum of their ages in months.
    """
    for t in range(wanted.shape[0]):
        taken[t] = 0
        age_sum[t] = 0.0
        left = wanted[t]
        if left <= 0:
            continue
        while oldest[t] < now and cohorts[t, oldest[t]] == 0:
            oldest[t] += 1
        for position in range(now + 1 - oldest[t]):
            slot = now - position if newest_first == 1 else oldest[t] + position
            n = min(left, cohorts[t, slot])
            if n > 0:
                cohorts[t, slot] -= n
                age_sum[t] += n * (now - slot)
                left -= n
                if left == 0:
                    break
        taken[t] = wanted[t] - left


@rule("hi" + "f", "(c),()->()")
def median_age(cohorts: Any, now: Any, age: Any) -> None:
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


@rule("hii" + "i", "(t,c),(t),()->(t)")
def count(cohorts: Any, oldest: Any, now: Any, held: Any) -> None:
    """How many weapons the cohorts hold: the count that the ledger is checked against."""
    for t in range(oldest.shape[0]):
        total = 0
        for slot in range(oldest[t], now + 1):
            total += cohorts[t, slot]
        held[t] = total


@rule("ffi" + "i", "(),(),()->()", writes="carry")
def expire(yearly: Any, carry: Any, held: Any, expired: Any) -> None:
    """Weapons that become unfit in a month, at a share per day of the stock."""
    due = carry[0] + held * yearly * 30.4375
    expired[0] = min(held, int(due))
    carry[0] = due - int(due)
