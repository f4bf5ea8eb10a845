"""A page at the table of a game: it follows its room, and shows each part anew when it changed."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from nicegui import background_tasks, ui
from nicegui.events import GenericEventArguments

from wargame.declare.errors import WargameError
from wargame.web import shell
from wargame.web.rooms import Rooms

if TYPE_CHECKING:
    from wargame.play.room import Room

Result = TypeVar("Result")
PLAYERS = {"person": "a person", "machine": "the machine", "model": "the model’s own rule"}
FACILITATOR = "facilitator"


class Part:
    """A piece of a page that is filled from a template, and only sent when it differs."""

    def __init__(self, template: str, **first: object) -> None:
        self.template = template
        self._shown = shell.fill(template, **first)
        self._element = ui.html(self._shown, sanitize=False)

    def fill(self, template: str = "", **values: object) -> None:
        """Show the template, or another one in its place, with `values`."""
        text = shell.fill(template or self.template, **values)
        if text != self._shown:
            self._shown = text
            self._element.set_content(text)


class RoomPage(ABC):
    """One open page that follows `room`: `refresh` is called after changes, never twice at once."""

    def __init__(self, rooms: Rooms, room: Room) -> None:
        self.rooms, self.room, self.client = rooms, room, ui.context.client
        self._busy = self._again = False
        self._asked: set[str] = set()
        self._end: Callable[[], None] | None = None
        self.client.on_connect(self._begin)
        self.client.on_disconnect(self._leave)
        self.client.on_delete(self._leave)

    @abstractmethod
    async def refresh(self) -> None:
        """Show the room as it is now."""

    def _begin(self) -> None:
        if self._end is None:
            self._end = self.rooms.watch(self.room, self.changed)
        self.changed()

    def _leave(self) -> None:
        if self._end:
            self._end()
            self._end = None

    def changed(self) -> None:
        """The room has changed: show it, soon."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        background_tasks.create(self._show(), name="table")

    async def _show(self) -> None:
        try:
            self._again = True
            while self._again:
                self._again = False
                await self.refresh()
        finally:
            self._busy = False

    def turned(self, status: Mapping[str, Any]) -> None:
        """Tell the page which turn it shows, and when that ends by the clock."""
        moment = f"{status['turn']} {status['state']}"
        shell.call(self.client, "turned", moment, status["deadline"])

    def say(self, words: str, wrong: bool = False) -> None:
        """Show words to the reader."""
        shell.call(self.client, "said", words, wrong)

    def on(self, event: str, handler: Callable[[Any], Awaitable[None]]) -> None:
        """Have `handler` run beside the page, with what the browser sent."""

        def begin(sent: GenericEventArguments) -> None:
            background_tasks.create(handler(sent.args), name="play")

        ui.on(event, begin)

    async def act(
        self, work: Callable[..., Result], *given: object, done: str = ""
    ) -> Result | None:
        """Do what the page asked of the room, and say how it went -> what the room gave."""
        try:
            result = await self.rooms.call(work, *given)
        except WargameError as error:
            self.say(str(error), True)
            return None
        except Exception:
            traceback.print_exc()
            self.say("Something went wrong; that does not count.", True)
            return None
        if done:
            self.say(done)
        return result

    async def one_at_a_time(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do what takes long, unless this page has it under way; words for what is refused."""
        name = work.__qualname__
        if name in self._asked:
            return
        self._asked.add(name)
        try:
            await work()
        except WargameError as error:
            self.say(str(error), True)
        finally:
            self._asked.discard(name)
