"""`wargame estimates`: run a scenario by source, and say which conclusions survive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, Months, ScenarioName, Seed, Sets, echo_json

if TYPE_CHECKING:
    from wargame.api.estimating import Estimates

RUNS = 200


def estimates(
    scenario: ScenarioName,
    runs: Annotated[int, typer.Option(help="Number of runs for each choice of figures.")] = RUNS,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where runs are kept (default: out/<scenario>.estimates)."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Run a scenario by source: which conclusions survive a change of source?

    Low, central, high, and every source with another estimate of a number the scenario uses, with
    common random numbers. Finished runs are kept: the same command goes on where it stopped.
    """
    from wargame.api import estimating
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load

    given = load(scenario, runs=runs, seed=seed, months=months, settings=sets or ())
    result = estimating.estimates(given, out, force, Terminal(as_json))
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result)


def _show(found: Estimates) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    screen.print(Text(found.scenario.title, style="bold"))
    screen.print(found.table())
    for line in found.words():
        screen.print(Text(f"- {line}"))
    n = found.conclusions[0].readings[0].n
    screen.print(
        Text(
            f"{len(found.choices)} choices of figures, n = {n:,} runs each, the same luck. "
            "Not a prediction."
        )
    )
    screen.print(Text(f"Report: {found.directory / 'report' / 'estimates.html'}"), soft_wrap=True)
