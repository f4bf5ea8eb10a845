"""How high the escalation ladder is climbed."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape


@series("rungs", kind="level", better="lower", meaning="rung of the escalation ladder")
def escalation_rung(war: Any) -> Array:
    return war.ladder.rung


@outcome(
    "rungs",
    kind="level",
    better="lower",
    meaning="highest rung of the escalation ladder (0 calm to 6 war with other states)",
    name="escalation_rung",
)
def highest_escalation_rung(tape: Tape) -> Array:
    return tape.of("escalation_rung").max(axis=1)
