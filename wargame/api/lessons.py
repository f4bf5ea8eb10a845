"""Lessons for a class: listed, checked against the model, written as one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Display, Shown, display_of, stored
from wargame.api.simulation import basis_of, bounded, command, task
from wargame.declare.errors import WargameError
from wargame.questions import lesson_loading, question_library
from wargame.questions.lesson_loading import load
from wargame.report import lesson_page as page
from wargame.results.files import refuse_file, write_whole
from wargame.study.lesson_grid import cache_directory, grid, left, provenance
from wargame.study.lesson_truth import verify

if TYPE_CHECKING:
    from wargame.questions.lesson_points import Lesson
    from wargame.study.lesson_grid import Grid

RUNS = 200


@dataclass(frozen=True)
class Checked:
    """A lesson that is sound; `runs` at each point bear out what it says (0: it was only read)."""

    name: str
    lesson: Lesson
    runs: int

    def __str__(self) -> str:
        steps, points = len(self.lesson.steps), len(self.lesson.points)
        asked = sum(1 for _ in self.lesson.asked())
        held = f", all borne out by {self.runs} runs at each point" if self.runs else ""
        return (
            f"{self.name}: sound; {steps} steps, {points} points, {asked} questions to the "
            f"model{held}"
        )

    __repr__ = __str__


def shipped() -> list[Lesson]:
    """The shipped lessons."""
    return [lesson_loading.load(path) for path in question_library.shipped("lesson").values()]


def check(
    name: str | Path,
    runs: int = RUNS,
    words: bool = False,
    progress: Shown = True,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Checked:
    """Check a lesson: that it can be read, and that the model bears out what it says.

    With `words` it is only read. `as_of` is another first day, with what was known then; `evidence`
    are files that are laid beside the catalogue. Raises WargameError with every problem at
    file:line:column.
    """
    check_runs(runs)
    lesson = load(name, basis_of(as_of, evidence))
    if not words:
        _verified(lesson, runs, display_of(progress))
    return Checked(str(name), lesson, 0 if words else runs)


def export(
    name: str | Path,
    out: str | Path,
    key: str | Path | None = None,
    runs: int = RUNS,
    force: bool = False,
    progress: Shown = True,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Path:
    """Write a lesson as one HTML file with its runs inside, and the instructor's `key` -> the file.

    Finished points are stored, so that the same call is quick the second time. `as_of` and
    `evidence` are as for `check`. Raises WargameError
    if the model does not bear out what the lesson says, or a file is there; `force` replaces it.
    """
    check_runs(runs)
    target, other = Path(out), None if key is None else Path(key)
    if other and other.resolve() == target.resolve():
        raise WargameError(f"{other}: is the file for the class as well; the key is kept apart")
    for file in (target, other) if other else (target,):
        refuse_file(file, force)
    basis = basis_of(as_of, evidence)
    grid = _verified(load(name, basis), runs, display_of(progress))
    line = command(
        "lesson export", name, out=target, runs=runs, as_of=basis.as_of, evidence=basis.evidence
    )
    facts = provenance(grid, line)
    pages = {target: page.html(grid, facts)} | ({other: page.key(grid, facts)} if other else {})
    for file, text in pages.items():
        write_whole(file, text.encode())
    return target


def check_runs(runs: int) -> None:
    """Raise WargameError for too few or too many runs."""
    bounded("runs", runs, 20, 10_000)


def _verified(lesson: Lesson, runs: int, display: Display) -> Grid:
    """The grid of `lesson`, which the runs bear out; else InputError."""
    stopped = stored(cache_directory(), len(lesson.points), lambda: left(lesson, runs), "points")
    with task(display, lesson.name, len(lesson.points), stopped) as advance:
        result = grid(lesson, runs, progress=advance)
    verify(result)
    return result
