"""Every page and address of the server."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from starlette.requests import Request
from starlette.responses import RedirectResponse

from wargame.web import downloads, explore


def add(application: Any, desk: Any) -> None:
    """Register the pages with NiceGUI and the downloads with `application`."""

    @application.get("/")  # type: ignore[untyped-decorator]
    def first() -> RedirectResponse:
        """The first page is the one to explore."""
        return RedirectResponse("/explore")

    @ui.page("/explore")
    def explore_page(request: Request) -> None:
        explore.page(desk, dict(request.query_params))

    downloads.add(application, desk)
