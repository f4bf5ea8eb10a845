"""`wargame calibrate`: fit what no source gives to the record up to a month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, echo_json

if TYPE_CHECKING:
    from wargame.api.calibrating import Calibrated

UNTIL, RUNS = "2025-12", 1000


def calibrate(
    until: Annotated[str, typer.Option(help="Last month that may enter, YYYY-MM.")] = UNTIL,
    record: Annotated[
        Path | None, typer.Option(help="Record of strikes, in place of the shipped one.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Number of runs.", min=50, max=100_000)] = RUNS,
    seed: Annotated[int, typer.Option(help="Seed of all draws.", min=0)] = 1,
    out: Annotated[
        Path, typer.Option(help="Scenario file to write (default: out/calibrated.yaml).")
    ] = Path("out/calibrated.yaml"),
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Fit numbers that no source gives to the record: launches, spread, chances of a hit.

    Nothing dated after --until enters. What comes out is a scenario file that extends
    continued_war, each number with its range, date and source `calibration`.
    """
    from wargame.api import calibrating
    from wargame.api.progress import Terminal

    calibrating.refuse(out, force)
    result = calibrating.calibrate(until, record, runs, seed, Terminal(as_json))
    result.save(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result, out)


def _show(found: Calibrated, out: Path) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    screen.print(found.table())
    for line in found.words():
        screen.print(Text(line))
    screen.print(Text(f"Written: {out} (a scenario; `wargame run {out}`)"), soft_wrap=True)
