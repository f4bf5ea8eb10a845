"""The arrays that the day's loop runs over, taken from the tables that own them."""

from __future__ import annotations

from typing import Any

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
        self._sources = []
        for slot in DAY.slots:
            owner, _, name = slot.partition(".")
            holder = DayClock(war) if owner == CLOCK else getattr(war, owner)
            self._sources.append((holder, name))
        self._held: list[Any] = [self] * len(self._sources)  # nothing an owner could hold
        self._ready: list[Any] = [None] * len(self._sources)

    def arrays(self) -> list[Any]:
        """One array, or plain number, for each slot."""
        for at, (holder, name) in enumerate(self._sources):
            value = getattr(holder, name)
            if value is not self._held[at]:
                self._take(at, holder, name, value)
        return self._ready

    def _take(self, at: int, holder: Any, name: str, value: Any) -> None:
        slot, argument = list(DAY.slots.items())[at]
        found = _by_run(slot, argument, value, name in getattr(holder, "run_first", ()))
        self._ready[at] = found
        copied = isinstance(found, np.ndarray) and not np.may_share_memory(found, value)
        self._held[at] = self if copied else value


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


def _by_run(slot: str, argument: Argument, value: Any, run_first: bool) -> Any:
    """`value` with the run as its first axis and a run's numbers side by side in memory.

    Columns are held as (agents, runs, ...). Raises TypeError where an array would have to be
    copied that a rule writes.
    """
    if axes_of(slot, argument) == 0:
        return value
    if argument.way != "fixed":
        if argument.dims and not run_first:
            value = value.swapaxes(0, 1)
        elif not argument.dims and value.ndim == 2:
            value = value[0]  # the column of the only agent of its kind
    if value.flags.c_contiguous and value.flags.writeable and value.dtype == argument.dtype:
        return value
    if slot in _WRITTEN:
        raise TypeError(f"{slot}: a rule writes this array, and it is not laid out by run")
    return np.array(value, argument.dtype, order="C")
