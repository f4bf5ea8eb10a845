"""What is launched and what becomes of it: failed, stopped, or through."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape, ratio

NONE = "where none was launched"


@series(
    "weapons", "weapon", kind="flow", better="lower", meaning="launched at {defender} in the month"
)
def launched(war: Any) -> Array:
    return war.recorder.month_launched


@series("weapons", "weapon", kind="flow", better="higher", meaning="launched but failed on the way")
def failed(war: Any) -> Array:
    return war.recorder.month_failed


@series(
    "weapons", "weapon", kind="flow", better="higher", meaning="stopped: shot down, jammed or lost"
)
def intercepted(war: Any) -> Array:
    return war.recorder.month_intercepted


@series(
    "weapons",
    "weapon",
    kind="flow",
    better="lower",
    meaning="launched and neither failed nor stopped",
)
def leaked(war: Any) -> Array:
    return war.recorder.month_leaked


@outcome("missiles", kind="level", better="lower", meaning="missiles launched over the horizon")
def launched_missiles(tape: Tape) -> Array:
    return tape.total("launched", "missiles")


@outcome("missiles", kind="level", better="lower", meaning="ballistic missiles launched")
def launched_ballistic(tape: Tape) -> Array:
    return tape.total("launched", "ballistic")


@outcome("missiles", kind="level", better="lower", meaning="cruise missiles launched")
def launched_cruise(tape: Tape) -> Array:
    return tape.total("launched", "cruise")


@outcome("drones", kind="level", better="lower", meaning="one-way drones launched, decoys included")
def launched_drones(tape: Tape) -> Array:
    return tape.total("launched", "drones")


@outcome("missiles", kind="level", better="lower", meaning="missiles that got through")
def leaked_missiles(tape: Tape) -> Array:
    return tape.total("leaked", "missiles")


@outcome("missiles", kind="level", better="lower", meaning="ballistic missiles that got through")
def leaked_ballistic(tape: Tape) -> Array:
    return tape.total("leaked", "ballistic")


@outcome("drones", kind="level", better="lower", meaning="one-way drones that got through")
def leaked_drones(tape: Tape) -> Array:
    return tape.total("leaked", "drones")


@outcome(
    "share",
    kind="share",
    better="higher",
    meaning="ballistic missiles stopped",
    when_empty=NONE,
)
def intercept_share_ballistic(tape: Tape) -> Array:
    return _stopped(tape, "ballistic")


@outcome("share", kind="share", better="higher", meaning="cruise missiles stopped", when_empty=NONE)
def intercept_share_cruise(tape: Tape) -> Array:
    return _stopped(tape, "cruise")


@outcome("share", kind="share", better="higher", meaning="one-way drones stopped", when_empty=NONE)
def intercept_share_drones(tape: Tape) -> Array:
    return _stopped(tape, "drones")


def _stopped(tape: Tape, group: str) -> Array:
    return ratio(tape.total("intercepted", group), tape.total("launched", group))
