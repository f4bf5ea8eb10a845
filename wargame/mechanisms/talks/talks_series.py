"""How long a halt holds."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import mark, outcome, series
from wargame.declare.tape import Array, Tape


@series("share", kind="share", better="neither", meaning="share of days on which a ceasefire held")
def halted(war: Any) -> Array:
    return war.recorder.halt_days / war.recorder.days


@mark()
def first_halt(war: Any) -> Array:
    return war.talks.first_halt


@outcome("months", kind="level", better="neither", meaning="time under a ceasefire")
def halt_months(tape: Tape) -> Array:
    return tape.total("halted")
