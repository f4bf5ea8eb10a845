"""`wargame forecast` and `wargame score`: the ledger of forecasts."""

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
