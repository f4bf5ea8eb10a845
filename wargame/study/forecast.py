"""Forecasts that are filed: launches and stops by class, for whole months to come, as quantiles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date

import numpy as np

from wargame.evidence.record import Record, reporting
from wargame.model.batch import simulate
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study import as_of, fit
from wargame.study.arrays import Floats

KINDS = ("launched", "stopped")
SPANS = ("by_month", "since_first")  # in one month; in all months up to its end
LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
MONTHS = 12


def first_whole(day: date) -> date:
    """The first day of the first month that begins on `day` or later."""
    return day if day.day == 1 else add_months(day.replace(day=1), 1)


def horizon(day: date, months: int) -> int:
    """Months from `day` that hold `months` whole ones."""
    return months + (day.day > 1)


def whole_months(day: date, months: int) -> list[str]:
    """The first `months` whole months from `day` on, 'YYYY-MM'."""
    first = first_whole(day)
    return [f"{add_months(first, ahead):%Y-%m}" for ahead in range(months)]


def classes_of(scenario: Scenario) -> tuple[str, ...]:
    """Classes that the record of the theatre counts; all of them where it has no record."""
    folder = scenario.theatre.folder
    if (folder / "record" / reporting.FILE).is_file():
        return as_of.classes_of(scenario)
    return scenario.roles.classes


def quantiles(values: Floats) -> Floats:
    """Of runs (KINDS, runs, months, classes) -> (KINDS, SPANS, months, classes, LEVELS).

    In weapons, to one decimal: no finer than any number of runs supports.
    """
    both = np.stack([values, values.cumsum(axis=2)], axis=1)
    return np.asarray(np.moveaxis(np.quantile(both, LEVELS, axis=2), 0, -1).round(1))


def forecast(
    scenario: Scenario, months: int, progress: Callable[[int], None] | None = None
) -> Floats:
    """Quantiles of the runs of `scenario`, for the first whole `months` from its start on."""
    ran = simulate(scenario, progress=progress)
    wanted = whole_months(scenario.start, months)
    rows = [ran.months.index(month) for month in wanted]
    counted = fit.by_class(ran, scenario, skip=0, classes=classes_of(scenario))
    return quantiles(counted[:, :, rows])


def evidence_digest(scenario: Scenario) -> str:
    """SHA-256 of all figures that were out before the start: numbers and facts, with the others
    beside each. What was published later does not count."""
    catalogue = scenario.catalogue
    every = [*catalogue.numbers.items(), *catalogue.facts.items()]
    lines = sorted(f"{path} {number.figure()} {number.estimates}" for path, number in every)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def recorded(record: Record, day: date) -> str:
    """SHA-256 of the whole months of the record before `day`."""
    months = [month for month in record.months if month < f"{day:%Y-%m}"]
    cells = [[*key, *cell] for key, cell in sorted(record.cells.items()) if key[0] in months]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()
