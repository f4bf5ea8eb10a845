"""Lessons in the app: the same page that `wargame lesson export` writes, made when first asked for.

Its runs are made in the background and kept on disk; a lesson that the model does not bear out is
not shown. The instructor's key is not served: a class shares this server.
"""

from __future__ import annotations

from fastapi import FastAPI
from nicegui import Client, background_tasks, ui
from starlette.responses import Response

from wargame.declare.errors import WargameError
from wargame.web import shell
from wargame.web.answer_queue import AnswerQueue
from wargame.web.workers import Once

MOST = 50  # lessons
_pages: Once[bytes] = Once(MOST)


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


async def page_of(queue: AnswerQueue, name: str) -> bytes:
    """The page of a lesson, made once for all who ask. Raises WargameError."""
    return await _pages.get(name, lambda: queue.back.run(make, name))


def add(application: FastAPI, queue: AnswerQueue) -> None:
    """Register the list of lessons, a page for each, and what stands in its frame."""
    from wargame.questions import lesson_loading
    from wargame.questions.question_library import shipped

    @ui.page("/lessons")
    def every() -> None:
        shell.head("Lessons", "/lessons")
        result = [(name, lesson_loading.load(path)) for name, path in shipped("lesson").items()]
        shell.markup("lessons.html.j2", lessons=result)
        shell.footer()

    @ui.page("/lessons/{name}")
    def one(name: str) -> Response | None:
        if name not in shipped("lesson"):
            return Response("There is no such lesson.\n", 404)
        result = lesson_loading.load(shipped("lesson")[name])
        shell.head(result.title, "/lessons", "lesson.js")
        shell.markup("lesson.html.j2", lesson=result, points=len(result.points))
        background_tasks.create(frame(ui.context.client, name), name="lesson")
        return None

    async def frame(client: Client, name: str) -> None:
        """Show the lesson in its frame, or why it cannot be shown."""
        await client.connected(timeout=30)
        try:
            await page_of(queue, name)
        except WargameError as error:
            shell.call(client, "lesson", "", f"This lesson cannot be shown: {error}")
        else:
            shell.call(client, "lesson", f"/lessons/{name}/page", "")

    @application.get("/lessons/{name}/page")
    async def alone(name: str) -> Response:
        """A lesson as it is exported: one page that works alone."""
        if name not in shipped("lesson"):
            return Response("There is no such lesson.\n", 404)
        return Response(await page_of(queue, name), media_type="text/html")
