"""The arrays that the day's loop runs over, taken from the tables that own them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wargame.kernel.arguments import Argument
from wargame.kernel.day_loop import CLOCK, axes_of
from wargame.model.schedule import DAY

_WRITTEN = DAY.written()


class DayState:
    """The arrays of a war in the order of `DAY.slots`, as their owners hold them now.

    Where an owner still holds the same array, its view by run is used again.
    """

    def __init__(self, war: Any) -> None:
        sources = []
        for slot, argument in DAY.slots.items():
            owner, _, name = slot.partition(".")
            holder = DayClock(war) if owner == CLOCK else getattr(war, owner)
            turned = bool(argument.dims) and argument.way != "fixed"
            turned &= name not in getattr(holder, "run_first", ())
            plain = axes_of(slot, argument) == 0
            sources.append(Source(holder, name, slot, argument, turned, plain))
        self._sources = list(enumerate(sources))
        self._held: list[Any] = [self] * len(sources)  # nothing an owner could hold
        self._ready: list[Any] = [None] * len(sources)

    def arrays(self) -> list[Any]:
        """One array, or plain number, for each slot."""
        held, ready = self._held, self._ready
        for at, source in self._sources:
            value = getattr(source.holder, source.name)
            if value is not held[at]:
                ready[at], copied = source.by_run(value)
                held[at] = self if copied else value
        return ready


class Source(NamedTuple):
    """Where the array of one slot comes from, and how it is laid out there."""

    holder: Any
    name: str
    slot: str
    argument: Argument
    turned: bool  # held as (agents, runs, ...)
    plain: bool  # a number, not an array

    def by_run(self, value: Any) -> tuple[Any, bool]:
        """`value` with the run first and a run's numbers side by side; whether it is a copy.

        Raises TypeError where an array would have to be copied that a rule writes.
        """
        if self.plain:
            return value, False
        dtype = self.argument.dtype
        if self.turned:
            value = value.swapaxes(0, 1)
        elif not self.argument.dims and value.ndim == 2:
            value = value[0]  # the column of the only agent of its kind
        flags = value.flags
        if flags.c_contiguous and flags.writeable and value.dtype == dtype:
            return value, False
        if self.slot in _WRITTEN:
            raise TypeError(f"{self.slot}: a rule writes this array, and it is not laid out by run")
        return np.array(value, dtype, order="C"), True


class DayClock:
    """What belongs to nobody: seed, runs, season by day, and the cohort of the month."""

    def __init__(self, war: Any) -> None:
        self.seed, self.season, self._setup = war.seed, war.calendar.seasons, war.setup
        self._arsenals = war.arsenals

    @property
    def run(self) -> Any:
        """Addresses of the runs in the draws."""
        return self._setup.run_ids

    @property
    def month_slot(self) -> int:
        """The cohort of this month."""
        slot: int = self._arsenals.slot
        return slot
