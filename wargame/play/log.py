"""The log of a game, and what it comes to: turns played, orders given for the open one, and so on.

Every change of a room is an entry; what a room is follows from its header and its entries alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from wargame.play.game import Turn
from wargame.play.header import Header
from wargame.play.room_store import Entry
from wargame.scenario.seat_levers import Order


class Log:
    """State of a game after its entries.

    `played`: turns; `prints`: fingerprints of the war after each; `drafts`: orders by seat for the
    open turn; `injected`: events for it; `said`: declarations as {"turn", "seat", "text"};
    `changes`: entries of each seat in the open turn;
    `opened`: when the open turn opened or the clock last started; `left`: seconds that were left
    when it was paused.
    """

    def __init__(self, header: Header, entries: list[Entry] | None = None) -> None:
        self.header = header
        self.seats: dict[str, str] = dict(header["seats"])
        self.played: list[Turn] = []
        self.prints: list[str] = []
        self.drafts: dict[str, dict[str, Order]] = {}
        self.injected: list[dict[str, Any]] = []
        self.declarations: list[dict[str, Any]] = []
        self.ready: set[str] = set()
        self.changes: Counter[str] = Counter()
        self.paused = False
        self.opened = float(header["made"])
        self.left: float | None = None
        self.number = 0
        for entry in entries or ():
            self.add(entry)

    @property
    def state(self) -> str:
        """`open`, `paused` or `finished`."""
        if len(self.played) >= self.header["turns"]:
            return "finished"
        return "paused" if self.paused else "open"

    @property
    def deadline(self) -> float | None:
        """When the open turn ends by the clock (seconds since 1970), if it does."""
        clock = self.header["clock"]
        if not clock or self.state != "open":
            return None
        return self.opened + (clock if self.left is None else self.left)

    def persons(self) -> list[str]:
        """Seats held by persons."""
        return [seat for seat, player in self.seats.items() if player == "person"]

    def all_ready(self) -> bool:
        """Whether every person has said so; a room without persons never is by itself."""
        return bool(self.persons()) and set(self.persons()) <= self.ready

    def turn(self, machines: Mapping[str, Mapping[str, Order]]) -> Turn:
        """The open turn as it would be played, with the orders of `machines`."""
        persons = {s: self.drafts[s] for s in self.persons() if self.drafts.get(s)}
        return Turn({**persons, **machines}, tuple(self.injected))

    def add(self, entry: Entry) -> None:
        """One entry more."""
        data, seat = entry.data, entry.data.get("seat", "")
        match entry.kind:
            case "orders":
                self.drafts.setdefault(seat, {}).update(data["orders"])
            case "withdrawn":
                self.drafts.pop(seat, None)
            case "declared":
                self.declarations.append({"turn": len(self.played), **data})
            case "ready":
                (self.ready.add if data["ready"] else self.ready.discard)(seat)
            case "injected":
                self.injected.append(data["event"])
            case "recalled":
                self.injected = []
            case "advanced":
                self.played.append(self.turn(data["machines"]))
                self.prints.append(data["print"])
                self._open(entry.at)
            case "undone":
                self._undo(entry.at)
            case "paused":
                self.paused, self.left = True, data.get("left")
            case "resumed":
                self.paused, self.opened = False, entry.at
            case "handed":
                self.seats[seat] = data["player"]
                self.ready.discard(seat)
            case _:
                raise ValueError(f"no log holds an entry of the kind {entry.kind!r}")
        if seat:
            self.changes[seat] += 1
        self.number = entry.number + 1

    def _undo(self, at: float) -> None:
        last = self.played.pop()
        self.prints.pop()
        self._open(at)
        # What persons had ordered stands again, to be changed.
        self.drafts = {s: dict(o) for s, o in last.orders.items() if self.seats[s] == "person"}
        self.injected = [dict(event) for event in last.injected]
        self.declarations = [one for one in self.declarations if one["turn"] <= len(self.played)]

    def _open(self, at: float) -> None:
        self.drafts, self.injected, self.ready = {}, [], set()
        self.changes.clear()
        self.opened, self.left = at, None
        if self.paused:
            self.left = self.header["clock"]
