"""Interceptors that reach the defender, and those it was promised."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape, ratio


@series(
    "interceptors", "interceptor", kind="flow", better="higher", meaning="delivered to {defender}"
)
def received(war: Any) -> Array:
    return war.recorder.received


@series(
    "interceptors",
    "interceptor",
    kind="flow",
    better="higher",
    meaning="fell due to {defender}: promised, ordered, given",
)
def promised(war: Any) -> Array:
    return war.lines.fell_due


@outcome(
    "share",
    kind="level",
    better="higher",
    meaning="ballistic interceptors delivered over those that fell due",
    when_empty="where none fell due",
)
def delivered_per_promised(tape: Tape) -> Array:
    due = tape.total("promised", "ballistic_defence")
    return ratio(tape.total("received", "ballistic_defence"), due)


@outcome(
    "interceptors",
    kind="level",
    better="higher",
    meaning="ballistic interceptors delivered to {defender}",
)
def interceptors_received(tape: Tape) -> Array:
    return tape.total("received", "ballistic_defence")
