"""All that is compiled: every rule of every room, and the day."""

from __future__ import annotations

from collections.abc import Callable

from wargame.kernel import rule
from wargame.kernel.rule import Compilable
from wargame.mechanisms import collect
from wargame.model.schedule import DAY


def pending() -> list[Compilable]:
    """What is declared and has no machine code on disk yet."""
    collect("rules")
    return rule.pending([DAY])


def compile_all(progress: Callable[[str], None] | None = None) -> None:
    """Compile what is `pending`; `progress` is given each name as it begins."""
    collect("rules")
    rule.compile_all([DAY], progress)
