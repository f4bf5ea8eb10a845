"""The debrief: timeline, belief against truth, turning points, what else could have happened."""

from __future__ import annotations

import asyncio
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.declare.errors import WargameError
from wargame.play.refused import Refused
from wargame.report import debrief_page as told_game
from wargame.scenario import seat_levers as levers
from wargame.web import shell, spark
from wargame.web.answer_queue import Desk
from wargame.web.game_table import Part, Table, shield
from wargame.web.lobby import SEATS
from wargame.web.order_form import fields, given
from wargame.web.rooms import Rooms

if TYPE_CHECKING:
    from wargame.play.room import Room

KEPT = 20  # debriefs that are remembered
Key = tuple[str, str]  # room, fingerprint of its last turn
_made: OrderedDict[Key, dict[str, Any]] = OrderedDict()
_making: dict[Key, asyncio.Future[dict[str, Any]]] = {}


async def debriefed(desk: Desk, rooms: Rooms, room: Room) -> dict[str, Any]:
    """The debrief of a room as it stands, made in a worker process, once for all who ask."""
    from wargame.play.debrief import debrief

    game = await rooms.call(room.game)
    key = (room.id, room.log.prints[-1] if room.log.prints else "")
    if key in _made:
        return _made[key]
    if key not in _making:
        work = desk.front.run(debrief, game, tuple(room.log.said))
        _making[key] = asyncio.ensure_future(work)
    try:
        result = await asyncio.shield(_making[key])
    finally:
        _making.pop(key, None)
    _made[key] = result
    while len(_made) > KEPT:
        _made.popitem(last=False)
    return result


def report(game: Any, found: dict[str, Any]) -> bytes:
    """In a worker: a debrief as one HTML page that works alone."""
    from wargame.results.provenance import provenance

    facts = provenance(game.scenario, f"wargame play debrief {game.id}")
    with tempfile.TemporaryDirectory(prefix="wargame-") as place:
        told_game.write(Path(place), found, facts)
        return (Path(place) / "game.html").read_bytes()


async def reported(desk: Desk, rooms: Rooms, room: Room) -> bytes:
    """The debrief of a room as a page to take away."""
    result = await debriefed(desk, rooms, room)
    page: bytes = await desk.back.run(report, await rooms.call(room.game), result)
    return page


class ReviewPage:
    """One browser at the debrief."""

    def __init__(self, desk: Desk, rooms: Rooms, room: Room, who: str) -> None:
        self.desk, self.rooms, self.room, self.who = desk, rooms, room, who
        self.table = Table(rooms, room, ui.context.client, self.refresh)
        self._begun = self._asking = False

    def build(self, status: dict[str, Any]) -> None:
        """Lay the page out; the debrief itself comes when it is made."""
        shell.dress(f"Debrief – {status['name']}", "/play", "play.js")
        with ui.element("main").classes("review").props('id="main"'):
            shell.markup("review_head.html.j2", status=status)
            self.body = Part("review_wait.html.j2")
            with ui.element("section").classes("orders"):
                shell.markup("review_form.html.j2", names=SEATS)
                self.other = Part("review_other.html.j2", result=None)
        shell.foot("The others’ later orders stay as they were: nobody answers a change.")
        ui.on("review-lever", shield(self.levers))
        ui.on("review-ask", shield(self.ask))

    async def refresh(self) -> None:
        """Make and show the debrief, once; take it away where the game goes on after all."""
        if not self._may_know():
            self._begun = False
            self.body.fill_as("review_wait.html.j2")
            self.other.fill(result=None)
            return
        if self._begun:
            return
        self._begun = True
        try:
            result = await debriefed(self.desk, self.rooms, self.room)
        except WargameError as error:
            shell.call(self.table.client, "said", str(error), True)
            return
        self.body.fill_as("review_body.html.j2", **told(result), names=SEATS)
        shell.call(self.table.client, "turned", "debrief", None)

    def _may_know(self) -> bool:
        """Whether this browser's seat may see the truth now; if not, it is told why."""
        try:
            self.room.may_know(self.who)
        except Refused as error:
            shell.call(self.table.client, "said", str(error), True)
            return False
        return True

    async def levers(self, seat: Any) -> None:
        """The levers of a seat, for the question that is to be asked."""
        if seat in list(SEATS)[:4] and self._may_know():
            result = await self.rooms.call(self.room.choices, seat)
            shell.call(self.table.client, "levers", fields(result))

    async def ask(self, asked: Any) -> None:
        """What if a seat had ordered otherwise in a turn: {turn, seat, orders}; one at a time."""
        if self._asking or not self._may_know():
            return
        self._asking = True
        try:
            await self._ask(asked)
        finally:
            self._asking = False

    async def _ask(self, asked: Any) -> None:
        from wargame.play.counterfactual import counterfactual

        try:
            if not isinstance(asked, dict) or asked.get("seat") not in list(SEATS)[:4]:
                raise Refused("choose a seat and a turn")
            seat, turn = str(asked["seat"]), int(asked.get("turn") or 0)
            choices = await self.rooms.call(self.room.choices, seat)
            orders = given(asked.get("orders"), choices)
            shell.call(self.table.client, "said", "The war is being played again…", False)
            game = await self.rooms.call(self.room.game)
            result = await self.desk.front.run(counterfactual, game, turn, seat, orders)
        except (WargameError, ValueError, TypeError) as error:
            shell.call(self.table.client, "said", str(error), True)
            return
        for one in result["things"]:
            # Before the turn that is changed the two are one line.
            one["chart"] = spark.drawn(one["played"], other=one["changed"])
            one["last"] = [_one(one[key][-1]) for key in ("played", "changed", "low", "high")]
        result |= {"told": told_game.other(result)}
        self.other.fill(result=result)
        shell.call(
            self.table.client, "said", "Below: the war as it was, and as it would have been.", False
        )


def told(found: dict[str, Any]) -> dict[str, Any]:
    """The debrief in words and charts."""
    beliefs: dict[str, list[dict[str, Any]]] = {}
    for one in found["beliefs"]:
        chart = spark.drawn(one["value"], one["low"], one["high"], other=one["truth"])
        span = f"{found['months'][0]} to {found['months'][-1]}"
        shown = one | {"chart": chart, "span": span, "worst": _worst(one, found["months"])}
        beliefs.setdefault(one["seat"], []).append(shown)
    turns = [
        one | {
            "ordered": {
                seat: levers.told(seat, orders) for seat, orders in one["orders"].items()
            },
            "brought": [told_game.event(e) for e in one["injected"]],
        }
        for one in found["turns"]
    ]  # fmt: skip
    points = [told_game.point(one) for one in found["points"][: told_game.POINTS]]
    seats = [told_game.score(seat, found) for seat in told_game.NAMES]
    return {"found": found, "beliefs": beliefs, "turns": turns, "points": points, "rows": seats}


def _worst(one: dict[str, Any], months: list[str]) -> str:
    """The month in which an estimate was furthest from the truth, in words; '' where none was."""
    pairs = list(zip(one["value"], one["truth"]))
    errors = [abs(a - b) if None not in (a, b) else 0.0 for a, b in pairs]
    at = max(range(len(errors)), key=errors.__getitem__)
    if not errors[at]:
        return ""
    before = len(errors) - len(months)  # a stock is also known at the opening
    when = months[at - before] if at >= before else "the opening"
    believed, true = pairs[at]
    return f"{when}, believed {_one(believed)}, in truth {_one(true)}"


def _one(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
