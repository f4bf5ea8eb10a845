"""Strikes on third states, and whether their magazines would hold."""

from __future__ import annotations

import numpy as np

from wargame.declare.outcome_types import Mark, Outcome, Series, time_until
from wargame.declare.rungs import INCURSION, MISSILES
from wargame.declare.running_war import at
from wargame.declare.tape import NEVER, Array, Tape, added, months_until, never

YEAR = 12
STRUCK = "a third state was struck (limited or large)"
ORDERED = "drones were ordered into a third state"

SERIES = (
    Series("spillover_rung", "level", "rungs", (), "worst strike on a third state", "lower",
           lambda war: war.allies.rung.max(axis=0, initial=0)),
    Series("allied_ready", "level", "share", ("ally",), "allied magazine against its need",
           "higher", at("allies.ready")),
    Mark("allied_magazine", ("ally",), at("allies.magazine")),
    Mark("allied_need", ("ally",), at("allies.need")),
    Mark("all_out", (), at("allies.all_out")),  # need, in months of limited strikes
)  # fmt: skip


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


def _ever(months: Array) -> Array:
    """Whether it was so in any of the months, (runs,)."""
    return np.asarray(months.any(axis=1))


def _ready(tape: Tape) -> Array:
    need = np.maximum(1.0, added(tape.marks["allied_need"]))
    return added(tape.marks["allied_magazine"]) / need


def _worst_ready(tape: Tape) -> Array:
    ready = tape.of("allied_ready")
    return ready.min(axis=(1, 2)) if ready.size else never(tape.runs)


@time_until("another state is struck", better="higher", needs=MISSILES)
def spillover_month(tape: Tape) -> Array:
    struck = _rungs(tape) >= MISSILES
    # Strikes come on the first of a month, when rungs are decided.
    day = tape.first_day(np.argmax(struck, axis=1))
    return months_until(np.where(struck.any(axis=1), day, NEVER))


@time_until("another state is struck", better="higher", clock="halt", needs=MISSILES)
def spillover_month_after_halt(tape: Tape) -> Array:
    struck = _after_halt(tape) >= MISSILES
    halt = tape.month_of(tape.marks["first_halt"]).astype(np.float64)
    return np.where(struck.any(axis=1), np.argmax(struck, axis=1) - halt, np.nan)


OUTCOMES = (
    Outcome("allied_ready", "level", "share",
            "all allied magazines against a month of limited strikes, at the end", "higher",
            _ready),
    Outcome("allied_ready_all_out", "level", "share",
            "all allied magazines against the need of an all-out attack, at the end", "higher",
            lambda tape: _ready(tape) / np.maximum(1e-9, tape.marks["all_out"])),
    Outcome("allied_ready_worst", "level", "share",
            "worst allied magazine against a month of limited strikes", "higher", _worst_ready,
            when_empty="where no state has one"),
    Outcome("spillover", "event", "share", STRUCK, "lower",
            lambda tape: _rungs(tape).max(axis=1) >= MISSILES, needs=MISSILES),
    Outcome("incursion", "event", "share", f"{ORDERED}, beyond the strays of 2025", "lower",
            lambda tape: _ever(_rungs(tape) == INCURSION), needs=INCURSION),
    Outcome("spillover_rung", "level", "rungs", "worst strike on a third state (0 to 3)", "lower",
            lambda tape: _rungs(tape).max(axis=1), needs=INCURSION),
    spillover_month,
    Outcome("spillover_after_halt", "event", "share", f"{STRUCK} after the halt (or start)",
            "lower", lambda tape: _ever(_after_halt(tape) >= MISSILES), "halt",
            needs=MISSILES),
    spillover_month_after_halt,
    Outcome("incursion_after_halt", "event", "share", f"{ORDERED} after the halt (or start)",
            "lower", lambda tape: _ever(_after_halt(tape) == INCURSION), "halt",
            needs=INCURSION),
    Outcome("spillover_last_year", "event", "share", f"{STRUCK} in the last 12 months", "lower",
            lambda tape: _rungs(tape)[:, -YEAR:].max(axis=1) >= MISSILES, needs=MISSILES),
    Outcome("spillover_rung_last_year", "level", "rungs",
            "worst strike on a third state in the last 12 months (0 to 3)", "lower",
            lambda tape: _rungs(tape)[:, -YEAR:].max(axis=1), needs=INCURSION),
)  # fmt: skip
