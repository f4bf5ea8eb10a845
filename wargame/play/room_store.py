"""What a room and its store agree on: entries of the log, and what a room asks of the store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol


class Entry(NamedTuple):
    """One line of a log: its number from 0, when it was written (seconds since 1970), its kind."""

    number: int
    at: float
    kind: str
    data: dict[str, Any]


class RoomStore(Protocol):
    """What a room needs of the store that keeps it; see `wargame.play.store.Store`."""

    path: Path

    def log(self, name: str) -> list[Entry]: ...
    def write(self, name: str, number: int, kind: str, data: Mapping[str, Any]) -> Entry: ...
    def seat_of_code(self, name: str, code: str) -> str | None: ...
    def grant(self, name: str, seat: str) -> str: ...
    def holder(self, token: str) -> tuple[str, str] | None: ...
