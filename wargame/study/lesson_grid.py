"""The runs behind a lesson: every point of its grid simulated, and what it says held against them.

    grid = lessons.grid(lesson)             # 200 runs at each point, with the same luck
    grid.finding(asked)                     # values and share of runs behind one sentence

Finished points are kept by what they are made from (scenario, code, libraries, runs), so that
words can be changed without a new run and another lesson may use the same wars.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from wargame.declare.comparison import Comparison, Comparisons
from wargame.questions.lesson_file import GROUPS, Choose, Line
from wargame.questions.lesson_points import RUNS, SEED, Asked, Lesson, Place, Point
from wargame.questions.predicate import comparable
from wargame.results import select
from wargame.scenario.outcomes import SERIES
from wargame.study import run_files
from wargame.study.paired import margin
from wargame.study.run_cache import crew, model_facts

Lines = dict[tuple[str, str], Line]


@dataclass(frozen=True)
class Cell:
    """All runs at one point: outcome -> (runs,), NaN for never or nothing to measure; and
    (chart, line) -> (runs, months), in the unit of its series, 0 or 1 for `reached`."""

    scenario: Any
    outcomes: dict[str, Any]
    lines: dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Finding:
    """What is behind one sentence, goal or answer: `values` (runs,), infinite for never, NaN
    where there is nothing to measure; `share` of the `n` runs with a value in which it holds."""

    values: Any
    n: int
    share: float


@dataclass(frozen=True)
class Grid:
    """A lesson with the runs at each of its points; `months` are calendar months YYYY-MM."""

    lesson: Lesson
    runs: int
    seed: int
    months: list[str]
    cells: dict[Point, Cell]

    def measured(self, place: Place) -> Any:
        """The number at one place, run by run -> (runs,); what never happens is infinitely late."""
        cell = self.cells[place.point]
        if place.line:
            return cell.lines[place.line][:, place.month - 1]
        assert place.outcome is not None
        return comparable(place.outcome, cell.outcomes[place.outcome])

    def margins(self, asked: Asked, point: Point | None = None) -> Any:
        """What is tested, run by run -> (runs,): a number, a difference or a ratio."""
        sides = [self.measured(place) for place in self.lesson.sides(asked, point)]
        return margin(sides, getattr(asked.model, "by", "difference"))

    def finding(self, asked: Asked, point: Point | None = None) -> Finding:
        """What is behind a statement, a guess, or a goal with the reader at `point`."""
        return _found(self.margins(asked, point), getattr(asked.model, "test", None))

    def options(self, asked: Asked) -> dict[str, Finding]:
        """For each answer of a choice, in how many runs it is the right one."""
        assert isinstance(asked.model, Choose)
        values = self.margins(asked)
        every = asked.model.options.items()
        return {name: _found(values, one.test) for name, one in every}

    def right(self, asked: Asked) -> str:
        """The answer that holds in most runs."""
        shares = {name: one.share for name, one in self.options(asked).items()}
        return max(shares, key=lambda name: shares[name])


def home() -> Path:
    """Where finished points are kept: WARGAME_CACHE_DIR, or the user's cache directory."""
    from platformdirs import user_cache_path

    root = os.environ.get("WARGAME_CACHE_DIR")
    return (Path(root) if root else user_cache_path("wargame")) / "lessons"


def grid(
    lesson: Lesson,
    runs: int = RUNS,
    seed: int = SEED,
    directory: Path | None = None,
    told: Callable[[int], None] | None = None,
    workers: int | None = None,
) -> Grid:
    """Every point of `lesson` simulated with the same luck, or read where it is kept.

    `directory` is where points are kept (default: `home()`); `told` hears 1 as each is done, in
    `workers` processes (as many as processors, unless told). Raises WargameError if a file is
    damaged or cannot be written.
    """
    lines = lesson.lines
    scenarios, files = _kept(lesson, runs, seed, directory)
    todo = {
        files[point]: (files[point], one, lines)
        for point, one in scenarios.items()
        if not files[point].is_file()
    }
    count = told or (lambda _: None)
    count(len(files) - len(todo))
    with crew(len(todo), workers) as each, closing(each(_run, list(todo.values()))) as done:
        for _ in done:
            count(1)
    cells = {point: _read(files[point], one, lines) for point, one in scenarios.items()}
    first = scenarios[lesson.start]
    return Grid(lesson, runs, seed, _months(first.start, first.months), cells)


def _kept(
    lesson: Lesson, runs: int, seed: int, directory: Path | None
) -> tuple[dict[Point, Any], dict[Point, Path]]:
    """The scenario of each point, and the file in which its runs are kept."""
    where = directory or home()
    scenarios = {point: lesson.scenario(point, runs, seed) for point in lesson.points}
    names = {point: _label(one, lesson.lines) for point, one in scenarios.items()}
    return scenarios, {point: where / f"{name}.npz" for point, name in names.items()}


def left(lesson: Lesson, runs: int = RUNS, seed: int = SEED, directory: Path | None = None) -> int:
    """How many points of `lesson` have still to be run."""
    files = _kept(lesson, runs, seed, directory)[1].values()
    return sum(not file.is_file() for file in files)


def _months(start: Any, months: int) -> list[str]:
    every = np.datetime64(start, "M") + np.arange(months)
    return [str(month) for month in every]


def _label(scenario: Any, lines: Lines) -> str:
    """A word that tells what is kept of these runs from everything else."""
    drawn = {f"{chart}.{name}": line.model_dump(exclude={"label"})
             for (chart, name), line in lines.items()}  # fmt: skip
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()  # how lines are reduced
    made = model_facts(scenario.catalogue)
    facts = [scenario.hash, scenario.runs, scenario.seed, made, own, drawn]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]


def _run(job: tuple[Path, Any, Lines]) -> None:
    """All runs at one point."""
    file, scenario, lines = job

    def drawn(record: Any) -> dict[str, Any]:
        return {".".join(at): reduced(record, line) for at, line in lines.items()}

    run_files.simulate(file, scenario, drawn)


def _read(file: Path, scenario: Any, lines: Lines) -> Cell:
    outcomes, drawn = run_files.read(file, scenario, map(".".join, lines))
    return Cell(scenario, outcomes, {at: drawn[".".join(at)] for at in lines})


def reduced(record: Any, line: Line) -> Any:
    """What `line` draws of a Record -> (runs, months).

    Counts of its entries are added up, shares averaged, ages averaged by number (NaN where there
    is none).
    """
    declared = SERIES[line.series]
    added = (np.asarray(record.series[name], dtype=float) for name in (line.series, *line.also))
    values = sum(added, np.zeros(1))
    if declared.dims:
        chosen = members(record, declared.dims[0], line.of, line.series)
        picked = values[..., chosen]
        if declared.weight:
            weights = np.asarray(record.series[declared.weight], float)[..., chosen]
            values = select.weighted_mean(picked, weights)
        else:
            values = picked.sum(axis=-1) if declared.summable else picked.mean(axis=-1)
    if line.running:
        values = np.cumsum(values, axis=1)
    if line.reached:
        values = np.maximum.accumulate(line.reached.met(values), axis=1).astype(float)
    return values


def members(record: Any, dim: str, of: list[str], series: str) -> Any:
    """Places of the entries that `of` names along `dim` -> (k,); all of them, if it names none.

    The group of all missiles leaves out those for ground fire where a stock is meant, as the
    outcomes do; stored_missiles always does.
    """
    names = list(record.labels[dim])
    if not of:
        return np.arange(len(names))
    wanted: list[str] = []
    for word in of:
        if word not in GROUPS:
            wanted.append(word)
        elif dim == "weapon":
            stock = series in ("stock", "stock_age") or word == "stored_missiles"
            wanted += _weapons(record.scenario, names, word, stock)
        else:
            wanted += record.scenario.roles.ballistic_defence
    return np.array([names.index(name) for name in dict.fromkeys(wanted)])


def _weapons(scenario: Any, names: list[str], group: str, stock: bool) -> list[str]:
    """Those of `names` that are in `group`; of a `stock` without those for ground fire."""
    roles = scenario.roles
    single = {"ballistic": roles.ballistic, "cruise": "cruise", "drones": roles.mass}
    of = {name: scenario.texts[f"weapons.{name}.class"] for name in names}
    own = [n for n in names if (of[n] == single[group] if group in single else of[n] != roles.mass)]
    return [name for name in own if not (stock and name in roles.ground_fire)]


def _found(values: Any, test: Comparison | Comparisons | None) -> Finding:
    """`values` with the share of them that pass; without a comparison the share is NaN."""
    valid = values[~np.isnan(values)]
    share = float(test.met(valid).mean()) if test and len(valid) else float("nan")
    return Finding(values, len(valid), share)


def provenance(grid: Any, command: str) -> dict[str, str]:
    """Where a lesson comes from: its start as a scenario, and a hash over all of its points."""
    from wargame.results.provenance import provenance as of

    lesson = grid.lesson
    facts = of(grid.cells[lesson.start].scenario, command)
    hashes = "".join(sorted(cell.scenario.hash for cell in grid.cells.values()))
    text = Path(lesson.doc.name).read_bytes()
    facts["scenario_hash"] = hashlib.sha256(text + hashes.encode()).hexdigest()
    return facts | {"scenario": f"lesson {lesson.name}", "title": lesson.title}
