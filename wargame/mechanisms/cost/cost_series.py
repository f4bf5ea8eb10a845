"""What attack and defence cost."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape, added, ratio

NONE = "where none was fired"


@series("USD", kind="flow", better="neither", meaning="cost of weapons {attacker} launched")
def attack_cost(war: Any) -> Array:
    recorder = war.recorder
    return added((recorder.month_launched * recorder.unit_cost).T)


@series("USD", kind="flow", better="lower", meaning="cost of interceptors {defender} fired")
def defence_cost(war: Any) -> Array:
    recorder = war.recorder
    return added((recorder.month_fired * recorder.shot_cost).T)


@outcome(
    "factor",
    kind="level",
    better="higher",
    meaning="USD of attack launched per USD of defence fired",
    when_empty=NONE,
)
def cost_exchange(tape: Tape) -> Array:
    return ratio(tape.total("attack_cost"), tape.total("defence_cost"))


@outcome(
    "weapons",
    kind="level",
    better="higher",
    meaning="weapons stopped per million USD of defence",
    when_empty=NONE,
)
def stopped_per_million(tape: Tape) -> Array:
    return ratio(tape.total("intercepted"), tape.total("defence_cost") / 1e6)
