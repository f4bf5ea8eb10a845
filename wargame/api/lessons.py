"""Lessons for a class: listed, checked against the model, written as one file."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Display, Shown, display_of, resumable
from wargame.api.simulation import compiled
from wargame.declare.errors import WargameError

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
    from wargame.questions import lesson_loading, question_library

    return [lesson_loading.load(path) for path in question_library.shipped("lesson").values()]


def check(
    name: str | Path, runs: int = RUNS, words: bool = False, progress: Shown = True
) -> Checked:
    """Check a lesson: that it can be read, and that the model bears out what it says.

    With `words` it is only read. Raises WargameError with every problem at file:line:column.
    """
    from wargame.questions.lesson_loading import load

    check_runs(runs)
    lesson = load(name)
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
) -> Path:
    """Write a lesson as one HTML file with its runs inside, and the instructor's `key` -> the file.

    Finished points are stored, so that the same call is quick the second time. Raises WargameError
    if the model does not bear out what the lesson says, or a file is there; `force` replaces it.
    """
    from wargame.questions.lesson_loading import load
    from wargame.report import lesson_page as page
    from wargame.results.files import write_whole
    from wargame.study.lesson_grid import provenance

    check_runs(runs)
    target, other = Path(out), None if key is None else Path(key)
    if other and other.resolve() == target.resolve():
        raise WargameError(f"{other}: is the file for the class as well; the key is kept apart")
    for file in (target, other):
        _refuse(file, force)
    grid = _verified(load(name), runs, display_of(progress))
    words = ["wargame", "lesson", "export", str(name), "--out", str(target), "--runs", str(runs)]
    facts = provenance(grid, shlex.join(words))
    pages = {target: page.html(grid, facts)} | ({other: page.key(grid, facts)} if other else {})
    for file, text in pages.items():
        write_whole(file, text.encode())
    return target


def check_runs(runs: int) -> None:
    """Raise WargameError for too few or too many runs."""
    if not 20 <= runs <= 10_000:
        raise WargameError(f"runs {runs}: expected 20 to 10000")


def _refuse(file: Path | None, force: bool) -> None:
    if file is None or not file.exists():
        return
    if file.is_dir():
        raise WargameError(f"{file}: is a directory; give the name of a file")
    if not force:
        raise WargameError(f"{file}: exists; choose another, or use force to replace it")


def _verified(lesson: Lesson, runs: int, display: Display) -> Grid:
    """The grid of `lesson`, which the runs bear out; else InputError."""
    from wargame.study.lesson_grid import cache_directory, grid, left
    from wargame.study.lesson_truth import verify

    compiled(display)
    count = len(lesson.points)
    with (
        resumable(cache_directory(), count, lambda: left(lesson, runs), "points"),
        display.bar(lesson.name, count) as advance,
    ):
        result = grid(lesson, runs, progress=advance)
    verify(result)
    return result
