"""Responses and flips against functions that flip at a known value."""

from __future__ import annotations

from datetime import date
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse
from wargame.study.analysis.tipping import break_even, response, responses

START = date(2026, 1, 1)
LOW = parse("stock_end < 60", START)


def falling(x, levers, noise):
    """Falls by 100 over `a`: under 60 for half of luck at a = 0.4."""
    return {"stock_end": 100 - 100 * x[["a"]].to_numpy() + 8 * noise}


def test_the_flip_is_where_it_was_planted() -> None:
    ds = sweep(uniform(800, "abc"), falling, replicates=3)
    found = response(ds, LOW, "a")
    (flip,) = found.flips
    assert flip.way == "up" and flip.support == 1.0
    assert flip.value.low < 0.4 < flip.value.high
    assert flip.value.high - flip.value.low < 0.05
    assert sum(one.runs for one in found.bins) == 2400
    first = found.bins[0]
    assert first.middle == pytest.approx(95, abs=2)
    assert first.low < 95 - 8 < 95 + 8 < first.high
    assert not response(ds, LOW, "b").flips
    assert responses(ds, LOW, most=2)[0].path == "a"


@pytest.mark.slow
def test_intervals_of_flips_hold_what_they_promise() -> None:
    held = []
    for seed in range(40):
        ds = sweep(uniform(200, "ab", seed), falling, replicates=2, seed=seed + 60)
        (flip,) = response(ds, LOW, "a").flips
        held.append(flip.value.low <= 0.4 <= flip.value.high)
    assert np.mean(held) > 0.75


def test_one_number_at_a_time_follows_each_alone() -> None:
    levels = np.linspace(0, 1, 5)
    rows = [(0.5, 0.5)] + [(v, 0.5) for v in levels] + [(0.5, v) for v in levels]
    points = pd.DataFrame(rows, columns=["a", "b"])
    ds = sweep(points, falling, "one_at_a_time", 40, luck="shared")
    found = response(ds, LOW, "a")
    assert [one.at for one in found.bins] == pytest.approx(levels)
    assert [one.runs for one in found.bins] == [40, 40, 120, 40, 40]  # the base, three times
    assert found.flips[0].value.value == pytest.approx(0.4, abs=0.03)


def test_what_never_happens_is_beyond_every_month() -> None:
    def rule(x, levers, noise):
        month = 30 * x[["a"]].to_numpy() + 0 * noise
        return {"break_even_month": np.where(month > 24, np.nan, month)}

    ds = sweep(uniform(400, "ab"), rule, replicates=2)
    along = break_even(ds, "a")
    assert along[0][1].value == pytest.approx(1.5, abs=0.3)
    assert np.isinf(along[-1][1].value) and along[0][2] == 80
    (flip,) = response(ds, parse("break_even_month < 12", START), "a").flips
    assert flip.value.value == pytest.approx(0.4, abs=0.05) and flip.way == "down"
    assert break_even(sweep(uniform(100, "ab"), falling), "a") == []


@pytest.mark.parametrize(
    ("path", "policy", "why"),
    [("aa", None, "did you mean 'a'"), ("a", "bass", "did you mean 'base'")],
)
def test_unknown_names_have_a_hint(path: str, policy: str | None, why: str) -> None:
    with pytest.raises(WargameError, match=why):
        response(sweep(uniform(100, "ab"), falling), LOW, path, policy)


@pytest.mark.slow
def test_luck_from_bin_to_bin_makes_no_flips() -> None:
    """A share that stays near a half, and one that crosses it slowly: no flip, and one at most."""

    def rising(x, levers, noise):
        return {"stock_end": x[["a"]].to_numpy() - 0.5 + noise}

    flat, slow = [], []
    for seed in range(20):
        points = uniform(200, "ab", seed)
        ds = sweep(points, lambda x, levers, noise: {"stock_end": noise}, seed=seed)
        flat.append(len(response(ds, parse("stock_end > 0", START), "a").flips))
        ds = sweep(points, rising)
        slow.append(len(response(ds, parse("stock_end > 0", START), "a").flips))
    assert np.mean(flat) < 0.5
    assert max(slow) == 1


def test_a_response_that_turns_back_flips_twice() -> None:
    def rule(x, levers, noise):
        return {"stock_end": 1 - 8 * (x[["a"]].to_numpy() - 0.5) ** 2 + 0.1 * noise}

    ds = sweep(uniform(1000, "ab"), rule)
    up, down = response(ds, parse("stock_end > 0", START), "a").flips
    assert (up.way, down.way) == ("up", "down")
    assert up.value.value == pytest.approx(0.5 - np.sqrt(1 / 8), abs=0.03)
    assert down.value.value == pytest.approx(0.5 + np.sqrt(1 / 8), abs=0.03)


@pytest.mark.slow
def test_luck_that_all_points_share_is_part_of_shares_and_flips() -> None:
    """Three replicates move all points alike: the share and the flip move with them."""

    def rule(x, levers, noise):
        return {"stock_end": 100 - 100 * x[["a"]].to_numpy() + 20 * noise}

    held, sure = [], []
    for seed in range(30):
        ds = sweep(uniform(100, "ab", seed), rule, replicates=3, luck="shared", seed=seed)
        found = response(ds, LOW, "a")
        middle = min(found.bins, key=lambda one: abs(one.at - 0.4))
        truth = NormalDist(0, 20).cdf(60 - 100 + 100 * middle.at)
        held.append(middle.share.low <= truth <= middle.share.high)
        sure += [one.value.low <= 0.4 <= one.value.high for one in found.flips]
    assert np.mean(held) > 0.85
    assert np.mean(sure) > 0.8


def test_a_line_that_crosses_without_being_sure_is_kept_apart() -> None:
    unsure = 0
    for seed in range(6):
        ds = sweep(uniform(100, "ab"), lambda x, levers, noise: {"stock_end": noise}, seed=seed)
        found = response(ds, parse("stock_end > 0", START), "a")
        assert all(one.support >= 0.9 for one in found.flips)
        assert all(one.support < 0.9 for one in found.unsure)
        unsure += bool(found.unsure and not found.flips)
    assert unsure >= 2


def test_all_runs_of_few_points_are_not_certain() -> None:
    found = response(sweep(uniform(50, "ab"), falling, replicates=20), LOW, "a")
    last = found.bins[-1]
    assert last.share.value == 1.0 and last.points == 5
    assert last.share.low == pytest.approx(0.05 ** (1 / 5))


def test_what_cannot_be_told_of_any_run_is_one_clear_error() -> None:
    def rule(x, levers, noise):
        return {"stock_12_months": np.nan * noise, "stock_end": noise}

    ds, asked = sweep(uniform(60, "ab"), rule, replicates=2), parse("stock_12_months > 100", START)
    with pytest.raises(WargameError, match="cannot be told of any run"):
        response(ds, asked, "a")
