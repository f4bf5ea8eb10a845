"""The rules as written, and the plain list that they read when an agent holds several things.

Only draws stay compiled: they are addressed, so both tellings of the war must share them. That
favours the plain telling, which gets its random numbers at compiled speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any

from wargame.kernel.rule import Rule


def uncompiled(rule: Rule) -> Callable[..., None]:
    """`rule` as ordinary Python, and the helpers of its own file with it."""
    function = rule.py_func
    known = function.__globals__
    helpers = {
        name: thing.py_func
        for name, thing in known.items()
        if hasattr(thing, "py_func") and thing.__module__ == function.__module__
    }
    return FunctionType(function.__code__, {**known, **helpers}, rule.name)


class Vector(list[Any]):
    """A list that knows its shape; its length never changes."""

    def __init__(self, values: Iterable[Any]) -> None:
        super().__init__(values)
        self.shape = (len(self),)
