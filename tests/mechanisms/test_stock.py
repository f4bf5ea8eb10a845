"""Stocks with age: who goes first, and nothing lost between."""

from __future__ import annotations

from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.mechanisms.stock.stock_rules import audit_stock, expire, median_age, take

COHORTS = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@settings(max_examples=200)
@given(COHORTS, st.lists(st.integers(0, 60), min_size=1, max_size=4))
def test_the_oldest_go_first(made: list[int], wishes: list[int]) -> None:
    now = len(made) - 1
    queue = deque(slot for slot, n in enumerate(made) for _ in range(n))
    cohorts = np.array(made, np.int32)
    oldest = np.zeros(1, np.int64)
    for wanted in wishes:
        gone = [queue.popleft() for _ in range(min(wanted, len(queue)))]
        taken, ages = take(cohorts[None], oldest, np.array([wanted]), np.array([0]), now)
        assert taken[0] == len(gone)
        assert ages[0] == sum(now - slot for slot in gone)
        assert cohorts.tolist() == [queue.count(slot) for slot in range(now + 1)]
        counted = np.zeros(1, np.int64)
        fault = audit_stock(cohorts[None], oldest, now, np.array([len(queue)]), counted)
        assert (fault, counted[0]) == (0, len(queue))


def every(wanted: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """No slot is empty before the first; all that is wanted, newest first."""
    return np.zeros(1, np.int64), np.array([wanted]), np.array([wanted])


@settings(max_examples=200)
@given(COHORTS, st.integers(0, 60), st.integers(0, 60))
def test_some_are_taken_fresh_and_the_rest_oldest_first(
    made: list[int], wanted: int, fresh: int
) -> None:
    now = len(made) - 1
    queue = deque(slot for slot, n in enumerate(made) for _ in range(n))
    due = min(wanted, len(queue))
    gone = [queue.pop() for _ in range(min(fresh, due))]
    gone += [queue.popleft() for _ in range(due - len(gone))]
    cohorts, oldest = np.array(made, np.int32), np.zeros(1, np.int64)
    taken, ages = take(cohorts[None], oldest, np.array([wanted]), np.array([fresh]), now)
    assert (taken[0], ages[0]) == (due, sum(now - slot for slot in gone))
    assert cohorts.tolist() == [queue.count(slot) for slot in range(now + 1)]


@settings(max_examples=100)
@given(COHORTS, st.integers(0, 60))
def test_without_ageing_the_newest_go_first(made: list[int], wanted: int) -> None:
    now = len(made) - 1
    stack = [slot for slot, n in enumerate(made) for _ in range(n)]
    gone = [stack.pop() for _ in range(min(wanted, len(stack)))]
    cohorts = np.array(made, np.int32)
    taken, ages = take(cohorts[None], *every(wanted), now)
    assert taken[0] == len(gone)
    assert ages[0] == sum(now - slot for slot in gone)
    assert cohorts.sum() == len(stack)


def test_weapons_made_after_the_stock_ran_out_can_be_taken() -> None:
    cohorts, oldest = np.array([[3, 0, 0, 0]], np.int32), np.zeros(1, np.int64)
    none = np.array([0])
    assert take(cohorts, oldest, np.array([5]), none, 2)[0][0] == 3
    assert take(cohorts, oldest, np.array([1]), none, 2)[0][0] == 0
    cohorts[0, 3] = 4
    taken, ages = take(cohorts, oldest, np.array([9]), none, 3)
    assert (taken[0], ages[0]) == (4, 0.0)


@settings(max_examples=100)
@given(COHORTS)
def test_median_age_is_a_median(made: list[int]) -> None:
    now = len(made) - 1
    age = float(median_age(np.array(made, np.int32), now))
    ages = sorted(now - slot for slot, n in enumerate(made) for _ in range(n))
    if ages:
        assert age == ages[(len(ages) - 1) // 2]
    else:
        assert np.isnan(age)


def test_unfit_weapons_are_written_off_at_the_yearly_share() -> None:
    held, carry, gone = 10_000, np.zeros(1), 0
    for _ in range(12):
        due = int(expire(0.05 / 365.25, carry, np.array([held]))[0])
        held, gone = held - due, gone + due
    assert gone == pytest.approx(10_000 * (1 - (1 - 0.05 / 12) ** 12), abs=1.5)


def test_nothing_expires_from_an_empty_store() -> None:
    carry = np.array([0.9])
    assert expire(0.9, carry, np.array([0]))[0] == 0
    assert 0 <= carry[0] < 1
