"""The runs behind lessons: what is kept, what is drawn, and whether what they say is true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.short_lesson import TEXT, written
from wargame.declare.errors import InputError, WargameError
from wargame.model.batch import simulate
from wargame.questions import lesson_loading
from wargame.questions.question_library import shipped
from wargame.study import lesson_grid as study
from wargame.study.lesson_truth import verify

pytestmark = pytest.mark.slow

RUNS = 20


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> study.Grid:
    home = tmp_path_factory.mktemp("lesson")
    return study.grid(lesson_loading.load(written(home)), RUNS, directory=home / "kept", workers=1)


@pytest.mark.parametrize("name", shipped("lesson"))
def test_the_model_bears_out_what_a_shipped_lesson_says(name: str) -> None:
    """With 60 runs; `wargame lesson check` asks 200."""
    verify(study.grid(lesson_loading.load(name), 60, workers=1))


def test_the_books_of_flow_and_stock_close_in_every_run() -> None:
    """As its third step says: made less fired less gone unfired is what the store gains."""
    grid = study.grid(lesson_loading.load("flow_and_stock"), 60, workers=1)
    for point, cell in grid.cells.items():
        made, fired, unfired = (
            cell.lines["books", name] for name in ("made", "fired", "unfired")
        )
        gained = (made - fired - unfired)[:, -1]
        assert np.array_equal(gained, cell.outcomes["stock_growth"]), point
        assert (unfired[:, -1] > 0).any()
        held = cell.lines["store", "held"]
        assert np.array_equal(np.diff(held, axis=1), np.diff(made - fired - unfired, axis=1))


def test_a_point_holds_the_runs_of_its_scenario(grid: study.Grid) -> None:
    point = ("none", "halt")
    record = simulate(grid.lesson.scenario(point, RUNS))
    cell = grid.cells[point]
    for name in ("stock_end", "launched_missiles", "capital_ballistic_dry"):
        assert np.array_equal(cell.outcomes[name], record.outcomes[name], equal_nan=True)
    assert grid.months == record.months


def test_lines_agree_with_outcomes(grid: study.Grid) -> None:
    for cell in grid.cells.values():
        lines, told = cell.lines, cell.outcomes
        assert np.array_equal(lines["store", "held"][:, -1], told["stock_end"])
        assert np.allclose(lines["flows", "made"][:, -1], told["made_missiles"])
        assert np.allclose(lines["flows", "fired"][:, -1], told["launched_missiles"])
        assert np.array_equal(lines["chance", "struck"][:, -1], told["capital_dry_share"] > 0)
        assert (np.diff(lines["chance", "struck"], axis=1) >= 0).all()


def test_ages_are_averaged_by_number_and_shares_plainly() -> None:
    lesson = lesson_loading.load("what_debris_tells")
    record = simulate(lesson.scenario(lesson.start, 4))
    drawn = study.reduced(record, lesson.line(("age", "age")))
    fired = record.series["launched"].astype(float)
    age = np.nan_to_num(record.series["launch_age"].astype(float))
    texts, names = record.scenario.texts, record.labels["weapon"]
    own = [i for i, name in enumerate(names) if texts[f"weapons.{name}.class"] != "one_way_drone"]
    plain = (fired * age)[..., own].sum(-1) / fired[..., own].sum(-1)
    assert np.allclose(drawn, plain)
    line = lesson.line(("age", "age")).model_copy(update={"series": "allied_ready", "of": []})
    ready = record.series["allied_ready"].astype(float)
    assert np.allclose(study.reduced(record, line), ready.mean(-1))


def test_finished_points_are_kept_and_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = lesson_loading.load(written(tmp_path))
    first = study.grid(lesson, 5, directory=tmp_path / "kept", workers=1)
    heard: list[int] = []
    monkeypatch.setattr("wargame.model.batch.simulate", None)  # nothing may run now
    again = study.grid(lesson, 5, directory=tmp_path / "kept", progress=heard.append, workers=1)
    for point, cell in first.cells.items():
        for name, values in cell.outcomes.items():
            assert np.array_equal(values, again.cells[point].outcomes[name], equal_nan=True)
    assert sum(heard) == len(lesson.points)
    with pytest.raises(TypeError):
        study.grid(lesson, 6, directory=tmp_path / "kept", workers=1)


def test_workers_and_more_runs_change_no_run(grid: study.Grid, tmp_path: Path) -> None:
    other = study.grid(grid.lesson, 7, directory=tmp_path, workers=2)
    for point, cell in other.cells.items():
        for name, values in cell.outcomes.items():
            mine = grid.cells[point].outcomes[name][:7]
            assert np.array_equal(values, mine, equal_nan=True)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    lesson = lesson_loading.load(written(tmp_path))
    study.grid(lesson, 3, directory=tmp_path / "kept", workers=1)
    next((tmp_path / "kept").glob("*.npz")).write_bytes(b"PK not one")
    with pytest.raises(WargameError, match="delete it and go on"):
        study.grid(lesson, 3, directory=tmp_path / "kept", workers=1)


def test_a_difference_is_of_the_same_runs(grid: study.Grid) -> None:
    asked = next(one for one in grid.lesson.asked() if one.at[2] == "choose")
    cells = grid.cells
    fired = [cells["usual", at].outcomes["launched_missiles"] for at in ("halt", "war")]
    assert np.array_equal(grid.margins(asked), fired[0] - fired[1])
    assert grid.right(asked) == "fewer"
    shares = [one.share for one in grid.options(asked).values()]
    assert sum(shares) == pytest.approx(1.0)


def refused(grid: study.Grid, tmp_path: Path, *changes: tuple[str, str]) -> str:
    """What is said of the short lesson with other words, over the same runs."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    lesson = lesson_loading.load(written(tmp_path, text))
    other = study.Grid(lesson, grid.runs, grid.seed, grid.months, grid.cells)
    with pytest.raises(InputError) as found:
        verify(other)
    return str(found.value)


def test_the_short_lesson_is_true(grid: study.Grid) -> None:
    verify(grid)


CASES: dict[str, Any] = {
    "a false sentence": (
        [('outcome: stock_end\n        test: "> 0"', 'outcome: stock_end\n        test: "< 0"')],
        "50:15: steps.0.notice.0.test: holds in 0% of 20 runs; the sentence needs 80%",
    ),
    "a false chance": (
        [('test: "> 0"\n    key', 'test: "> 0"\n        between: [0, 0.5]\n    key')],
        "holds in 100% of 20 runs, not in 0% to 50%",
    ),
    "another answer": (
        [("expect: fewer", "expect: more"), ('test: ">= 0"}', 'test: ">= 0", because: So.}')],
        "steps.1.choose.expect: the runs say 'fewer' (100%), not 'more'; rewrite 'because'",
    ),
    "answers that overlap": (
        [('test: ">= 0"}', 'test: "< 1"}')],
        "not exactly one answer is right in 100% of runs",
    ),
    "a task that nothing meets": (
        [("share: 0.9", "share: 0.9\n        at: {halt: war}")],
        "steps.3.try.0.test: no setting of 2 meets it",
    ),
    "a task that is met at once": (
        [('test: "> 0"\n        share: 0.9', 'test: ">= 0"\n        share: 0.9')],
        "it is met before anything is moved",
    ),
    "a task that should not be met": (
        [('test: "< 0"\n        reach: none', 'test: "> 0"\n        reach: none')],
        "steps.3.try.1.reach: 2 of 2 settings meet it",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_runs_do_not_bear_out_is_refused(
    grid: study.Grid, tmp_path: Path, case: str
) -> None:
    changes, told = CASES[case]
    assert told in refused(grid, tmp_path, *changes)
