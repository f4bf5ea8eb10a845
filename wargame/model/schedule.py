"""Who acts when, on one screen.

A day goes from its morning to its evening through the phases of `SCHEDULE` that are due, in this
order, and then through the steps of `DAY`, which come every day and are one compiled loop. A phase
is a method of a table, without arguments: what it reads and asks of others, its table declares.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.kernel.day_loop import DayLoop, step
from wargame.mechanisms.alerts.alerts_rules import sound
from wargame.mechanisms.damage.damage_rules import suffer
from wargame.mechanisms.defence.allocation_rules import audit_magazines, tally_defence
from wargame.mechanisms.defence.defence_rules import account_for_fire, defend
from wargame.mechanisms.grid.grid_rules import keep_power, tally_power
from wargame.mechanisms.own_strike.own_strike_rules import wear
from wargame.mechanisms.production.production_rules import produce, tighten
from wargame.mechanisms.stock.stock_rules import add_to_month, audit_stock, launch, receive
from wargame.mechanisms.strike.strike_rules import (
    aim,
    call_strike,
    fly,
    follow_record,
    hold_to_limit,
    plan,
)
from wargame.mechanisms.talks.talks_rules import tally_halt


class Phase(NamedTuple):
    """What a table does, and how often.

    cadence: "month" (a calendar month opens), "week" (every seventh day from the start), "turn" (a
    week or a month opens), "change" (a turn, or something dated or agreed changed), "stop" (every
    day on which the war pauses: all of these, arrivals and dates); of an evening "eve" (of a week)
    and "close" (of a month).
    """

    cadence: str
    table: str
    act: str


# The order in which tables take in their opening state; tables that are not named come last.
INITIAL_ORDER = (
    "factories", "arsenals", "powers", "leadership", "talks", "sectors", "air_command", "own_lines",
    "lines", "suppliers", "damage", "grid", "ladder", "commands", "observers", "allies",
)  # fmt: skip

SCHEDULE = (
    # Decide: nothing flies before all have decided, but for strikes on other states and signals,
    # which come with their decision.
    Phase("turn", "factories", "plan"),
    Phase("change", "factories", "take_orders"),
    Phase("month", "observers", "decide"),
    Phase("month", "talks", "decide"),
    Phase("month", "powers", "decide"),
    Phase("month", "leadership", "decide"),
    Phase("month", "arsenals", "expire"),
    Phase("month", "allies", "decide"),
    Phase("month", "ladder", "decide"),
    Phase("month", "suppliers", "decide"),
    Phase("month", "air_command", "turn"),
    Phase("week", "air_command", "decide"),
    Phase("month", "sectors", "vary"),
    Phase("turn", "commands", "decide"),
    Phase("change", "sectors", "update_kill"),
    Phase("change", "commands", "take_orders"),
    Phase("change", "damage", "take_orders"),
    # Supply: lines ship, the defender's own weapons strike, interceptors arrive.
    Phase("week", "lines", "make"),
    Phase("week", "own_lines", "strike"),
    Phase("stop", "lines", "deliver"),
)

# In the evening, once the month's line has been written down.
EVENING = (
    Phase("stop", "allies", "check"),
    Phase("eve", "air_command", "note_dry"),
    Phase("close", "arsenals", "close_month"),
    Phase("close", "air_command", "close_month"),
    Phase("close", "damage", "close_month"),
    Phase("close", "grid", "close_month"),
    Phase("close", "talks", "close_month"),
    Phase("close", "lines", "close_month"),
)

DAY = DayLoop(
    # 1. Produce, and deliver into arsenals.
    step("factories", tighten),
    step("factories", produce),
    step("arsenals", receive, made="factories.made"),
    # 2. Strike.
    step("commands", call_strike, gap="leadership.gap"),
    step("commands", plan, held="arsenals.held", state="talks.state"),
    step("commands", hold_to_limit),
    step("commands", follow_record, held="arsenals.held"),
    step("arsenals", launch, planned="commands.planned"),
    step("commands", fly, launched="arsenals.launched"),
    step("commands", aim, posture="leadership.posture"),
    step("alerts", sound, incoming="commands.incoming", missile="commands.missile"),
    # 3. Defend.
    step("sectors", defend, incoming="commands.incoming", key="commands.key",
         shots="air_command.shots"),
    step("air_command", account_for_fire, fired="sectors.fired"),
    # 4. Suffer and repair.
    step("damage", suffer, incoming="commands.incoming", stopped="sectors.stopped"),
    step("grid", keep_power, power_hit="damage.power_hit"),
    step("own_lines", wear, works_hit="damage.works_hit"),
    # 5. The books are held against a count, and the day is added to the month.
    step("arsenals", audit_stock),
    step("air_command", audit_magazines, magazine="sectors.magazine"),
    step("arsenals", add_to_month, made="factories.made", failed="commands.failed",
         intercepted="sectors.intercepted", leaked="sectors.leaked"),
    step("air_command", tally_defence, fired="sectors.fired", raids="sectors.raids"),
    step("grid", tally_power),
    step("talks", tally_halt),
)  # fmt: skip
