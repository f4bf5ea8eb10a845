"""Forms that a browser posts without a script: read within bounds, answered by a redirect."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from wargame.play.refused import Refused

DAYS = 30 * 24 * 3600


async def read(request: Request, most_bytes: int, most_fields: int = 20) -> FormData:
    """The fields of a form. Raises Refused for one that is too large, or does not say how large."""
    if int(request.headers.get("content-length") or most_bytes + 1) > most_bytes:
        raise Refused("that is not a form of this page")
    return await request.form(max_files=0, max_fields=most_fields)


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else "nowhere"


def back(page: str, error: Exception) -> Response:
    """Back to `page`, which shows why the form was refused."""
    return RedirectResponse(f"{page}?said={quote(str(error)[:300])}", status_code=303)


def holding(request: Request, page: str, cookie: str, token: str, path: str) -> Response:
    """On to `page`, with a cookie that no script can read."""
    answer = RedirectResponse(page, status_code=303)
    answer.set_cookie(
        cookie, token, max_age=DAYS, path=path, httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer
