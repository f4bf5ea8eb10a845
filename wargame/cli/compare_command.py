"""`wargame compare`: what differs in the inputs, then paired differences in the outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import (
    Estimate,
    Force,
    Json,
    Months,
    RecordFile,
    Runs,
    Seed,
    Sets,
    echo_json,
)

if TYPE_CHECKING:
    from wargame.api.comparing import Comparison

SHOWN = 16  # rows of a table on the terminal; all are in the files


def compare(
    scenarios: Annotated[
        list[str], typer.Argument(help="Two or more scenarios; the first is the base.")
    ],
    runs: Runs = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    out: Annotated[
        Path | None, typer.Option(help="Write compare.html, figures and tables there.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
    record: RecordFile = None,
) -> None:
    """Compare scenarios run by run, with common random numbers."""
    from wargame.api import comparing
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    loaded = [load(one, settings=sets or (), estimate=estimate) for one in scenarios]
    comparison = comparing.compare(
        *loaded, runs=runs, seed=seed, months=months, progress=Terminal(as_json), record=record
    )
    if out is not None:
        comparison.report(out, force)
    if as_json:
        echo_json(comparison.as_data())
    else:
        _show(comparison, out)


def _show(comparison: Comparison, out: Path | None) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen, differences = console(), comparison.differences()
    screen.print(differences if len(differences) else Text("The inputs are the same."))
    for line in comparison.words():
        screen.print(Text(line))
    for table in comparison.tables():
        screen.print(table.first(SHOWN))
        if len(table) > SHOWN:
            screen.print(Text(f"{len(table) - SHOWN} more rows with --out or --json."))
    if out is not None:
        screen.print(Text(f"Report: {out / 'compare.html'}"), soft_wrap=True)
