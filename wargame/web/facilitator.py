"""The facilitator's page: codes, seats, clock, events, undo, and the truth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import yaml
from nicegui import ui

from wargame.declare.errors import WargameError
from wargame.evidence import strict_yaml
from wargame.report.debrief_page import event
from wargame.scenario.events import KINDS
from wargame.scenario.seat_levers import in_words
from wargame.web import shell
from wargame.web.game_table import PLAYERS, Part, RoomPage
from wargame.web.spark import shown

if TYPE_CHECKING:
    from wargame.play.room import Room

MOST_EVENT = 1000  # characters
DONE = {
    "advance": "The turn is played.",
    "undo": "The last turn is taken back.",
    "recall": "Nothing is brought into this turn any more.",
}


class LeadPage(RoomPage):
    """One browser of the facilitator."""

    def build(self, snapshot: dict[str, Any]) -> None:
        """Lay the page out."""
        shell.head(f"Facilitator – {snapshot['status']['name']}", "/play", "play.js")
        with ui.element("main").classes("play lead-page").props('id="main"'):
            self.head = Part("lead_head.html.j2", **snapshot)
            self.seats = Part("lead_seats.html.j2", **snapshot)
            shell.markup("lead_event.html.j2", examples=snapshot["examples"], kinds=sorted(KINDS))
            self.news = Part("lead_news.html.j2", **snapshot)
            self.truth = Part("lead_truth.html.j2", **snapshot)
        shell.footer("Only the facilitator sees the truth before the end.")
        for name in ("advance", "pause", "resume", "undo", "recall"):
            self.on(f"lead-{name}", partial(self.do, name))
        self.on("lead-inject", self.inject)
        self.on("lead-hand", self.hand)

    async def refresh(self) -> None:
        """Show the room as it is now."""
        result = await self.rooms.call(snapshot_of, self.room)
        for part in (self.head, self.seats, self.news, self.truth):
            part.fill(**result)
        self.turned(result["status"])

    async def do(self, name: str, _: object) -> None:
        """Play the turn, pause, go on, or take the last turn back."""
        await self.act(getattr(self.room, name), done=DONE.get(name, ""))

    async def inject(self, text: object) -> None:
        """Inject an event, written as in a scenario file."""
        try:
            data = strict_yaml.parse(str(text)[:MOST_EVENT], "event").data
        except WargameError as error:
            self.say(str(error), True)
            return
        result = await self.act(self.room.inject, data)
        if result:
            self.say(f"Brought in: {event(result)}.")

    async def hand(self, given: object) -> None:
        """Give a seat to a person, a machine, or the model: [seat, player]."""
        if isinstance(given, list) and len(given) == 2:
            await self.act(self.room.assign, str(given[0]), str(given[1]))


def snapshot_of(room: Room) -> dict[str, Any]:
    """Everything that the facilitator sees."""
    status, drafts = room.status(), room.log.drafts
    return {
        "status": status,
        "codes": dict(room.codes),
        "players": PLAYERS,
        "truth": [shown(one) for one in room.truth()],
        "ordered": {s: in_words(room.scenario, s, drafts.get(s, {})) for s in status["seats"]},
        "injected": [event(one) for one in room.log.injected],
        "examples": {
            one["event"]: yaml.safe_dump(one, sort_keys=False).strip() for one in room.examples()
        },
    }
