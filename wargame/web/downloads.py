"""What can be taken away from a state: its scenario file, its report, its data; and an upload in.

The addresses carry the state as links do; nothing in them names a file.
"""

from __future__ import annotations

import asyncio
import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from wargame.declare.errors import WargameError
from wargame.web.answer_queue import AnswerQueue
from wargame.web.state import from_text, read, text_of, written
from wargame.web.uploads import MOST_BYTES, accept, uploaded

_LAY = re.compile(r"/[\w/.-]*/(?=explored\.yaml|uploaded\.yaml)")
AT_ONCE = 2  # reports under way; more wait their turn


def add(application: FastAPI, queue: AnswerQueue) -> None:
    """Register the addresses with `application`."""
    busy = asyncio.Semaphore(AT_ONCE)

    async def made(request: Request, what: str) -> Any:
        state, _ = read(dict(request.query_params))
        async with busy:
            return await queue.back.run(
                make, text_of(state), uploaded(state.scenario), state.months, what
            )

    @application.get("/explore/scenario.yaml")
    async def scenario(request: Request) -> Response:
        """The scenario file of a state; an uploaded scenario is written out in full."""
        state, _ = read(dict(request.query_params))
        text = text_of(state)
        upload = uploaded(state.scenario)
        if upload is not None:
            text = _in_full(text, upload, state.months)
        return attachment(text.encode(), "explored.yaml", "application/yaml")

    @application.get("/explore/report.html")
    async def report(request: Request) -> Response:
        """The report of a state, one HTML file."""
        return attachment(await made(request, "report"), "report.html", "text/html")

    @application.get("/explore/data.zip")
    async def data(request: Request) -> Response:
        """The data of a state: Parquet tables, manifest, scenario written out in full."""
        return attachment(await made(request, "data"), "data.zip", "application/zip")

    @application.post("/explore/upload")
    async def upload(request: Request) -> Response:
        """Take a scenario file (the body) -> {name} to explore, or {problems}."""
        content = b""
        async for chunk in request.stream():
            content += chunk
            if len(content) > MOST_BYTES:
                break
        try:
            return JSONResponse({"name": await asyncio.to_thread(accept, content)})
        except WargameError as error:
            return JSONResponse({"problems": str(error)}, status_code=422)


def attachment(content: bytes, name: str, kind: str) -> Response:
    """A file to take away."""
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=kind, headers=headers)


def _in_full(text: str, upload: str, months: int) -> str:
    import yaml

    resolved = from_text(text, upload, months).resolved()
    return yaml.safe_dump(resolved, sort_keys=False, allow_unicode=True, width=96)


def make(text: str, upload: str | None, months: int, what: str) -> bytes:
    """In a worker: simulate a scenario file and make its report, or its data as a ZIP archive.

    The report says what was changed against the scenario that it extends.
    """
    from wargame.api.scenarios import load, run

    with written(text, upload) as path, tempfile.TemporaryDirectory(prefix="wargame-") as place:
        result = run(load(path, months=months))
        # Where the scenario lay while it was read says nothing to the reader.
        result.data.attrs["command"] = _LAY.sub("", result.data.attrs["command"])
        directory = Path(place)
        if what == "report":
            page = result.report(directory, progress=False).directory / "report.html"
            return _LAY.sub("", page.read_text(encoding="utf-8")).encode()
        result.save(directory)
        (directory / "explored.yaml").write_text(text, encoding="utf-8")
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(directory.rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(directory).as_posix())
        return held.getvalue()
