"""`wargame forecast`, `score` and `hindcast`: the ledger of forecasts, and those of the past."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import (
    AsOf,
    Evidence,
    FixedSeed,
    Force,
    Json,
    RecordFile,
    Report,
    ScenarioName,
)
from wargame.cli.terminal import echo_json, show


def forecast(
    scenario: ScenarioName = "continued_war",
    as_of: AsOf = None,
    months: Annotated[int, typer.Option(help="Whole months to come.", min=1, max=60)] = 12,
    runs: Annotated[int, typer.Option(help="Number of runs.", min=20, max=100_000)] = 2000,
    seed: FixedSeed = 1,
    record: RecordFile = None,
    evidence: Evidence = None,
    out: Annotated[
        Path | None,
        typer.Option(help="File (default: out/forecasts/<scenario>-<day>.yaml)."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """File a dated forecast: launches and stops by class and month, with what was known.

    The file holds quantiles, and a hash of all that is in it: once changed, it is refused.
    """
    from wargame.api import forecasting
    from wargame.api.progress import Terminal

    target = out or forecasting.place_of(scenario, as_of)
    forecasting.refuse(target, force)
    result = forecasting.forecast(
        scenario, as_of, months, runs, seed, record, evidence or (), Terminal(as_json)
    )
    result.save(target, force)
    if as_json:
        echo_json(result.as_data())
        return
    show(*result.tables(), *result.words())
    typer.echo(f"Filed: {target} (`wargame score {target}` once months have come)")


def score(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Filed forecasts, or folders of them (default: shipped and in out/forecasts)."
        ),
    ] = None,
    record: RecordFile = None,
    out: Report = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Hold filed forecasts against the whole months that came, and against plain forecasts."""
    from wargame.api.forecasting import score as held
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    result = held(files or (), record)
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        page = out / "score.html" if out else None
        show(*result.tables(), *(f"- {line}" for line in result.words()), report=page)


def hindcast(
    scenario: ScenarioName = "continued_war",
    first: Annotated[str, typer.Option("--from", help="First origin, YYYY-MM.")] = "2025-07",
    last: Annotated[str, typer.Option("--to", help="Last origin, YYYY-MM.")] = "2026-04",
    every: Annotated[int, typer.Option(help="Months between origins.", min=1, max=12)] = 3,
    runs: Annotated[int, typer.Option(help="Runs at each origin.", min=20, max=100_000)] = 500,
    seed: FixedSeed = 1,
    record: RecordFile = None,
    evidence: Evidence = None,
    out: Annotated[Path, typer.Option(help="Where forecasts are kept.")] = Path("out/hindcast"),
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Forecasts by the whole model from days in the past, held against what came.

    Every mechanism is on and magazines are counted; `wargame backtest` reaches further back with
    launches and interceptions alone. Finished origins are kept: the same command goes on.
    """
    from wargame.api import hindcasting
    from wargame.api.progress import Terminal

    result = hindcasting.hindcast(
        scenario, first, last, every, runs, seed, record, evidence or (), out, force,
        Terminal(as_json),
    )  # fmt: skip
    if as_json:
        echo_json(result.as_data())
        return
    page = out / "report" / "score.html"
    show(*result.tables(), *(f"- {line}" for line in result.words()), report=page)
