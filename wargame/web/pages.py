"""Every page and address of the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from nicegui import ui
from starlette.responses import RedirectResponse, Response

from wargame.web import (
    downloads,
    explore,
    facilitator,
    lesson_view,
    lobby,
    panel_pages,
    review,
    screen,
    seat,
)
from wargame.web.answer_queue import AnswerQueue
from wargame.web.game_table import FACILITATOR
from wargame.web.rooms import Rooms

if TYPE_CHECKING:
    from wargame.play.room import Room

    Place = tuple[Room, str]  # a room, and who the browser is in it
else:
    Place = Any  # FastAPI reads annotations when it starts

PATIENCE = 60.0  # seconds; after a start the first room has to load the model
NO_SEAT = "/play?said=This+browser+holds+no+seat+in+that+room."
NOT_YET = "/play?said=The+debrief+opens+to+the+seats+when+the+game+is+over."


def add(application: FastAPI, queue: AnswerQueue, rooms: Rooms) -> None:
    """Register the pages with NiceGUI and other addresses with `application`."""

    @application.get("/")
    def first() -> RedirectResponse:
        """The first page is the one to explore."""
        return RedirectResponse("/explore")

    @ui.page("/explore")
    def explore_page(request: Request) -> None:
        explore.page(queue, dict(request.query_params))

    downloads.add(application, queue)
    lobby.add(application, rooms)
    lesson_view.add(application, queue)
    panel_pages.add(application, queue)

    async def seated(request: Request, name: str) -> Place:
        """The room, and the seat in it that the browser holds; others are sent to the lobby."""
        place = await rooms.seat(name, dict(request.cookies))
        if place is None:
            raise HTTPException(303, headers={"location": NO_SEAT})
        return place

    async def reviewing(request: Request, name: str) -> Place:
        """The same, of those who may see the debrief."""
        room, who = await seated(request, name)
        if who != FACILITATOR and room.log.state != "finished":
            raise HTTPException(303, headers={"location": NOT_YET})
        return room, who

    here, after = Depends(seated), Depends(reviewing)

    @ui.page("/play/{name}", response_timeout=PATIENCE)
    async def table(place: Place = here) -> None:
        room, who = place
        if who == FACILITATOR:
            facilitator.LeadPage(rooms, room).build(await rooms.call(facilitator.snapshot_of, room))
        else:
            view = await rooms.call(room.view, who)
            choices = await rooms.call(room.choices, who)
            seat.SeatPage(queue, rooms, room, who).build(view, choices)

    @ui.page("/play/{name}/screen", response_timeout=PATIENCE)
    async def in_public(place: Place = here) -> None:
        room, _ = place
        screen.ScreenPage(rooms, room).build(await rooms.call(screen.snapshot_of, room))

    @ui.page("/play/{name}/debrief", response_timeout=PATIENCE)
    async def debrief(place: Place = after) -> None:
        room, who = place
        review.ReviewPage(queue, rooms, room, who).build(await rooms.call(room.status))

    @application.get("/play/{name}/debrief.html")
    async def debrief_report(place: Place = after) -> Response:
        """The debrief to take away, for those who may see it."""
        room, _ = place
        if not room.log.played:
            return RedirectResponse(NOT_YET, status_code=303)
        page = await review.reported(queue, rooms, room)
        return downloads.attachment(page, "debrief.html", "text/html")
