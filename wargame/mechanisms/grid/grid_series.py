"""How much of the demand for power is met."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import mark, outcome, series
from wargame.declare.tape import Array, Tape


@series("share", kind="share", better="higher", meaning="mean share of power demand met")
def power_met(war: Any) -> Array:
    return war.recorder.power / war.recorder.days


@series("share", kind="share", better="higher", meaning="share of demand met on the worst day")
def power_met_worst(war: Any) -> Array:
    return war.recorder.power_worst


@mark()
def dark_days(war: Any) -> Array:
    return war.recorder.blackout_days


@outcome("share", kind="share", better="higher", meaning="mean share of power demand met")
def power_met_mean(tape: Tape) -> Array:
    return tape.daily_mean("power_met")


@outcome("share", kind="share", better="higher", meaning="share of demand met in the worst month")
def power_met_worst_month(tape: Tape) -> Array:
    return tape.of("power_met").min(axis=1)


@outcome("days", kind="level", better="lower", meaning="days on which under half of demand was met")
def blackout_days(tape: Tape) -> Array:
    return tape.marks["dark_days"]
