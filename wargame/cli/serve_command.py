"""`serve`: the wargame in the browser."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; another than loopback needs WARGAME_SECRET.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8080,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A further name under which the server is reached."),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
) -> None:
    """Serve the pages to explore, learn and play, to this machine alone unless told otherwise."""
    from wargame.web.server import serve as start

    start(host, port, name or (), show)
