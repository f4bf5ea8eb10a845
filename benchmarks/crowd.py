"""A crowd of real browsers that play in rooms: how soon each page shows a turn, and what fails."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from tests.web.conftest import Server

SEATS = ("moscow", "kyiv", "europe", "washington")
ACTS = (Path(__file__).parent / "texts" / "crowd.js").read_text(encoding="utf-8")


class Room:
    """Four seats and a facilitator, each a browser with cookies of its own."""

    def __init__(self) -> None:
        self.lead: Any = None
        self.seats: list[Any] = []
        self.clicks: dict[str, float] = {}  # moment that was left -> time of the last click
        self.turns = 0

    @property
    def views(self) -> list[Any]:
        """All pages."""
        return [self.lead, *self.seats]


PAUSE = 6.0, 24.0  # seconds that a seat thinks
TURNS = 35  # a game of continued_war ends with its 36th turn, and nothing is shown open after it


async def _enter(browser: Any, server: Server, errors: list[str]) -> Any:
    context = await browser.new_context(viewport={"width": 1000, "height": 800})
    context.set_default_timeout(180_000)
    view = await context.new_page()
    view.on("pageerror", lambda error: errors.append(str(error)))
    await view.goto(f"{server.address}/play")
    return view


async def _act(view: Any, name: str) -> Any:
    return await view.evaluate(f"({ACTS})['{name}']()")


async def _sit(view: Any) -> None:
    await view.wait_for_function("document.documentElement.dataset.turn")
    await _act(view, "note")


async def _open(browser: Any, server: Server, errors: list[str]) -> Room:
    room = Room()
    room.lead = await _enter(browser, server, errors)
    await room.lead.locator("form.open button").click()
    await _sit(room.lead)
    codes = await room.lead.locator("tbody .code").all_text_contents()
    for code in codes[: len(SEATS)]:
        view = await _enter(browser, server, errors)
        await view.locator("[name=code]").fill(code)
        await view.locator("form[action='/play/join'] button").click()
        await _sit(view)
        room.seats.append(view)
    return room


async def _run(room: Room, until: float, random_: random.Random) -> None:
    """Turn after turn, until the time is over or the game is."""
    while time.monotonic() < until and room.turns < TURNS:
        moment = f"{room.turns + 1} open"
        times = await asyncio.gather(
            *[_decide(view, moment, random_.uniform(*PAUSE)) for view in room.seats]
        )
        room.clicks[f"{room.turns + 2} open"] = max(times)
        room.turns += 1


async def _decide(view: Any, moment: str, pause: float) -> float:
    await view.wait_for_function(f"document.documentElement.dataset.turn === '{moment}'")
    await asyncio.sleep(pause / 2)
    await _act(view, "order")
    await asyncio.sleep(pause / 2)
    return float(await _act(view, "ready"))


class Played(NamedTuple):
    """What was seen: times in ms from the last click to each display; memory in MiB."""

    rooms: int
    seconds: float
    memory: list[float]
    turns: int
    shown: list[float]
    errors: list[str]


async def play(server: Server, browser: Any, rooms: int, seconds: float) -> Played:
    """`rooms` rooms of five browsers for `seconds`."""
    errors: list[str] = []
    made = [await _open(browser, server, errors) for _ in range(rooms)]
    begun = time.monotonic()
    random_ = random.Random(1)
    tasks = [asyncio.create_task(_run(room, begun + seconds, random_)) for room in made]
    held = []
    for share in (0.1, 0.5, 1.0):
        await asyncio.sleep(max(0.0, begun + share * seconds - time.monotonic()))
        held.append(psutil.Process(server.process.pid).memory_info().rss / (1 << 20))
    await asyncio.gather(*tasks)
    await asyncio.sleep(5)
    shown = []
    for room in made:
        for view in room.views:
            first: dict[str, float] = {}
            for moment, at in await view.evaluate("window.noted"):
                first.setdefault(moment, at)
            shown += [first[m] - at for m, at in room.clicks.items() if m in first]
            missing = [moment for moment in room.clicks if moment not in first]
            errors += [f"turn {moment} was not shown" for moment in missing]
        for view in room.views:
            await view.context.close()
    turns = sum(room.turns for room in made)
    return Played(rooms, seconds, held, turns, shown, errors)
