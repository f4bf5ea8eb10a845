"""The war told on plain Mesa objects agrees with the compiled War, run by run."""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.scenario import Scenario, load
from wargame.scenario.library import shipped
from wargame.scenario.outcomes import SERIES
from wargame.scenario.policies import Mechanisms

pytestmark = pytest.mark.slow

RUNS = (0, 1, 17)
MONTHS = 6
COUNTED = (
    *("made", "launched", "failed", "intercepted", "leaked", "stock", "held", "received", "fired"),
    *("batteries", "seller_stock", "lost", "expired", "fired_elsewhere"),
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
  talks.process.halt_delay: {value: 5, low: 1, high: 9, unit: days}
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
  - {on: 2026-01-14, event: aid_cut, supplier: usa, share: 0.4, until: 2026-01-28}
  - {on: 2026-01-15, event: surge_production, share: 0.5, until: 2026-01-27}
  - {on: 2026-01-16, event: damage_campaign, factor: 2, against: lines, until: 2026-01-30}
  - {on: 2026-01-17, event: ceasefire, until: 2026-01-26}
  - {on: 2026-01-18, event: posture, posture: hoard, until: 2026-02-10}
  - {on: 2026-01-19, event: import_step, weapon: kn23, rate: 40 missiles/month, until: 2026-02-01}
  - {on: 2026-01-20, event: talks, momentum: failed, until: 2026-02-02}
  - {on: 2026-02-04, event: battery_delivery, interceptor: pac3_mse, count: 2}
  - {on: 2026-02-05, event: treaty_expiry}
"""


def compiled(scenario: Scenario) -> dict[str, Any]:
    """Series of the compiled War, (runs, months, ...)."""
    from wargame.model.batch import fight

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


def scenario_called(name: str, folder: Path) -> Scenario:
    """A shipped scenario, or the one in which everything happens early."""
    path = Path("scenarios") / f"{name}.yaml"
    if name == "busy":
        path = folder / "busy.yaml"
        path.write_text(BUSY)
    return load(path, months=2 if name == "busy" else MONTHS)


def agree(scenario: Scenario) -> None:
    """Integer series exactly, the others to the precision they are kept at."""
    expected = compiled(scenario)
    for row, run in enumerate(RUNS):
        found = plain(scenario, run)
        assert set(found) == set(SERIES)
        for series in SERIES:
            where = f"run {run}: {series}"
            mine = np.asarray(found[series], np.float64)
            theirs = expected[series][row]
            if series in COUNTED:
                np.testing.assert_array_equal(mine, theirs, err_msg=where)
            else:
                np.testing.assert_allclose(mine, theirs, rtol=1e-5, err_msg=where)


@pytest.mark.parametrize("name", [*sorted(shipped()), "busy"])
def test_agrees_with_the_compiled_war(name: str, tmp_path: Path) -> None:
    """Every shipped scenario, and one in which everything happens early."""
    agree(scenario_called(name, tmp_path))


@pytest.mark.parametrize("off", sorted(Mechanisms.model_fields))
def test_agrees_with_a_mechanism_off(off: str, tmp_path: Path) -> None:
    """What is left when one mechanism is switched off."""
    scenario = scenario_called("busy", tmp_path)
    agree(replace(scenario, mechanisms={**scenario.mechanisms, off: False}))
