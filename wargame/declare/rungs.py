"""Rungs of a strike on a third state, from none at all to a large one, numbered from 0."""

from __future__ import annotations

from typing import Literal, get_args

Ceiling = Literal["never", "incursions", "limited", "large"]
CEILINGS: tuple[str, ...] = get_args(Ceiling)  # how far a leadership lets its forces go
STRIKES = ("none", "incursion", "limited", "large")  # what is done on each rung
INCURSION, MISSILES = 1, 2  # drones alone; from here on missiles fly too


def allows(ceiling: str, rung: int) -> bool:
    """Whether a leadership with `ceiling` lets its forces go as far as `rung`."""
    return CEILINGS.index(ceiling) >= rung
