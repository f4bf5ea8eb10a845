"""`explain`: where a number comes from, how old it is, who changes it and what reads it."""

from __future__ import annotations

from typing import Annotated

import typer

from wargame.cli.options import echo_json


def explain(
    path: Annotated[str, typer.Argument(help="A number, a fact, or the start of several.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write it as JSON.")] = False,
) -> None:
    """Explain a number: value, range, date, estimates, sources, who changes it, who reads it.

    PATH is section.entry.field, such as weapons.kh101.production; weapons.kh101 lists its numbers.
    """
    from wargame.api import explaining

    result = explaining.explain(path)
    if as_json:
        echo_json(result.as_data())
    else:
        typer.echo(str(result))
