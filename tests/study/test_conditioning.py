"""Conditioning on what was stopped: it learns the right thing, and only from what was recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wargame.agents.numbers import Numbers
from wargame.evidence.record import RECORDED_CLASSES, Cell, load_record
from wargame.evidence.record.monthly import written
from wargame.scenario import Scenario, load
from wargame.study import conditioning
from wargame.study.conditioning import condition

RUNS = 100
DRONES, BALLISTIC = "one_way_drone", "ballistic"


def starting(day: str, record: Path | None = None, seed: int = 1) -> Scenario:
    return load(
        "continued_war", months=1, runs=RUNS, seed=seed, as_of=date.fromisoformat(day),
        record_file=record,
    )  # fmt: skip


def rewritten(folder: Path, stops: dict[tuple[str, str], int]) -> Path:
    """The shipped record with other numbers of weapons shot down in some months and classes."""
    cells = dict(load_record().cells)
    for key, count in stops.items():
        cells[key] = Cell(cells[key].launched, count, 0)
    path = folder / "record.csv"
    path.write_text(written(cells, []))
    return path


def shares(folder: Path, share: float) -> Path:
    """The shipped record with a `share` of every class stopped in the months of 2026."""
    cells = load_record().cells
    return rewritten(
        folder,
        {key: round(share * cell.launched) for key, cell in cells.items() if key[0] > "2026"},
    )


@pytest.fixture(scope="module")
def spring() -> conditioning.Conditioned:
    return condition(starting("2026-06-01"))


def test_it_moves_the_defence_towards_what_was_stopped(spring: conditioning.Conditioned) -> None:
    assert {DRONES, BALLISTIC} <= set(spring.classes)
    row = spring.classes.index(DRONES)
    assert np.median(spring.after[row]) > np.median(spring.before[row])  # 90% are stopped, not 83%
    assert spring.after[row].std() < 0.7 * spring.before[row].std()
    for path, values in spring.given.items():
        assert ".hit_chance." in path and ((values > 0) & (values < 1)).all()


def test_more_stops_make_the_defence_better(tmp_path: Path) -> None:
    medians = []
    for share in (0.3, 0.6, 0.9):
        record = shares(tmp_path, share)
        found = condition(starting("2026-03-01", record), record_file=record)
        medians.append(np.median(found.after, axis=1))
    assert (np.diff(medians, axis=0) > 0).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_planted_truth_lies_in_the_band(tmp_path: Path, seed: int) -> None:
    """A record made by one run of the model with known shifts is led back to these shifts."""
    scenario = starting("2026-05-01", seed=10 + seed)
    classes, launched, _ = conditioning._seen(scenario, None)
    truth = np.random.default_rng(seed).normal(0, 0.7, len(classes))
    drawn = Numbers(scenario, np.arange(RUNS), np.uint64(scenario.seed)).inputs()
    given = conditioning._given(scenario, classes, drawn, np.repeat(truth[:, None], RUNS, axis=1))
    _, hit = conditioning._by_class(conditioning._led_up(scenario, given, None), scenario, classes)
    stops = {
        (month, name): min(int(hit[seed, m, c]), int(launched[m, c]))
        for m, month in enumerate(scenario.recorded)
        for c, name in enumerate(classes)
    }
    record = rewritten(tmp_path, stops)
    found = condition(starting("2026-05-01", record), record_file=record)
    low, high = np.percentile(found.after, [5, 95], axis=1)
    inside = (low <= truth) & (truth <= high)
    assert inside.mean() >= 0.6
    reached = np.median(found.after, axis=1)
    assert np.abs(reached - truth).mean() < np.abs(truth).mean() + 0.2


def test_a_longer_record_does_not_widen_what_it_informs() -> None:
    short, long = condition(starting("2026-02-01")), condition(starting("2026-06-01"))
    for name in (DRONES, BALLISTIC):
        spread = [one.after[one.classes.index(name)].std() for one in (short, long)]
        assert spread[1] <= 1.1 * spread[0], name


@pytest.mark.parametrize("chunk", [17, 60])
def test_chunks_change_nothing(
    spring: conditioning.Conditioned, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conditioning, "CHUNK", chunk)
    again = condition(starting("2026-06-01"))
    np.testing.assert_array_equal(again.after, spring.after)


def test_nothing_recorded_leaves_nothing_to_learn() -> None:
    with pytest.raises(ValueError, match="no month was recorded"):
        condition(starting("2026-01-15"))
    assert set(RECORDED_CLASSES) > set(starting("2026-06-01").roles.classes)
