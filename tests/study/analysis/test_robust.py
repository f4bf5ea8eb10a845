"""Regret and goals against a table of policies and futures whose standing is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse
from wargame.study.analysis.robust import robust, unwanted

START = date(2026, 1, 1)
POLICIES = {name: {"aid": name} for name in ("bold", "careful", "poor")}


def gamble(x, levers, noise):
    """Bold gets 100 through if a is low and 0 if high; careful 40 always; poor 50 always."""
    a = x[["a"]].to_numpy()
    got = {"bold": np.where(a < 0.3, 100.0, 0.0), "careful": 40.0, "poor": 50.0}
    return {"leaked_missiles": got[levers["aid"]] + 0 * noise}


def test_regret_and_goal_are_as_planted() -> None:
    ds = sweep(uniform(500, "ab"), gamble, policies=POLICIES, replicates=2)
    found = robust(ds, "leaked_missiles", parse("leaked_missiles > 45", START))
    assert found.avoid and found.futures == 500 and found.better == "lower"
    by = {one.policy: one for one in found.standings}
    # Largest regret: bold 60 (100 for 40), careful 40 (40 for 0), poor 50 (50 for 0).
    assert [one.policy for one in found.standings] == ["careful", "poor", "bold"]
    assert [by[p].worst.value for p in ("bold", "careful", "poor")] == [60.0, 40.0, 50.0]
    assert by["bold"].regret.value == pytest.approx(0.3 * 60, abs=0.2)
    assert by["bold"].met.value == pytest.approx(0.7, abs=0.01)
    assert (by["careful"].met.value, by["poor"].met.value) == (1.0, 0.0)
    assert by["bold"].met.low < 0.7 < by["bold"].met.high
    assert by["bold"].best.value == pytest.approx(0.7, abs=0.01)
    assert by["careful"].efficient and not by["bold"].efficient and not by["poor"].efficient
    assert by["careful"].levers == {"aid": "careful"}


def test_a_future_without_all_its_runs_is_left_out() -> None:
    ds = sweep(uniform(100, "ab"), gamble, policies=POLICIES)
    ds["leaked_missiles"][1, 7, 0] = np.nan
    ds["failed"][1, 7, 0] = True
    found = robust(ds, "leaked_missiles", parse("leaked_missiles > 45", START))
    assert (found.futures, found.dropped) == (99, 1)


def test_replicates_take_luck_out_of_regret() -> None:
    def rule(x, levers, noise):
        return {"leaked_missiles": 100 + (levers["aid"] == "poor") * 5 + 20 * noise}

    ds = sweep(uniform(50, "ab"), rule, policies=POLICIES, replicates=5)
    found = robust(ds, "leaked_missiles", parse("leaked_missiles > 100", START))
    # The same luck under every policy: it cancels in what is compared.
    assert {one.policy: round(one.worst.value, 6) for one in found.standings} == {
        "bold": 0.0, "careful": 0.0, "poor": 5.0
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "bad"),
    [("leaked_missiles > 3", True), ("leaked_missiles < 3", False),
     ("capital_ballistic_dry < 2026-12", True), ("capital_ballistic_dry > 12", False),
     ("capital_ballistic_dry < 3 and power_met_worst_month < 0.5", True),
     ("capital_ballistic_dry < 3 and halt_months < 5", True),
     ("capital_ballistic_dry > 3 and halt_months > 5", False)],
)  # fmt: skip
def test_a_goal_is_told_from_what_is_to_be_avoided(text: str, bad: bool) -> None:
    assert unwanted(parse(text, START)) is bad


@pytest.mark.parametrize(
    ("text", "why"),
    [("capital_ballistic_dry < 3 and power_met_worst_month > 0.5", "mixes what is better"),
     ("halt_months > 5", "neither better nor worse")],
)  # fmt: skip
def test_what_is_no_goal_is_not_made_one(text: str, why: str) -> None:
    with pytest.raises(WargameError, match=why):
        unwanted(parse(text, START))


def test_all_of_few_futures_is_not_certain() -> None:
    asked = parse("leaked_missiles > 45", START)
    found = robust(sweep(uniform(30, "ab"), gamble, policies=POLICIES), "leaked_missiles", asked)
    met = {one.policy: one.met for one in found.standings}
    # None of thirty: at most one in ten, by 0.05 ** (1 / 30).
    assert met["careful"].value == 1.0 and met["careful"].high == 1.0
    assert met["careful"].low == pytest.approx(0.05 ** (1 / 30))
    assert met["poor"].high == pytest.approx(1 - 0.05 ** (1 / 30))
    with pytest.raises(WargameError, match=r"9 whole futures of leaked_missiles.* are too few"):
        robust(sweep(uniform(9, "ab"), gamble, policies=POLICIES), "leaked_missiles", asked)


@pytest.mark.slow
def test_luck_that_all_futures_share_is_part_of_the_intervals() -> None:
    def rule(x, levers, noise):
        a = x[["a"]].to_numpy()
        return {"leaked_missiles": 100 + 10 * a + 50 * noise + 5 * (levers["aid"] == "poor")}

    held = []
    for seed in range(40):
        ds = sweep(uniform(40, "ab", seed), rule, policies=POLICIES, replicates=3, luck="shared",
                   seed=seed)  # fmt: skip
        found = robust(ds, "leaked_missiles", parse("leaked_missiles > 105", START))
        by = {one.policy: one for one in found.standings}
        held.append([by["bold"].mean.low < 105 < by["bold"].mean.high,
                     by["bold"].met.low <= 0.5 <= by["bold"].met.high])  # fmt: skip
        # Regret is of the same luck, and has none of it.
        assert by["poor"].regret.high - by["poor"].regret.low < 1e-9
    assert np.mean(held) > 0.85


def test_one_policy_or_no_better_is_one_clear_error() -> None:
    points = pd.DataFrame({"a": np.arange(10.0)})

    def rule(x, levers, noise):
        return {"stock_end": noise, "halt_months": noise}

    with pytest.raises(WargameError, match="one policy"):
        robust(sweep(points, rule), "stock_end", parse("stock_end > 0", START))
    two = sweep(points, rule, policies={"x": {"l": 1.0}, "y": {"l": 2.0}})
    with pytest.raises(WargameError, match="neither more nor less"):
        robust(two, "halt_months", parse("stock_end > 0", START))
