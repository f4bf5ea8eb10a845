"""`wargame checks`: behaviour that the model must show in every scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, Seed, echo_json

if TYPE_CHECKING:
    from wargame.api.checking_behaviour import Checks


def checks(
    file: Annotated[
        str | None, typer.Argument(help="File of checks (default: the shipped ones).")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Only the check NAME.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="The subset marked fast, in two scenarios, fewer runs.")
    ] = False,
    runs: Annotated[int | None, typer.Option(help="Runs for each cell (40; fast: 12).")] = None,
    seed: Seed = None,
    out: Annotated[Path | None, typer.Option(help="Write checks.html and .json there.")] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Check behaviour in every scenario: a matrix of pass and fail, exit code 1 if any fails."""
    from wargame.api import checking_behaviour
    from wargame.api.progress import Terminal
    from wargame.results.files import refuse_used

    if out:
        refuse_used(out, force)
    result = checking_behaviour.checks(file, only or (), fast, runs, seed, Terminal(as_json))
    if out:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result, out)
    if not result.passed:
        raise typer.Exit(1)


def _show(found: Checks, out: Path | None) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    screen.print(found.table())
    *failures, summary = found.words()
    for line in failures:
        screen.print(Text(line), style="bold")
    screen.print(Text(summary))
    if out:
        screen.print(Text(f"Page: {out / 'checks.html'}"), soft_wrap=True)
