"""The page for the projector: what all seats may know of a game, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.web import shell, spark
from wargame.web.game_table import Part, Table
from wargame.web.lobby import SEATS
from wargame.web.rooms import Rooms
from wargame.web.seat import amount

if TYPE_CHECKING:
    from wargame.play.room import Room


class ScreenPage:
    """One browser that shows the public record of a room."""

    def __init__(self, rooms: Rooms, room: Room) -> None:
        self.room = room
        self.table = Table(rooms, room, ui.context.client, self.refresh)

    def build(self, look: dict[str, Any]) -> None:
        """Lay the page out."""
        shell.dress(f"{look['status']['name']}, in public", "/play", "play.js")
        with ui.element("main").classes("play lead-page").props('id="main"'):
            self.body = Part("screen.html.j2", **look)
        shell.foot("What every seat knows. Seats see more of their own, and estimates of the rest.")

    async def refresh(self) -> None:
        """Show the room as it is now."""
        result = await self.table.rooms.call(look, self.room)
        self.body.fill(**result)
        self.table.turned(result["status"])


def look(room: Room) -> dict[str, Any]:
    """What is public, for the template."""
    status = room.status()
    indicators = [
        {"label": one["label"], "unit": one["unit"], "value": amount(one["value"]),
         "chart": spark.drawn(one["history"]), "band": None, "end": None}
        for one in room.public()
    ]  # fmt: skip
    return {"status": status, "names": SEATS, "things": indicators,
            "news": status["news"][::-1], "said": status["said"][::-1]}  # fmt: skip
