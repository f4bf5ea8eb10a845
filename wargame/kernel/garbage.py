"""Python's search for cycles, seldom where much is loaded, simulated or drawn."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 200_000  # new objects between two searches


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Search for cycles seldom: of millions of objects few make any, and it costs a tenth."""
    usual = gc.get_threshold()
    if usual[0] >= SELDOM:  # around this, or in another thread, which sets it back
        yield
        return
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
