"""One table per kind; an agent is a row.

A column is an array `(agents, runs)`, with further dimensions behind where an agent holds
several things. A rule runs once per kind over the whole column; a Mesa agent is a named row whose
attributes are views `(runs, ...)` of its kind's columns and read and write like ordinary ones.

A table writes its own columns and nobody else's. What it looks at elsewhere stands in `reads`, what
it asks others to do in `acts`, each as "table.name"; `wargame.agents.ownership` holds it to that.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from operator import attrgetter
from types import new_class
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from wargame.agents import ownership
from wargame.agents.setup import Clock, Setup
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run_empty
from wargame.kernel.draws import digest
from wargame.kernel.rule import Rule

# Who holds the arguments that say where in the draws; all others are attributes of the table.
ADDRESS = {
    "seed": "table.setup.seed",
    "run": "table.setup.run_ids",
    "day": "table.clock.day",
    "month": "table.clock.month",
    "agent": "table.keys",
}

Given = Array | np.generic | float  # an argument of a rule

# Calls of rules by kind of table, rule and names given. With few runs finding the arguments costs
# as much as the arithmetic; so it is done once in a process.
Call = Callable[["Table", Mapping[str, Given]], Any]
_calls: dict[tuple[Any, ...], Call] = {}


class Row(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """One agent: a named row of its kind's table."""

    def __init__(self, model: mesa.Model, table: Table, name: str, row: int) -> None:
        super().__init__(model)
        self.__dict__["table"] = table
        self.__dict__["name"] = name
        self.__dict__["row"] = row

    def __getattr__(self, attribute: str) -> Any:
        columns = self.__dict__.get("table")
        if columns is not None and attribute in columns.columns:
            return columns.columns[attribute][self.__dict__["row"]]
        raise AttributeError(f"{type(self).__name__} {self.__dict__.get('name')!r}: {attribute!r}")

    def __setattr__(self, attribute: str, value: object) -> None:
        table = self.__dict__.get("table")
        if table is not None and attribute in table.columns:
            table.columns[attribute][self.__dict__["row"]] = value
        else:
            super().__setattr__(attribute, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


class Table(ABC):
    """All agents of one kind in all runs. Columns are attributes as well as `columns[name]`."""

    name: str  # what the war calls it
    kind: type[Row]  # of its agents
    reads: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    _entries: str
    _of: str
    run_first: tuple[str, ...] = ()  # attributes laid out (runs, ...), not (agents, runs, ...)

    def __init_subclass__(cls, agent: str = "Row", entries: str = "", of: str = "") -> None:
        """agent: what one agent is called.

        Its agents are the `entries` of a section, or what `of` the set-up names, such as
        "roles.commands"; without either there is one, called like the table.
        """
        super().__init_subclass__()
        cls.kind = new_class(agent, (Row,), {}, lambda body: body.update(__module__=cls.__module__))
        cls._entries, cls._of = entries, of

    def __init__(self, model: mesa.Model, setup: Setup, clock: Clock, tables: object) -> None:
        """`tables` has every table of the war as an attribute, this one among them."""
        self.setup, self.clock = setup, clock
        self.see, self.act = ownership.views(self, tables)
        self.names = self.rows(setup)
        self.columns: dict[str, Any] = {}
        self.keys = np.array([digest(name) for name in self.names], np.uint64)[:, None]
        self.agents = [self.kind(model, self, name, row) for row, name in enumerate(self.names)]

    @classmethod
    def rows(cls, setup: Setup) -> list[str]:
        """Names of the agents, in an order that the scenario's does not change."""
        if cls._entries:
            return sorted(setup.scenario.entries(cls._entries))
        names = attrgetter(cls._of)(setup) if cls._of else cls.name
        return [names] if isinstance(names, str) else list(names)

    @abstractmethod
    def initialise(self) -> None:
        """Take in the opening state; tables do so in the order of `schedule.INITIAL_ORDER`."""

    def adopt(self) -> None:  # noqa: B027  # most have none
        """Take up the policies of `setup`: at first, and again at the start after a lead-up."""

    def begin(self) -> None:  # noqa: B027  # most have nothing to do
        """The start has come, after a lead-up: what is counted since the start begins anew."""

    def apply(self, rule: Rule, **given: Given) -> Any:
        """Call a rule for every agent and run: arguments by name, from `given` or of this table.

        seed, run, day, month and agent are the draws' address; every other argument that is not
        given is the attribute of that name. Where a rule works over all agents of a run at once
        (its argument has dimensions), columns are handed over with the run first.
        """
        key = (type(self), rule, *given)
        call = _calls.get(key)
        if call is None:
            call = _calls[key] = self._call(rule, given)
        return call(self, given)

    def _call(self, rule: Rule, given: Mapping[str, Given]) -> Call:
        """The call of `rule` as a function: who holds each argument, and if its axes are turned.

        Raises TypeError where the rule has no `Out`: it is for the day's loop, and NumPy has no
        ufunc of it, so that Python would call it for one run after the other.
        """
        if not rule.is_ufunc:
            raise TypeError(f"{self.name}: rule {rule.name} has no Out, and is for the day alone")
        values = []
        for name in rule.order(0, tuple(dict.fromkeys((*rule.names[: rule.inputs], *given)))):
            if name in given:
                values.append(f"given['{name}']")
                continue
            holder = ADDRESS.get(name, f"table.{name}")
            value = eval(holder, {"table": self})
            turned = rule.arguments[name].dims and name not in self.run_first and value.ndim > 1
            values.append(f"{holder}.swapaxes(0, 1)" if turned else holder)
        call: Call = eval(f"lambda table, given: rule({', '.join(values)})", {"rule": rule})
        return call

    if TYPE_CHECKING:  # columns are attributes; at run time this would slow down every look at one

        def __setattr__(self, name: str, value: Any) -> None: ...

        def __getattr__(self, name: str) -> Any: ...

    def __len__(self) -> int:
        return len(self.names)

    def column(self, name: str, values: ArrayLike, dtype: DTypeLike | None = None) -> Any:
        """Add a column, copied to full shape `(agents, runs, ...)` so that it can be written."""
        array = np.asarray(values, dtype)
        if array.ndim < 2:
            array = array.reshape(1, -1)  # one value, or one per run, for every agent
        shape = (len(self.names), self.setup.runs, *array.shape[2:])
        column = by_run_empty(shape, array.dtype)
        column[...] = array
        self.columns[name] = column
        setattr(self, name, column)
        return column

    def given(self, section: str, *fields: str) -> None:
        """Add one column per field of the catalogue, drawn for each run."""
        for field in fields:
            self.column(field, self.setup.numbers.column(section, self.names, field))

    def drawn(self, entry: str, *fields: str) -> None:
        """Add numbers of one entry, such as "aid.politics", as attributes, (runs,) each."""
        for field in fields:
            setattr(self, field, self.setup.numbers.one(f"{entry}.{field}"))

    def zeros(
        self, *names: str, dtype: DTypeLike = np.float64, extra: tuple[int, ...] = ()
    ) -> None:
        """Add columns of zeros, shape `(agents, runs, *extra)`."""
        for name in names:
            self.column(name, np.zeros((len(self.names), self.setup.runs, *extra), dtype))

    def row(self, name: str) -> int:
        """Row of the agent called `name`."""
        return self.names.index(name)
