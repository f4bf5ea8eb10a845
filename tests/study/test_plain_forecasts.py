"""Plain forecasts against cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.study.plain_forecasts import RULES, errors, forecasts, points

LINE = np.arange(1.0, 25)[:, None]  # 1, 2, ... 24: a trend without a fault


def test_points_by_hand() -> None:
    last, three, year, season, trend = points(LINE, 3)[..., 0]
    assert last.tolist() == [24, 24, 24]
    assert three.tolist() == [23, 23, 23]
    assert year.tolist() == [18.5, 18.5, 18.5]
    assert season.tolist() == [13, 14, 15]
    assert trend == pytest.approx([25, 26, 27])


def test_a_season_goes_on_after_a_year_and_a_trend_ends_at_zero() -> None:
    found = points(LINE[::-1], 14)[..., 0]
    assert found[3, 12] == found[3, 0] == 12 and found[4, -1] == 0


def test_a_short_past_has_no_year() -> None:
    found = points(LINE[:4], 2)[..., 0]
    assert np.isfinite(found[:2]).all() and np.isnan(found[2:]).all()
    assert np.isnan(points(LINE[:0], 2)).all()
    assert errors(LINE[:1], 2).shape == (len(RULES), 0, 2, 1)


def test_errors_are_those_of_months_that_were_past() -> None:
    wrong = errors(LINE[:14], 3)  # origins after 2 to 13 months
    trend = wrong[4, :, :, 0]
    assert np.isnan(trend[:10]).all()  # no year before them
    assert trend[10] == pytest.approx([0, 0, np.nan], nan_ok=True)
    assert wrong[0, -1, 0, 0] == pytest.approx(np.log(15 / 14))


def test_quantiles_rise_about_the_rule_and_know_nothing_of_what_follows() -> None:
    rng = np.random.default_rng(5)
    past = rng.poisson(40, (36, 2)).astype(float)
    found = forecasts(past, 4, (0.1, 0.5, 0.9))
    assert (np.diff(found, axis=-1) > 0).all() and (found >= 0).all()
    assert found[:-1, ..., 1] == pytest.approx(points(past, 4))
    assert found[-1, 3] == pytest.approx(np.quantile(past[-12:], (0.1, 0.5, 0.9), axis=0).T)
    assert (forecasts(past[:24], 4, (0.1, 0.5, 0.9)) != found).any()


def test_nothing_that_ever_flew_stays_nothing() -> None:
    assert (forecasts(np.zeros((30, 1)), 2, (0.1, 0.9)) == 0).all()
