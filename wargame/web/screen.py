"""The page for the projector: what all seats may know of a game, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.web import shell
from wargame.web.game_table import Part, RoomPage
from wargame.web.spark import shown

if TYPE_CHECKING:
    from wargame.play.room import Room


class ScreenPage(RoomPage):
    """One browser that shows the public record of a room."""

    def build(self, snapshot: dict[str, Any]) -> None:
        """Lay the page out."""
        shell.head(f"{snapshot['status']['name']}, in public", "/play", "play.js")
        with ui.element("main").classes("play lead-page").props('id="main"'):
            self.body = Part("screen.html.j2", **snapshot)
        shell.footer(
            "What every seat knows. Seats see more of their own, and estimates of the rest."
        )

    async def refresh(self) -> None:
        """Show the room as it is now."""
        result = await self.rooms.call(snapshot_of, self.room)
        self.body.fill(**result)
        self.turned(result["status"])


def snapshot_of(room: Room) -> dict[str, Any]:
    """What is public, for the template."""
    return {"status": room.status(), "things": [shown(one) for one in room.public()]}
