"""A war with known parameters is recovered within the intervals that calibration states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.study import past
from wargame.agents.numbers import Numbers
from wargame.evidence.record import CLASSES
from wargame.model.batch import simulate
from wargame.study import as_of, fit, parameters
from wargame.study.parameters import LEVEL, STOP

pytestmark = pytest.mark.slow

WARS, RUNS = 8, 150
DAY = date(2024, 1, 1)
A_MONTH = np.array([60.0, 120.0, 20.0, 40.0, 2000.0])  # launches by class


@pytest.fixture(scope="module")
def wars() -> tuple[Any, Any, list[fit.Fit]]:
    """Truth (parameters, chances of a stop as launched) of some wars, and the fit to each."""
    base = past.base(RUNS)
    scenario = as_of.scenario_at(base, DAY, 0, fit.WINDOW + fit.SPIN_UP)
    other = replace(scenario, seed=77, runs=WARS)
    drawn = Numbers(other, np.arange(WARS), np.uint64(77)).inputs()
    truth = parameters.first(other, drawn, np.tile(A_MONTH, (12, 1)), 77)
    truth.own[:, STOP] *= 0.5
    start = -float(fit.WINDOW + fit.SPIN_UP)
    given = parameters.values(truth, other, drawn, start, window=True)
    launched, stopped = fit.by_class(simulate(other, given=given), other)
    fits = [fit.fit(scenario, one, two) for one, two in zip(launched, stopped)]
    return truth, (launched, stopped), fits


def test_launches_at_the_end_are_recovered(wars: Any) -> None:
    truth, _, fits = wars
    inside = narrower = 0
    for war, found in enumerate(fits):
        low, high = np.quantile(found.after.own[:, LEVEL], [0.05, 0.95], axis=1)
        inside += int(
            ((low <= truth.own[:, LEVEL, war]) & (truth.own[:, LEVEL, war] <= high)).sum()
        )
        before = found.before.own[:, LEVEL].std(axis=1)
        narrower += int((found.after.own[:, LEVEL].std(axis=1) < before).sum())
    cases = WARS * len(CLASSES)
    assert inside >= 0.75 * cases, f"{inside} of {cases}"  # of a 90% interval, five tied to a war
    assert narrower == cases


def test_spread_from_month_to_month_is_recovered(wars: Any) -> None:
    truth, _, fits = wars
    spread = parameters.SPREAD
    inside = 0
    for war, found in enumerate(fits):
        low, high = np.quantile(found.after.own[:, spread], [0.05, 0.95], axis=1)
        at = truth.own[:, spread, war]
        inside += int(((low <= at) & (at <= high)).sum())
    assert inside >= 0.75 * WARS * len(CLASSES), inside


def test_runs_end_near_what_was_seen(wars: Any) -> None:
    """The share stopped, which many numbers make together, is that of the record."""
    _, _, fits = wars
    for found in fits:
        apart = np.median(found.matched, axis=0) - found.seen
        assert np.median(np.abs(apart[:, 0])) < 0.15  # log launches
        assert np.median(np.abs(apart[:, 3])) < 0.5  # log odds of a stop


def test_the_same_fit_twice_is_the_same_to_the_bit(wars: Any) -> None:
    _, (launched, stopped), fits = wars
    scenario = as_of.scenario_at(past.base(RUNS), DAY, 0, fit.WINDOW + fit.SPIN_UP)
    again = fit.fit(scenario, launched[0], stopped[0])
    assert again.after.own.tobytes() == fits[0].after.own.tobytes()
    assert again.after.shared.tobytes() == fits[0].after.shared.tobytes()
