"""`record import`: make a monthly record of strikes out of a download of the public table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import echo_json

app = typer.Typer(help="The public record of strikes.", no_args_is_help=True)


@app.callback()
def record() -> None:
    """The public record of strikes: make it out of a download of reports."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Table of massive missile attacks, as CSV.")],
    out: Annotated[Path | None, typer.Option(help="Write the monthly record there.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier record.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Add reports up by month and weapon class; say what could not be read, row by row."""
    from wargame.api.importing_record import import_record
    from wargame.cli import printable

    result = import_record(file, out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        for line in result.words():
            typer.echo(printable(line))
