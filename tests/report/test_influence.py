"""Rank correlations: against SciPy, a planted driver found, and noise not claimed."""

from __future__ import annotations

import numpy as np
from scipy import stats

from tests.fake_record import PLANTED, fake_record
from wargame import results
from wargame.report import influence
from wargame.results.intervals import mean_ranks, rank_correlation


def test_correlations_are_those_of_scipy() -> None:
    rng = np.random.default_rng(2)
    inputs = np.round(rng.normal(size=(80, 3)), 1)  # with ties
    outcomes = np.round(inputs @ rng.normal(size=(3, 2)) + rng.normal(size=(80, 2)), 1)
    table = rank_correlation(inputs, outcomes)
    for row in range(3):
        for column in range(2):
            rho = stats.spearmanr(inputs[:, row], outcomes[:, column]).statistic
            assert abs(table[row, column] - rho) < 1e-12


def test_never_ranks_after_every_month() -> None:
    months = np.array([[5.0], [np.nan], [1.0], [np.nan]])
    late = np.array([[5.0], [99.0], [1.0], [99.0]])
    assert abs(rank_correlation(months, late)[0, 0] - 1.0) < 1e-12


def test_a_planted_driver_comes_first_and_noise_is_not_claimed() -> None:
    data = results.dataset(fake_record(runs=400), "c")
    found = influence.influences(data, ["stock_growth", "allied_ready_worst"])
    assert (found[0].path, found[0].outcome) == (PLANTED, "stock_growth")
    assert found[0].clear
    assert found[0].low < found[0].rho < found[0].high
    assert influence.drivers(found, "allied_ready_worst") == []
    top, rest = influence.top_assumptions(found)
    assert top[0].path == PLANTED
    assert all(one.clear for one in top)
    assert len({one.path for one in top}) == len(top) < 10
    varied = len({one.path for one in found})
    assert rest == f"{varied - len(top)} others not distinguishable from noise."
    assert influence.top_assumptions(found, 0)[1].startswith(f"{len(top)} more that stand out")


def test_noise_level_is_rarely_passed_by_chance() -> None:
    rng = np.random.default_rng(5)
    level = influence.noise_level(100, 40)
    tables = [rank_correlation(rng.random((100, 20)), rng.random((100, 2))) for _ in range(100)]
    assert sum(bool((np.abs(table) > level).any()) for table in tables) <= 12


def test_what_does_not_vary_has_no_influence() -> None:
    assert rank_correlation(np.ones((9, 1)), np.arange(9.0)[:, None])[0, 0] == 0.0
    assert influence.noise_words([], 3).startswith("Too few runs")


def test_ranks_are_those_of_scipy() -> None:
    from scipy.stats import rankdata

    rng = np.random.default_rng(3)
    for rows in (rng.integers(0, 4, (5, 40)), rng.random((3, 7)), np.ones((2, 5)), np.ones((2, 1))):
        ended = np.where(rows == 2, np.inf, rows)
        assert np.array_equal(mean_ranks(ended), rankdata(ended, axis=1))
