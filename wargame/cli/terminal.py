"""The terminal that commands write to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

WIDE = 120  # columns where the output is not a terminal


def console(wide: int = WIDE) -> Console:
    """A console for tables and lines; numbers are not coloured."""
    from rich.console import Console

    result = Console(highlight=False)
    if not result.is_terminal:
        result.width = wide
    return result
