"""`wargame claims`: claims of public debate, answered by the model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, Seed, echo_json

if TYPE_CHECKING:
    from wargame.api.answering_claims import Claims

RUNS = 200


def claims(
    file: Annotated[
        str | None, typer.Argument(help="File of claims (default: the shipped ones).")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Only the claim NAME.")
    ] = None,
    runs: Annotated[
        int,
        typer.Option(help="Runs under central figures; fewer under each source, and to flip."),
    ] = RUNS,
    seed: Seed = None,
    out: Annotated[
        Path | None, typer.Option(help="Where runs and page are kept (default: out/claims).")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Answer claims: how likely, how robust over sources, and what would have to be true to flip?

    Finished runs are kept: the same command goes on where it stopped, and a claim that is added
    runs only what is new.
    """
    from wargame.api import answering_claims
    from wargame.api.progress import Terminal

    result = answering_claims.claims(file, only or (), runs, seed, out, force, Terminal(as_json))
    if as_json:
        echo_json(result.as_data())
    else:
        _show(result)


def _show(found: Claims) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    screen.print(found.table())
    for line in found.words():
        screen.print(Text(f"- {line}"))
    screen.print(Text("Shares of runs of a model, on published figures. Not a prediction."))
    screen.print(Text(f"Page: {found.directory / 'report' / 'claims.html'}"), soft_wrap=True)
