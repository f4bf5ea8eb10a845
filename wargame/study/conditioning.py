"""A nowcast conditioned on what was stopped: chances of a hit are moved until the months fit.

Launches before the start are those recorded (`wargame.study.nowcast`), with rounds counted, so that
a shortage is a shortage and no low chance of a hit. What is learned of each class is how well it is
stopped: a level, by which the log odds of every chance of a hit on it are moved, and what each
month differs from that. Both are moved together, class by class and run by run, by randomised
maximum likelihood (Oliver, He and Reynolds, ECMOR V, 1996): each run has a draw of the prior and of
the observations, and Gauss-Newton steps find what lies between them. The slope of a month is the
mean difference of two passes with common random numbers, for a run keeps its own draws of
everything else. An ensemble smoother, which reads slopes off the ensemble, stopped short here: once
each run has moved against its own luck, nothing is left to read them off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from wargame.agents.numbers import Numbers
from wargame.evidence.nowcast_file import NowcastFile
from wargame.evidence.record import load_record, reporting
from wargame.model.batch import CHUNK, Record, join, led_up
from wargame.scenario import Scenario
from wargame.study.arrays import Floats, Mask
from wargame.study.parameters import PRIOR_STOP

ROUNDS = 5
PASSES = 2 * ROUNDS + 1  # over all runs
STEP = 0.5  # log odds, between the two passes of a round
DAMPING = 0.7  # of a step: slopes flatten on the way
LEAST_SLOPE = 0.1  # below it, hardly anything is engaged, and a step would lead anywhere
LEAST = 20  # launches of a class before the start, below which its stops say next to nothing
MOST = 6.0  # log odds: beyond, a chance of a hit is none or certain


@dataclass(frozen=True)
class Conditioned:
    """`record` has the months before the start, run by run, with the members of `after`.

    `before` are members as drawn from the prior; `scenario` has neither.
    """

    scenario: Scenario
    record: Record
    before: NowcastFile
    after: NowcastFile

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes of which enough was launched."""
        return tuple(self.after.level)


def condition(
    scenario: Scenario,
    progress: Callable[[int], None] | None = None,
    record_file: str | Path | None = None,
) -> Conditioned:
    """Condition the runs of `scenario` on what was stopped before its start, a member a run.

    `record_file` stands in for the record of the theatre, as it did when the scenario was loaded;
    `progress` hears of runs, PASSES times each. Raises ValueError where nothing was recorded
    between the day for which the evidence stands and the start.
    """
    if not scenario.recorded:
        raise ValueError(f"{scenario.name}: no month was recorded before its start")
    recorded = _recorded(scenario, record_file)
    members = before = _prior(scenario, recorded)
    drawn = _drawn(scenario)
    targets = {
        name: _target(scenario, before, drawn, name, at) for at, name in enumerate(before.level)
    }
    for _ in range(ROUNDS):
        here, beyond = (_led_up(scenario, _moved(members, step), progress) for step in (0.0, STEP))
        level, monthly = dict(members.level), dict(members.monthly)
        for name, target in targets.items():
            seen, more = (_log_odds(*_of_class(one, scenario, name)) for one in (here, beyond))
            now = np.vstack([level[name], monthly[name]])
            slope = np.maximum(LEAST_SLOPE, (more - seen).mean(axis=1) / STEP)
            found = target.closer(now, seen, slope)
            level[name], monthly[name] = found[0], found[1:]
        members = replace(members, level=level, monthly=monthly)
    return Conditioned(scenario, _led_up(scenario, members, progress), before, members)


@dataclass(frozen=True)
class _Target:
    """What the runs of one class are moved to.

    prior: level and months of each run, (1 + months, runs); spread (runs, 1 + months, 1 + months):
    its covariance; seen (months, runs): log odds of a stop, disturbed by chance, of `variance`
    (months,); there (months,): whether anything was launched.
    """

    prior: Floats
    spread: Floats
    seen: Floats
    variance: Floats
    there: Mask

    def closer(self, now: Floats, made: Floats, slope: Floats) -> Floats:
        """A Gauss-Newton step from `now`, where runs made log odds `made`; slope (months,)."""
        months = np.flatnonzero(self.there)
        slopes = np.zeros((len(months), len(now)))
        slopes[:, 0] = slope[months]
        slopes[np.arange(len(months)), 1 + months] = slope[months]
        gain = self.spread @ slopes.T  # (runs, 1 + months, months)
        total = slopes @ gain + np.diag(self.variance[months])
        apart = now - self.prior
        miss = (self.seen - made)[months].T[:, :, None] + (slopes @ apart).T[:, :, None]
        goal = self.prior + (gain @ np.linalg.solve(total, miss))[:, :, 0].T
        found: Floats = np.clip(now + DAMPING * (goal - now), -MOST, MOST)
        return found


def _target(
    scenario: Scenario,
    before: NowcastFile,
    drawn: Numbers,
    name: str,
    at: int,
) -> _Target:
    """What the runs of class `name`, number `at`, are moved to."""
    launched, stopped = np.array([row[name] for row in before.recorded.values()], float).T
    prior = np.vstack([before.level[name], before.monthly[name]])
    rng = np.random.default_rng([scenario.seed, 6, at])
    variance = _variance(launched, stopped)
    chance = np.sqrt(variance)[:, None] * rng.standard_normal((len(launched), prior.shape[1]))
    spread, memory = _spread_and_memory(drawn, name)
    apart = np.abs(np.subtract.outer(np.arange(len(launched)), np.arange(len(launched))))
    covariance = np.zeros((prior.shape[1], len(prior), len(prior)))
    covariance[:, 0, 0] = PRIOR_STOP**2
    covariance[:, 1:, 1:] = spread[:, None, None] ** 2 * memory[:, None, None] ** apart
    seen = _log_odds(launched, stopped)[:, None] + chance
    return _Target(prior, covariance, seen, variance, launched > 0)


def _drawn(scenario: Scenario) -> Numbers:
    """The numbers that the runs draw, before anything is learned."""
    runs = np.arange(scenario.runs)
    return Numbers(replace(scenario, nowcast=None), runs, np.uint64(scenario.seed))


def _spread_and_memory(drawn: Numbers, name: str) -> tuple[Floats, Floats]:
    """How months of a class differ and go together, (runs,) each, as the runs have drawn it."""
    return drawn.one(f"classes.{name}.stop_spread"), drawn.one(f"classes.{name}.stop_memory")


def _moved(members: NowcastFile, step: float) -> NowcastFile:
    """All levels a step higher."""
    return replace(members, level={name: one + step for name, one in members.level.items()})


def _recorded(
    scenario: Scenario, record_file: str | Path | None
) -> dict[str, dict[str, tuple[int, int]]]:
    """Launched and stopped by month and class, in the months before the start."""
    held = load_record(record_file or reporting.table(scenario.theatre.folder))
    result = {}
    for month in scenario.recorded:
        cells = {name: held.of(month, (name,)) for name in scenario.roles.classes}
        result[month] = {name: (cell.launched, cell.stopped) for name, cell in cells.items()}
    return result


def _prior(
    scenario: Scenario, recorded: Mapping[str, Mapping[str, tuple[int, int]]]
) -> NowcastFile:
    """Members before anything is seen: a level anywhere, months that vary as the evidence says."""
    runs = np.arange(scenario.runs)
    rng = np.random.default_rng([scenario.seed, 5])
    drawn = _drawn(scenario)
    level, monthly = {}, {}
    for name in scenario.roles.classes:
        if sum(row[name][0] for row in recorded.values()) < LEAST:
            continue
        level[name] = PRIOR_STOP * rng.standard_normal(len(runs))
        spread, memory = _spread_and_memory(drawn, name)
        rows = [spread * rng.standard_normal(len(runs))]
        for _ in range(len(recorded) - 1):
            fresh = spread * np.sqrt(1 - memory**2) * rng.standard_normal(len(runs))
            rows.append(memory * rows[-1] + fresh)
        monthly[name] = np.stack(rows)
    assert scenario.opens
    return NowcastFile(scenario.opens, scenario.start, recorded, level, monthly)


def _of_class(record: Record, scenario: Scenario, name: str) -> tuple[Floats, Floats]:
    """Launched and stopped of a class in the recorded months, (months, runs) each."""
    rows = [record.months.index(month) for month in scenario.recorded]
    of = [scenario.texts[f"weapons.{w}.class"] == name for w in record.labels["weapon"]]
    launched, stopped = (
        record.series[series][:, rows][:, :, of].sum(axis=2, dtype=float).T
        for series in ("launched", "intercepted")
    )
    return launched, stopped


def _log_odds(launched: Floats, stopped: Floats) -> Floats:
    """Log odds of a stop, with half a weapon on either side."""
    missed = np.maximum(0.0, launched - stopped)
    result: Floats = np.log((stopped + 0.5) / (missed + 0.5))
    return result


def _variance(launched: Floats, stopped: Floats) -> Floats:
    """Variance of a month's log odds by chance alone."""
    missed = np.maximum(0.0, launched - stopped)
    result: Floats = 1 / (stopped + 0.5) + 1 / (missed + 0.5)
    return result


def _led_up(
    scenario: Scenario, members: NowcastFile, progress: Callable[[int], None] | None
) -> Record:
    """All runs up to the start, each with its member."""
    held = replace(scenario, nowcast=members, own_nowcast=True)
    parts = []
    for first in range(0, scenario.runs, CHUNK):
        these = range(first, min(first + CHUNK, scenario.runs))
        parts.append(led_up(held, these))
        if progress:
            progress(len(these))
    return parts[0] if len(parts) == 1 else join(parts)
