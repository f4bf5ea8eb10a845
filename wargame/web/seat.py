"""The page of a seat: its card, what it sees, its orders, the press, the adviser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.declare.errors import WargameError
from wargame.report import words
from wargame.scenario.seat_levers import told
from wargame.web import shell, spark
from wargame.web.answer_queue import Desk
from wargame.web.game_table import Part, Table, shield
from wargame.web.lobby import PLAYERS, SEATS
from wargame.web.order_form import fields, given
from wargame.web.rooms import Rooms

if TYPE_CHECKING:
    from wargame.play.room import Room

ADVISED = 200  # runs


class SeatPage:
    """One browser in one seat, which the server has read from its cookie and nothing changes."""

    def __init__(self, desk: Desk, rooms: Rooms, room: Room, seat: str) -> None:
        self.desk, self.room, self.seat = desk, room, seat
        self.advice: dict[str, Any] | None = None
        self.advised = ""
        self._advising = False
        self.table = Table(rooms, room, ui.context.client, self.refresh)

    def build(self, view: dict[str, Any], choices: list[dict[str, Any]]) -> None:
        """Lay the page out."""
        shell.dress(f"{SEATS[self.seat]} – {view['name']}", "/play", "play.js")
        with ui.element("main").classes("play").props('id="main"'):
            self.head = Part("play_head.html.j2", **self._head(view))
            self.card = Part("play_card.html.j2", card=view["card"])
            self.orders = Part("play_orders.html.j2", **self._orders(view, choices))
            # What is being typed must outlive what comes in: forms stand apart from news.
            with ui.element("section").classes("news").props('aria-label="News"'):
                shell.markup("play_say.html.j2")
                self.news = Part("play_news.html.j2", **self._news(view))
            self.sees = Part("play_sees.html.j2", **self._sees(view))
        shell.foot("Seats see estimates, never the truth. Join codes are for a classroom.")
        ui.on("play-orders", shield(self.submit))
        ui.on("play-ready", shield(self.ready))
        ui.on("play-withdraw", shield(self.withdraw))
        ui.on("play-say", shield(self.say))
        ui.on("play-advise", shield(self.advise))

    async def refresh(self) -> None:
        """Show the room as it is now."""
        view, choices = await self.table.rooms.call(self._look)
        self.head.fill(**self._head(view))
        self.orders.fill(**self._orders(view, choices))
        self.news.fill(**self._news(view))
        if self.advised != _moment(view):
            self.advice = None
        self.sees.fill(**self._sees(view))
        self.table.turned(view)

    def _look(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        return self.room.view(self.seat), self.room.choices(self.seat)

    def _head(self, view: dict[str, Any]) -> dict[str, Any]:
        return {"view": view, "seat": self.seat, "seats": SEATS, "players": PLAYERS}

    def _orders(self, view: dict[str, Any], choices: list[dict[str, Any]]) -> dict[str, Any]:
        going = view["state"] == "open" and view["seats"][self.seat] == "person"
        return {
            "fields": fields(choices), "going": going, "ready": self.seat in view["ready"],
            "ordered": bool(view["ordered"]), "turn": view["turn"], "state": view["state"],
        }  # fmt: skip

    def _news(self, view: dict[str, Any]) -> dict[str, Any]:
        return {"news": view["news"][::-1], "said": view["said"][::-1], "seats": SEATS}

    def _sees(self, view: dict[str, Any]) -> dict[str, Any]:
        advice = self.advice or {"things": (), "months": ("",)}
        fans = {one["name"]: one | {"until": advice["months"][-1]} for one in advice["things"]}
        parts = []
        for key, title in (
            ("own", "Your own books, exact"),
            ("public", "What everybody reads"),
            ("estimates", "Estimates: a value and a band that holds the truth four times in five"),
        ):
            parts.append({"title": title, "things": [_seen(one, fans) for one in view[key]]})
        return {"parts_of": parts, "advice": self.advice, "over": view["state"] == "finished"}

    async def submit(self, form: Any) -> None:
        """Orders from the form."""
        await self._give(form)

    async def _give(self, form: Any) -> bool:
        """Put what a form holds on record; whether that could be done."""
        choices = await self.table.rooms.call(self.room.choices, self.seat)
        try:
            orders = given(form, choices)
        except WargameError as error:
            shell.call(self.table.client, "said", str(error), True)
            return False
        done = f"On record for this turn: {'; '.join(told(self.seat, orders))}."
        if await self.table.act(self.room.submit, self.seat, orders, done=done) is None:
            return False
        shell.call(self.table.client, "taken")
        return True

    async def ready(self, wanted: Any) -> None:
        """Done with this turn, or not yet: {ready, orders}; what was filled in is ordered first."""
        result = wanted if isinstance(wanted, dict) else {"ready": wanted}
        if result.get("orders") and not await self._give(result["orders"]):
            return
        await self.table.act(self.room.ready, self.seat, result.get("ready") is True)

    async def withdraw(self, _: Any) -> None:
        """Take this turn's orders back."""
        await self.table.act(
            self.room.withdraw, self.seat, done="This turn’s orders are withdrawn."
        )

    async def say(self, text: Any) -> None:
        """Words to all seats."""
        await self.table.act(self.room.declare, self.seat, str(text)[:500])

    async def advise(self, _: Any) -> None:
        """Ask the adviser, in a worker process; one question at a time."""
        if self._advising:
            return
        self._advising = True
        try:
            await self._advise()
        finally:
            self._advising = False

    async def _advise(self) -> None:
        from wargame.play.adviser import advise

        view = await self.table.rooms.call(self.room.view, self.seat)
        shell.call(self.table.client, "said", "The adviser is counting 200 runs…", False)
        try:
            game = await self.table.rooms.call(self.room.game)
            result = await self.desk.front.run(advise, game, self.seat, ADVISED, view["ordered"])
        except WargameError as error:
            shell.call(self.table.client, "said", str(error), True)
            return
        self.advice, self.advised = result, _moment(view)
        shell.call(self.table.client, "said", "The adviser’s fans are in the charts below.", False)
        self.sees.fill(**self._sees(view))


def _moment(view: dict[str, Any]) -> str:
    return f"{view['turn']} {view['from']} {view['state']}"


def _seen(thing: dict[str, Any], fans: dict[str, Any]) -> dict[str, Any]:
    fan = fans.get(thing["name"])
    chart = spark.drawn(
        thing["history"], thing.get("lows"), thing.get("highs"),
        {key: fan[key] for key in ("low", "median", "high")} if fan else None,
    )  # fmt: skip
    end = None
    if fan and fan["median"] and fan["median"][-1] is not None:
        fine = words.step(fan["low"][-1], fan["high"][-1])
        end = [words.number(fan[key][-1], fine) for key in ("median", "low", "high")]
    return {
        "label": thing["label"], "unit": thing["unit"], "chart": chart, "end": end,
        "until": fan["until"] if fan else "",
        "value": amount(thing["value"]),
        "band": [amount(thing[key]) for key in ("low", "high")] if "low" in thing else None,
    }  # fmt: skip


def amount(value: float | None) -> str:
    """A number of a view as words, already rounded to what may be known; '' for none."""
    return "" if value is None else f"{value:,.10g}"
