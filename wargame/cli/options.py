"""Options that several commands share, so that they read alike everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioName = Annotated[
    str, typer.Argument(help="File of a scenario, or the name of a shipped one.")
]
Runs = Annotated[int | None, typer.Option(help="Number of runs (of each scenario).")]
Seed = Annotated[int | None, typer.Option(help="Seed of all draws.")]
Months = Annotated[int | None, typer.Option(help="Horizon in months.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Set a number, policy or mechanism."),
]
Estimate = Annotated[str, typer.Option(help="low, central, high, or the key of a source.")]
RecordFile = Annotated[
    Path | None,
    typer.Option("--record", help="Record of strikes to draw, in place of the shipped one."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace what an earlier call wrote.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON, for a program.")]


def echo_json(data: object) -> None:
    """Print `data` for a program."""
    from wargame.results.files import json_text

    typer.echo(json_text(data))
