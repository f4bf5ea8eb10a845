"""A progress bar with the time left, on a terminal; silence otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer


@contextmanager
def resumable(home: Path, total: int, left: Callable[[], int], what: str) -> Iterator[None]:
    """If the user stops it: say how much of `total` is kept in `home`, exit code 130."""
    try:
        yield
    except KeyboardInterrupt:
        print(
            f"stopped; {total - left()} of {total} {what} are kept in {home}: "
            "the same command goes on from there",
            file=sys.stderr,
        )
        raise typer.Exit(130) from None


@contextmanager
def progress(label: str, total: int, quiet: bool = False) -> Iterator[Callable[[int], None] | None]:
    """Give a function that is told the run-days done out of `total`; None when nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.advance(task, done)
