"""The way into games: open a room, or take a seat with a code. Plain forms, so that a seat is a
cookie of the browser's that no script can read."""

from __future__ import annotations

import math
from typing import Any

from fastapi import FastAPI, Request
from nicegui import ui
from starlette.datastructures import FormData
from starlette.responses import Response

from wargame.declare.errors import WargameError
from wargame.evidence import seats
from wargame.play.refused import Refused
from wargame.web import plain_forms, shell
from wargame.web.game_table import PLAYERS
from wargame.web.rooms import COOKIE, Rooms
from wargame.web.state import DEFAULT, base_of, names
from wargame.web.uploads import uploaded

MOST_FORM = 4000  # bytes


def add(application: FastAPI, rooms: Rooms) -> None:
    """Register the lobby and its two forms."""

    @ui.page("/play", response_timeout=60.0)  # a room may have to be brought back
    async def lobby(request: Request) -> None:
        occupied = []
        for key in request.cookies:
            if key.startswith(COOKIE):
                result = await rooms.seat(key[len(COOKIE) :], dict(request.cookies))
                if result:
                    status = await rooms.call(result[0].status)
                    title = status["titles"].get(result[1], "Facilitator")
                    occupied.append({"seat": title} | status)
        scenario, valid = request.query_params.get("s", DEFAULT), names()
        if uploaded(scenario):
            valid = {scenario: "the uploaded scenario"} | valid
        shell.head("Play", "/play")
        shell.markup(
            "lobby.html.j2", names=valid, scenario=scenario, seats=titles(scenario),
            players=PLAYERS, occupied=occupied, message=request.query_params.get("said", "")[:300],
        )  # fmt: skip
        shell.footer("Join codes are for a classroom; they are no protection on the open internet.")

    @application.post("/play/open")
    async def open_room(request: Request) -> Response:
        """Open a room from the lobby's form."""
        try:
            form = await plain_forms.read(request, MOST_FORM)
            name, token = await rooms.open(plain_forms.address(request), **_choices(form))
        except WargameError as error:
            return plain_forms.back("/play", error)
        return plain_forms.holding(request, f"/play/{name}", COOKIE + name, token, "/play")

    @application.post("/play/join")
    async def join_room(request: Request) -> Response:
        """Take the seat of a join code."""
        try:
            form = await plain_forms.read(request, MOST_FORM)
            code = str(form.get("code", ""))
            name, token = await rooms.join(plain_forms.address(request), code)
        except WargameError as error:
            return plain_forms.back("/play", error)
        return plain_forms.holding(request, f"/play/{name}", COOKIE + name, token, "/play")


def titles(scenario: str) -> dict[str, str]:
    """Seat -> its title in a scenario; those of the default where there is no such scenario."""
    try:
        theatre = base_of(scenario).theatre
    except WargameError:
        theatre = base_of(DEFAULT).theatre
    return {name: seat.title for name, seat in seats.load(theatre).items()}


def _choices(form: FormData) -> dict[str, Any]:
    text = {key: str(value).strip() for key, value in form.items()}

    def number(key: str) -> float | None:
        try:
            result = float(text[key]) if text.get(key) else None
        except ValueError:
            result = math.nan
        if result is not None and not math.isfinite(result):
            raise Refused(f"{key}: expected a number")
        return result

    turns, minutes, scenario = number("turns"), number("clock"), text.get("scenario", "")
    if turns is not None and turns != int(turns):
        raise Refused("turns: expected a whole number")
    return {
        "scenario": scenario,
        "turn": text.get("turn", "month"),
        "turns": None if turns is None else int(turns),
        "clock": None if minutes is None else minutes * 60.0,
        "name": text.get("name", "")[:60],
        "seats": {seat: text.get(seat, "person") for seat in titles(scenario)},
    }
