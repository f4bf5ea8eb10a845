"""Verdicts on planted differences, and the sources that a scenario is run with."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from wargame.declare.comparison import parse
from wargame.report import words
from wargame.results.intervals import LIKELIHOOD, exact, median_interval, wilson
from wargame.scenario import load
from wargame.study.estimates import (
    choices,
    conclude,
    conclusions,
    happens,
    near_words,
)

RNG = np.random.default_rng(5)
NORMAL = RNG.normal(1000, 100, 400)


def _verdicts(name: str, test: str, **held: object) -> dict[str, str]:
    one = conclude(name, parse(test) if test else None, held)
    return {of.key: of.verdict for of in one.readings}


def test_a_level_survives_inside_the_central_band() -> None:
    band = np.quantile(NORMAL, [0.1, 0.9])
    found = _verdicts(
        "stock_end",
        "",
        central=NORMAL,
        near=NORMAL + 40,
        edge=NORMAL + (band[1] - np.median(NORMAL)),
        far=NORMAL - 300,
    )
    assert found == {
        "central": "survives",
        "near": "survives",
        "edge": "unclear",
        "far": "changes",
    }
    one = conclude("stock_end", None, {"central": NORMAL, "low": NORMAL - 300, "a": NORMAL + 1})
    assert not one.event
    assert (one.by_source, one.at_ends) == ("survives", "changes")
    assert one.readings[1].apart == pytest.approx(-300)
    assert one.readings[1].apart_low == pytest.approx(-300)  # the luck is the same
    assert one.under("changes")[0].key == "low"


def test_an_event_survives_while_its_word_is_near() -> None:
    luck = np.linspace(0, 1, 400, endpoint=False)
    held = {k: (luck < p).astype(float) for k, p in {"central": 0.5, "a": 0.6, "b": 0.97}.items()}
    found = _verdicts("spillover", "", **held)
    assert found == {"central": "survives", "a": "survives", "b": "changes"}
    few = {key: of[::133] for key, of in held.items()}
    assert _verdicts("spillover", "", **few)["b"] == "unclear"
    one = conclude("spillover", None, held)
    assert one.event
    assert one.keeps == pytest.approx((0.20, 0.80))
    reading = one.readings[2]
    assert (reading.value, reading.n) == (pytest.approx(0.97), 400)
    assert reading.low < 0.97 < reading.high
    assert reading.apart == pytest.approx(0.47)


@given(st.floats(0, 1))
def test_near_words_are_those_of_the_report(share: float) -> None:
    low, high = near_words(share)
    bounds = [0.0, *(bound for bound, _ in LIKELIHOOD)]
    order = [word for _, word in LIKELIHOOD]
    at = order.index(words.likelihood(share))
    assert low == pytest.approx(bounds[max(0, at - 1)], abs=1e-6)
    assert high == pytest.approx(min(1.0, bounds[min(len(order), at + 2)]), abs=1e-6)


def test_what_an_event_is() -> None:
    nan = np.nan
    months = np.array([3.0, 20.0, nan])
    assert happens("capital_ballistic_dry", None, months).tolist() == [1, 1, 0]
    assert happens("capital_ballistic_dry", parse("< 12"), months).tolist() == [1, 0, 0]
    assert happens("capital_ballistic_dry", parse(">= 12"), months).tolist() == [0, 1, 1]
    growth = happens("stock_growth", None, np.array([-1.0, 0.0, 2.0, nan]))
    np.testing.assert_array_equal(growth, [0, 0, 1, nan])
    shares = happens("intercept_share_ballistic", parse("<=0.3"), np.array([0.2, 0.3, 0.4]))
    assert shares.tolist() == [1, 1, 0]


def test_what_cannot_be_measured_is_left_out_or_unclear() -> None:
    nothing = np.full(400, np.nan)
    assert conclusions(["stock_end"], {}, {"central": {"stock_end": nothing}}) == []
    found = _verdicts("stock_end", "", central=NORMAL, a=nothing)
    assert found["a"] == "unclear"


@pytest.mark.parametrize(("hits", "n"), [(0, 50), (7, 50), (50, 50), (400, 1000)])
def test_intervals_of_shares_are_those_of_scipy(hits: int, n: int) -> None:
    test = stats.binomtest(hits, n)
    for ours, method in ((wilson(hits, n), "wilson"), (exact(hits / n, n), "exact")):
        assert ours == pytest.approx(tuple(test.proportion_ci(0.9, method)), abs=1e-9)


def test_the_interval_of_the_median_holds_it_nine_times_in_ten() -> None:
    rng = np.random.default_rng(1)
    for n in (15, 60, 200):
        held = 0
        for _ in range(400):
            low, high = median_interval(rng.exponential(1.0, n))
            held += low <= np.log(2) <= high
        assert 0.87 < held / 400 < 0.99


@pytest.mark.slow
def test_every_source_with_another_figure_is_a_choice() -> None:
    found = choices(lambda key: load("continued_war", [], key))
    keys = [one.key for one in found]
    assert keys[:3] == ["central", "low", "high"]
    assert keys[3:] == sorted(keys[3:])
    numbers = found[0].scenario.catalogue.numbers
    everywhere = {e.source for n in numbers.values() for e in n.estimates}
    assert set(keys[3:]) <= everywhere
    by_key = {one.key: one for one in found}
    assert by_key["csis_2025_06"].changed == ("weapons.iskander_m.production",)
    assert set(by_key["rusi_2025_02"].changed) == {
        "weapons.iskander_m.production",
        "weapons.kh101.production",
    }


def test_a_source_that_the_scenario_overrules_is_no_choice() -> None:
    given = ["weapons.iskander_m.production=50 missiles/month"]
    keys = [one.key for one in choices(partial(_loaded, given))]
    assert "csis_2025_06" not in keys
    assert "rusi_2025_02" in keys  # it speaks of the Kh-101 too


def _loaded(sets: list[str], key: str) -> object:
    return load("continued_war", sets, key)
