"""What each seat sees: its own books exactly, the public record, and estimates of the rest.

The estimate of the attacker's missiles by the defender's side and that of the defender's magazines
by the attacker are the model's own (`Observers`), as it will hold them when it next decides. Other
estimates err in the same way (rule `believe`), with the error of the side that looks and luck of
their own.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from wargame.kernel.draws import digest
from wargame.mechanisms.intelligence.intelligence_rules import believe
from wargame.model.war import War
from wargame.play.game_rules import rules
from wargame.play.indicators import Indicator

# What each of the model's observers estimates itself: a series and a group.
OBSERVED = (("stock", "stored"), ("held", "ballistic_defence"))
WHOLE = 100.0  # percent
Z80 = math.log(9.0) * 0.5513288954217921  # 90th percentile of the logistic of unit variance


class Estimate(NamedTuple):
    """One belief by month, (points,) each, and the ends of a band that holds the truth in 80% of
    the worlds in which one would believe this."""

    value: Any
    low: Any
    high: Any


def estimate(war: War, seat: str, indicator: Indicator, run: int = 0) -> Estimate:
    """What `seat` believes of `indicator` in one run, at every point of its history."""
    side = int(rules(war.spec).attacks(seat))
    spread = float(war.observers.spread[side, run])
    memory = float(war.observers.memory[run])
    truth = indicator.history(war)[:, run]
    observer = (indicator.series, indicator.of) == OBSERVED[side]
    key = war.observers.keys[side, 0] if observer else digest(f"{seat} on {indicator.name}")
    looked = [*_before(war), *range(len(truth))]
    error = _errors(war, spread, memory, key, looked, run)[len(looked) - len(truth) :]
    months = np.arange(len(looked) - len(truth), len(looked)) + 1
    wide = Z80 * spread * np.sqrt(1.0 - memory ** (2 * months))
    if indicator.unit == "percent":  # what one errs about is how much is broken
        missing = (WHOLE - truth) * np.exp(error)
        ends = (missing, missing * np.exp(wide), missing * np.exp(-wide))
        return Estimate(*(np.clip(WHOLE - end, 0.0, WHOLE) for end in ends))
    value = truth * np.exp(error)
    return Estimate(value, value * np.exp(-wide), value * np.exp(wide))


def _before(war: War) -> list[int]:
    """Months at whose opening the model's observers looked in the lead-up."""
    calendar = war.calendar
    days = (day for day in range(-calendar.before, 0) if calendar.opens_month(day))
    return [calendar.month_of[day] for day in days]


def _errors(war: War, spread: float, memory: float, key: Any, months: list[int], run: int) -> Any:
    """Log errors at each of `months`: the recursion of the model's observers."""
    error, result = np.zeros(1), np.zeros(len(months))
    for at, month in enumerate(months):
        believe(1.0, spread, memory, error, war.seed, war.run_ids[run], month, key)
        result[at] = error[0]
    return result
