"""A page at the table of a game: it follows its room, and shows each part anew when it changed."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from nicegui import Client, background_tasks, ui

from wargame.declare.errors import WargameError
from wargame.web import shell
from wargame.web.rooms import Rooms

if TYPE_CHECKING:
    from wargame.play.room import Room


class Part:
    """A piece of a page that is filled from a template, and only sent when it differs."""

    def __init__(self, template: str, **first: Any) -> None:
        self.template = template
        self._shown = shell.fill(template, **first)
        self._element = ui.html(self._shown, sanitize=False)

    def fill(self, **values: Any) -> None:
        """Show the template with `values`."""
        self.fill_as(self.template, **values)

    def fill_as(self, template: str, **values: Any) -> None:
        """Show another template in its place."""
        text = shell.fill(template, **values)
        if text != self._shown:
            self._shown = text
            self._element.set_content(text)


class Table:
    """Follows `room` for one open page: `refresh` is called after changes, never twice at once."""

    def __init__(
        self, rooms: Rooms, room: Room, client: Client, refresh: Callable[[], Awaitable[None]]
    ) -> None:
        self.rooms, self.room, self.client = rooms, room, client
        self._refresh = refresh
        self._busy = self._again = False
        self._end: Callable[[], None] | None = None
        client.on_connect(self._begin)
        client.on_disconnect(self._leave)
        client.on_delete(self._leave)

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
                await self._refresh()
        finally:
            self._busy = False

    def turned(self, status: dict[str, Any]) -> None:
        """Tell the page which turn it shows, and when that ends by the clock."""
        moment = f"{status['turn']} {status['state']}"
        shell.call(self.client, "turned", moment, status["deadline"])

    async def act(self, work: Callable[..., Any], *given: Any, done: str = "") -> Any:
        """Do what the page asked of the room, and say how it went -> what the room gave."""
        try:
            result = await self.rooms.call(work, *given)
        except WargameError as error:
            shell.call(self.client, "said", str(error), True)
            return None
        except Exception:
            traceback.print_exc()
            shell.call(self.client, "said", "Something went wrong; that does not count.", True)
            return None
        if done:
            shell.call(self.client, "said", done, False)
        return result


def shield(handler: Callable[[Any], Awaitable[None]]) -> Callable[[Any], None]:
    """An event handler that runs beside the page, with what the browser sent."""

    def begin(event: Any) -> None:
        background_tasks.create(handler(event.args), name="play")

    return begin
