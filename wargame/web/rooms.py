"""The rooms of the server: one store of games, threads for what takes a moment, and the clock.

Every call of a room is made in a thread of a small pool, so that a turn that is being played keeps
no page waiting; a change is told to the pages in the server's own loop.
"""

from __future__ import annotations

import asyncio
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakValueDictionary

from wargame.play.codes import RateLimit
from wargame.play.refused import Refused
from wargame.play.store import Store
from wargame.scenario.library import shipped
from wargame.web import server_directory
from wargame.web.uploads import UPLOADED, folder_of, uploaded

if TYPE_CHECKING:
    from wargame.play.room import Room

THREADS = 4
WRONG, WRONG_SECONDS = 5, 60.0  # wrong codes of one address, and for how long they count
OPENED, OPENED_SECONDS = 30, 3600.0  # rooms that one address may open
Result = TypeVar("Result")
COOKIE = "wargame-seat-"  # and the name of the room


class Rooms:
    """All rooms of the server, and who may try what how often."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._store: Store | None = None
        self._opening = threading.Lock()
        self._threads = ThreadPoolExecutor(THREADS, "rooms")
        self._wrong = RateLimit(WRONG, WRONG_SECONDS)
        self._openings = RateLimit(OPENED, OPENED_SECONDS)
        self._joining: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._live: dict[str, Room] = {}
        self._clock: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Let the clock run, and load the model before the first room asks for it."""
        self._clock = asyncio.create_task(self._tick())
        asyncio.get_running_loop().run_in_executor(self._threads, _load)

    def stop(self) -> None:
        """Close the store; everything that counts is on disk already."""
        if self._clock:
            self._clock.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)
        if self._store:
            self._store.close()

    @property
    def store(self) -> Store:
        """The store, opened when it is first needed."""
        with self._opening:  # all of a class may come at once
            if self._store is None:
                self._store = Store(self._path or server_directory.directory() / "games.sqlite")
            return self._store

    async def call(self, work: Callable[..., Result], *given: object) -> Result:
        """`work(*given)` in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    async def room(self, name: str) -> Room:
        """The room of that name. Raises Refused if there is none."""

        def bring() -> Room:
            room = self.store.room(name)
            room.catch_up()
            return room

        self._live[name] = room = await self.call(bring)
        return room

    async def open(self, address: str, scenario: str, **choices: Any) -> tuple[str, str]:
        """Open a room -> its name and the facilitator's token. Raises WargameError.

        scenario: a shipped one by name, or one that was uploaded; never a path.
        """
        if not self._openings.allow(address, time.monotonic()):
            raise Refused("too many rooms were opened from here; try again in an hour")
        text = uploaded(scenario)
        if text is None and scenario not in shipped():
            raise Refused("there is no such scenario here")

        def make() -> tuple[str, str]:
            with folder_of(text) as folder:
                file = scenario if text is None else str(folder / UPLOADED)
                room = self.store.create(file, **choices)
            self._live[room.id] = room
            return room.id, room.join(room.codes["facilitator"])

        return await self.call(make)

    async def join(self, address: str, code: str) -> tuple[str, str]:
        """Room and token for a join code. Raises Refused; after a few wrong codes, for a while."""

        def enter() -> tuple[str, str]:
            room = self.store.room_of(code)
            if room is None:
                raise Refused("this code opens no seat here")
            room.catch_up()
            return room.id, room.join(code)

        # One try after the other, or many at once would all be tried.
        async with self._joining.setdefault(address, asyncio.Lock()):
            if not self._wrong.allow(address, time.monotonic(), counted=False):
                raise Refused("too many wrong codes came from here; wait a minute and try again")
            try:
                return await self.call(enter)
            except Refused:
                self._wrong.allow(address, time.monotonic())
                raise

    async def seat(self, name: str, cookies: dict[str, str]) -> tuple[Room, str] | None:
        """The room and the seat in it that a browser's cookies hold, if any."""
        token = cookies.get(COOKIE + name)
        holder = await self.call(lambda: self.store.holder(token)) if token else None
        if holder is None or holder[0] != name:
            return None
        try:
            return await self.room(name), holder[1]
        except Refused:
            return None

    def watch(self, room: Room, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback()` in the loop after every change of `room`; returns what ends it."""
        loop = asyncio.get_running_loop()

        def notify(_: Room) -> None:
            loop.call_soon_threadsafe(callback)

        return room.listen(notify)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            for room in list(self._live.values()):
                if room.log.deadline is not None:
                    try:
                        await self.call(room.tick)
                    except Refused:
                        continue  # the facilitator was quicker
                    except Exception:
                        traceback.print_exc()  # one room's trouble must not stop all clocks


def _load() -> None:
    from wargame.play import room  # noqa: F401
    from wargame.web.workers import warm

    warm()
