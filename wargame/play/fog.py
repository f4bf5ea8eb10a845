"""What each seat sees: its own books exactly, the public record, and estimates of the rest.

The estimate of Russian missiles by the West and that of Ukrainian magazines by Moscow are the
model's own (`Observers`), as it will hold them when it next decides. Other estimates err in the
same way (rule `believe`), with the error of the side that looks and luck of their own.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from wargame.kernel.draws import digest
from wargame.mechanisms.intelligence.intelligence_rules import believe
from wargame.model.war import War
from wargame.play.indicators import INDICATORS, Indicator, of_ally

PUBLIC = (
    "launched", "launched_ballistic", "launched_drones", "leaked", "leaked_ballistic",
    "leaked_drones", "power_met", "halted", "paid", "spillover",
)  # fmt: skip
OWN = {
    "moscow": ("missiles", "ballistic", "cruise", "drones", "made", "made_ballistic",
               "made_drones", "line_health", "lost", "warheads"),
    "kyiv": ("patriot", "aster", "irist", "amraam", "interceptor_drones", "batteries", "received",
             "fired", "dry", "own_missiles"),
    "europe": ("support", "pledged", "received"),
    "washington": ("american", "home_defence", "support"),
}  # fmt: skip
ESTIMATED = {
    "moscow": ("scarce", "own_missiles", "american"),
    "kyiv": ("missiles", "made", "line_health", "american"),
    "europe": ("missiles", "made", "line_health", "scarce", "american"),
    "washington": ("missiles", "made", "line_health", "scarce", "own_missiles"),
}
# What the model's observers estimate themselves: the thing, and the row of the observer.
OBSERVED = {"missiles": 0, "scarce": 1}
SIDE = {"moscow": 1, "kyiv": 0, "europe": 0, "washington": 0}
WHOLE = 100.0  # percent
Z80 = math.log(9.0) * 0.5513288954217921  # 90th percentile of the logistic of unit variance


class Estimate(NamedTuple):
    """One belief by month, (points,) each, and the ends of a band that holds the truth in 80% of
    the worlds in which one would believe this."""

    value: Any
    low: Any
    high: Any


def own(war: War, seat: str) -> list[Indicator]:
    """What a seat knows exactly."""
    result = [INDICATORS[name] for name in OWN[seat]]
    if seat == "europe":
        result += [of_ally(war, name) for name in war.allies.names]
    return result


def public() -> list[Indicator]:
    """What everybody reads in the press."""
    return [INDICATORS[name] for name in PUBLIC]


def estimated(seat: str) -> list[Indicator]:
    """What a seat knows only through its intelligence."""
    return [INDICATORS[name] for name in ESTIMATED[seat]]


def estimate(war: War, seat: str, thing: Indicator, run: int = 0) -> Estimate:
    """What `seat` believes of `thing` in one run, at every point of its history."""
    side = SIDE[seat]
    spread = float(war.observers.spread[side, run])
    memory = float(war.observers.memory[run])
    truth = thing.history(war)[:, run]
    observer = OBSERVED.get(thing.name) == side
    key = war.observers.keys[side, 0] if observer else digest(f"{seat} on {thing.name}")
    error = _errors(war, spread, memory, key, len(truth), run)
    months = np.arange(1, len(truth) + 1)
    wide = Z80 * spread * np.sqrt(1.0 - memory ** (2 * months))
    if thing.unit == "percent":  # what one errs about is how much is broken
        missing = (WHOLE - truth) * np.exp(error)
        ends = (missing, missing * np.exp(wide), missing * np.exp(-wide))
        return Estimate(*(np.clip(WHOLE - end, 0.0, WHOLE) for end in ends))
    value = truth * np.exp(error)
    return Estimate(value, value * np.exp(-wide), value * np.exp(wide))


def _errors(war: War, spread: float, memory: float, key: Any, points: int, run: int) -> Any:
    """Log errors month by month, (points,): the recursion of the model's observers."""
    error, result = np.zeros(1), np.zeros(points)
    for month in range(points):
        believe(1.0, spread, memory, error, war.seed, war.run_ids[run], month, key)
        result[month] = error[0]
    return result
