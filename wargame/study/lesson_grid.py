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
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.comparison import Comparison, Comparisons
from wargame.questions.lesson_file import GROUPS, Choose, Line
from wargame.questions.lesson_points import RUNS, SEED, Asked, Lesson, Place, Point
from wargame.questions.predicate import comparable
from wargame.results import select
from wargame.scenario import Scenario
from wargame.scenario.outcomes import SERIES
from wargame.study import run_cache
from wargame.study.arrays import Floats, Outcomes, Whole
from wargame.study.paired import margin

if TYPE_CHECKING:
    from wargame.model.batch import Record

Lines = dict[tuple[str, str], Line]


@dataclass(frozen=True)
class Cell:
    """All runs at one point: outcome -> (runs,), NaN for never or nothing to measure; and
    (chart, line) -> (runs, months), in the unit of its series, 0 or 1 for `reached`."""

    scenario: Scenario
    outcomes: Outcomes
    lines: dict[tuple[str, str], Floats]


@dataclass(frozen=True)
class Finding:
    """What is behind one sentence, goal or answer: `values` (runs,), infinite for never, NaN
    where there is nothing to measure; `share` of the `n` runs with a value in which it holds."""

    values: Floats
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

    def measured(self, place: Place) -> Floats:
        """The number at one place, run by run -> (runs,); what never happens is infinitely late."""
        cell = self.cells[place.point]
        if place.line:
            return cell.lines[place.line][:, place.month - 1]
        assert place.outcome is not None
        return np.asarray(comparable(place.outcome, cell.outcomes[place.outcome]))

    def margins(self, asked: Asked, point: Point | None = None) -> Floats:
        """What is tested, run by run -> (runs,): a number, a difference or a ratio."""
        sides = [self.measured(place) for place in self.lesson.sides(asked, point)]
        return margin(sides, getattr(asked.model, "by", "difference"))

    def finding(self, asked: Asked, point: Point | None = None) -> Finding:
        """What is behind a statement, a guess, or a goal with the reader at `point`."""
        return _finding(self.margins(asked, point), getattr(asked.model, "test", None))

    def options(self, asked: Asked) -> dict[str, Finding]:
        """For each answer of a choice, in how many runs it is the right one."""
        assert isinstance(asked.model, Choose)
        values = self.margins(asked)
        every = asked.model.options.items()
        return {name: _finding(values, one.test) for name, one in every}

    def right(self, asked: Asked) -> str:
        """The answer that holds in most runs."""
        shares = {name: one.share for name, one in self.options(asked).items()}
        return max(shares, key=lambda name: shares[name])


def cache_directory() -> Path:
    """Where finished points are kept: WARGAME_CACHE_DIR, or the user's cache directory."""
    from platformdirs import user_cache_path

    root = os.environ.get("WARGAME_CACHE_DIR")
    return (Path(root) if root else user_cache_path("wargame")) / "lessons"


def grid(
    lesson: Lesson,
    runs: int = RUNS,
    seed: int = SEED,
    directory: Path | None = None,
    progress: Callable[[int], None] = lambda count: None,
    workers: int | None = None,
) -> Grid:
    """Every point of `lesson` simulated with the same luck, or read where it is kept.

    `directory` is where points are kept (default: `cache_directory()`); `progress` hears 1 as each
    is done, in `workers` processes (as many as processors, unless told). Raises WargameError if a
    file is damaged or cannot be written.
    """
    points = _stored(lesson, runs, seed, directory)
    lines = lesson.lines
    reduce = partial(_reduced, lines=lines)
    todo = {file: (file, one, reduce) for file, one in points.values() if not file.is_file()}
    progress(len(points) - len(todo))
    run_cache.finish(list(todo.values()), lambda _: progress(1), workers)
    cells = {}
    for point, (file, one) in points.items():
        outcomes, drawn = run_cache.read(file, one, map(".".join, lines))
        cells[point] = Cell(one, outcomes, {at: drawn[".".join(at)] for at in lines})
    first = cells[lesson.start].scenario
    months = np.datetime64(first.start, "M") + np.arange(first.months)
    return Grid(lesson, runs, seed, [str(month) for month in months], cells)


def left(lesson: Lesson, runs: int = RUNS, seed: int = SEED, directory: Path | None = None) -> int:
    """How many points of `lesson` have still to be run."""
    return sum(not file.is_file() for file, _ in _stored(lesson, runs, seed, directory).values())


def _stored(
    lesson: Lesson, runs: int, seed: int, directory: Path | None
) -> dict[Point, tuple[Path, Scenario]]:
    """The scenario of each point, and the file of its runs, whose name tells what is in it."""
    lines = {".".join(at): line.model_dump(exclude={"label"}) for at, line in lesson.lines.items()}
    own = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()  # how lines are reduced
    result = {}
    for point in lesson.points:
        one = lesson.scenario(point, runs, seed)
        facts = [one.hash, one.runs, one.seed, run_cache.model_facts(one.catalogue), own, lines]
        name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]
        result[point] = ((directory or cache_directory()) / f"{name}.npz", one)
    return result


def _reduced(record: Record, lines: Lines) -> dict[str, Floats]:
    return {".".join(at): reduced(record, line) for at, line in lines.items()}


def reduced(record: Record, line: Line) -> Floats:
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


def members(record: Record, dim: str, of: list[str], series: str) -> Whole:
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


def _weapons(scenario: Scenario, names: list[str], group: str, stock: bool) -> list[str]:
    """Those of `names` in `group`: a role, a class, or all missiles; of a `stock` without those for
    ground fire."""
    roles = scenario.roles
    wanted = {"ballistic": roles.ballistic, "drones": roles.mass}.get(group, group)
    of = {name: scenario.texts[f"weapons.{name}.class"] for name in names}
    every = group in ("missiles", "stored_missiles")
    own = [name for name in names if (of[name] != roles.mass if every else of[name] == wanted)]
    return [name for name in own if not (stock and name in roles.ground_fire)]


def _finding(values: Floats, test: Comparison | Comparisons | None) -> Finding:
    """`values` with the share of them that pass; without a comparison the share is NaN."""
    valid = values[~np.isnan(values)]
    share = float(test.met(valid).mean()) if test and len(valid) else float("nan")
    return Finding(values, len(valid), share)


def provenance(grid: Grid, command: str) -> dict[str, str]:
    """Where a lesson comes from: its start as a scenario, and a hash over all of its points."""
    from wargame.results.provenance import provenance as of

    lesson = grid.lesson
    facts = of(grid.cells[lesson.start].scenario, command)
    hashes = "".join(sorted(cell.scenario.hash for cell in grid.cells.values()))
    text = Path(lesson.doc.name).read_bytes()
    facts["scenario_hash"] = hashlib.sha256(text + hashes.encode()).hexdigest()
    return facts | {"scenario": f"lesson {lesson.name}", "title": lesson.title}
