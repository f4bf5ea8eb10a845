"""Stocks with age: cohorts by month of manufacture, first in, first out."""

from __future__ import annotations

from typing import Any

from wargame.rules.compiled import rule


@rule("hiiii" + "if", "(c),(),(),(),()->(),()", writes="cohorts oldest")
def take(
    cohorts: Any,
    oldest: Any,
    wanted: Any,
    now: Any,
    newest_first: Any,
    taken: Any,
    age_sum: Any,
) -> None:
    """Take up to `wanted` weapons, oldest first.

    cohorts: weapons by month made, oldest in slot 0; oldest: no slot before this one holds any
    (both in place); now: the slot of this month. Out: how many were there to take, and the sum of
    their ages in months.
    """
    left = wanted
    ages = 0.0
    if left > 0:
        while oldest[0] < now and cohorts[oldest[0]] == 0:
            oldest[0] += 1
        for position in range(now + 1 - oldest[0]):
            slot = now - position if newest_first else oldest[0] + position
            n = min(left, cohorts[slot])
            if n > 0:
                cohorts[slot] -= n
                ages += n * (now - slot)
                left -= n
                if left == 0:
                    break
    taken[0] = wanted - left
    age_sum[0] = ages


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


@rule("hii" + "i", "(c),(),()->()")
def count(cohorts: Any, oldest: Any, now: Any, held: Any) -> None:
    """How many weapons the cohorts hold: the count that the ledger is checked against."""
    total = 0
    for slot in range(oldest, now + 1):
        total += cohorts[slot]
    held[0] = total


@rule("ffi" + "i", "(),(),()->()", writes="carry")
def expire(yearly: Any, carry: Any, held: Any, expired: Any) -> None:
    """Weapons that become unfit in a month, at a share per day of the stock."""
    due = carry[0] + held * yearly * 30.4375
    expired[0] = min(held, int(due))
    carry[0] = due - int(due)
