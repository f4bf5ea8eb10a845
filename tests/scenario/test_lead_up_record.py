"""What a start is held to: the theatre's nowcast, one's own, or none; never a later one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wargame.agents.numbers import Numbers
from wargame.declare.errors import WargameError
from wargame.model.batch import led_up, simulate
from wargame.scenario import Scenario, load
from wargame.scenario.lead_up_record import REACH

HEAD = "scenario: 1\nextends: continued_war\ntitle: T\nquestion: Q?\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "s.yaml"
    file.write_text(HEAD + text)
    return file


def odds(scenario: Scenario, runs: int = 6) -> np.ndarray:
    return Numbers(scenario, np.arange(runs), np.uint64(1)).one("classes.ballistic.stop_odds")


def test_runs_draw_jointly_from_the_nowcast() -> None:
    scenario = load("continued_war", months=1)
    assert scenario.nowcast and scenario.nowcast.day == scenario.start
    level = scenario.nowcast.level["ballistic"]
    np.testing.assert_allclose(odds(scenario), np.exp(level[:6]))
    np.testing.assert_allclose(odds(scenario, len(level) + 2)[-2:], np.exp(level[:2]))
    assert (odds(replace(scenario, seed=9)) == odds(scenario)).all()


def test_what_is_set_stays_as_set(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, "set: {classes.ballistic.stop_odds: 3}\n"))
    assert (odds(scenario) == 3).all()


def test_an_earlier_start_has_none_and_draws_from_the_evidence() -> None:
    scenario = load("continued_war", as_of=date(2026, 1, 1))
    assert scenario.nowcast is None and (odds(scenario) <= 1.5).all()


def test_none_leaves_it_out(tmp_path: Path) -> None:
    scenario = load(written(tmp_path, "nowcast: none\n"))
    assert scenario.nowcast is None and scenario.recorded
    assert scenario.hash != load("continued_war").hash


def test_the_state_is_nearer_to_the_record_with_it(tmp_path: Path) -> None:
    """Median drones stopped, month by month from January to May 2026."""
    recorded = load("continued_war").nowcast.recorded
    missed = []
    for text in ("", "nowcast: none\n"):
        scenario = load(written(tmp_path, text), months=1, runs=60)
        record = led_up(scenario, range(60))
        of = [
            scenario.texts[f"weapons.{w}.class"] == "one_way_drone" for w in record.labels["weapon"]
        ]
        rows = [record.months.index(month) for month in recorded]
        stopped = np.median(record.series["intercepted"][:, rows][:, :, of].sum(axis=2), axis=0)
        reported = [classes["one_way_drone"][1] for classes in recorded.values()]
        missed.append(np.abs(stopped - reported).sum())
    assert missed[0] < 0.5 * missed[1]


def test_a_file_of_ones_own_is_taken_and_travels_with_the_scenario(tmp_path: Path) -> None:
    shipped = load("continued_war").nowcast
    assert shipped
    (tmp_path / "own.json").write_text(
        replace(shipped, level={k: v + 1 for k, v in shipped.level.items()}).text()
    )
    scenario = load(written(tmp_path, "nowcast: own.json\n"), months=1, runs=4)
    np.testing.assert_allclose(odds(scenario), np.exp(1) * odds(load("continued_war")), rtol=0.01)
    again = tmp_path / "again.yaml"
    again.write_text(json.dumps(scenario.resolved()))  # JSON is YAML too, and quicker
    assert load(again).hash == scenario.hash
    one, two = simulate(scenario), simulate(load(again))
    assert all((one.outcomes[name] == two.outcomes[name]).all() for name in ("stock_end",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nowcast: gone.json\n", r"s\.yaml:5:\d+: nowcast: .*gone\.json: no such file"),
        (
            "nowcast: late.json\nstart: 2026-04-15\n",
            "made for 2026-07-01, which is after .*wargame nowcast --until 2026-04-14",
        ),
        (
            "start: 2026-11-01\n",  # a nowcast opens the day after the last that it knows
            r"record of strikes ends on 2026-05-31.*wargame nowcast --until 2026-10-31 --record",
        ),
    ],
)
def test_what_cannot_be_opened_from_is_refused(tmp_path: Path, text: str, message: str) -> None:
    shipped = load("continued_war").nowcast
    assert shipped
    (tmp_path / "late.json").write_text(shipped.text())
    with pytest.raises(WargameError, match=message):
        load(written(tmp_path, text))


def test_a_start_within_reach_of_the_record_is_not_refused(tmp_path: Path) -> None:
    assert REACH >= 92
    assert load(written(tmp_path, "start: 2026-08-31\n")).lead_up


@pytest.mark.parametrize("chunk", [1, 3])
def test_chunks_change_nothing(chunk: int) -> None:
    scenario = load("continued_war", months=2, runs=6)
    whole, parts = simulate(scenario), simulate(scenario, chunk=chunk)
    for name, series in whole.series.items():
        assert series.tobytes() == parts.series[name].tobytes(), name
