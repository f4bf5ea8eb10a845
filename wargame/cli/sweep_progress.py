"""How far a sweep is: rows, rate and time left, as a bar or as lines of a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from wargame.api.progress import Advance, Terminal, no_advance

EVERY = 30.0  # seconds between lines of progress where nobody watches a bar


class SweepTerminal(Terminal):
    """A bar with the rate on a terminal, else a line on stderr from time to time."""

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """A bar of `total` rows; compiling rules has the usual one."""
        if self.quiet:
            yield no_advance
        elif sys.stderr.isatty():
            yield from _bar(label, total)
        else:
            yield _lines(total)


def _bar(label: str, total: int) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    pace = Pace(total)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, rate="")

        def advance(rows: int) -> None:
            pace.add(rows)
            bar.update(task, advance=rows, rate=f"{pace.rate:,.0f} runs/s" if pace.rate else "")

        yield advance


def _lines(total: int) -> Advance:
    pace = Pace(total)
    last = time.monotonic()

    def advance(rows: int) -> None:
        nonlocal last
        pace.add(rows)
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            print(pace.words(), file=sys.stderr, flush=True)

    return advance


class Pace:
    """Rows done of `total`, how fast, and how long it will go on at that rate.

    The first rows were there before, and do not count for the rate.
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = self.before = 0
        self.start: float | None = None

    def add(self, rows: int) -> None:
        """`rows` more are there."""
        self.done += rows
        if self.start is None:
            self.start, self.before = time.monotonic(), rows

    @property
    def rate(self) -> float:
        """Rows a second since the start; 0 while there is nothing to go by."""
        spent = time.monotonic() - (self.start or time.monotonic())
        return (self.done - self.before) / spent if spent > 0 else 0.0

    def words(self) -> str:
        """One line for a log."""
        text = f"{self.done:,} of {self.total:,} runs"
        if not self.rate:
            return text
        left = (self.total - self.done) / self.rate
        return f"{text}, {self.rate:,.0f} runs/s, {duration(left)} left"


def duration(seconds: float) -> str:
    """Seconds as words: '45 s', '12 min', '3.5 h'."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"
