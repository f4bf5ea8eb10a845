"""What is held, how old it is, and what leaves the stock other than by launch."""

from __future__ import annotations

import numpy as np

from wargame.declare.outcome_types import Compute, Mark, Outcome, Series
from wargame.declare.running_war import RunningWar, at
from wargame.declare.tape import Array, Tape, added, ratio

YEAR = 12
HELD = "{attacker_adjective} missiles held at the {when}, without those kept for ground fire"


def _launch_age(war: RunningWar) -> Array:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(war.arsenals.month_ages / war.arsenals.month_launched)


SERIES = (
    Series("lost", "flow", "weapons", ("weapon",), "destroyed in store", "higher",
           lambda war: war.arsenals.books.flow("lost"), cumulative=True),
    Series("expired", "flow", "weapons", ("weapon",), "became unfit and were written off",
           "higher", lambda war: war.arsenals.books.flow("expired"), cumulative=True),
    Series("fired_elsewhere", "flow", "weapons", ("weapon",), "fired at third states", "lower",
           lambda war: war.arsenals.books.flow("fired at other states"), cumulative=True),
    Series("stock", "stock", "weapons", ("weapon",), "held at the end of the month", "lower",
           at("arsenals.held")),
    Series("stock_age", "level", "months", ("weapon",), "median age of the stock at month's end",
           "neither", at("arsenals.median_age"), weight="stock"),
    Series("launch_age", "level", "months", ("weapon",), "mean age of weapons launched",
           "neither", _launch_age, weight="launched"),
    Mark("opening_stock", ("weapon",), at("arsenals.opening")),
)  # fmt: skip


def _opening(tape: Tape) -> Array:
    """Missiles held on the first day, (runs,)."""
    return added(tape.mark("opening_stock", "stored"))


def _held(tape: Tape) -> Array:
    """Missiles held at the end of each month, (runs, months)."""
    return np.asarray(tape.of("stock", "stored").sum(axis=2))


def _stock_after(months: int) -> Compute:
    """Missiles held so many months after the halt; month ends, so month 11 is twelve months on."""

    def compute(tape: Tape) -> Array:
        at = tape.month_of(tape.marks["first_halt"]) + months - 1
        picked = _held(tape)[np.arange(tape.runs), np.minimum(at, tape.months - 1)]
        return np.where(at < tape.months, picked, np.nan)

    return compute


def _mean_age(of: str, ages: str, months: int) -> Compute:
    """Mean of `ages` over what series `of` has in the last `months`, (runs,)."""

    def compute(tape: Tape) -> Array:
        weight = tape.of(of, "stored")[:, -months:]
        age = np.nan_to_num(tape.of(ages, "stored")[:, -months:])
        return ratio(added(weight * age), added(weight))

    return compute


def _months_of_fire(tape: Tape) -> Array:
    last = min(YEAR, tape.months)
    fired = added(tape.of("launched", "stored")[:, -last:])
    halted = added(tape.of("halted")[:, -last:])
    left = ratio(_held(tape)[:, -1], fired / last)
    return np.where(halted > last / 2, np.nan, left)


OUTCOMES = (
    Outcome("stock_start", "level", "missiles", HELD.replace("{when}", "start"), "lower",
            _opening),
    Outcome("stock_end", "level", "missiles", HELD.replace("{when}", "end"), "lower",
            lambda tape: _held(tape)[:, -1]),
    Outcome("stock_growth", "level", "missiles", "stock at the end less stock at the start",
            "lower", lambda tape: _held(tape)[:, -1] - _opening(tape), signed=True),
    *(
        Outcome(f"stock_{months}_months", "level", "missiles",
                f"stock {months} months after the halt (or start)", "lower", _stock_after(months),
                "halt", when_empty="where the war ends before")
        for months in (12, 24, 36)
    ),
    Outcome("stock_age_end", "level", "months", "median age of missiles held at the end",
            "neither", _mean_age("stock", "stock_age", 1), when_empty="where none is held"),
    Outcome("launch_age_last_year", "level", "months",
            "mean age of missiles fired in the last year", "neither",
            _mean_age("launched", "launch_age", YEAR), when_empty="where none was fired"),
    Outcome("months_of_fire", "level", "months", "stock at the end over the last 12 months' rate",
            "lower", _months_of_fire, when_empty="under a halt, and where none was fired"),
)  # fmt: skip
