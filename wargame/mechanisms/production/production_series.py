"""What lines make, and the state they are in."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape, added


@series("weapons", "weapon", kind="flow", better="lower", meaning="made or imported in the month")
def made(war: Any) -> Array:
    return war.recorder.month_made


@series(
    "share",
    kind="share",
    better="lower",
    meaning="mean health of {attacker_adjective} missile lines",
)
def line_health(war: Any) -> Array:
    return war.factories.mean_health()


@outcome(
    "missiles",
    kind="level",
    better="lower",
    meaning="missiles made or imported over the horizon",
)
def made_missiles(tape: Tape) -> Array:
    return tape.total("made", "missiles")


@outcome(
    "share",
    kind="share",
    better="lower",
    meaning="mean health of {attacker_adjective} missile lines",
)
def line_health_mean(tape: Tape) -> Array:
    return added(tape.of("line_health")) / tape.months
