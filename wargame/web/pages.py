"""Every page and address of the server."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from wargame.web import downloads, explore, facilitator, lesson_view, lobby, review, screen, seat
from wargame.web.answer_queue import Desk
from wargame.web.rooms import Rooms

PATIENCE = 60.0  # seconds; after a start the first room has to load the model
NO_SEAT = "/play?said=This+browser+holds+no+seat+in+that+room."
NOT_YET = "/play?said=The+debrief+opens+to+the+seats+when+the+game+is+over."


def add(application: Any, desk: Desk, rooms: Rooms) -> None:
    """Register the pages with NiceGUI and other addresses with `application`."""

    @application.get("/")  # type: ignore[untyped-decorator]
    def first() -> RedirectResponse:
        """The first page is the one to explore."""
        return RedirectResponse("/explore")

    @ui.page("/explore")
    def explore_page(request: Request) -> None:
        explore.page(desk, dict(request.query_params))

    downloads.add(application, desk)
    lobby.add(application, rooms)
    lesson_view.add(application, desk)

    @ui.page("/play/{name}", response_timeout=PATIENCE)
    async def table(request: Request, name: str) -> Response | None:
        held = await rooms.seat(name, dict(request.cookies))
        if held is None:
            return RedirectResponse(NO_SEAT, status_code=303)
        room, who = held
        if who == "facilitator":
            facilitator.LeadPage(rooms, room).build(await rooms.call(facilitator.look, room))
        else:
            view = await rooms.call(room.view, who)
            choices = await rooms.call(room.choices, who)
            seat.SeatPage(desk, rooms, room, who).build(view, choices)
        return None

    @ui.page("/play/{name}/screen", response_timeout=PATIENCE)
    async def in_public(request: Request, name: str) -> Response | None:
        held = await rooms.seat(name, dict(request.cookies))
        if held is None:
            return RedirectResponse(NO_SEAT, status_code=303)
        screen.ScreenPage(rooms, held[0]).build(await rooms.call(screen.look, held[0]))
        return None

    @ui.page("/play/{name}/debrief", response_timeout=PATIENCE)
    async def debrief(request: Request, name: str) -> Response | None:
        held = await rooms.seat(name, dict(request.cookies))
        if held is None:
            return RedirectResponse(NO_SEAT, status_code=303)
        room, who = held
        status = await rooms.call(room.status)
        if who != "facilitator" and status["state"] != "finished":
            return RedirectResponse(NOT_YET, status_code=303)
        review.ReviewPage(desk, rooms, room, who).build(status)
        return None

    @application.get("/play/{name}/debrief.html")  # type: ignore[untyped-decorator]
    async def debrief_report(request: Request, name: str) -> Response:
        """The debrief to take away, for those who may see it."""
        held = await rooms.seat(name, dict(request.cookies))
        if held is None:
            return RedirectResponse(NO_SEAT, status_code=303)
        room, who = held
        status = await rooms.call(room.status)
        if (who != "facilitator" and status["state"] != "finished") or not room.log.played:
            return RedirectResponse(NOT_YET, status_code=303)
        text = {"content-disposition": 'attachment; filename="debrief.html"'}
        page = await review.reported(desk, rooms, room)
        return Response(page, media_type="text/html", headers=text)
