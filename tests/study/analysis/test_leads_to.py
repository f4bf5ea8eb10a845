"""What leads there is told in sets that differ, and what tells it apart is found."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse
from wargame.study.analysis.leads_to import leads_to, medoids

START = date(2026, 1, 1)


def corners(x, levers, noise):
    """Dry early in two far corners of (a, b): by a low and b low, or by a high and b high."""
    a, b = x[["a"]].to_numpy(), x[["b"]].to_numpy()
    dry = ((a < 0.3) & (b < 0.3)) | ((a > 0.7) & (b > 0.7))
    return {"capital_ballistic_dry": np.where(dry, 5.0 + noise, np.nan)}


def test_the_sets_stand_for_both_corners() -> None:
    ds = sweep(uniform(1000, "abc"), corners, replicates=3)
    found = leads_to(ds, parse("capital_ballistic_dry < 2026-12", START), 4)
    sides = {(way.inputs["a"] > 0.5, way.inputs["b"] > 0.5) for way in found.ways}
    assert sides == {(False, False), (True, True)}
    assert all(way.hits == way.runs == 3 for way in found.ways)
    assert sum(way.weight for way in found.ways) == pytest.approx(1.0)
    assert found.share.low < 0.18 < found.share.high
    assert found.there == pytest.approx(180, abs=12) and found.points == 1000
    far = {one.path: one.distance / one.noise for one in found.contrasts}
    assert far["a"] > 1 and far["b"] > 1 and far["c"] < 1
    # Inputs that stand out in a corner are named before the one that does not matter.
    assert all("c" not in way.apart[:1] for way in found.ways if abs(way.inputs["c"] - 0.5) < 0.2)


def test_luck_that_seldom_leads_there_is_said_to_be_seldom() -> None:
    ds = sweep(uniform(300, "ab"), lambda x, levers, noise: {"stock_end": noise}, replicates=10)
    found = leads_to(ds, parse("stock_end > 1.5", START))
    assert found.bar < 0.5
    assert max(way.hits / way.runs for way in found.ways) == pytest.approx(found.bar)
    assert found.share.low < 0.0668 < found.share.high


def test_policies_are_inputs_too() -> None:
    def rule(x, levers, noise):
        bonus = {"none": 0.0, "some": 0.4, "much": 0.8}[levers["aid"]]
        return {"stock_end": x[["a"]].to_numpy() - bonus + 0 * noise}

    policies = {name: {"aid": name} for name in ("none", "some", "much")}
    ds = sweep(uniform(300, "ab"), rule, policies=policies)
    found = leads_to(ds, parse("stock_end > 0.5", START))
    told = {one.path: one for one in found.contrasts}
    assert {word: mine for word, mine, _ in told["aid"].words}["much"] == 0.0
    assert {way.policy for way in found.ways} == {"none", "some"}
    assert all(way.inputs["aid"] == way.policy for way in found.ways)


def test_medoids_are_rows_and_move_to_the_middle() -> None:
    rng = np.random.default_rng(1)
    x = np.concatenate([rng.normal(at, 0.05, (50, 2)) for at in (0.0, 1.0, 2.0)])
    chosen, member = medoids(x, 3)
    assert sorted(np.round(x[chosen].mean(axis=1))) == [0.0, 1.0, 2.0]
    assert sorted(np.bincount(member)) == [50, 50, 50]


@pytest.mark.slow
@pytest.mark.parametrize("policies", [1, 9])
def test_luck_is_not_told_as_an_input_however_many_policies_meet_it(policies: int) -> None:
    """Only luck decides, the same under every policy: one input in twenty is told by chance."""
    options = {f"p{at}": {"aid": f"p{at}"} for at in range(policies)}
    told = []
    for seed in range(12):
        ds = sweep(uniform(90, "abcde", seed), lambda x, levers, noise: {"stock_end": noise},
                   replicates=3, policies=options, seed=seed + 50)  # fmt: skip
        told += [one.distance > one.noise for one in leads_to(ds, "stock_end > 0.3").contrasts]
    assert np.mean(told) < 0.15


def test_a_lever_is_told_by_the_luck_it_shares() -> None:
    """A little aid in each point moves few of them, but always the same way."""

    def rule(x, levers, noise):
        return {"stock_end": noise + 0.4 * (levers["aid"] == "y") + 0 * x[["a"]].to_numpy()}

    policies = {aid + post: {"aid": aid, "posture": post} for aid in "xy" for post in "uv"}
    found = leads_to(sweep(uniform(150, "ab"), rule, policies=policies), "stock_end > 0.5")
    assert {one.path for one in found.contrasts if one.distance > one.noise} == {"aid"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("capital_ballistic_dry < 2025-12", "holds in none of 300 runs"),
        ("kyiv_ballistc_dry < 3", "did you mean 'capital_ballistic_dry'"),
        ("capital_ballistic_dry", "expected OUTCOME"),
        ("capital_ballistic_dry < soon", "expected OUTCOME"),
        ("stock_end < 2026-12", "stock_end is in missiles, not a date"),
        ("break_even_month < 2026-12", "not a date: months from halt"),
        ("capital_ballistic_dry == 2026-12", "a month is a span"),
        ("leaked_drones > 3", "the sweep holds no outcome 'leaked_drones'"),
    ],
)
def test_a_question_that_cannot_be_answered_is_one_clear_error(text: str, why: str) -> None:
    ds = sweep(uniform(100, "ab"), corners, replicates=3)
    with pytest.raises(WargameError, match=why):
        leads_to(ds, parse(text, START))
