"""`wargame diary`: one run told day by day in plain words."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from wargame.cli.options import Estimate, Months, ScenarioName, Seed, Sets


def diary(
    scenario: ScenarioName,
    run: Annotated[int, typer.Option(help="Address of the run, from 0: any is valid.")] = 0,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day told, YYYY-MM-DD.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, help="How many days are told.")] = None,
    notable: Annotated[bool, typer.Option("--notable", help="Turning points only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per day.")] = False,
) -> None:
    """Tell one run of a scenario day by day.

    The number of a run is an address of its draws: run 17 is the same run alone and in a batch.
    Runs 0 to RUNS-1 are those in outcomes.parquet; a higher one is as valid, and is told as such.
    """
    from wargame.api import diaries
    from wargame.api.scenarios import load

    loaded = load(scenario, seed=seed, months=months, settings=sets or (), estimate=estimate)
    entries = diaries.diary(loaded, run, start, days, notable)
    if not as_json:
        typer.echo(f"{loaded.title}: run {run}, seed {loaded.seed}. One of many; not a prediction.")
        if run >= loaded.runs:
            typer.echo(
                f"Run {run} is a valid address, but not one of the {loaded.runs} runs (0 to "
                f"{loaded.runs - 1}) in the results of this scenario."
            )
    for entry in entries:
        if as_json:
            typer.echo(json.dumps({"date": entry.day.isoformat(), "lines": entry.lines}))
        else:
            typer.echo(f"{entry.day}  " + "\n            ".join(entry.lines))
