"""The facilitator's page: codes, seats, clock, events, undo, and the truth."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.declare.errors import WargameError
from wargame.evidence import strict_yaml
from wargame.report.debrief_page import event
from wargame.scenario import seat_levers as levers
from wargame.scenario.events import KINDS
from wargame.web import shell, spark
from wargame.web.game_table import Part, Table, shield
from wargame.web.lobby import PLAYERS, SEATS
from wargame.web.rooms import Rooms
from wargame.web.seat import amount

if TYPE_CHECKING:
    from wargame.play.room import Room

MOST_EVENT = 1000  # characters
EXAMPLES = {
    "incident": "event: incident\nally: poland",
    "aid_cut": "event: aid_cut\nsupplier: usa\nshare: 0.5",
    "ceasefire": "event: ceasefire",
    "energy_truce": "event: energy_truce",
    "purchase_package": "event: purchase_package\namount: 1 billion USD/month",
    "sanctions_step": "event: sanctions_step\nchange: 0.2",
    "damage_campaign": "event: damage_campaign\nfactor: 2\nagainst: lines",
    "talks": "event: talks\nmomentum: active",
    "posture": "event: posture\nposture: surge",
    "signal_shot": "event: signal_shot\ncount: 1",
    "surge_production": "event: surge_production\nshare: 1",
    "import_step": "event: import_step\nweapon: kn23\nrate: 10 missiles/month",
    "defence_growth": "event: defence_growth\npower: usa\ngrowth: 10 percent/year",
    "treaty_expiry": "event: treaty_expiry",
    "battery_delivery": "event: battery_delivery\ninterceptor: pac3_mse\ncount: 1",
}


class LeadPage:
    """One browser of the facilitator."""

    def __init__(self, rooms: Rooms, room: Room) -> None:
        self.room = room
        self.table = Table(rooms, room, ui.context.client, self.refresh)

    def build(self, look: dict[str, Any]) -> None:
        """Lay the page out."""
        shell.dress(f"Facilitator – {look['status']['name']}", "/play", "play.js")
        with ui.element("main").classes("play lead-page").props('id="main"'):
            self.head = Part("lead_head.html.j2", **look)
            self.seats = Part("lead_seats.html.j2", **look)
            shell.markup("lead_event.html.j2", examples=EXAMPLES, kinds=sorted(KINDS))
            self.news = Part("lead_news.html.j2", **look)
            self.truth = Part("lead_truth.html.j2", **look)
        shell.foot("Only the facilitator sees the truth before the end.")
        for name in ("advance", "pause", "resume", "undo", "recall"):
            ui.on(f"lead-{name}", shield(partial(self.act, name)))
        ui.on("lead-inject", shield(self.inject))
        ui.on("lead-hand", shield(self.hand))

    async def refresh(self) -> None:
        """Show the room as it is now."""
        result = await self.table.rooms.call(look, self.room)
        for part in (self.head, self.seats, self.news, self.truth):
            part.fill(**result)
        self.table.turned(result["status"])

    async def act(self, name: str, _: Any) -> None:
        """Play the turn, pause, go on, or take the last turn back."""
        done = {"advance": "The turn is played.", "undo": "The last turn is taken back.",
                "recall": "Nothing is brought into this turn any more."}  # fmt: skip
        await self.table.act(getattr(self.room, name), done=done.get(name, ""))

    async def inject(self, text: Any) -> None:
        """Bring in an event, written as in a scenario file."""
        try:
            data = strict_yaml.parse(str(text)[:MOST_EVENT], "event").data
        except WargameError as error:
            shell.call(self.table.client, "said", str(error), True)
            return
        result = await self.table.act(self.room.inject, data)
        if result:
            shell.call(self.table.client, "said", f"Brought in: {event(result)}.", False)

    async def hand(self, given: Any) -> None:
        """Give a seat to a person, a machine, or the model: [seat, player]."""
        if isinstance(given, list) and len(given) == 2:
            await self.table.act(self.room.hand, str(given[0]), str(given[1]))


def look(room: Room) -> dict[str, Any]:
    """Everything that the facilitator sees."""
    status = room.status()
    truth = [
        {"label": one["label"], "unit": one["unit"], "value": amount(one["value"]),
         "chart": spark.drawn(one["history"]), "band": None, "end": None}
        for one in room.truth()
    ]  # fmt: skip
    ordered = {seat: levers.told(seat, room.log.drafts.get(seat, {})) for seat in status["seats"]}
    return {
        "status": status, "codes": dict(room.codes), "names": SEATS, "players": PLAYERS,
        "truth": truth, "ordered": ordered, "injected": [event(e) for e in room.log.injected],
        "news": status["news"][::-1], "said": status["said"][::-1],
    }  # fmt: skip
