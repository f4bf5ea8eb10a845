"""`wargame network`: draw who makes, holds, fires, defends and supplies, on the map of Europe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import Force, ScenarioName


def network(
    scenario: ScenarioName,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write, .svg or .png; without it, both in the current directory."
        ),
    ] = None,
    force: Force = False,
) -> None:
    """Draw the network of a scenario on the map of Europe."""
    from wargame.api import drawing_network

    for file in drawing_network.network(scenario, out, force):
        typer.echo(str(file))
