"""The arrays that the day's loop runs over, taken from the tables that own them."""

from __future__ import annotations

from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import numpy as np

from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array
from wargame.kernel.day_loop import CLOCK, axes_of
from wargame.model.schedule import DAY

_SLOTS = list(DAY.slots.items())
_READ = attrgetter(*DAY.slots)  # all at once: a year of one run reads each of them 63 times
_WRITTEN = DAY.written()
_NOTHING = object()  # that no owner holds


class DayState:
    """The arrays of a war in the order of `DAY.slots`, as their owners hold them now.

    Where an owner still holds the same array, its view by run is used again.
    """

    def __init__(self, war: RunningWar) -> None:
        owners = {slot.partition(".")[0] for slot in DAY.slots} - {CLOCK}
        held = {owner: getattr(war, owner) for owner in owners}
        self._owners = SimpleNamespace(**{CLOCK: DayClock(war)}, **held)
        self._held: list[Any] = [_NOTHING] * len(_SLOTS)
        self._by_run: list[Any] = [None] * len(_SLOTS)

    def arrays(self) -> list[Any]:
        """One array, or plain number, for each slot."""
        values = _READ(self._owners)
        pairs = enumerate(zip(values, self._held))
        for at in [at for at, (value, held) in pairs if value is not held]:
            self._by_run[at], copied = self._laid_out(at, values[at])
            self._held[at] = _NOTHING if copied else values[at]
        return self._by_run

    def _laid_out(self, at: int, value: Array) -> tuple[Any, bool]:
        """`value` with the run first and a run's numbers side by side; whether it is a copy.

        Raises TypeError where an array would have to be copied that a rule writes.
        """
        slot, argument = _SLOTS[at]
        owner, _, name = slot.partition(".")
        if not axes_of(slot, argument):
            return value, False  # a number
        run_first = getattr(getattr(self._owners, owner), "run_first", ())
        if argument.dims and argument.way != "fixed" and name not in run_first:
            value = value.swapaxes(0, 1)
        elif not argument.dims and value.ndim == 2:
            value = value[0]  # the column of the only agent of its kind
        flags = value.flags
        if flags.c_contiguous and flags.writeable and value.dtype == argument.dtype:
            return value, False
        if slot in _WRITTEN:
            raise TypeError(f"{slot}: a rule writes this array, and it is not laid out by run")
        return np.array(value, argument.dtype, order="C"), True


class DayClock:
    """What belongs to nobody: seed, runs, season by day, and the cohort of the month."""

    def __init__(self, war: RunningWar) -> None:
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
