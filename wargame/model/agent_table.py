"""One table per kind; an agent is a row.

A column is an array `(agents, runs)`, with further dimensions behind where an agent holds
several things. A rule runs once per kind over the whole column; a Mesa agent is a named row whose
attributes are views `(runs, ...)` of its kind's columns and read and write like ordinary ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from wargame.kernel.draws import digest
from wargame.kernel.elementary import add_up

if TYPE_CHECKING:
    from wargame.model.war import War


class Row(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """One agent: a named row of its kind's table."""

    def __init__(self, war: War, table: Table, name: str, row: int) -> None:
        super().__init__(war)
        self.__dict__["table"] = table
        self.__dict__["name"] = name
        self.__dict__["row"] = row

    def __getattr__(self, attribute: str) -> Any:
        columns = self.__dict__.get("table")
        if columns is not None and attribute in columns.columns:
            return columns.columns[attribute][self.__dict__["row"]]
        raise AttributeError(f"{type(self).__name__} {self.__dict__.get('name')!r}: {attribute!r}")

    def __setattr__(self, attribute: str, value: Any) -> None:
        table = self.__dict__.get("table")
        if table is not None and attribute in table.columns:
            table.columns[attribute][self.__dict__["row"]] = value
        else:
            super().__setattr__(attribute, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class Table:
    """All agents of one kind in all runs. Columns are attributes as well as `columns[name]`."""

    kind: type[Row] = Row
    run_first: tuple[str, ...] = ()  # attributes laid out (runs, ...), not (agents, runs, ...)

    def __init__(self, war: War, names: Iterable[str]) -> None:
        self.war = war
        self.names = list(names)
        self.columns: dict[str, Any] = {}
        self.keys = np.array([digest(name) for name in self.names], np.uint64)[:, None]
        self.agents = [self.kind(war, self, name, row) for row, name in enumerate(self.names)]

    if TYPE_CHECKING:  # columns are written as attributes

        def __setattr__(self, name: str, value: Any) -> None: ...

    def __getattr__(self, name: str) -> Any:
        # Columns are set as attributes when a table learns its state; this is for what is not.
        raise AttributeError(f"{type(self).__name__} has no column {name!r}")

    def __len__(self) -> int:
        return len(self.names)

    def column(self, name: str, values: Any, dtype: Any = None) -> Any:
        """Add a column, copied to full shape `(agents, runs, ...)` so that it can be written."""
        array = np.asarray(values, dtype)
        if array.ndim < 2:
            array = array.reshape(1, -1)  # one value, or one per run, for every agent
        shape = (len(self.names), self.war.runs, *array.shape[2:])
        self.columns[name] = by_run(np.broadcast_to(array, shape))
        setattr(self, name, self.columns[name])
        return self.columns[name]

    def given(self, section: str, *fields: str) -> None:
        """Add one column per field of the catalogue, drawn for each run."""
        for field in fields:
            self.column(field, self.war.numbers.column(section, self.names, field))

    def zeros(self, *names: str, dtype: Any = np.float64, extra: tuple[int, ...] = ()) -> None:
        """Add columns of zeros, shape `(agents, runs, *extra)`."""
        for name in names:
            self.column(name, np.zeros((len(self.names), self.war.runs, *extra), dtype))

    def row(self, name: str) -> int:
        """Row of the agent called `name`."""
        return self.names.index(name)


def by_run(array: Any) -> Any:
    """A copy of `(agents, runs, ...)` in which the numbers of one run lie together in memory.

    A rule reads many arrays for one run; with runs apart it would touch as many pages as rows.
    """
    return np.array(array.swapaxes(0, 1), order="C").swapaxes(0, 1)


def together(array: Any) -> Any:
    """`(agents, runs)` as `(runs, agents)` with a run's numbers side by side, only to be read."""
    return np.ascontiguousarray(array.T)


def total(array: Any) -> Any:
    """Sum over agents, one after the other.

    NumPy's own sum of fractions changes its order of addition with the number of runs, and with it
    the last bit; a run must give the same bits alone and in company.
    """
    if array.dtype.kind != "f":
        return np.add.reduce(array, axis=0)
    return add_up(array.T if array.ndim == 2 else np.moveaxis(array, 0, -1))
