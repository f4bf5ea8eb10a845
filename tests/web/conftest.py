"""A real server in its own process, and a real headless Chromium."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import launched

ROOT = Path(__file__).parents[2]


class Server:
    """`run.py serve` in a process of its own, with its own folders; it may be killed."""

    def __init__(self, home: Path, *options: str, **environment: str) -> None:
        self.home, self.options, self.environment = home, options, environment
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.process: Any = None
        self.start()

    def start(self) -> float:
        """Start and wait for the first page -> seconds until it came."""
        names = {"WARGAME_HOME": self.home / "state", "WARGAME_ANSWERS": self.home / "cache"}
        began = time.perf_counter()
        with (self.home / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "run.py", "serve", "--port", str(self.port), *self.options],
                cwd=ROOT,
                env=os.environ
                | {name: str(path) for name, path in names.items()}
                | self.environment,
                stdout=log,
                stderr=log,
            )
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/explore", timeout=20).read()
                return time.perf_counter() - began
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.said()}")

    def kill(self) -> None:
        """As `kill -9`."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def said(self) -> str:
        """What the server printed."""
        return (self.home / "log").read_text(encoding="utf-8")


def soon(holds: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it holds within `seconds`: a page that a server feeds changes when it pleases.

    Whatever is read of a live page after an act is read through this, or after a wait for it.
    """
    until = time.perf_counter() + seconds
    while not holds():
        if time.perf_counter() > until:
            return False
        time.sleep(0.05)
    return True


def follow(view: Any, button: str) -> None:
    """Press what leads to another page, and be there: a read would else meet the old page."""
    with view.expect_navigation():
        view.locator(button).click()


class Browsers:
    """Browsers with cookies of their own, and what their pages complained of."""

    def __init__(self, browser: Any, server: Server) -> None:
        self.browser, self.server = browser, server
        self.contexts: list[Any] = []
        self.errors: list[str] = []

    def sit(self, width: int = 1280) -> Any:
        """A new browser."""
        context = self.browser.new_context(viewport={"width": width, "height": 900})
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        view = context.new_page()
        view.on("pageerror", lambda error: self.errors.append(str(error)))
        return view

    def close(self) -> None:
        """Close them all."""
        for context in self.contexts:
            context.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that do not hurt it."""
    one = Server(tmp_path_factory.mktemp("server"))
    yield one
    one.process.terminate()
    one.process.wait(20)
    assert "Traceback" not in one.said(), one.said()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    with launched() as opened:
        yield opened
