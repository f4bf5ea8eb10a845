"""`wargame query`: SQL over the rows of a sweep."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import Json

SHOWN = 50
WIDE = 160  # columns where the output is not a terminal


def query(
    directory: Annotated[Path, typer.Argument(help="What `wargame sweep` wrote.")],
    sql: Annotated[str, typer.Argument(help='Such as "select policy, avg(stock_end) from runs".')],
    as_csv: Annotated[bool, typer.Option("--csv", help="All rows as CSV, for a program.")] = False,
    as_json: Json = False,
) -> None:
    """Ask the rows of a sweep in SQL: `runs` has one row per run, `points` one per point.

    Columns of parameters have dots in their names and stand in double quotes. Nothing is written.
    """
    from wargame.api import querying_sweeps
    from wargame.cli.terminal import console
    from wargame.declare.errors import WargameError

    if as_csv and as_json:
        raise WargameError("--csv or --json, not both")
    result = querying_sweeps.query(directory, sql, None if as_csv or as_json else SHOWN)
    if as_csv:
        typer.echo(result.csv(), nl=False)
    elif as_json:
        data = result.as_data()
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str, allow_nan=False))
    else:
        screen = console(WIDE)
        screen.print(result.table())
        if result.more:
            screen.print(f"The first {SHOWN} rows; --csv gives all of them.")
    if not as_json:
        print(result.source(), file=sys.stderr)
