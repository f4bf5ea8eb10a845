"""Scores against cases worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.evidence.record import CLASSES, load_record
from wargame.study import as_of, scoring
from wargame.study.backtest import HORIZON, Forecast

pytestmark = pytest.mark.slow

ORIGINS = (date(2024, 1, 1), date(2024, 4, 1), date(2024, 7, 1))


def test_crps_by_hand() -> None:
    # Samples 1 and 3, seen 2: E|X - y| = 1, E|X - X'| = (0 + 2 + 2 + 0) / 4 = 1, so 1 - 1/2.
    assert scoring.crps(np.array([1.0, 3.0]), np.array(2.0)) == pytest.approx(0.5)
    assert scoring.crps(np.array([4.0]), np.array(7.0)) == pytest.approx(3.0)  # a point: |error|


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.integers(0, 500))
def test_crps_is_that_of_its_definition(samples: list[int], seen: int) -> None:
    x = np.array(samples, float)
    expected = np.abs(x - seen).mean() - 0.5 * np.abs(x[:, None] - x[None, :]).mean()
    assert scoring.crps(x, np.array(float(seen))) == pytest.approx(expected, abs=1e-6)


def test_pit_halves_ties() -> None:
    assert scoring.pit(np.array([1.0, 2.0, 2.0, 5.0]), np.array(2.0)) == pytest.approx(0.5)
    assert scoring.pit(np.array([1.0, 2.0]), np.array(9.0)) == 1.0


def forecasts(shift: float) -> list[Forecast]:
    """Ten samples around what came, `shift` of it too high."""
    record = load_record()
    found = []
    for origin in ORIGINS:
        at = record.months.index(f"{origin:%Y-%m}")
        months = record.months[at : at + HORIZON]
        seen = as_of.counts(record, months, CLASSES)
        around = np.linspace(0.9, 1.1, 10)[:, None, None] + shift
        found.append(Forecast(origin, CLASSES, seen[:, None] * around))
    return found


def test_a_good_forecast_has_skill_and_a_bad_one_has_not() -> None:
    record = load_record()
    good, bad = (scoring.score(forecasts(shift), record) for shift in (0.0, 4.0))
    for c in (0, 1, 4):
        better = scoring.skill(good, 0, (1, 2, 3), c, 3)
        assert 0.5 < better.low <= better.value <= better.high and better.n == 9
        assert scoring.skill(bad, 0, (1, 2, 3), c, 3).high < 0
        assert scoring.bias(bad, 0, (1, 2), c) == pytest.approx(4.0)
        assert scoring.bias(good, 0, (1, 2), c) == pytest.approx(0.0, abs=1e-9)
        assert scoring.coverage(good, 0, (1, 2, 3), c) == [1.0, 1.0, 1.0]
        assert scoring.coverage(bad, 0, (1, 2, 3), c) == [0.0, 0.0, 0.0]


def test_the_past_scored_as_a_forecast_has_no_skill() -> None:
    record = load_record()
    found = []
    for origin in ORIGINS:
        at = record.months.index(f"{origin:%Y-%m}")
        past = as_of.counts(record, record.months[at - 12 : at], CLASSES)
        found.append(Forecast(origin, CLASSES, np.repeat(past[:, :, None, :], HORIZON, axis=2)))
    scores = scoring.score(found, record)
    assert scores.crps == pytest.approx(scores.baselines[0])
    for c in range(len(CLASSES)):
        assert scoring.skill(scores, 0, (1, 2, 3), c, 3).value <= 1e-9


def test_months_that_have_not_come_change_nothing() -> None:
    """The last origin with two months due: as if the others had never been forecast."""
    record = load_record()
    last = date.fromisoformat(f"{record.months[-2]}-01")
    rng = np.random.default_rng(1)
    values = rng.poisson(50, (2, 10, HORIZON, len(CLASSES))).astype(float)
    other = values.copy()
    other[:, :, 2:] = 1e6
    whole = forecasts(0.3)
    one, two = (
        scoring.score([*whole, Forecast(last, CLASSES, v)], record) for v in (values, other)
    )
    assert np.isnan(one.crps[:, -1, 2:]).all() and np.isfinite(one.crps[:, -1, :2]).all()
    assert np.isnan(one.pit[:, -1, 2:]).all()
    for c in range(len(CLASSES)):
        found = scoring.skill(one, 0, (1, 2, 3), c, 3)
        assert found == scoring.skill(two, 0, (1, 2, 3), c, 3)
        assert found.n == 3 * len(ORIGINS) + 2
        assert scoring.coverage(one, 0, (1, 2, 3), c) == scoring.coverage(two, 0, (1, 2, 3), c)
        assert scoring.bias(one, 0, (1, 2, 3), c) == scoring.bias(two, 0, (1, 2, 3), c)
        beyond = (
            scoring.skill(one, 0, (6,), c, 3),
            scoring.skill(scoring.score(whole, record), 0, (6,), c, 3),
        )
        assert beyond[0] == beyond[1]
