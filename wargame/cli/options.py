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
FixedSeed = Annotated[int, typer.Option(help="Seed of all draws.", min=0)]
Months = Annotated[int | None, typer.Option(help="Horizon in months.")]
Sets = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Set a number, policy or mechanism."),
]
Estimate = Annotated[
    str, typer.Option(help="low, central, high, the key of a source, or panel:NAME (or its file).")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", help="First day, YYYY-MM-DD, with what was known then."),
]
Evidence = Annotated[
    list[Path] | None,
    typer.Option("--evidence", help="File of evidence of your own, beside the catalogue."),
]
RecordFile = Annotated[
    Path | None,
    typer.Option("--record", help="Record of strikes, in place of the shipped one."),
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="NAME", help="Only the entry NAME.")
]
Report = Annotated[Path | None, typer.Option(help="Write the page, figures and data there.")]
Force = Annotated[bool, typer.Option("--force", help="Replace what an earlier call wrote.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON, for a program.")]
NoConfidence = Annotated[
    bool, typer.Option("--no-confidence", help="Leave out how sure the answers are: faster.")
]
NoGrounds = Annotated[
    bool, typer.Option("--no-grounds", help="Leave out what the answers stand on: faster.")
]
