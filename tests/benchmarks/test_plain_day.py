"""The compiled day agrees with the same day on plain Python objects, run by run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.plain_day import TwinnedWar
from wargame.model.war import War
from wargame.scenario import Scenario, load
from wargame.scenario.library import shipped
from wargame.scenario.policies import Mechanisms

RUNS = (0, 17)
MONTHS = 6
# What the shipped scenarios leave idle in their first months, all at once.
BUSY = """
scenario: 1
title: Everything early
question: Do both tellings agree when everything happens?
extends: continued_war
policies:
  attacker: {spillover: large, surge_production: true}
  defender: {protect: energy, long_range: lines}
  suppliers: {purchases: 2 billion USD/month, keep: floor}
  talks: {halt: hazard}
set:
  spillover.choice.restraint: 0 times
  talks.process.halt_delay: {value: 5, low: 1, high: 9, unit: days}
events:
  - {on: 2026-07-04, event: posture, posture: surge, until: 2026-07-20}
  - {on: 2026-07-05, event: aid_cut, supplier: all, share: 0.5, until: 2026-08-02}
  - {on: 2026-07-06, event: talks, momentum: active}
  - {on: 2026-07-07, event: sanctions_step, change: 0.2}
  - {on: 2026-07-08, event: signal_shot, count: 1}
  - {on: 2026-07-09, event: damage_campaign, factor: 3, against: depots, until: 2026-08-10}
  - {on: 2026-07-10, event: defence_growth, power: usa, growth: 20 percent/year}
  - {on: 2026-07-12, event: energy_truce, until: 2026-08-03}
  - {on: 2026-07-13, event: ceasefire, violation: 0.3, until: 2026-08-14}
  - {on: 2026-07-14, event: aid_cut, supplier: usa, share: 0.4, until: 2026-07-28}
  - {on: 2026-07-15, event: surge_production, share: 0.5, until: 2026-07-27}
  - {on: 2026-07-16, event: damage_campaign, factor: 2, against: lines, until: 2026-07-30}
  - {on: 2026-07-17, event: ceasefire, until: 2026-07-26}
  - {on: 2026-07-18, event: posture, posture: hoard, until: 2026-08-10}
  - {on: 2026-07-19, event: import_step, weapon: kn23, rate: 40 missiles/month, until: 2026-08-01}
  - {on: 2026-07-20, event: talks, momentum: failed, until: 2026-08-02}
  - {on: 2026-08-04, event: battery_delivery, interceptor: pac3_mse, count: 2}
  - {on: 2026-08-05, event: treaty_expiry}
  - {on: 2026-08-06, event: stock_drawdown, supplier: usa, interceptor: gem_t, rounds: 90 missiles}
  - {on: 2026-08-06, event: election, supplier: usa, chance: 0.5, change: -0.2}
  - {on: 2026-08-06, event: strike, ally: poland}
  - {on: 2026-08-07, event: demand_elsewhere, interceptor: gem_t, rate: 9 missiles/month}
"""


def scenario_called(name: str, folder: Path, months: int = MONTHS) -> Scenario:
    """A shipped scenario, or the one in which everything happens early."""
    if name != "busy":
        return load(name, months=months)
    path = folder / "busy.yaml"
    path.write_text(BUSY)
    return load(path, months=2)


def agree(scenario: Scenario) -> None:
    """Every stretch of days, in every number that a day reads or writes."""
    war = TwinnedWar(scenario, RUNS)
    try:
        while war.day < war.calendar.days:
            war.go()
    finally:
        war.close()


@pytest.mark.parametrize("name", ["busy"])
def test_the_days_agree(name: str, tmp_path: Path) -> None:
    agree(scenario_called(name, tmp_path, months=2))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_days_of_every_scenario_agree(name: str, tmp_path: Path) -> None:
    agree(scenario_called(name, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("off", sorted(Mechanisms.model_fields))
def test_the_days_agree_with_a_mechanism_off(off: str, tmp_path: Path) -> None:
    scenario = scenario_called("busy", tmp_path)
    agree(replace(scenario, mechanisms={**scenario.mechanisms, off: False}))


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("arsenals", "held"), ("commands", "saved_raid"), ("sectors", "magazine"),
        ("grid", "broken"), ("air_command", "dry_days"),
    ],
)  # fmt: skip
def test_a_number_that_went_astray_is_named(
    owner: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = War.live

    def astray(war: Any, days: int) -> None:
        honest(war, days)
        getattr(getattr(war, owner), name)[..., -1] += 1

    monkeypatch.setattr(War, "live", astray)
    with pytest.raises(AssertionError, match=rf"{owner}\.{name}:"):
        agree(load("continued_war", months=1))
