"""What every page has: head, theme, way between pages, foot; templates and assets."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from nicegui import Client, ui

from wargame.results.provenance import installed

ASSETS = Path(__file__).parent / "assets"
PAGES = (("/explore", "Explore"), ("/lessons", "Lessons"), ("/play", "Play"), ("/panels", "Panels"))


@lru_cache
def _environment() -> Any:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

    own, reports = (PackageLoader(f"wargame.{name}", "templates") for name in ("web", "report"))
    return Environment(
        loader=ChoiceLoader([own, PrefixLoader({"report": reports})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, **values: object) -> str:
    """A template of this package, filled; every value is escaped."""
    text: str = _environment().get_template(template).render(values)
    return text


def markup(template: str, **values: object) -> ui.html:
    """An element that shows a filled template. Only templates of this package come this way."""
    return ui.html(fill(template, **values), sanitize=False)


@lru_cache
def _versioned() -> str:
    newest = max(path.stat().st_mtime_ns for path in ASSETS.iterdir())
    return f"{installed('wargame')}-{newest:x}"


def head(title: str, here: str, *scripts: str) -> None:
    """Give the present page its title, style, `scripts` of the assets, and the bar on top."""
    ui.page_title(f"{title} – wargame")
    version = _versioned()
    ui.add_head_html(
        f'<link rel="stylesheet" href="/assets/style.css?{version}">'
        f'<script src="/assets/theme.js?{version}"></script>'
        + "".join(f'<script src="/assets/{one}?{version}"></script>' for one in scripts)
    )
    markup("bar.html.j2", pages=PAGES, here=here)


def footer(words: str = "") -> None:
    """The foot of the present page."""
    markup("foot.html.j2", words=words, version=installed("wargame"))


def call(client: Client, function: str, *values: object) -> None:
    """Call a function of a page's script with plain data; never with code."""
    given = ", ".join(json.dumps(value, ensure_ascii=True, allow_nan=False) for value in values)
    client.run_javascript(f"window.wargame.{function}({given})")
