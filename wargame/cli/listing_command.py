"""`list`: the shipped scenarios, and what may be named in one."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wargame.cli.options import echo_json


class What(StrEnum):
    """What `list` can list."""

    scenarios = "scenarios"
    sweeps = "sweeps"
    outcomes = "outcomes"
    numbers = "numbers"
    events = "events"
    mechanisms = "mechanisms"
    units = "units"


def list_(
    what: Annotated[What, typer.Argument(help="What to list.")] = What.scenarios,
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """List shipped scenarios or designs of sweeps, outcomes, numbers, events, mechanisms, units."""
    from wargame.api.listing import rows

    result = rows(what.value)
    if as_json:
        echo_json(result)
        return
    width = max((len(row["name"]) for row in result), default=0)
    for row in result:
        name, *rest = row.values()
        typer.echo(f"{name:<{width}}  {'; '.join(text for text in rest if text)}")
