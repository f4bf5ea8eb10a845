"""Calibration: an ensemble of runs is moved until its months look like those of the record.

Ensemble smoother with multiple data assimilation (Emerick and Reynolds, Computers & Geosciences
55, 2013), by the library `iterative_ensemble_smoother`. Each run has one value of each parameter
and its own luck, which it keeps from round to round: a run whose luck was good ends with lower
parameters, so that the spread of the ensemble is what luck leaves open about the parameters.
A parameter of a class is moved by what that class did; what is shared, by all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from wargame.agents.numbers import Numbers
from wargame.model.batch import Record, simulate
from wargame.scenario import Scenario
from wargame.study import parameters, summaries
from wargame.study.arrays import Floats
from wargame.study.as_of import classes_of
from wargame.study.parameters import Ensemble

if TYPE_CHECKING:
    from iterative_ensemble_smoother import ESMDA

ROUNDS = 4
WINDOW = 12  # months of record that are held against the runs
SPIN_UP = 1  # months run before what is read, until strikes have found their rhythm


@dataclass(frozen=True)
class Fit:
    """Ensemble before and after, and the scenario's own numbers as drawn (path -> (runs,)).

    `seen` and `matched` are summaries of the record (classes, 4) and of the runs of the last round
    (runs, classes, 4); `errors` those of the record.
    """

    before: Ensemble
    after: Ensemble
    drawn: dict[str, Floats]
    seen: Floats
    matched: Floats
    errors: Floats


def by_class(
    record: Record,
    scenario: Scenario,
    skip: int = SPIN_UP,
    classes: tuple[str, ...] | None = None,
) -> Floats:
    """Launched and stopped of a model's Record -> (2, runs, months, classes), after `skip`."""
    of = np.array([scenario.texts[f"weapons.{w}.class"] for w in record.labels["weapon"]])
    asked = classes_of(scenario) if classes is None else classes
    member = (of[:, None] == np.array(asked)).astype(float)
    both = [record.series[name][:, skip:].astype(float) for name in ("launched", "intercepted")]
    return np.stack([series @ member for series in both])


def fit(
    scenario: Scenario,
    launched: Floats,
    stopped: Floats,
    progress: Callable[[int], None] | None = None,
) -> Fit:
    """Calibrate `scenario`, which spans spin-up and window, to the record.

    launched, stopped: (months, classes), of the months of the window.
    """
    from iterative_ensemble_smoother import ESMDA

    ids = np.arange(scenario.runs)
    drawn = Numbers(scenario, ids, np.uint64(scenario.seed)).inputs()
    offset = summaries.offsets(launched)
    seen = summaries.summaries(launched[None], stopped[None], offset)[0]
    remembered = float(summaries.memory(launched[None], offset)[0])
    errors, between = summaries.errors(launched, stopped)
    before = result = parameters.first(scenario, drawn, launched, scenario.seed)

    def smoother(observed: Floats, error: Floats, part: int) -> ESMDA:
        seed = np.random.default_rng([scenario.seed, 2, part])
        return ESMDA(error**2, observed, alpha=ROUNDS, seed=seed)

    own = [smoother(*of, c) for c, of in enumerate(zip(seen, errors))]
    everything = np.append(seen.ravel(), remembered)
    shared = smoother(everything, np.append(errors.ravel(), 0.05), len(own))
    months = len(launched)
    for _ in range(ROUNDS):
        given = parameters.values(result, scenario, drawn, -float(months + SPIN_UP), window=True)
        ran = simulate(scenario, progress=progress, given=given)
        made, hit = by_class(ran, scenario)
        matched = summaries.summaries(made, hit, offset)
        moved = np.empty_like(result.own)
        for c, one in enumerate(own):
            one.prepare_assimilation(Y=np.ascontiguousarray(matched[:, c].T))
            moved[c] = one.assimilate_batch(X=result.own[c].copy())
        flat = np.column_stack([matched.reshape(len(ids), -1), summaries.memory(made, offset)])
        shared.prepare_assimilation(Y=np.ascontiguousarray(flat.T))
        result = Ensemble(moved, shared.assimilate_batch(X=result.shared.copy()))
    # Chances of a hit as they may be in a month to come and not on average: the model's do not
    # change from month to month by themselves, those of the record do.
    drift = result.own.copy()
    shocks = np.random.default_rng([scenario.seed, 3]).standard_normal((len(own), len(ids)))
    drift[:, parameters.STOP] += between[:, None] * shocks
    return Fit(before, result._replace(own=drift), drawn, seen, matched, errors)


def ahead(fitted: Fit, scenario: Scenario, progress: Callable[[int], None] | None = None) -> Record:
    """Run on from the end of the window: a model's Record of `scenario` with the fitted numbers.

    `scenario` starts SPIN_UP months before the end of the window and has other luck: with the luck
    of the window, runs would undo in the months to come what they were moved by.
    """
    given = parameters.values(fitted.after, scenario, fitted.drawn, -float(SPIN_UP), window=False)
    return simulate(replace(scenario, seed=scenario.seed + 1), progress=progress, given=given)
