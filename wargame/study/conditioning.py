"""A nowcast conditioned on what was stopped: chances of a hit are moved until the months fit.

Launches before the start are those recorded (`wargame.study.nowcast`), with rounds counted, so that
a shortage is a shortage and no low chance of a hit. What is learned of each class is how well it is
stopped: a level, by which the log odds of every chance of a hit on it are moved, and what each
month differs from that. Both are moved together, class by class, by the ensemble smoother with
multiple data assimilation (Emerick and Reynolds, Computers & Geosciences 55, 2013). Each run keeps
its own draws of everything else from round to round.
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
from wargame.study.arrays import Floats
from wargame.study.parameters import PRIOR_STOP

ROUNDS = 4
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
    `progress` hears of runs, ROUNDS + 1 times each. Raises ValueError where nothing was recorded
    between the day for which the evidence stands and the start.
    """
    from iterative_ensemble_smoother import ESMDA

    if not scenario.recorded:
        raise ValueError(f"{scenario.name}: no month was recorded before its start")
    recorded = _recorded(scenario, record_file)
    members = before = _prior(scenario, recorded)
    smoothers = {}
    for at, name in enumerate(before.level):
        launched, stopped = np.array([row[name] for row in recorded.values()], float).T
        there = launched > 0
        variance = _variance(launched, stopped)[there]
        odds, seed = _log_odds(launched, stopped)[there], [scenario.seed, 6, at]
        smoother = ESMDA(variance, odds, alpha=ROUNDS, seed=np.random.default_rng(seed))
        smoothers[name] = smoother, there
    for _ in range(ROUNDS):
        record = _led_up(scenario, members, progress)
        level, monthly = dict(members.level), dict(members.monthly)
        for name, (smoother, there) in smoothers.items():
            launched, stopped = _of_class(record, scenario, name)
            smoother.prepare_assimilation(Y=_log_odds(launched, stopped)[there])
            moved = smoother.assimilate_batch(X=np.vstack([level[name], monthly[name]]))
            moved = np.clip(moved, -MOST, MOST)
            level[name], monthly[name] = moved[0], moved[1:]
        members = replace(members, level=level, monthly=monthly)
    return Conditioned(scenario, _led_up(scenario, members, progress), before, members)


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
    drawn = Numbers(replace(scenario, nowcast=None), runs, np.uint64(scenario.seed))
    rng = np.random.default_rng([scenario.seed, 5])
    level, monthly = {}, {}
    for name in scenario.roles.classes:
        if sum(row[name][0] for row in recorded.values()) < LEAST:
            continue
        level[name] = PRIOR_STOP * rng.standard_normal(len(runs))
        spread, memory = (drawn.one(f"classes.{name}.{f}") for f in ("stop_spread", "stop_memory"))
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
