"""Shares of variance by kind of evidence: planted, dealt at random, and of a short war."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.short import shipped
from tests.study.dealt import OUTCOME, dealt
from wargame.evidence.kinds import kind_of_draw
from wargame.scenario import load
from wargame.study import grounds_design
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats
from wargame.study.grounds import clear_of_zero, grounds, mean, slopes
from wargame.study.grounds_design import FIRST, LUCK, A, B, Design

GROUP = {"p": "sourced", "q": "derived", "r": "judged", "s": "judged", "t": "observed"}
SLOPES = {"p": 1.0, "q": 0.5, "r": 2.0, "s": 1.0, "t": 0.0}  # variance 6.25, and 2.25 by luck
SHARES = {"sourced": 1.0, "derived": 0.25, "judged": 5.0, "observed": 0.0}


def linear(x: dict[str, Floats], luck: Floats) -> Floats:
    return sum(SLOPES[path] * x[path] for path in GROUP) + 1.5 * luck


def inside(band: Band, truth: float) -> bool:
    return band.low <= truth <= band.high


def test_planted_shares_are_found() -> None:
    found = grounds(dealt(linear, GROUP, 4000), OUTCOME)
    assert found is not None
    assert found.luck.value == pytest.approx(2.25 / 8.5, abs=0.03)
    for kind, variance in SHARES.items():
        assert found.kinds[kind].value == pytest.approx(variance / 8.5, abs=0.03), kind
        assert found.aside[kind].value == pytest.approx(variance / 6.25, abs=0.04), kind
    assert not clear_of_zero(found.kinds["observed"]) and clear_of_zero(found.kinds["derived"])
    assert found.together.value == pytest.approx(0.0, abs=0.04)
    assert found.deviation == pytest.approx(8.5**0.5, rel=0.05)


@pytest.mark.slow
def test_bands_hold_the_truth_nine_times_in_ten() -> None:
    hits = []
    for seed in range(60):
        found = grounds(dealt(linear, GROUP, 300, seed), OUTCOME)
        assert found is not None
        hits += [inside(found.kinds[kind], of / 8.5) for kind, of in SHARES.items() if of]
        hits.append(inside(found.luck, 2.25 / 8.5))
    assert 0.84 <= np.mean(hits) <= 0.96


@pytest.mark.slow
def test_outcomes_dealt_at_random_stand_on_luck_alone() -> None:
    lucky, rested = [], []
    for seed in range(60):
        rng = np.random.default_rng([seed, 7])
        found = grounds(
            dealt(lambda x, _, rng=rng: rng.normal(size=len(x["p"])), GROUP, 300, seed), OUTCOME
        )
        assert found is not None
        lucky.append(inside(found.luck, 1.0))
        rested += [clear_of_zero(band) for band in found.kinds.values()]
        assert all(abs(band.value) < 0.25 for band in found.kinds.values())
    assert np.mean(lucky) >= 0.84
    assert np.mean(rested) <= 0.09  # one end of a 90% band: 5%


def test_luck_that_works_through_numbers_is_luck() -> None:
    found = grounds(dealt(lambda x, luck: x["p"] * luck, GROUP, 2000), OUTCOME)
    assert found is not None and inside(found.luck, 1.0)
    assert not clear_of_zero(found.kinds["sourced"])


def test_what_kinds_decide_only_together_is_left() -> None:
    found = grounds(dealt(lambda x, luck: x["p"] * x["r"] + 0.1 * luck, GROUP, 2000), OUTCOME)
    assert found is not None and found.together.value == pytest.approx(1.0, abs=0.12)
    assert not clear_of_zero(found.kinds["sourced"]) and not clear_of_zero(found.kinds["judged"])
    assert found.rest == pytest.approx(1.0, abs=0.05)


@pytest.mark.slow
def test_closed_index_agrees_with_salib() -> None:
    salib = pytest.importorskip("SALib.analyze.sobol")
    design = dealt(linear, GROUP, 20000)
    runs = {name: of[OUTCOME] for name, of in design.runs.items()}
    found = grounds(design, OUTCOME)
    assert found is not None
    whole = np.concatenate([runs[A], runs[B]])
    a, b = ((runs[side] - whole.mean()) / whole.std() for side in (A, B))
    for kind, band in found.kinds.items():
        swapped = (runs[kind] - whole.mean()) / whole.std()
        assert float(salib.first_order(a, swapped, b)) == pytest.approx(band.value, abs=0.03), kind
    lucky = (runs[LUCK] - whole.mean()) / whole.std()
    assert float(salib.total_order(a, lucky, b)) == pytest.approx(found.luck.value, abs=0.03)


@pytest.mark.slow
@given(st.integers(0, 10_000), st.floats(0, 3), st.floats(0, 3), st.floats(-2, 2))
def test_shares_add_up_to_the_whole(seed: int, p: float, r: float, both: float) -> None:
    rule = lambda x, luck: p * x["p"] + r * x["r"] + both * x["p"] * x["q"] + luck  # noqa: E731
    found = grounds(dealt(rule, GROUP, 100, seed), OUTCOME)
    assert found is not None
    parts = [found.luck, *found.kinds.values(), found.together]
    assert sum(band.value for band in parts) == pytest.approx(1.0)
    assert sum(found.shown.values()) + found.rest == pytest.approx(1.0)
    assert min(found.shown.values(), default=0.0) >= 0.0


def test_what_never_varies_or_is_hardly_measured_has_no_shares() -> None:
    assert grounds(dealt(lambda x, luck: 0 * luck, GROUP, 200), OUTCOME) is None
    seldom = lambda x, luck: np.where(np.abs(luck) > 1, x["p"], np.nan)  # noqa: E731
    assert grounds(dealt(seldom, GROUP, 200), OUTCOME) is None


def test_slopes_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(3)
    a, b, child = rng.normal(size=(3, 50)) + 1000.0
    weights = rng.multinomial(50, np.full(50, 0.02), size=4) / 50
    found = np.array(slopes(weights, a, b, child))
    for at, weight in enumerate(weights):
        rows = np.repeat(np.arange(50), np.rint(weight * 50).astype(int))
        x = np.stack([a[rows], b[rows], np.ones(50)], axis=1)
        assert found[:, at] == pytest.approx(np.linalg.lstsq(x, child[rows])[0][:2])


def test_mean_over_outcomes_leaves_judged_numbers_out() -> None:
    design = dealt(linear, GROUP, 3000)
    other = dealt(lambda x, luck: x["r"] + luck, GROUP, 3000)
    runs = {
        name: of | {"leaked_missiles": other.runs[name][OUTCOME]}
        for name, of in design.runs.items()
    }
    found = mean(Design(3000, runs, design.drawn, GROUP), [OUTCOME, "leaked_missiles"])
    assert found.grounded.value == pytest.approx(1.25 / 6.25 / 2, abs=0.04)
    assert found.kinds["judged"].value == pytest.approx((5 / 6.25 + 1) / 2, abs=0.04)
    assert found.grounded.low < found.grounded.value < found.grounded.high


def test_design_of_a_war() -> None:
    scenario = load("continued_war", [], "central", 200, 3, 2)
    found = grounds_design.design(scenario, 6)
    assert set(found.groups) <= {"sourced", "derived", "observed", "judged"}
    assert len(found.runs) == grounds_design.ensembles(scenario)
    again = grounds_design.design(scenario, 6)
    for name, outcomes in found.runs.items():
        for outcome, values in outcomes.items():
            assert np.array_equal(values, again.runs[name][outcome], equal_nan=True), name


def test_luck_and_numbers_are_exchanged_apart() -> None:
    """All groups of B with the luck of A, then the luck of B as well: B again, to the bit."""
    from wargame.model.batch import simulate

    scenario = load("continued_war", [], "central", 200, 3, 2)
    drawn = grounds_design.design(scenario, 4).drawn
    b = simulate(scenario, FIRST[B], 4).outcomes
    same = simulate(scenario, FIRST[B], 4, given=drawn[B]).outcomes
    for name, values in b.items():
        assert np.array_equal(values, same[name], equal_nan=True), name
    other = simulate(scenario, FIRST[A], 4, given=drawn[B]).outcomes
    assert any(not np.array_equal(b[name], other[name], equal_nan=True) for name in b)


def test_every_number_that_varies_has_the_kind_of_its_root() -> None:
    scenario = shipped("continued_war")
    found = grounds_design.groups_by_kind(scenario)
    assert not [path for path in found if scenario.numbers[path].derivation]
    for path, kind in found.items():
        assert kind == kind_of_draw(scenario.numbers[path])


def test_runs_of_a_and_b_take_other_members_of_any_ensemble() -> None:
    a, b = (FIRST[side] + np.arange(10) for side in (A, B))
    for members in range(2, 2001):
        assert not np.any(a % members == b % members), members
