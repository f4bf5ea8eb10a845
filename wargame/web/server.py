"""Starts the server: pages, workers, guard. `wargame serve` calls `serve`."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from wargame.declare.errors import WargameError
from wargame.web import server_directory

if TYPE_CHECKING:
    from starlette.types import ASGIApp

WARNING = (
    "Warning: --host {host} lets other machines reach this server. Join codes are for a classroom; "
    "they are no protection on the open internet. Use a network you trust, or a proxy with TLS "
    "and a login of its own."
)

LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Hosts that stand for every address of the machine -> an address of documentation (RFC 5737,
# RFC 3849) outside of it.
WILDCARDS = {"0.0.0.0": "192.0.2.1", "::": "2001:db8::1"}


def serve(
    host: str = "127.0.0.1", port: int = 8080, names: Sequence[str] = (), show: bool = False
) -> None:
    """Serve until stopped.

    `names` are further Host names under which it may be reached. Raises WargameError if the extra
    `ui` is missing, the port is taken, or another host than loopback is asked for without a secret.
    """
    loopback = host in LOOPBACK
    secret = server_directory.secret(loopback)
    if not loopback:
        print(WARNING.format(host=host), file=sys.stderr)
    _free(host, port)
    os.environ.setdefault("NICEGUI_STORAGE_PATH", str(server_directory.directory() / "browsers"))
    try:
        import uvicorn

        application = build(secret, allowed(host, names))
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("nicegui", "uvicorn", "fastapi"):
            raise
        raise WargameError(
            "serve needs the extra 'ui': uv sync --extra ui, or pip install 'wargame[ui]'"
        ) from error
    address = f"http://{_bracketed(reached_at(host))}:{port}"
    print(f"wargame is at {address} (Ctrl-C stops it)", flush=True)
    if show:
        webbrowser.open(address)
    uvicorn.run(
        application, host=host, port=port, log_level="warning", server_header=False,
        ws_max_size=1_000_000, timeout_graceful_shutdown=2,
    )  # fmt: skip


def allowed(host: str, names: Sequence[str]) -> tuple[str, ...]:
    """Host names that are answered to: loopback's, the host's own, and those that were named."""
    own = outgoing(host) if host in WILDCARDS else (host,)
    machine = () if host in LOOPBACK else (socket.gethostname(), *_addresses())
    return (*LOOPBACK, *own, *machine, *names)


def reached_at(host: str) -> str:
    """The name or address by which others open a server that listens at `host`."""
    if host in LOOPBACK:
        return "localhost"
    return next(iter(outgoing(host)), host) if host in WILDCARDS else host


def outgoing(wildcard: str) -> tuple[str, ...]:
    """The machine's own address in its network; empty where it has none.

    Its name is not enough: Debian has it stand for 127.0.1.1. To connect a datagram socket sends
    nothing; it only settles from which address would be sent.
    """
    family = socket.AF_INET6 if ":" in wildcard else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((WILDCARDS[wildcard], 9))
            return (str(probe.getsockname()[0]),)
    except OSError:
        return ()


def _addresses() -> tuple[str, ...]:
    try:
        return tuple({str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)})
    except OSError:
        return ()


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WargameError(f"{host}:{port} cannot be used: {error.strerror}") from error


def build(secret: str, hosts: tuple[str, ...], processors: int | None = None) -> ASGIApp:
    """The ASGI application. NiceGUI holds one of them in a process."""
    from fastapi import FastAPI
    from nicegui import ui
    from starlette.staticfiles import StaticFiles

    # Here and not in threads that answer: two that import at once trip the parser of Python 3.11.
    import wargame.model.batch  # noqa: F401
    from wargame.web import pages, shell
    from wargame.web.answer_queue import AnswerQueue
    from wargame.web.guard import Guard
    from wargame.web.rooms import Rooms

    queue, rooms = AnswerQueue(processors), Rooms()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        queue.start()
        rooms.start()
        yield
        queue.stop()
        rooms.stop()

    application = FastAPI(lifespan=lifespan, openapi_url=None)
    application.mount("/assets", StaticFiles(directory=shell.ASSETS))
    pages.add(application, queue, rooms)
    ui.run_with(
        application,
        title="wargame",
        dark=None,
        language="en-US",
        tailwind=False,
        storage_secret=secret,
        session_middleware_kwargs={"same_site": "lax", "max_age": 14 * 24 * 3600},
        show_welcome_message=False,
        reconnect_timeout=10.0,
    )
    # Outermost: what is refused reaches nothing else.
    return Guard(application, hosts)
