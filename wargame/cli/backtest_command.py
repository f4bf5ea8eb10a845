"""`wargame backtest`: hold forecasts from past origins against the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, echo_json

if TYPE_CHECKING:
    from wargame.api.backtesting import Backtest

FIRST, LAST, EVERY, RUNS = "2023-07", "2025-07", 3, 400


def backtest(
    record: Annotated[
        Path | None, typer.Option(help="Record of strikes, in place of the shipped one.")
    ] = None,
    first: Annotated[str, typer.Option("--from", help="First origin, YYYY-MM.")] = FIRST,
    last: Annotated[str, typer.Option("--to", help="Last origin, YYYY-MM.")] = LAST,
    every: Annotated[int, typer.Option(help="Months between origins.", min=1, max=12)] = EVERY,
    runs: Annotated[int, typer.Option(help="Runs at each origin.", min=50, max=100_000)] = RUNS,
    seed: Annotated[int, typer.Option(help="Seed of all draws.", min=0)] = 1,
    out: Annotated[Path, typer.Option(help="Where forecasts are kept.")] = Path("out/backtest"),
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Would the model have known better than the past itself? A page of scores, good and bad.

    At each origin it is calibrated to what was known on that day and run 6 months on. Finished
    origins are kept: the same command goes on where it stopped.
    """
    from wargame.api import backtesting
    from wargame.api.progress import Terminal

    result = backtesting.backtest(
        record, first, last, every, runs, seed, out, force, Terminal(as_json)
    )
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result)


def _show(found: Backtest) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    screen.print(found.table())
    screen.print(Text(found.words()[0]))
    screen.print(Text("Not a prediction."))
    screen.print(Text(f"Report: {found.directory / 'report' / 'backtest.html'}"), soft_wrap=True)
