"""Lessons in the app: the same page that `wargame lesson export` writes, made when first asked for.

Its runs are made in the background and kept on disk; a lesson that the model does not bear out is
not shown. The instructor's key is not served: a class shares this server.
"""

from __future__ import annotations

import asyncio
from typing import Any

from nicegui import background_tasks, ui
from starlette.responses import Response

from wargame.declare.errors import WargameError
from wargame.web import shell
from wargame.web.answer_queue import Desk

_made: dict[str, bytes] = {}
_making: dict[str, asyncio.Future[bytes]] = {}


def make(name: str) -> bytes:
    """In a worker: the page of a shipped lesson, its runs made or read where they are kept."""
    from wargame.questions import lesson_loading
    from wargame.questions.question_library import shipped
    from wargame.report.lesson_page import html
    from wargame.study.lesson_grid import grid, provenance
    from wargame.study.lesson_truth import verify

    result = grid(lesson_loading.load(shipped("lesson")[name]), workers=1)
    verify(result)
    return html(result, provenance(result, f"wargame lesson export {name}")).encode()


async def page_of(desk: Desk, name: str) -> bytes:
    """The page of a lesson, made once for all who ask. Raises WargameError."""
    if name not in _made:
        if name not in _making:
            _making[name] = asyncio.ensure_future(desk.back.run(make, name))
        try:
            _made[name] = await asyncio.shield(_making[name])
        finally:
            _making.pop(name, None)
    return _made[name]


def add(application: Any, desk: Desk) -> None:
    """Register the list of lessons, a page for each, and what stands in its frame."""
    from wargame.questions import lesson_loading
    from wargame.questions.question_library import shipped

    @ui.page("/lessons")
    def every() -> None:
        shell.dress("Lessons", "/lessons")
        result = [(name, lesson_loading.load(path)) for name, path in shipped("lesson").items()]
        shell.markup("lessons.html.j2", lessons=result)
        shell.foot()

    @ui.page("/lessons/{name}")
    def one(name: str) -> Any:
        if name not in shipped("lesson"):
            return Response("There is no such lesson.\n", 404)
        result = lesson_loading.load(shipped("lesson")[name])
        shell.dress(result.title, "/lessons", "lesson.js")
        shell.markup("lesson.html.j2", lesson=result, points=len(result.points))
        client = ui.context.client

        async def begin() -> None:
            try:
                await page_of(desk, name)
            except WargameError as error:
                shell.call(client, "lesson", "", f"This lesson cannot be shown: {error}")
                return
            shell.call(client, "lesson", f"/lessons/{name}/page", "")

        async def ready() -> None:
            await client.connected(timeout=30)
            await begin()

        background_tasks.create(ready(), name="lesson")
        return None

    @application.get("/lessons/{name}/page")  # type: ignore[untyped-decorator]
    async def alone(name: str) -> Response:
        """A lesson as it is exported: one page that works alone."""
        if name not in shipped("lesson"):
            return Response("There is no such lesson.\n", 404)
        return Response(await page_of(desk, name), media_type="text/html")
