"""What a report needs and its figures do not: worked out beside them, on another processor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache
from threading import Event
from typing import TypeVar

from wargame.api.progress import Advance, Display

T = TypeVar("T")


class _EndedError(Exception):
    """What is beside it failed, or the user stopped: this is not needed any more."""


class _Ending:
    """A display whose bars raise once `ended` is set: so a task in a thread is stopped."""

    def __init__(self, display: Display, ended: Event) -> None:
        self.display, self.ended = display, ended

    def note(self, text: str) -> None:
        """One line."""
        self.display.note(text)

    @contextmanager
    def bar(self, label: str, total: int) -> Iterator[Advance]:
        """The bar of the display."""
        with self.display.bar(label, total) as advance:

            def ahead(steps: int) -> None:
                if self.ended.is_set():
                    raise _EndedError
                advance(steps)

            yield ahead


@contextmanager
def aside(work: Callable[[Display], T], display: Display) -> Iterator[Callable[[], T]]:
    """Begin `work` in a thread -> what waits for its result, or raises what it raised.

    With one processor it is done when it is asked for. What leaves early stops it.
    """
    from wargame.model.side_by_side import processors

    if processors() == 1:
        yield cache(lambda: work(display))
        return
    ended = Event()
    with ThreadPoolExecutor(1) as thread:
        future = thread.submit(copy_context().run, work, _Ending(display, ended))
        try:
            yield future.result
        except BaseException:
            ended.set()
            raise
