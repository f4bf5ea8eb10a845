"""A nowcast conditioned on what was stopped: chances of a hit are moved until the months fit.

Launches before the start are those recorded (`wargame.study.nowcast`), with rounds counted, so that
a shortage is a shortage and no low chance of a hit. What is left to learn is how well each class is
stopped: the log odds of every chance of a hit on a class are moved together, by one shift a run, by
the ensemble smoother with multiple data assimilation (Emerick and Reynolds, Computers & Geosciences
55, 2013). Each run keeps its own draws of everything else from round to round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wargame.agents.numbers import Numbers
from wargame.evidence.record import load_record, reporting
from wargame.model.batch import CHUNK, Record, join, led_up
from wargame.scenario import Scenario
from wargame.study.arrays import Floats
from wargame.study.parameters import PRIOR_STOP, hit_chances

ROUNDS = 4
LEAST = 20  # launches of a class before the start, below which its stops say next to nothing
BETWEEN = 0.35  # standard deviation of a month's log odds beyond chance: raids differ in kind


@dataclass(frozen=True)
class Conditioned:
    """`record` has the months before the start, run by run, with the numbers `given`.

    `before` and `after` are the shifts of the log odds, (classes, runs), of the `classes`.
    """

    scenario: Scenario
    record: Record
    classes: tuple[str, ...]
    before: Floats
    after: Floats
    given: Mapping[str, Floats]


def condition(
    scenario: Scenario,
    progress: Callable[[int], None] | None = None,
    record_file: str | Path | None = None,
) -> Conditioned:
    """Condition the runs of `scenario` on what was stopped before its start.

    `record_file` stands in for the record of the theatre, as it did when the scenario was loaded;
    `progress` hears of runs, ROUNDS + 1 times each. Raises ValueError where nothing was recorded
    between the day for which the evidence stands and the start.
    """
    from iterative_ensemble_smoother import ESMDA

    if not scenario.recorded:
        raise ValueError(f"{scenario.name}: no month was recorded before its start")
    classes, launched, stopped = _seen(scenario, record_file)
    ids = np.arange(scenario.runs)
    drawn = Numbers(scenario, ids, np.uint64(scenario.seed)).inputs()
    rng = np.random.default_rng([scenario.seed, 5])
    before = PRIOR_STOP * rng.standard_normal((len(classes), len(ids)))
    shifts = before
    odds, error = _log_odds(launched, stopped), _errors(launched, stopped)
    smoothers = [
        ESMDA(
            error[:, c][launched[:, c] > 0] ** 2, odds[:, c][launched[:, c] > 0], alpha=ROUNDS,
            seed=np.random.default_rng([scenario.seed, 6, c]),
        )
        for c in range(len(classes))
    ]  # fmt: skip
    for _ in range(ROUNDS):
        record = _led_up(scenario, _given(scenario, classes, drawn, shifts), progress)
        made = _log_odds(*_by_class(record, scenario, classes))
        moved = np.empty_like(shifts)
        for c, smoother in enumerate(smoothers):
            smoother.prepare_assimilation(Y=np.ascontiguousarray(made[:, launched[:, c] > 0, c].T))
            moved[c] = smoother.assimilate_batch(X=shifts[c : c + 1].copy())[0]
        shifts = moved
    given = _given(scenario, classes, drawn, shifts)
    return Conditioned(scenario, _led_up(scenario, given, progress), classes, before, shifts, given)


def _seen(
    scenario: Scenario, record_file: str | Path | None
) -> tuple[tuple[str, ...], Floats, Floats]:
    """Classes of which enough was launched; launched and stopped, (months, classes) each."""
    held = load_record(record_file or reporting.table(scenario.theatre.folder))
    months = list(scenario.recorded)
    classes = tuple(
        name
        for name in scenario.roles.classes
        if sum(scenario.recorded[month][name] for month in months) >= LEAST
    )
    cells = [[held.of(month, (name,)) for name in classes] for month in months]
    launched = np.array([[cell.launched for cell in row] for row in cells], float)
    stopped = np.array([[cell.stopped for cell in row] for row in cells], float)
    return classes, launched, stopped


def _by_class(
    record: Record, scenario: Scenario, classes: tuple[str, ...]
) -> tuple[Floats, Floats]:
    """Launched and stopped of the recorded months, (runs, months, classes) each."""
    rows = [record.months.index(month) for month in scenario.recorded]
    of = np.array([scenario.texts[f"weapons.{w}.class"] for w in record.labels["weapon"]])
    member = (of[:, None] == np.array(classes)).astype(float)
    launched, stopped = (
        record.series[name][:, rows].astype(float) @ member for name in ("launched", "intercepted")
    )
    return launched, stopped


def _log_odds(launched: Floats, stopped: Floats) -> Floats:
    """Log odds of a stop, with half a weapon on either side."""
    missed = np.maximum(0.0, launched - stopped)
    result: Floats = np.log((stopped + 0.5) / (missed + 0.5))
    return result


def _errors(launched: Floats, stopped: Floats) -> Floats:
    """Standard errors of a month's log odds: chance, and what differs between months."""
    missed = np.maximum(0.0, launched - stopped)
    result: Floats = np.sqrt(1 / (stopped + 0.5) + 1 / (missed + 0.5) + BETWEEN**2)
    return result


def _given(
    scenario: Scenario, classes: tuple[str, ...], drawn: Mapping[str, Floats], shifts: Floats
) -> dict[str, Floats]:
    """Chances of a hit by path, (runs,), moved by the shift of their class."""
    given: dict[str, Floats] = {}
    for c, name in enumerate(classes):
        given |= hit_chances(scenario, name, drawn, shifts[c])
    return given


def _led_up(
    scenario: Scenario, given: Mapping[str, Floats], progress: Callable[[int], None] | None
) -> Record:
    """All runs up to the start with the numbers `given`."""
    parts = []
    for first in range(0, scenario.runs, CHUNK):
        these = slice(first, min(first + CHUNK, scenario.runs))
        own = {path: values[these] for path, values in given.items()}
        parts.append(led_up(scenario, range(these.start, these.stop), own))
        if progress:
            progress(these.stop - these.start)
    return parts[0] if len(parts) == 1 else join(parts)
