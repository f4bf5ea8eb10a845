"""The days before a later start: launches are those recorded, and only the rest is the model's."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.model.short import differing
from wargame.declare.roles import Roles
from wargame.evidence.record import load_record
from wargame.model.batch import opened, simulate
from wargame.model.war import War
from wargame.scenario import Scenario, load

RUNS = 6


def starting(day: str, months: int = 2, **given: object) -> Scenario:
    return load("continued_war", months=months, as_of=date.fromisoformat(day), **given)


def launched_by_class(war: War) -> np.ndarray:
    """Weapons fired and failed since the first day that was simulated, (classes, runs)."""
    books = war.arsenals.books
    of_weapons = books.flow("fired") + books.flow("failed")
    return np.array(
        [of_weapons[war.class_of == c].sum(axis=0) for c in range(len(war.setup.classes))]
    )


@pytest.mark.parametrize("day", ["2026-02-01", "2026-04-01", "2026-06-01"])
def test_launches_before_the_start_are_those_recorded(day: str) -> None:
    scenario, record = starting(day), load_record()
    roles: Roles = scenario.roles
    months = [month for month in record.months if "2026-01" <= month < day[:7]]
    assert list(scenario.recorded) == months
    with opened(scenario, range(RUNS)) as war:
        assert war.day == 0
        found, of_class = launched_by_class(war), war.class_of
        held = war.arsenals.held.copy()
    for row, name in enumerate(roles.classes):
        wanted = sum(record.of(month, (name,)).launched for month in months)
        scarce = held[of_class == row].sum(axis=0) < 0.05 * wanted  # what is not there cannot fly
        assert (found[row] <= wanted).all(), name
        np.testing.assert_array_equal(found[row, ~scarce], wanted, err_msg=name)
        assert scarce.mean() <= 0.5, name


def test_only_the_days_from_the_start_are_recorded() -> None:
    result = simulate(starting("2026-04-01", months=3), runs=RUNS)
    assert result.months == ["2026-04", "2026-05", "2026-06"]
    usual = simulate(load("continued_war", months=3), runs=RUNS)
    for name, values in result.series.items():
        if np.isfinite(usual.series[name]).all():
            assert np.isfinite(values).all(), name
    for values in result.outcomes.values():
        assert not np.isinf(values).any()


@pytest.mark.parametrize("day", ["2026-04-15", "2026-03-31", "2026-07-01"])
def test_a_start_on_any_day(day: str) -> None:
    scenario = starting(day)
    with opened(scenario, range(RUNS)) as war:
        assert war.day == 0 and war.calendar.dates[0].isoformat() == day
        assert not war.powers.limited  # the treaty lapsed on 2026-02-05
        assert (war.arsenals.opening == war.arsenals.held).all()
        assert (war.air_command.first_dry == -1).all()
        while war.day < war.calendar.days:
            war.go()


@pytest.mark.parametrize("chunk", [1, 4])
def test_chunks_change_nothing(chunk: int) -> None:
    scenario = starting("2026-04-15")
    whole, parts = simulate(scenario, runs=RUNS), simulate(scenario, runs=RUNS, chunk=chunk)
    for name, values in whole.outcomes.items():
        np.testing.assert_array_equal(parts.outcomes[name], values, err_msg=name)
    for name, values in whole.series.items():
        np.testing.assert_array_equal(parts.series[name], values, err_msg=name)


def test_choices_wait_for_the_start() -> None:
    """What a scenario lets its sides do counts from its start, not from before."""
    quiet = starting("2026-06-01")
    loud = load(
        "spillover", months=2, as_of=date(2026, 6, 1), sets=["policies.attacker.posture=surge"]
    )
    with opened(quiet, range(RUNS)) as one, opened(loud, range(RUNS)) as other:
        np.testing.assert_array_equal(launched_by_class(one), launched_by_class(other))
        assert (other.allies.rung == 0).all()
        assert other.leadership.fixed == "surge"


def test_a_posture_that_is_dated_holds_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(
        "scenario: 1\nextends: continued_war\ntitle: T\nquestion: Q?\nevents:\n"
        "  - {on: 2026-03-01, event: posture, posture: hoard}\n"
    )
    with opened(load(file, months=2, as_of=date(2026, 6, 1)), range(RUNS)) as war:
        assert war.leadership.fixed == "hoard"


def test_a_start_on_the_day_of_the_evidence_has_no_lead_up() -> None:
    scenario = load("continued_war", months=2, as_of=date(2026, 1, 1))
    assert scenario.lead_up == 0 and scenario.recorded == {}
    with opened(scenario, range(RUNS)) as war:
        assert war.day == 0 and war.commands.following == 0


def test_a_planted_record_is_not_looked_up_after_the_start() -> None:
    """Months that were not over at the start are the model's own."""
    scenario = starting("2026-04-15")
    assert max(scenario.recorded) == "2026-03"


@pytest.mark.parametrize("estimate", ["low", "high"])
def test_what_a_run_writes_out_gives_its_bits_again(estimate: str, tmp_path: Path) -> None:
    """Numbers of an estimate are the evidence's, those that a scenario sets its own."""
    sets = {"weapons.kh101.production": "80 missiles/month", "classes.cruise.stop_odds": "1.1"}
    text = [f"{path}={value}" for path, value in sets.items()]
    first = load("continued_war", text, runs=3, months=1, estimate=estimate)
    file = tmp_path / "resolved.yaml"
    file.write_text(json.dumps(first.resolved()))
    again = load(file)
    assert again.hash == first.hash and again.overrides.keys() == sets.keys()
    assert not differing(simulate(first), simulate(again))


def test_what_a_scenario_sets_explains_no_launches_of_the_past() -> None:
    """Half the output is half the launches to come; a source that says so leaves them."""
    path = "weapons.iskander_m.production"
    base = load("continued_war", runs=40, months=3)
    half = base.numbers[path].value / 2
    cut = load("continued_war", [f"{path}={half} missiles/month"], runs=40, months=3)
    believed = replace(cut, overrides={})

    def flown(scenario: Scenario) -> float:
        record = simulate(scenario)
        column = record.labels["weapon"].index("iskander_m")
        return float(record.series["launched"][:, :, column].sum())

    whole = flown(base)
    assert 0.4 < flown(cut) / whole < 0.7
    assert flown(believed) > 1.1 * flown(cut)
