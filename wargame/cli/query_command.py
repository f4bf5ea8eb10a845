"""`wargame query`: SQL over the rows of a sweep."""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from pathlib import Path
from typing import Annotated, Any

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
    from wargame.declare.errors import WargameError
    from wargame.study.sweep import layout, querying

    if as_csv and as_json:
        raise WargameError("--csv or --json, not both")
    whole = as_csv or as_json
    found = querying.query(directory, sql, None if whole else SHOWN)
    if as_csv:
        typer.echo(_csv(found), nl=False)
    elif as_json:
        rows = [dict(zip(found.columns, map(_plain, row))) for row in found.rows]
        facts = layout.manifest(directory)["provenance"]
        told = {"columns": found.columns, "rows": rows, "provenance": facts}
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False, default=str, allow_nan=False))
    else:
        _show(found)
    if not as_json:
        _source(directory)


def _csv(found: Any) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows(found.rows)
    return stream.getvalue()


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _show(found: Any) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    table = Table()
    for at, name in enumerate(found.columns):
        numbers = any(isinstance(row[at], int | float) for row in found.rows)
        table.add_column(Text(name), justify="right" if numbers else "left")
    for row in found.rows:
        table.add_row(*(Text(_word(value)) for value in row))
    console.print(table)
    if found.more:
        console.print(f"The first {SHOWN} rows; --csv gives all of them.")


def _word(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _source(directory: Path) -> None:
    """Where the rows are from, beside what a program reads."""
    from wargame.results.provenance import citation
    from wargame.study.sweep import layout

    told = citation(layout.manifest(directory)["provenance"])
    if not (directory / layout.FINISHED).is_file():
        told += " · not finished"
    print(told, file=sys.stderr)
