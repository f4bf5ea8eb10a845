"""`wargame lesson`: lessons for a class; list them, check them, export one as a file."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import echo_json

RUNS = 200

app = typer.Typer(help="Lessons: predict, then see what the model says.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="File of a lesson, or the name of a shipped one.")]
Runs = Annotated[int, typer.Option(help="Runs at each point of the lesson's grid.")]


@app.callback()
def lesson() -> None:
    """Lessons: predict first, then see what the model says."""


@app.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """List the shipped lessons with their questions."""
    from wargame.questions import lesson_loading
    from wargame.questions.question_library import shipped

    found = [lesson_loading.load(path) for path in shipped("lesson").values()]
    if as_json:
        rows = [
            {"name": one.name, "title": one.title, "question": one.file.question,
             "minutes": one.file.minutes, "scenario": one.file.scenario}
            for one in found
        ]  # fmt: skip
        echo_json(rows)
        return
    for one in found:
        typer.echo(f"{one.name}: {one.title} ({one.file.minutes} minutes)\n  {one.file.question}")


@app.command()
def check(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons (default: all).")] = None,
    runs: Runs = RUNS,
    words: Annotated[bool, typer.Option("--words", help="Only read them; run nothing.")] = False,
) -> None:
    """Check lessons: that they can be read, and that the model bears out what they say.

    Every problem is shown at file:line:column; exit code 2 if there is one.
    """
    from wargame.cli import printable
    from wargame.declare.errors import WargameError
    from wargame.questions import lesson_loading as asked
    from wargame.questions.question_library import shipped

    _check_runs(runs)
    failed = False
    for name in lessons or shipped("lesson"):
        try:
            one = asked.load(name)
            if not words:
                _verified(one, runs)
        except WargameError as error:
            failed = True
            typer.echo(printable(str(error)), err=True)
            continue
        told = sum(1 for _ in one.asked())
        held = "" if words else f", all borne out by {runs} runs at each point"
        typer.echo(f"{name}: sound; {len(one.steps)} steps, {len(one.points)} points, {told} "
                   f"questions to the model{held}")  # fmt: skip
    if failed:
        raise typer.Exit(2)


@app.command()
def export(
    lesson: Name,
    out: Annotated[Path, typer.Option(help="The file for the class: one page, no network.")],
    key: Annotated[
        Path | None, typer.Option(help="The instructor's key: a page of its own.")
    ] = None,
    runs: Runs = RUNS,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
) -> None:
    """Write a lesson as one HTML file with its runs inside, for any browser without network.

    It is refused if the model no longer bears out what the lesson says. Finished points are kept,
    so that the same command is quick the second time.
    """
    from wargame.declare.errors import WargameError
    from wargame.questions import lesson_loading as asked
    from wargame.report import lesson_page as page
    from wargame.results.files import write_whole
    from wargame.study.lesson_grid import provenance

    _check_runs(runs)
    if key and key.resolve() == out.resolve():
        raise WargameError(f"{key}: is the file for the class as well; the key is kept apart")
    for file in (out, key):
        _refuse(file, force)
    grid = _verified(asked.load(lesson), runs)
    words = ["wargame", "lesson", "export", lesson, "--out", str(out), "--runs", str(runs)]
    facts = provenance(grid, shlex.join(words))
    pages = {out: page.html(grid, facts)} | ({key: page.key(grid, facts)} if key else {})
    for file, text in pages.items():
        write_whole(file, text.encode())
    after = f"; key: {key}" if key else ""
    typer.echo(f"Lesson: {out} ({out.stat().st_size / 1e6:.1f} MB){after}")


def _check_runs(runs: int) -> None:
    from wargame.declare.errors import WargameError

    if not 20 <= runs <= 10_000:
        raise WargameError(f"--runs {runs}: expected 20 to 10000")


def _refuse(file: Path | None, force: bool) -> None:
    from wargame.declare.errors import WargameError

    if file is None or not file.exists():
        return
    if file.is_dir():
        raise WargameError(f"{file}: is a directory; give the name of a file")
    if not force:
        raise WargameError(f"{file}: exists; choose another, or --force to replace it")


def _verified(lesson: Any, runs: int) -> Any:
    """The grid of `lesson`, which the runs bear out; else InputError."""
    from wargame.api.progress import Terminal, resumable
    from wargame.api.simulation import compiled
    from wargame.study.lesson_grid import grid, home, left
    from wargame.study.lesson_truth import verify

    compiled(Terminal())
    count = len(lesson.points)
    stays = resumable(home(), count, lambda: left(lesson, runs), "points")
    with stays, Terminal().bar(lesson.name, count) as told:
        found = grid(lesson, runs, told=told)
    verify(found)
    return found
