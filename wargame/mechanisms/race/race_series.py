"""Strategic forces of the powers, and whether they grow."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import mark, outcome, series
from wargame.declare.tape import Array, Tape, added, ratio

YEAR = 12
SLOW = 0.01  # growth in a year, as a share of the start


@series("warheads", "power", kind="stock", better="lower", meaning="deployed strategic warheads")
def strategic_warheads(war: Any) -> Array:
    return war.powers.warheads


@series("interceptors", "power", kind="stock", better="neither", meaning="strategic interceptors")
def strategic_defence(war: Any) -> Array:
    return war.powers.defence


@mark("power")
def opening_warheads(war: Any) -> Array:
    return war.powers.opening


@outcome(
    "share",
    kind="level",
    better="lower",
    meaning="growth of {rivals_adjectives} deployed warheads",
    signed=True,
    when_empty="where neither has any at the start",
)
def race_growth(tape: Tape) -> Array:
    return ratio(_pair(tape)[:, -1], _opening(tape)) - 1.0


@outcome(
    "share",
    kind="event",
    better="higher",
    meaning="the last year adds under one percent to {rivals_adjectives} deployed warheads",
)
def race_stable(tape: Tape) -> Array:
    pair = _pair(tape)
    year = min(YEAR, tape.months - 1)
    return pair[:, -1] - pair[:, -1 - year] < SLOW * _opening(tape)


def _opening(tape: Tape) -> Array:
    """Warheads of both rivals on the first day, (runs,)."""
    return added(tape.mark("opening_warheads", "rivals"))


def _pair(tape: Tape) -> Array:
    """Warheads of both rivals at the end of each month, (runs, months)."""
    return tape.of("strategic_warheads", "rivals").sum(axis=2)
