"""What calibration moves: a few numbers by class, and the numbers of the model they stand for.

Each parameter is a row of an ensemble, one value a run, on a scale without bounds. In words:

- level: launches a day of the class at the end of the window (log);
- rise: log of launches now over those a year before, in a straight line;
- spread: of launches from month to month, `classes.*.monthly_spread` (log);
- stop: what is added to the log odds of every chance of a hit on the class;
- memory, gap, gap_spread: of all classes together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_YEAR, MONTHS_PER_YEAR
from wargame.scenario import Scenario
from wargame.study.arrays import Floats
from wargame.study.as_of import classes_of

OWN = ("level", "rise", "spread", "stop")  # of each class
LEVEL, RISE, SPREAD, STOP = range(4)
SHARED = {  # of all classes: name -> path; the memory is that of every class
    "memory": "classes.*.intensity_memory",
    "gap": "postures.fire_as_made.gap",
    "gap_spread": "leadership.gap_spread",
}
UNBOUND = 1e6  # a growth limit that does not bind: the window is a straight line
# What is taken before the record is seen, as (mean, deviation) on the scale without bounds.
# Within a factor of e: a level of the mean, and of that a year before; odds of a hit of four or so.
PRIOR_LEVEL, PRIOR_RISE, PRIOR_STOP = 1.0, 1.0, 1.5
MOST_RISE, MOST_FALL = 3.5, -1.0  # of the log: thirty times in a year; a third of the year before


class Ensemble(NamedTuple):
    """Parameters of all runs: `own` (classes, 4, runs), `shared` (3, runs)."""

    own: Floats
    shared: Floats

    def rows(self) -> Floats:
        """All parameters (classes * 4 + 3, runs): class by class, then those that all share."""
        return np.concatenate([self.own.reshape(-1, self.own.shape[2]), self.shared])


def odds(share: Floats) -> Floats:
    """Log odds of shares, kept off zero and one."""
    share = np.clip(share, 1e-4, 1 - 1e-4)
    return np.log(share / (1 - share))


def logistic(x: Floats) -> Floats:
    """The share whose log odds are `x`."""
    return 1.0 / (1.0 + np.exp(-x))


_TO: dict[str, Callable[[Floats], Floats]] = {"memory": odds, "gap": np.log, "gap_spread": np.log}


def shared_paths(scenario: Scenario) -> dict[str, str]:
    """Paths of the numbers that all classes share, by the name of their parameter.

    Of a number that each class has, the first stands for all.
    """
    first = classes_of(scenario)[0]
    return {name: scenario.full(path.replace("*", first)) for name, path in SHARED.items()}


def first(scenario: Scenario, drawn: Mapping[str, Floats], launched: Floats, seed: int) -> Ensemble:
    """The ensemble before calibration.

    `drawn` are the scenario's own numbers (path -> (runs,)), whose ranges are the priors of spread
    and of what is shared. The level is somewhere around the mean of `launched` (months, classes).
    """
    runs = len(next(iter(drawn.values())))
    rng = np.random.default_rng([seed, 1])
    classes = classes_of(scenario)
    own = np.empty((len(classes), 4, runs))
    mean = np.log(np.maximum(0.5, launched.mean(axis=0)) / DAYS_PER_MONTH)
    own[:, LEVEL] = mean[:, None] + PRIOR_LEVEL * rng.standard_normal((len(classes), runs))
    own[:, RISE] = PRIOR_RISE * rng.standard_normal((len(classes), runs))
    for c, name in enumerate(classes):
        own[c, SPREAD] = np.log(np.maximum(1e-3, drawn[f"classes.{name}.monthly_spread"]))
    own[:, STOP] = PRIOR_STOP * rng.standard_normal((len(classes), runs))
    paths = shared_paths(scenario)
    shared = np.stack([_TO[name](np.maximum(1e-3, drawn[p])) for name, p in paths.items()])
    return Ensemble(own, shared)


def values(
    ensemble: Ensemble, scenario: Scenario, drawn: Mapping[str, Floats], start: float, window: bool
) -> dict[str, Floats]:
    """The numbers that `ensemble` stands for (path -> (runs,), internal units), and all of `drawn`.

    `start` is in months from the end of the window (-12 for a year before); launches rise in a
    straight line, within a `window` without the limit that slows lines down later.
    """
    given = dict(drawn)
    level = np.exp(np.clip(ensemble.own[:, LEVEL], -9, 9))
    rise = 1.0 - np.exp(-np.clip(ensemble.own[:, RISE], MOST_FALL, MOST_RISE))  # of those now
    at_start = 1.0 + rise * start / MONTHS_PER_YEAR
    for c, name in enumerate(classes_of(scenario)):
        for weapon, part in split(scenario, name).items():
            given[f"weapons.{weapon}.production"] = level[c] * at_start[c] * part
            given[f"weapons.{weapon}.growth"] = rise[c] / DAYS_PER_YEAR / at_start[c]
            given[f"weapons.{weapon}.fire_share"] = np.ones(len(level[c]))
        given[f"classes.{name}.monthly_spread"] = np.clip(np.exp(ensemble.own[c, SPREAD]), 0.01, 1)
        given |= hit_chances(scenario, name, drawn, ensemble.own[c, STOP])
    if window:
        given[scenario.full("leadership.growth_limit")] = np.full(level.shape[1], UNBOUND)
    memory, gap, gap_spread = ensemble.shared
    paths = shared_paths(scenario)
    for name in classes_of(scenario):
        path = SHARED["memory"].replace("*", name)
        given[path] = np.minimum(0.95, logistic(memory))
    given[paths["gap"]] = np.clip(np.exp(gap), 1.0, 90.0)
    given[paths["gap_spread"]] = np.clip(np.exp(gap_spread), 0.01, 1.0)
    return given


def hit_chances(
    scenario: Scenario, name: str, drawn: Mapping[str, Floats], shift: Floats
) -> dict[str, Floats]:
    """Chances of a hit on class `name` by kind of interceptor, their log odds moved by `shift`."""
    result = {}
    for kind in scenario.entries("interceptors"):
        path = f"interceptors.{kind}.hit_chance.{name}"
        number = scenario.numbers.get(path)
        if number is not None and number.internal[2] > 0.0:
            base = drawn.get(path, np.full(len(shift), number.internal[0]))
            result[path] = logistic(odds(base) + np.clip(shift, -8, 8))
    return result


def split(scenario: Scenario, name: str) -> dict[str, float]:
    """Weapons of class `name`, and the share of its launches that each has by central figures."""
    numbers = scenario.numbers
    result = {}
    for weapon in scenario.entries("weapons"):
        if scenario.texts[f"weapons.{weapon}.class"] == name:
            path = f"weapons.{weapon}"
            made = (
                numbers[f"{path}.production"].internal[0] + numbers[f"{path}.imports"].internal[0]
            )
            result[weapon] = made * numbers[f"{path}.fire_share"].internal[0]
    whole = sum(result.values())
    return {weapon: part / whole for weapon, part in result.items()}
