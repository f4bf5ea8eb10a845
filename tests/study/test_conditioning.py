"""Conditioning on what was stopped: it learns the right thing, and only from what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wargame.evidence.record import RECORDED_CLASSES, Cell, load_record
from wargame.evidence.record.monthly import written
from wargame.scenario import Scenario, load
from wargame.study import conditioning
from wargame.study.conditioning import condition

pytestmark = pytest.mark.slow

RUNS = 100
DRONES, BALLISTIC = "one_way_drone", "ballistic"


def starting(day: str, record: Path | None = None, seed: int = 1) -> Scenario:
    found = load(
        "continued_war", months=1, runs=RUNS, seed=seed, as_of=date.fromisoformat(day),
        record_file=record,
    )  # fmt: skip
    return replace(found, nowcast=None)  # it is to be learned here


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
    before, after = spring.before.level[BALLISTIC], spring.after.level[BALLISTIC]
    assert np.median(after) > np.median(before)  # a third is stopped, more than the evidence has
    assert spring.after.level[DRONES].std() < 0.5 * spring.before.level[DRONES].std()
    months = np.median(spring.after.monthly[DRONES], axis=1)
    assert months[-1] > months[0]  # from 84% in January to 92% in May


def test_more_stops_make_the_defence_better(tmp_path: Path) -> None:
    medians = []
    for share in (0.1, 0.2, 0.35):  # of ballistic missiles no more, for want of rounds
        record = shares(tmp_path, share)
        found = condition(starting("2026-03-01", record), record_file=record)
        medians.append([np.median(found.after.level[name]) for name in found.classes])
    assert (np.diff(medians, axis=0) > 0).all()


def planted(tmp_path: Path, seed: int) -> tuple[dict[str, float], conditioning.Conditioned]:
    """True levels, and what is learned from a record that one run of the model made with them."""
    scenario = starting("2026-05-01", seed=10 + seed)
    prior = conditioning._prior(scenario, conditioning._recorded(scenario, None))
    rng = np.random.default_rng(seed)
    truth = {name: float(rng.normal(0, 0.7)) for name in prior.level}
    level = {name: np.full(RUNS, value) for name, value in truth.items()}
    record = conditioning._led_up(scenario, replace(prior, level=level), None)
    stops = {}
    for name in prior.level:
        launched, hit = conditioning._of_class(record, scenario, name)
        for row, month in enumerate(scenario.recorded):
            cell = prior.recorded[month][name][0]
            stops[month, name] = min(int(hit[row, seed]), cell)
            assert launched[row, seed] <= cell
    file = rewritten(tmp_path, stops)
    return truth, condition(starting("2026-05-01", file), record_file=file)


def test_a_planted_truth_lies_in_the_band_nine_times_in_ten(tmp_path: Path) -> None:
    inside = []
    for seed in range(1, 7):
        truth, found = planted(tmp_path, seed)
        for name, value in truth.items():
            low, high = np.percentile(found.after.level[name], [5, 95])
            inside.append(low <= value <= high)
    assert len(inside) >= 24
    assert 0.75 <= np.mean(inside) <= 1.0, np.mean(inside)


def test_months_that_were_fitted_are_covered(spring: conditioning.Conditioned) -> None:
    """Bands of 80% hold what was stopped in most months, and are no wider than the prior's."""
    from wargame.study.nowcast import Nowcast

    fits = Nowcast(spring.scenario, spring.record).fits()
    free = conditioning._led_up(spring.scenario, spring.before, None)
    wide = Nowcast(spring.scenario, free).fits()
    assert len(fits) >= 20
    assert 0.7 <= np.mean([fit.inside for fit in fits]) <= 1.0
    width = [np.mean([f.intercepted[2] - f.intercepted[0] for f in one]) for one in (fits, wide)]
    assert width[0] < 0.5 * width[1]


def test_a_longer_record_does_not_widen_what_it_informs() -> None:
    short, long = condition(starting("2026-02-01")), condition(starting("2026-06-01"))
    for name in (DRONES, BALLISTIC):
        assert long.after.level[name].std() <= 1.1 * short.after.level[name].std(), name


@pytest.mark.parametrize("chunk", [17, 60])
def test_chunks_change_nothing(
    spring: conditioning.Conditioned, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conditioning, "CHUNK", chunk)
    again = condition(starting("2026-06-01"))
    assert again.after.digest == spring.after.digest


def test_nothing_recorded_leaves_nothing_to_learn() -> None:
    with pytest.raises(ValueError, match="no month was recorded"):
        condition(starting("2026-01-15"))
    assert set(RECORDED_CLASSES) > set(starting("2026-06-01").roles.classes)


def test_rounds_of_the_winter_are_of_the_published_size(spring: conditioning.Conditioned) -> None:
    """Published of winter 2025-26: 1.5 to 1.65 Patriot rounds a ballistic missile, 0.20 to 0.23
    stops a round. Bands of 90% of runs, January and February."""
    record = spring.record
    fired = sum(
        record.series["fired"][:, :2, record.labels["interceptor"].index(kind)]
        for kind in ("pac3_mse", "gem_t")
    ).sum(axis=1)
    launched, stopped = (
        one[:2].sum(axis=0) for one in conditioning._of_class(record, spring.scenario, BALLISTIC)
    )
    rounds, stops = (np.percentile(x, [5, 95]) for x in (fired / launched, stopped / fired))
    assert rounds[0] < 1.65 and rounds[1] > 1.4  # a little short: docs/limits.md
    assert stops[0] < 0.23 and stops[1] > 0.20
