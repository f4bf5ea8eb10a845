"""The terminal that commands write to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from wargame.report.table import Table

WIDE = 120  # columns where the output is not a terminal


def console(wide: int = WIDE) -> Console:
    """A console for tables and lines; numbers are not coloured."""
    from rich.console import Console

    result = Console(highlight=False)
    if not result.is_terminal:
        result.width = wide
    return result


def show(*parts: str | Table, bold: str = "", report: Path | None = None, wide: int = WIDE) -> None:
    """Print a line in `bold`, then lines and tables, then where the `report` is."""
    from rich.text import Text

    screen = console(wide)
    if bold:
        screen.print(Text(bold, style="bold"))
    for part in parts:
        screen.print(Text(part) if isinstance(part, str) else part)
    if report is not None:
        screen.print(Text(f"Report: {report}"), soft_wrap=True)


def echo_json(data: object) -> None:
    """Print `data` for a program."""
    from wargame.results.files import json_text

    typer.echo(json_text(data))


def printable(text: str) -> str:
    """`text` without characters that would steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
