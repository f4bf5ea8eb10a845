"""Mechanisms of the war, each in one room: its numbers, rules, agents, events, levers, outcomes.

A room is a folder here. Its files have the same names in all rooms (`<room>_rules.py`,
`<room>_agents.py`, ...), and what is in the folder takes part: nothing lists the rooms. What may be
switched off, to see what it does, stands in `SWITCHES` of the room itself.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType


@cache
def rooms() -> tuple[str, ...]:
    """The names of all rooms."""
    return tuple(sorted(one.name for one in iter_modules(__path__) if one.ispkg))


def switches() -> dict[str, dict[str, str]]:
    """By room, what can be switched off there, and what each switch does."""
    modules = {room: import_module(f"{__name__}.{room}") for room in rooms()}
    return {room: getattr(module, "SWITCHES", {}) for room, module in modules.items()}


@cache
def collect(part: str) -> tuple[ModuleType, ...]:
    """Every module of a room whose name ends in `_<part>`, in the order of rooms and names."""
    names = [
        f"{__name__}.{room}.{path.stem}"
        for room in rooms()
        for path in sorted((Path(__path__[0]) / room).glob(f"*_{part}.py"))
    ]
    return tuple(import_module(name) for name in names)
