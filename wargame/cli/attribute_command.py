"""`wargame attribute A B`: why do two scenarios differ?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import (
    Estimate,
    Force,
    Json,
    Months,
    Runs,
    ScenarioName,
    Seed,
    Sets,
    echo_json,
)

if TYPE_CHECKING:
    from wargame.api.attributing import Attributions

RUNS = 200


def attribute(
    a: ScenarioName,
    b: ScenarioName,
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="Outcome to share out (again for more; default: what B is asked)."),
    ] = None,
    test: Annotated[
        str,
        typer.Option(metavar="PREDICATE", help='A share of runs: "capital_ballistic_dry < 12".'),
    ] = "",
    method: Annotated[
        str, typer.Option(help="shapley, or one_at_a_time (fewer simulations).")
    ] = "shapley",
    runs: Runs = RUNS,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    out: Annotated[Path | None, typer.Option(help="Write analysis.html and figures there.")] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Share out the difference of two scenarios among the inputs in which they differ.

    Every mix of the two is simulated with common random numbers.
    """
    from wargame.api import attributing
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    first, second = (load(one, settings=sets or (), estimate=estimate) for one in (a, b))
    result = attributing.attribute(
        first, second, outcome or (), test, method, runs, seed, months, Terminal(as_json)
    )
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result, out)


def _show(found: Attributions, out: Path | None) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    for words, table in zip(found.words(), found.tables()):
        screen.print(Text(words))
        screen.print(table)
    screen.print(Text(found.note()))
    if out is not None:
        screen.print(Text(f"Report: {out / 'analysis.html'}"), soft_wrap=True)
