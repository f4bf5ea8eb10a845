"""How progress is shown: a bar on a terminal or in a notebook, or nothing."""

from __future__ import annotations

import html
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Task

Advance = Callable[[int], None]
EVERY = 30.0  # seconds between lines of progress where nobody watches a bar
PERIOD = 600.0  # seconds over which a rate is averaged
REDRAWN = 0.2  # seconds between two pictures of a bar in a notebook


class Display(Protocol):
    """Where a long task says how far it is."""

    def bar(self, label: str, total: int) -> AbstractContextManager[Advance]:
        """Give a function that takes steps done out of `total`."""

    def note(self, text: str) -> None:
        """Show one line."""


class Stopped(KeyboardInterrupt):
    """A task that the user stopped; the message says what is left of it, ready to be shown."""


@contextmanager
def stopping(message: str | Callable[[], str]) -> Iterator[None]:
    """Say what is left of a task that the user stops."""
    try:
        yield
    except KeyboardInterrupt as stop:
        raise Stopped(message if isinstance(message, str) else message()) from stop


def stored(directory: Path, total: int, left: Callable[[], int], what: str) -> Callable[[], str]:
    """What to say of a task that the user stops: how much of `total` is in `directory`."""
    return lambda: (
        f"stopped; {total - left()} of {total} {what} are kept in {directory}: "
        "the same command goes on from there"
    )


def no_advance(done: int) -> None:
    """Take no notice."""


class Silent:
    """Shows nothing: for servers and tests."""

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """A bar that is not shown."""
        yield no_advance

    def note(self, text: str) -> None:
        """Nothing."""


class Terminal:
    """Bars on stderr if it is a terminal and not `quiet`; notes always.

    With a `unit` of what is counted a bar shows its rate, and off a terminal a line is printed from
    time to time.
    """

    def __init__(self, quiet: bool = False, unit: str = "") -> None:
        self.quiet, self.unit = quiet, unit

    def note(self, text: str) -> None:
        """One line on stderr."""
        print(text, file=sys.stderr)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """A bar with the time left, gone when it is full."""
        shown = sys.stderr.isatty()
        if self.quiet or not (shown or self.unit):
            yield no_advance
            return
        from rich import progress as rich
        from rich.console import Console

        columns = (
            rich.TextColumn("{task.description}"),
            rich.BarColumn(),
            rich.MofNCompleteColumn() if self.unit else rich.TaskProgressColumn(),
            rich.TextColumn("{task.fields[rate]}"),
            rich.TimeRemainingColumn(),
        )
        bars = rich.Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not shown,
            speed_estimate_period=PERIOD,
        )  # fmt: skip
        last = time.monotonic()
        with bars:
            name = bars.add_task(label, total=total, rate="")
            (task,) = bars.tasks

            def advance(done: int) -> None:
                nonlocal last
                bars.advance(name, done)
                if self.unit and task.speed:
                    bars.update(name, rate=f"{task.speed:,.0f} {self.unit}/s")
                if not shown and time.monotonic() - last >= EVERY:
                    last = time.monotonic()
                    self.note(self.line(task))

            yield advance

    def line(self, task: Task) -> str:
        """How far `task` is, for a log; what was there at first does not count for the rate."""
        text = f"{task.completed:,.0f} of {task.total:,.0f} {self.unit}"
        if not task.speed:
            return text
        left = duration((task.remaining or 0) / task.speed)
        return f"{text}, {task.speed:,.0f} {self.unit}/s, {left} left"


def duration(seconds: float) -> str:
    """Seconds as words: '45 s', '12 min', '3.5 h'."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6000 else f"{seconds / 3600:.1f} h"


class Notebook:
    """A bar below the cell of a notebook."""

    def note(self, text: str) -> None:
        """One line on stderr, which a notebook shows below the cell."""
        print(text, file=sys.stderr)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """A bar that stays full when the task is done."""
        from IPython.display import HTML, display

        def picture() -> Any:
            return HTML(  # type: ignore[no-untyped-call]
                f"{html.escape(label)} <progress value='{done}' max='{max(1, total)}'></progress>"
            )

        done, drawn = 0, time.monotonic()
        shown: Any = display(picture(), display_id=True)  # type: ignore[no-untyped-call]

        def advance(steps: int) -> None:
            nonlocal done, drawn
            done += steps
            if done >= total or time.monotonic() - drawn >= REDRAWN:
                drawn = time.monotonic()
                shown.update(picture())

        yield advance


SILENT = Silent()
Shown: TypeAlias = bool | Display


def display_of(progress: Shown) -> Display:
    """The display that was brought; for True that of whoever types Python, a notebook or else the
    terminal; for False none."""
    if not isinstance(progress, bool):
        return progress
    if not progress:
        return SILENT
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return Notebook() if type(shell).__name__ == "ZMQInteractiveShell" else Terminal()
