"""What is held, how old it is, and what leaves the stock other than by launch."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.outcome_types import mark, outcome, series
from wargame.declare.tape import Array, Tape, added, ratio

YEAR = 12
HELD = "{attacker_adjective} missiles held at the {when}, without those kept for ground fire"
SHORTER = "where the war ends before"


@series(
    "weapons", "weapon", kind="flow", better="higher", meaning="destroyed in store", cumulative=True
)
def lost(war: Any) -> Array:
    return war.arsenals.books.flow("lost")


@series(
    "weapons",
    "weapon",
    kind="flow",
    better="higher",
    meaning="became unfit and were written off",
    cumulative=True,
)
def expired(war: Any) -> Array:
    return war.arsenals.books.flow("expired")


@series(
    "weapons",
    "weapon",
    kind="flow",
    better="lower",
    meaning="fired at third states",
    cumulative=True,
)
def fired_elsewhere(war: Any) -> Array:
    return war.arsenals.books.flow("fired at other states")


@series("weapons", "weapon", kind="stock", better="lower", meaning="held at the end of the month")
def stock(war: Any) -> Array:
    return war.arsenals.held


@series(
    "months",
    "weapon",
    kind="level",
    better="neither",
    meaning="median age of the stock at month's end",
    weight="stock",
)
def stock_age(war: Any) -> Array:
    return war.arsenals.median_age()


@series(
    "months",
    "weapon",
    kind="level",
    better="neither",
    meaning="mean age of weapons launched",
    weight="launched",
)
def launch_age(war: Any) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return war.recorder.month_ages / war.recorder.month_launched


@mark("weapon")
def opening_stock(war: Any) -> Array:
    return war.arsenals.opening


@outcome("missiles", kind="level", better="lower", meaning=HELD.replace("{when}", "start"))
def stock_start(tape: Tape) -> Array:
    return _opening(tape)


@outcome("missiles", kind="level", better="lower", meaning=HELD.replace("{when}", "end"))
def stock_end(tape: Tape) -> Array:
    return _held(tape)[:, -1]


@outcome(
    "missiles",
    kind="level",
    better="lower",
    meaning="stock at the end less stock at the start",
    signed=True,
)
def stock_growth(tape: Tape) -> Array:
    return _held(tape)[:, -1] - _opening(tape)


@outcome(
    "missiles",
    kind="level",
    better="lower",
    meaning="stock 12 months after the halt (or start)",
    clock="halt",
    when_empty=SHORTER,
)
def stock_12_months(tape: Tape) -> Array:
    return _stock_after(tape, 12)


@outcome(
    "missiles",
    kind="level",
    better="lower",
    meaning="stock 24 months after the halt (or start)",
    clock="halt",
    when_empty=SHORTER,
)
def stock_24_months(tape: Tape) -> Array:
    return _stock_after(tape, 24)


@outcome(
    "missiles",
    kind="level",
    better="lower",
    meaning="stock 36 months after the halt (or start)",
    clock="halt",
    when_empty=SHORTER,
)
def stock_36_months(tape: Tape) -> Array:
    return _stock_after(tape, 36)


@outcome(
    "months",
    kind="level",
    better="neither",
    meaning="median age of missiles held at the end",
    when_empty="where none is held",
)
def stock_age_end(tape: Tape) -> Array:
    held = tape.of("stock", "stored")[:, -1]
    ages = np.nan_to_num(tape.of("stock_age", "stored")[:, -1])
    return ratio(added(held * ages), added(held))


@outcome(
    "months",
    kind="level",
    better="neither",
    meaning="mean age of missiles fired in the last year",
    when_empty="where none was fired",
)
def launch_age_last_year(tape: Tape) -> Array:
    fired = tape.of("launched", "stored")[:, -YEAR:]
    ages = np.nan_to_num(tape.of("launch_age", "stored")[:, -YEAR:])
    return ratio(added(ages * fired), added(fired))


@outcome(
    "months",
    kind="level",
    better="lower",
    meaning="stock at the end over the last 12 months' rate",
    when_empty="under a halt, and where none was fired",
)
def months_of_fire(tape: Tape) -> Array:
    last = min(YEAR, tape.months)
    fired = added(tape.of("launched", "stored")[:, -last:])
    halted = added(tape.of("halted")[:, -last:])
    left = ratio(_held(tape)[:, -1], fired / last)
    return np.where(halted > last / 2, np.nan, left)


def _opening(tape: Tape) -> Array:
    """Missiles held on the first day, (runs,)."""
    return added(tape.mark("opening_stock", "stored"))


def _held(tape: Tape) -> Array:
    """Missiles held at the end of each month, (runs, months)."""
    return tape.of("stock", "stored").sum(axis=2)


def _stock_after(tape: Tape, months: int) -> Array:
    """Missiles held so many months after the halt; month ends, so month 11 is twelve months on."""
    held = _held(tape)
    at = tape.month_of(tape.marks["first_halt"]) + months - 1
    picked = held[np.arange(tape.runs), np.minimum(at, tape.months - 1)]
    return np.where(at < tape.months, picked, np.nan)
