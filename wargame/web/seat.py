"""The page of a seat: its card, what it sees, its orders, the press, the adviser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.declare.errors import WargameError
from wargame.scenario.seat_levers import in_words
from wargame.web import shell
from wargame.web.answer_queue import AnswerQueue
from wargame.web.game_table import Part, RoomPage
from wargame.web.order_form import fields, parse
from wargame.web.rooms import Rooms
from wargame.web.spark import shown

if TYPE_CHECKING:
    from wargame.play.lever_values import LeverChoice
    from wargame.play.room import Room

ADVISED = 200  # runs
BOOKS = {
    "own": "Your own books, exact",
    "public": "What everybody reads",
    "estimates": "Estimates: a value and a band that holds the truth four times in five",
}


class SeatPage(RoomPage):
    """One browser in one seat, which the server has read from its cookie and nothing changes."""

    def __init__(self, queue: AnswerQueue, rooms: Rooms, room: Room, seat: str) -> None:
        super().__init__(rooms, room)
        self.queue, self.seat = queue, seat
        self.advice: dict[str, Any] | None = None
        self.advised = ""

    def build(self, view: dict[str, Any], choices: list[LeverChoice]) -> None:
        """Lay the page out."""
        title = view["titles"][self.seat]
        shell.head(f"{title} – {view['name']}", "/play", "play.js")
        with ui.element("main").classes("play").props('id="main"'):
            self.head = Part("play_head.html.j2", view=view, title=title)
            self.card = Part("play_card.html.j2", card=view["card"])
            self.orders = Part("play_orders.html.j2", **self._orders(view, choices))
            # What is being typed must outlive what comes in: forms stand apart from news.
            with ui.element("section").classes("news").props('aria-label="News"'):
                shell.markup("play_say.html.j2")
                self.news = Part("play_news.html.j2", status=view)
            self.sees = Part("play_sees.html.j2", **self._sees(view))
        shell.footer("Seats see estimates, never the truth. Join codes are for a classroom.")
        self.on("play-orders", self.submit)
        self.on("play-ready", self.ready)
        self.on("play-withdraw", self.withdraw)
        self.on("play-say", self.declare)
        self.on("play-advise", self.advise)

    async def refresh(self) -> None:
        """Show the room as it is now."""
        view, choices = await self.rooms.call(
            lambda: (self.room.view(self.seat), self.room.choices(self.seat))
        )
        self.head.fill(view=view, title=view["titles"][self.seat])
        self.orders.fill(**self._orders(view, choices))
        self.news.fill(status=view)
        if self.advised != _moment(view):
            self.advice = None
        self.sees.fill(**self._sees(view))
        self.turned(view)

    def _orders(self, view: dict[str, Any], choices: list[LeverChoice]) -> dict[str, Any]:
        return {
            "fields": fields(choices),
            "going": view["state"] == "open" and view["seats"][self.seat] == "person",
            "ready": self.seat in view["ready"],
            "ordered": bool(view["ordered"]),
            "turn": view["turn"],
            "state": view["state"],
        }

    def _sees(self, view: dict[str, Any]) -> dict[str, Any]:
        advice = self.advice or {"things": (), "months": ("",)}
        fans = {one["name"]: one | {"until": advice["months"][-1]} for one in advice["things"]}
        parts = [
            {"title": title, "things": [shown(one, fans.get(one["name"])) for one in view[key]]}
            for key, title in BOOKS.items()
        ]
        return {"parts_of": parts, "advice": self.advice, "over": view["state"] == "finished"}

    async def submit(self, form: object) -> None:
        """Orders from the form."""
        await self._order(form)

    async def _order(self, form: object) -> bool:
        """Put what a form holds on record; whether that could be done."""
        choices = await self.rooms.call(self.room.choices, self.seat)
        try:
            orders = parse(form, choices)
        except WargameError as error:
            self.say(str(error), True)
            return False
        text = "; ".join(in_words(self.room.scenario, self.seat, orders))
        done = f"On record for this turn: {text}."
        if await self.act(self.room.submit, self.seat, orders, done=done) is None:
            return False
        shell.call(self.client, "taken")
        return True

    async def ready(self, wanted: object) -> None:
        """Done with this turn, or not yet: {ready, orders}; what was filled in is ordered first."""
        result = wanted if isinstance(wanted, dict) else {"ready": wanted}
        if result.get("orders") and not await self._order(result["orders"]):
            return
        await self.act(self.room.ready, self.seat, result.get("ready") is True)

    async def withdraw(self, _: object) -> None:
        """Take this turn's orders back."""
        await self.act(self.room.withdraw, self.seat, done="This turn’s orders are withdrawn.")

    async def declare(self, text: object) -> None:
        """Words to all seats."""
        await self.act(self.room.declare, self.seat, str(text)[:500])

    async def advise(self, _: object) -> None:
        """Ask the adviser, in a worker process."""
        await self.one_at_a_time(self._advise)

    async def _advise(self) -> None:
        from wargame.play.adviser import advise

        view = await self.rooms.call(self.room.view, self.seat)
        self.say(f"The adviser is counting {ADVISED} runs…")
        game = await self.rooms.call(self.room.game)
        self.advice = await self.queue.front.run(advise, game, self.seat, ADVISED, view["ordered"])
        self.advised = _moment(view)
        self.say("The adviser’s fans are in the charts below.")
        self.sees.fill(**self._sees(view))


def _moment(view: dict[str, Any]) -> str:
    return f"{view['turn']} {view['from']} {view['state']}"
