"""The debrief: timeline, belief against truth, turning points, what else could have happened."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nicegui import ui

from wargame.play.refused import Refused
from wargame.report import debrief_page
from wargame.web import shell, spark
from wargame.web.answer_queue import AnswerQueue
from wargame.web.game_table import Part, RoomPage
from wargame.web.order_form import fields, parse
from wargame.web.rooms import Rooms
from wargame.web.workers import Once

if TYPE_CHECKING:
    from wargame.play.game import Game
    from wargame.play.room import Room

MOST = 20  # debriefs that are remembered
_debriefs: Once[dict[str, Any]] = Once(MOST)


async def debriefed(queue: AnswerQueue, rooms: Rooms, room: Room) -> dict[str, Any]:
    """The debrief of a room as it stands, made in a worker process, once for all who ask."""
    from wargame.play.debrief import debrief

    game, said = await rooms.call(lambda: (room.game(), tuple(room.log.declarations)))
    key = room.id, room.log.prints[-1] if room.log.prints else ""
    return await _debriefs.get(key, lambda: queue.front.run(debrief, game, said))


def report(game: Game, result: dict[str, Any]) -> bytes:
    """In a worker: a debrief as one HTML page that works alone."""
    from wargame.results.provenance import provenance

    facts = provenance(game.scenario, f"wargame play debrief {game.id}")
    with tempfile.TemporaryDirectory(prefix="wargame-") as place:
        debrief_page.write(Path(place), result, facts)
        return (Path(place) / "game.html").read_bytes()


async def reported(queue: AnswerQueue, rooms: Rooms, room: Room) -> bytes:
    """The debrief of a room as a page to take away."""
    result = await debriefed(queue, rooms, room)
    return await queue.back.run(report, await rooms.call(room.game), result)


class ReviewPage(RoomPage):
    """One browser at the debrief."""

    def __init__(self, queue: AnswerQueue, rooms: Rooms, room: Room, who: str) -> None:
        super().__init__(rooms, room)
        self.queue, self.who = queue, who
        self._begun = False

    def build(self, status: dict[str, Any]) -> None:
        """Lay the page out; the debrief itself comes when it is made."""
        shell.head(f"Debrief – {status['name']}", "/play", "play.js")
        with ui.element("main").classes("review").props('id="main"'):
            shell.markup("review_head.html.j2", status=status)
            self.body = Part("review_wait.html.j2")
            with ui.element("section").classes("orders"):
                shell.markup("review_form.html.j2", status=status)
                self.other = Part("review_other.html.j2", result=None)
        shell.footer("The others’ later orders stay as they were: nobody answers a change.")
        self.on("review-lever", self.levers)
        self.on("review-ask", self.ask)

    async def refresh(self) -> None:
        """Make and show the debrief, once; take it away where the game goes on after all."""
        if not self._may_see_truth():
            self._begun = False
            self.body.fill("review_wait.html.j2")
            self.other.fill(result=None)
        elif not self._begun:
            self._begun = True
            await self.one_at_a_time(self._show_debrief)

    async def _show_debrief(self) -> None:
        result = await debriefed(self.queue, self.rooms, self.room)
        titles = await self.rooms.call(self.room.titles)
        self.body.fill("review_body.html.j2", **in_words(result), names=titles)
        shell.call(self.client, "turned", "debrief", None)

    def _may_see_truth(self) -> bool:
        """Whether this browser's seat may see the truth now; if not, it is shown why."""
        try:
            self.room.check_may_see_truth(self.who)
        except Refused as error:
            self.say(str(error), True)
            return False
        return True

    async def levers(self, seat: object) -> None:
        """The levers of a seat, for the question that is to be asked."""
        if seat in self.room.log.seats and self._may_see_truth():
            result = await self.rooms.call(self.room.choices, seat)
            shell.call(self.client, "levers", fields(result))

    async def ask(self, asked: object) -> None:
        """What if a seat had ordered otherwise in a turn: {turn, seat, orders}."""
        if self._may_see_truth():
            await self.one_at_a_time(lambda: self._ask(asked))

    async def _ask(self, asked: object) -> None:
        from wargame.play.counterfactual import counterfactual

        question = asked if isinstance(asked, dict) else {}
        seat, turn = question.get("seat"), question.get("turn")
        if seat not in self.room.log.seats or not isinstance(turn, int):
            raise Refused("choose a seat and a turn")
        choices = await self.rooms.call(self.room.choices, seat)
        orders = parse(question.get("orders"), choices)
        self.say("The war is being played again…")
        game = await self.rooms.call(self.room.game)
        result = await self.queue.front.run(counterfactual, game, turn, seat, orders)
        for one in result["things"]:
            # Before the turn that is changed the two are one line.
            one["chart"] = spark.paths(one["played"], other=one["changed"])
            one["last"] = [_short(one[key][-1]) for key in ("played", "changed", "low", "high")]
        self.other.fill(result=result | {"told": debrief_page.other(result)})
        self.say("Below: the war as it was, and as it would have been.")


def in_words(debrief: dict[str, Any]) -> dict[str, Any]:
    """A debrief in words and charts, for the template."""
    beliefs: dict[str, list[dict[str, Any]]] = {}
    months, names = debrief["months"], debrief["names"]
    for one in debrief["beliefs"]:
        chart = spark.paths(one["value"], one["low"], one["high"], other=one["truth"])
        words = {"span": f"{months[0]} to {months[-1]}", "worst": _worst(one, months)}
        beliefs.setdefault(one["seat"], []).append(one | words | {"chart": chart})
    return {
        "found": debrief,
        "beliefs": beliefs,
        "turns": [
            one | {"brought": [debrief_page.event(e) for e in one["injected"]]}
            for one in debrief["turns"]
        ],
        "points": [
            debrief_page.point(one, names) for one in debrief["points"][: debrief_page.POINTS]
        ],
        "scores": debrief_page.score_table(debrief),
    }


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
    return f"{when}, believed {_short(believed)}, in truth {_short(true)}"


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
