"""`wargame diary`: one run told day by day in plain words."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from wargame.evidence.errors import WargameError


def diary(
    scenario: Annotated[
        str, typer.Argument(help="File of a scenario, or the name of a shipped one.")
    ],
    run: Annotated[int, typer.Option(help="Number of the run, as in outcomes.parquet.")] = 0,
    seed: Annotated[int | None, typer.Option(help="Seed of all draws.")] = None,
    months: Annotated[int | None, typer.Option(help="Horizon in months.")] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a number, policy or mechanism."),
    ] = None,
    estimate: Annotated[
        str, typer.Option(help="low, central, high, or the key of a source.")
    ] = "central",
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day told, YYYY-MM-DD.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, help="How many days are told.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per day.")] = False,
) -> None:
    """Tell one run of a scenario day by day."""
    from wargame.cli.simulation import ready
    from wargame.report.diary import tell
    from wargame.scenario import load

    if run < 0:
        raise WargameError(f"--run {run}: expected 0 or more")
    loaded = load(scenario, list(sets or ()), estimate, None, seed, months)
    ready()
    first = _day(start, loaded.start, loaded.days)
    if not as_json:
        typer.echo(f"{loaded.title}: run {run}, seed {loaded.seed}. One of many; not a prediction.")
    for entry in tell(loaded, run, first, days):
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
