"""The war told on plain Mesa objects agrees with the compiled War, run by run."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.scenario import Scenario, load
from wargame.scenario.outcomes import SERIES

RUNS = (0, 1, 17)
MONTHS = 2
COUNTED = (
    *("made", "launched", "failed", "intercepted", "leaked", "stock", "held", "received", "fired"),
    *("attacks_none", "attacks_some", "attacks_most", "posture", "spillover_rung", "own_missiles"),
)
# What the shipped scenarios leave idle in their first months, all at once.
BUSY = """
scenario: 1
title: Everything early
question: Do both tellings agree when everything happens?
extends: continued_war
policies:
  moscow: {spillover: large, surge_production: true}
  ukraine: {protect: energy, long_range: lines}
  suppliers: {purchases: 2 billion USD/month, keep: floor}
  talks: {halt: hazard}
set:
  spillover.choice.restraint: 0 times
  talks.process.halt_delay: 5 days
events:
  - {on: 2026-01-04, event: posture, posture: surge, until: 2026-01-20}
  - {on: 2026-01-05, event: aid_cut, supplier: all, share: 0.5, until: 2026-02-02}
  - {on: 2026-01-06, event: talks, momentum: active}
  - {on: 2026-01-07, event: sanctions_step, change: 0.2}
  - {on: 2026-01-08, event: oreshnik_shot, count: 1}
  - {on: 2026-01-09, event: damage_campaign, factor: 3, against: depots, until: 2026-02-10}
  - {on: 2026-01-10, event: defence_growth, power: usa, growth: 20 percent/year}
  - {on: 2026-01-12, event: energy_truce, until: 2026-02-03}
  - {on: 2026-01-13, event: ceasefire, violation: 0.3, until: 2026-02-14}
  - {on: 2026-02-05, event: treaty_expiry}
"""


def compiled(scenario: Scenario) -> dict[str, Any]:
    """Series of the compiled War, (runs, months, ...)."""
    from wargame.model.war import fight

    return fight(scenario, np.array(RUNS)).series


def plain(scenario: Scenario, run: int) -> dict[str, Any]:
    """Series of one run on plain objects, (months, ...)."""
    from benchmarks.plain_mesa import PlainWar

    war = PlainWar(scenario, run)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # addresses wrap around, as they should
        for _ in range(war.calendar.days):
            war.step()
    series = war.diary.series
    war.close()
    return series


@pytest.mark.parametrize("name", ["continued_war", "knockout", "busy"])
def test_agrees_with_the_compiled_war(name: str, tmp_path: Path) -> None:
    """Integer series exactly, the others to the precision they are kept at."""
    path = Path("scenarios") / f"{name}.yaml"
    if name == "busy":
        path = tmp_path / "busy.yaml"
        path.write_text(BUSY)
    scenario = load(path, months=MONTHS)
    expected = compiled(scenario)
    for row, run in enumerate(RUNS):
        found = plain(scenario, run)
        assert set(found) == set(SERIES)
        for series in SERIES:
            where = f"{name}, run {run}: {series}"
            mine = np.asarray(found[series], np.float64)
            theirs = expected[series][row]
            if series in COUNTED:
                np.testing.assert_array_equal(mine, theirs, err_msg=where)
            else:
                np.testing.assert_allclose(mine, theirs, rtol=1e-5, err_msg=where)
