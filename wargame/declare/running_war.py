"""What a room may count on in a war that runs: its runs, its numbers, and tables by their names."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Protocol

from wargame.declare.tape import Array


class Numbers(Protocol):
    """The catalogue's numbers as drawn; see `wargame.agents.numbers.Numbers`."""

    def one(self, path: str) -> Array:
        """Values of one number, (runs,), in internal units."""

    def column(self, section: str, entries: list[str], field: str) -> Array:
        """One field of several entries, (entries, runs)."""


class RunningWar(Protocol):
    """A war of many runs. The floors above make it (`wargame.model.war.War`).

    Its tables, its agenda and its network are attributes of their names.
    """

    runs: int
    numbers: Numbers
    weapons: list[str]
    interceptors: list[str]

    def __getattr__(self, name: str) -> Any: ...


def at(path: str) -> Callable[[RunningWar], Any]:
    """Reader of what stands at `path` of a war, such as "lines.received"; a method is called."""
    place = attrgetter(path)

    def read(war: RunningWar) -> Any:
        value = place(war)
        return value() if callable(value) else value

    return read
