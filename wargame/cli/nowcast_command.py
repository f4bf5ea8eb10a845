"""`wargame nowcast`: where things stand on a day, as far as the record supports it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import Evidence, FixedSeed, Force, Json, RecordFile
from wargame.cli.terminal import echo_json, show


def nowcast(
    until: Annotated[str, typer.Option(help="Last day, YYYY-MM-DD.")],
    scenario: Annotated[str, typer.Option(help="Scenario that it is to open.")] = "continued_war",
    record: RecordFile = None,
    evidence: Evidence = None,
    runs: Annotated[int, typer.Option(help="Number of runs.", min=10, max=100_000)] = 500,
    seed: FixedSeed = 1,
    condition: Annotated[
        bool,
        typer.Option(
            "--condition/--no-condition", help="Move chances of a hit until what was stopped fits."
        ),
    ] = True,
    out: Annotated[Path | None, typer.Option(help="Write it there as JSON.")] = None,
    write: Annotated[
        Path | None, typer.Option(help="Write what a scenario can open from (its key nowcast).")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Stocks, magazines, batteries, grid and aid on a day: median and the band of 80% of runs.

    The war runs from the day for which the evidence stands, with launches held to the record. A
    scenario that starts on the day after opens from that state, run by run.
    """
    from wargame.api.nowcasting import nowcast as make
    from wargame.api.progress import Terminal
    from wargame.cli.elicit_command import refuse
    from wargame.results.files import json_text, write_whole

    for target in (out, write):
        if target:
            refuse(target, force)
    result = make(until, scenario, record, evidence or (), runs, seed, condition, Terminal(as_json))
    if out:
        write_whole(out, json_text(result.as_data()).encode())
    if write:
        result.save(write)
    if as_json:
        echo_json(result.as_data())
    else:
        show(*result.tables(), *result.words())
