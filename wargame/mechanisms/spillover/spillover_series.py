"""Strikes on third states, and whether their magazines would hold."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.outcome_types import mark, outcome, series, time_until
from wargame.declare.rungs import INCURSION, MISSILES
from wargame.declare.tape import NEVER, Array, Tape, added, months_until, never

YEAR = 12
STRUCK = "another European state was struck (limited or large)"
ORDERED = "drones were ordered into another European state"


@series("rungs", kind="level", better="lower", meaning="worst strike on another European state")
def spillover_rung(war: Any) -> Array:
    return war.allies.rung.max(axis=0, initial=0)


@series("share", "ally", kind="level", better="higher", meaning="allied magazine against its need")
def allied_ready(war: Any) -> Array:
    return war.allies.ready()


@mark("ally")
def allied_magazine(war: Any) -> Array:
    return war.allies.magazine


@mark("ally")
def allied_need(war: Any) -> Array:
    return war.allies.need


@mark()
def all_out(war: Any) -> Array:
    """What an all-out attack needs, in months of limited strikes."""
    return war.allies.all_out


@outcome(
    "share",
    kind="level",
    better="higher",
    meaning="all allied magazines against a month of limited strikes, at the end",
    name="allied_ready",
)
def allied_ready_end(tape: Tape) -> Array:
    need = np.maximum(1.0, added(tape.marks["allied_need"]))
    return added(tape.marks["allied_magazine"]) / need


@outcome(
    "share",
    kind="level",
    better="higher",
    meaning="all allied magazines against the need of an all-out attack, at the end",
)
def allied_ready_all_out(tape: Tape) -> Array:
    return allied_ready_end.compute(tape) / np.maximum(1e-9, tape.marks["all_out"])


@outcome(
    "share",
    kind="level",
    better="higher",
    meaning="worst allied magazine against a month of limited strikes",
    when_empty="where no state has one",
)
def allied_ready_worst(tape: Tape) -> Array:
    ready = tape.of("allied_ready")
    return ready.min(axis=(1, 2)) if ready.size else never(tape.runs)


@outcome(
    "share",
    kind="event",
    better="lower",
    meaning=STRUCK,
    needs=MISSILES,
)
def spillover(tape: Tape) -> Array:
    return _rungs(tape).max(axis=1) >= MISSILES


@outcome(
    "share",
    kind="event",
    better="lower",
    meaning=f"{ORDERED}, beyond the strays of 2025",
    needs=INCURSION,
)
def incursion(tape: Tape) -> Array:
    return (_rungs(tape) == INCURSION).any(axis=1)


@outcome(
    "rungs",
    kind="level",
    better="lower",
    meaning="worst strike on another European state (0 to 3)",
    name="spillover_rung",
    needs=INCURSION,
)
def highest_spillover_rung(tape: Tape) -> Array:
    return _rungs(tape).max(axis=1)


@time_until(
    "another state is struck",
    better="higher",
    needs=MISSILES,
)
def spillover_month(tape: Tape) -> Array:
    struck = _rungs(tape) >= MISSILES
    # Strikes come on the first of a month, when rungs are decided.
    day = tape.first_day(np.argmax(struck, axis=1))
    return months_until(np.where(struck.any(axis=1), day, NEVER))


@outcome(
    "share",
    kind="event",
    better="lower",
    meaning=f"{STRUCK} after the halt (or start)",
    clock="halt",
    needs=MISSILES,
)
def spillover_after_halt(tape: Tape) -> Array:
    return (_after_halt(tape) >= MISSILES).any(axis=1)


@time_until(
    "another state is struck",
    better="higher",
    clock="halt",
    needs=MISSILES,
)
def spillover_month_after_halt(tape: Tape) -> Array:
    struck = _after_halt(tape) >= MISSILES
    halt = tape.month_of(tape.marks["first_halt"]).astype(np.float64)
    return np.where(struck.any(axis=1), np.argmax(struck, axis=1) - halt, np.nan)


@outcome(
    "share",
    kind="event",
    better="lower",
    meaning=f"{ORDERED} after the halt (or start)",
    clock="halt",
    needs=INCURSION,
)
def incursion_after_halt(tape: Tape) -> Array:
    return (_after_halt(tape) == INCURSION).any(axis=1)


@outcome(
    "share",
    kind="event",
    better="lower",
    meaning=f"{STRUCK} in the last 12 months",
    needs=MISSILES,
)
def spillover_last_year(tape: Tape) -> Array:
    return _rungs(tape)[:, -YEAR:].max(axis=1) >= MISSILES


@outcome(
    "rungs",
    kind="level",
    better="lower",
    meaning="worst strike on another European state in the last 12 months (0 to 3)",
    needs=INCURSION,
)
def spillover_rung_last_year(tape: Tape) -> Array:
    return _rungs(tape)[:, -YEAR:].max(axis=1)


def _rungs(tape: Tape) -> Array:
    """The worst strike of each month, (runs, months)."""
    return tape.of("spillover_rung")


def _after_halt(tape: Tape) -> Array:
    """The rungs of months that open under the halt, or of all without one; 0 in earlier months.

    Strikes come on the first of a month, so a month in which the halt begins later is before it.
    """
    halt = tape.marks["first_halt"]
    since = np.where(halt > 0, tape.month_of(halt - 1) + 1, 0)
    return np.where(np.arange(tape.months) >= since[:, None], _rungs(tape), 0)
