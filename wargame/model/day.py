"""The day: what comes every day, step by step, and who holds what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.kernel.arguments import Argument
from wargame.kernel.day_loop import CLOCK, DayLoop, axes_of, step
from wargame.mechanisms.damage.damage_rules import suffer
from wargame.mechanisms.defence.allocation_rules import audit_magazines
from wargame.mechanisms.defence.defence_rules import account_for_fire, defend
from wargame.mechanisms.grid.grid_rules import keep_power
from wargame.mechanisms.own_strike.own_strike_rules import wear
from wargame.mechanisms.production.production_rules import produce, tighten
from wargame.mechanisms.stock.stock_rules import audit_stock, launch, receive
from wargame.mechanisms.strike.strike_rules import aim, call_strike, fly, hold_to_limit, plan
from wargame.model.tally_rules import tally_defence, tally_society, tally_weapons

if TYPE_CHECKING:
    from wargame.model.war import War

DAY = DayLoop(
    # 1. Produce, and deliver into arsenals.
    step("production", tighten),
    step("production", produce),
    step("stock", receive, made="production.made"),
    # 2. Strike.
    step("strike", call_strike, gap="leadership.gap"),
    step("strike", plan, held="stock.held", state="talks.state"),
    step("strike", hold_to_limit),
    step("stock", launch, planned="strike.planned"),
    step("strike", fly, launched="stock.launched"),
    step("strike", aim, posture="leadership.posture"),
    # 3. Defend.
    step("defence", defend, incoming="strike.incoming", key="strike.key"),
    step("defence", account_for_fire),
    # 4. Suffer and repair.
    step("damage", suffer, incoming="strike.incoming", stopped="defence.stopped"),
    step("grid", keep_power, power_hit="damage.power_hit"),
    step("own_strike", wear, works_hit="damage.works_hit"),
    # 5. The books are held against a count, and the day is added to the month.
    step("stock", audit_stock),
    step("defence", audit_magazines),
    step("recorder", tally_weapons, made="production.made", launched="stock.launched",
         failed="strike.failed", intercepted="defence.intercepted", leaked="defence.leaked",
         ages="stock.ages"),
    step("recorder", tally_defence, fired="defence.fired", raids="defence.raids",
         dry="defence.dry"),
    step("recorder", tally_society, met="grid.met", state="talks.state"),
)  # fmt: skip

_WRITTEN = DAY.written()


class DayState:
    """The arrays of a war in the order of `DAY.slots`, as their owners hold them now.

    Where an owner still holds the same array, its view by run is used again.
    """

    def __init__(self, war: War) -> None:
        owners: dict[str, tuple[Any, ...]] = {
            "production": (war.factories,),
            "stock": (war.arsenals,),
            "strike": (war.commands,),
            "leadership": (war.leadership,),
            "talks": (war,),
            "defence": (war.sectors, war.ukraine),
            "damage": (war.damage,),
            "grid": (war.grid,),
            "own_strike": (war.own_lines,),
            "recorder": (war.recorder,),
            CLOCK: (Clock(war),),
        }
        self._sources = []
        for slot in DAY.slots:
            owner, _, name = slot.partition(".")
            holder = next((one for one in owners[owner] if hasattr(one, name)), owners[owner][-1])
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


class Clock:
    """What belongs to nobody: seed, runs, season by day, and the cohort of the month."""

    def __init__(self, war: War) -> None:
        self.seed, self.run, self.season = war.seed, war.run_ids, war.calendar.seasons
        self._arsenals = war.arsenals

    @property
    def month_slot(self) -> int:
        """The cohort of this month."""
        return self._arsenals.slot


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
    if value.flags.c_contiguous and value.dtype == argument.dtype:
        return value
    if slot in _WRITTEN:
        raise TypeError(f"{slot}: a rule writes this array, and it is not laid out by run")
    return np.ascontiguousarray(value, argument.dtype)
