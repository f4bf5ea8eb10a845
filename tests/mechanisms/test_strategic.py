"""The arms race and what is known: who answers whom, within treaty and build; errors that last."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.kernel.elementary import draw_number
from wargame.mechanisms.intelligence.intelligence_rules import believe
from wargame.mechanisms.race.race_rules import race

CALM: dict[str, Any] = {
    "warheads": 1500.0,
    "penetration": 0.4,
    "upload": 3000.0,
    "limit": 1e9,
    "response": 1.0,
    "quality": 0.3,
    "build": 0.05,
    "rival_defence": 50.0,
    "rival_opening": 50.0,
    "rival_growth": 0.0,
    "engagements": 2.0,
    "alarm": 50.0,
    "years": 1 / 12,
}


def answer(months: int = 12, **given: Any) -> tuple[float, float]:
    """Warheads and penetration after some months."""
    state = CALM | given
    for _ in range(months):
        told = call(race, **state)
        state |= {name: float(told[name][0]) for name in ("warheads", "penetration")}
    return state["warheads"], state["penetration"]


def test_nothing_grows_where_nothing_threatens() -> None:
    assert answer() == (1500.0, 0.4)
    assert answer(rival_defence=40.0) == (1500.0, 0.4)


def test_a_rivals_defence_is_answered_in_number_and_in_quality() -> None:
    number, quality = answer(rival_defence=90.0)
    assert number > 1500
    assert quality > 0.4
    assert answer(rival_defence=120.0)[0] > number
    assert answer(rival_defence=90.0, quality=0.0)[1] == 0.4
    assert answer(rival_defence=90.0, quality=1.0)[0] == 1500


def test_a_rivals_warheads_are_answered_in_number_alone() -> None:
    number, quality = answer(rival_growth=100.0)
    assert number == pytest.approx(1500 + 100 * 0.7)
    assert quality == 0.4


def test_who_holds_does_not_answer() -> None:
    assert answer(rival_defence=200.0, rival_growth=500.0, response=0.0) == (1500.0, 0.4)


def test_build_upload_and_treaty_bound_the_answer() -> None:
    rushed = {"rival_growth": 1e6}
    assert answer(**rushed)[0] == pytest.approx(1500 * (1 + 0.05 / 12) ** 12)
    assert answer(240, **rushed)[0] == 3000
    assert answer(240, limit=1550.0, **rushed)[0] == 1550
    # A limit below what stands is kept by not growing, not by cutting.
    assert answer(limit=1000.0, **rushed)[0] == 1500


def test_penetration_stays_a_share() -> None:
    assert 0.4 < answer(1200, rival_defence=5000.0)[1] <= 1.0


RUNS = np.arange(20_000)


def beliefs(spread: float, months: int = 30) -> tuple[Any, Any]:
    error = np.zeros(len(RUNS))
    told: dict[str, Any] = {}
    for month in range(months):
        told = call(
            believe,
            truth=2000.0,
            spread=spread,
            memory=0.8,
            error=error,
            seed=1,
            run=RUNS,
            month=month,
            agent=3,
        )
        error = told["error"]
    return told["belief"], error


def test_errors_last_and_keep_their_spread() -> None:
    belief, error = beliefs(0.3)
    assert error.std() == pytest.approx(0.3, rel=0.04)
    assert np.median(belief) == pytest.approx(2000, rel=0.02)


def test_without_error_the_truth_is_known() -> None:
    assert (beliefs(0.0)[0] == 2000.0).all()


def test_numbers_are_drawn_from_their_triangle() -> None:
    drawn = call(draw_number, low=2.0, value=3.0, high=7.0, seed=1, run=RUNS, agent=9)["number"]
    assert drawn.min() >= 2.0
    assert drawn.max() <= 7.0
    assert drawn.mean() == pytest.approx(4.0, abs=0.03)
    fixed = call(draw_number, low=3.0, value=3.0, high=3.0, seed=1, run=RUNS, agent=9)["number"]
    assert (fixed == 3.0).all()
