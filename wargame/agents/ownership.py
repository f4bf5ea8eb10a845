"""A table writes its own columns and nobody else's: how that is held.

In a run `see` and `act` of a table are the war itself, for checks cost time. Inside `guarded()`
they are views that let through what the table declares in `reads` and `acts`, refuse all else by
name, and give arrays that cannot be written. A test runs whole wars so. Tables of one room share
what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np

_state = {"guarded": False}


class Owner(Protocol):
    """What a table says of itself."""

    name: str
    reads: tuple[str, ...]
    acts: tuple[str, ...]


class NotDeclaredError(RuntimeError):
    """A table reached for what it does not declare."""


@contextmanager
def guarded() -> Iterator[None]:
    """Wars that are made inside this block hold every table to what it declares."""
    _state["guarded"] = True
    try:
        yield
    finally:
        _state["guarded"] = False


def views(table: Owner, tables: object) -> tuple[Any, Any]:
    """What `table` sees of others, and what it may ask of them."""
    if not _state["guarded"]:
        return tables, tables
    return Sight(table, tables), Reach(table, tables)


def room_of(table: object) -> str:
    """The room that a table belongs to: its package."""
    return type(table).__module__.rpartition(".")[0]


class View:
    """Other tables by name, as far as `owner` declares what it uses of them."""

    field = ""

    def __init__(self, owner: Owner, tables: object) -> None:
        self._owner, self._tables = owner, tables

    def __getattr__(self, name: str) -> Any:
        table = getattr(self._tables, name)
        if room_of(table) == room_of(self._owner):
            return table
        return Part(self, name, table)

    def pass_on(self, name: str, attribute: str, value: object) -> Any:
        """`value` of another table; raises NotDeclaredError where it is not declared."""
        if f"{name}.{attribute}" not in getattr(self._owner, self.field):
            raise NotDeclaredError(
                f"{self._owner.name} uses {name}.{attribute}, which is not in its `{self.field}`"
            )
        return value


class Sight(View):
    """What may be looked at: arrays come so that they cannot be written."""

    field = "reads"

    def pass_on(self, name: str, attribute: str, value: object) -> Any:
        """The value, read-only; of a method, its result read-only."""
        value = super().pass_on(name, attribute, value)
        if callable(value):
            return lambda *args: read_only(value(*args))
        return read_only(value)


class Reach(View):
    """What may be asked of others."""

    field = "acts"


class Part:
    """One other table, seen through a view."""

    def __init__(self, view: View, name: str, table: object) -> None:
        self.__dict__.update(_view=view, _name=name, _table=table)

    def __getattr__(self, attribute: str) -> Any:
        value = getattr(self._table, attribute)
        return self._view.pass_on(self._name, attribute, value)

    def __setattr__(self, attribute: str, value: object) -> None:
        raise NotDeclaredError(f"{self._name}.{attribute} is set by another table")

    def __len__(self) -> int:
        return len(self._table)


def read_only(value: object) -> Any:
    """`value`, of which arrays cannot be written."""
    if isinstance(value, tuple):
        return tuple(read_only(one) for one in value)
    if not isinstance(value, np.ndarray):
        return value
    view = value.view()
    view.flags.writeable = False
    return view
