"""`wargame lesson`: lessons for a class; list them, check them, export one as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import AsOf, Evidence, Force, Json
from wargame.cli.terminal import echo_json, printable

RUNS = 200

app = typer.Typer(help="Lessons: predict, then see what the model says.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="File of a lesson, or the name of a shipped one.")]
Runs = Annotated[int, typer.Option(help="Runs at each point of the lesson's grid.")]


@app.callback()
def lesson() -> None:
    """Lessons: predict first, then see what the model says."""


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the shipped lessons with their questions."""
    from wargame.api.lessons import shipped

    every = shipped()
    if as_json:
        rows = [
            {"name": one.name, "title": one.title, "question": one.file.question,
             "minutes": one.file.minutes, "scenario": one.file.scenario}
            for one in every
        ]  # fmt: skip
        echo_json(rows)
        return
    for one in every:
        typer.echo(f"{one.name}: {one.title} ({one.file.minutes} minutes)\n  {one.file.question}")


@app.command()
def check(
    lessons: Annotated[list[str] | None, typer.Argument(help="Lessons (default: all).")] = None,
    runs: Runs = RUNS,
    words: Annotated[bool, typer.Option("--words", help="Only read them; run nothing.")] = False,
    as_of: AsOf = None,
    evidence: Evidence = None,
) -> None:
    """Check lessons: that they can be read, and that the model bears out what they say.

    Every problem is shown at file:line:column; exit code 2 if there is one.
    """
    from wargame.api import lessons as api
    from wargame.api.progress import Terminal
    from wargame.declare.errors import WargameError
    from wargame.questions.question_library import shipped

    api.check_runs(runs)
    failed = False
    for name in lessons or shipped("lesson"):
        try:
            result = api.check(name, runs, words, Terminal(), as_of, evidence or ())
            typer.echo(str(result))
        except WargameError as error:
            failed = True
            typer.echo(printable(str(error)), err=True)
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
    force: Force = False,
    as_of: AsOf = None,
    evidence: Evidence = None,
) -> None:
    """Write a lesson as one HTML file with its runs inside, for any browser without network.

    It is refused if the model no longer bears out what the lesson says. Finished points are kept,
    so that the same command is quick the second time.
    """
    from wargame.api import lessons
    from wargame.api.progress import Terminal

    lessons.export(lesson, out, key, runs, force, Terminal(), as_of, evidence or ())
    after = f"; key: {key}" if key else ""
    typer.echo(f"Lesson: {out} ({out.stat().st_size / 1e6:.1f} MB){after}")
