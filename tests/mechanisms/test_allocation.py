"""Magazines shared out to the last round, rationed, and counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.named_rules import call
from wargame.mechanisms.defence.allocation_rules import allocate, muster, ration, share_out


@settings(max_examples=300)
@given(st.integers(0, 3000), st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_shares_sum_to_the_total_and_are_within_one_of_proportional(
    total: int, weights: list[float]
) -> None:
    part = share_out(total, np.array(weights))
    assert part.sum() == total
    assert (part >= 0).all()
    whole = sum(weights)
    if whole > 0 and total * max(weights) / whole < 1e15:
        fair = total * np.array(weights) / whole
        assert (np.abs(part - fair) < 1 + 1e-6).all()


@settings(max_examples=200)
@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=2),
    st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=1, max_size=5),
    st.floats(0, 0.9),
    st.booleans(),
)
def test_allocation_loses_no_round_and_follows_batteries(
    pool: list[int], batteries: list[list[int]], reserve: float, first: bool
) -> None:
    before = np.arange(2 * len(batteries)).reshape(-1, 2)
    told = call(
        allocate,
        pool=pool,
        magazine=before,
        batteries=batteries,
        counts=[1, 0],
        reserve=reserve,
        first=int(first),
    )
    after, left = told["magazine"], told["pool"]
    assert left[0] + after[:, 0].sum() == pool[0] + before[:, 0].sum()
    assert (after[:, 1] == before[:, 1]).all()
    assert left[1] == pool[1]
    sent = after[:, 0] - before[:, 0] * first
    standing = np.array(batteries)[:, 0]
    total = pool[0] if first else pool[0] + before[:, 0].sum()
    if standing.sum() == 0:
        assert sent.sum() == 0
        return
    assert left[0] == int(total * reserve)
    assert (np.abs(sent - (total - left[0]) * standing / standing.sum()) < 1 + 1e-9).all()


def test_one_shot_per_target_when_little_is_left() -> None:
    held, rate = np.array([10, 100, 0, 5]), np.array([2.0, 2.0, 1.0, 0.0])
    assert ration(2, held, rate, 14.0).tolist() == [1, 2, 1, 2]
    assert ration(2, held, rate, 0.0).tolist() == [2, 2, 2, 2]


def test_muster_counts_the_pool_and_every_sector() -> None:
    given = {"pool": [10, 0, 9], "counts": [1, 1, 0], "shots": [2, 1, 1]}
    told = call(muster, magazine=[[1, 2, 9], [3, 4, 9]], scarce=[1, 0, 0], **given)
    assert told["held"].tolist() == [14, 6, 0]
    assert told["dry"] == 1  # one round of the scarce kind is no engagement
    told = call(muster, magazine=[[2, 2, 9], [3, 4, 9]], scarce=[1, 0, 0], **given)
    assert told["dry"] == 0
