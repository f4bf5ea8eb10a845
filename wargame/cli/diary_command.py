"""`wargame diary`: one run told day by day in plain words."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from wargame.cli.options import Estimate, Months, ScenarioName, Seed, Sets
from wargame.declare.errors import WargameError


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
    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.report.diary_text import tell
    from wargame.scenario import load

    if run < 0:
        raise WargameError(f"--run {run}: expected 0 or more")
    loaded = load(scenario, list(sets or ()), estimate, None, seed, months)
    first = _day(start, loaded.start, loaded.days)
    compiled(Terminal())
    if not as_json:
        typer.echo(f"{loaded.title}: run {run}, seed {loaded.seed}. One of many; not a prediction.")
        if run >= loaded.runs:
            typer.echo(
                f"Run {run} is a valid address, but not one of the {loaded.runs} runs (0 to "
                f"{loaded.runs - 1}) in the results of this scenario."
            )
    for entry in tell(loaded, run, first, days, notable):
        if as_json:
            text = json.dumps({"date": entry.day.isoformat(), "lines": entry.lines})
            typer.echo(text)
        else:
            typer.echo(f"{entry.day}  " + "\n            ".join(entry.lines))


def _day(text: str | None, start: date, days: int) -> int:
    """Day number of --from."""
    if text is None:
        return 0
    try:
        number = (date.fromisoformat(text) - start).days
    except ValueError as error:
        raise WargameError(f"--from {text}: expected a date as YYYY-MM-DD") from error
    if not 0 <= number < days:
        raise WargameError(f"--from {text}: outside the horizon of this scenario")
    return number
