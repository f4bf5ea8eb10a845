"""Back-test: forecasts from origins in the past, each with what was published by its day.

At each origin the model is calibrated to the year of record before it and run on. The months that
followed are then held against its runs (`wargame.study.scoring`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence import priors
from wargame.evidence.record import Record
from wargame.results.files import whole_file
from wargame.results.parquet import read_parquet, write_parquet
from wargame.results.provenance import installed
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study import as_of, fit, run_cache
from wargame.study.arrays import Floats

HORIZON = 6
LEAST = 8  # months of record before an origin
LIBRARIES = ("iterative-ensemble-smoother", "scoringrules")
WHAT = ("launched", "stopped")
UNITS = {"run": "run number", "ahead": "months", "launched": "weapons", "stopped": "weapons"}


@dataclass(frozen=True)
class Forecast:
    """Runs from `origin` (the first day forecast), 1 to HORIZON months ahead.

    values: (WHAT, runs, HORIZON, classes), in the order of `classes`.
    """

    origin: date
    classes: tuple[str, ...]
    values: Floats


def origins(first: str, last: str, every: int, record: Record) -> list[date]:
    """Origins from `first` to `last` ('YYYY-MM'), `every` months apart.

    Of the last ones not all HORIZON months need have come: those that have are scored. Raises
    WargameError if the record does not reach LEAST months before the first, or holds no month of
    the last.
    """
    result = first_days(first, last, every)
    months = record.months
    begins = f"{add_months(result[0], -LEAST):%Y-%m}"
    ends = f"{result[-1]:%Y-%m}"
    if begins < months[0] or ends > months[-1]:
        raise WargameError(
            f"origins from {first} to {last} need months {begins} to {ends}; the record "
            f"({record.name}) holds {months[0]} to {months[-1]}"
        )
    return result


def first_days(first: str, last: str, every: int) -> list[date]:
    """First days of the months from `first` to `last` ('YYYY-MM'), `every` months apart.

    Raises WargameError if there is none.
    """
    result, day = [], date.fromisoformat(f"{first}-01")
    while f"{day:%Y-%m}" <= last:
        result.append(day)
        day = add_months(day, every)
    if not result:
        raise WargameError(f"there is no origin between {first} and {last}")
    return result


def calibrated(
    base: Scenario, record: Record, day: date, progress: Callable[[int], None] | None = None
) -> tuple[Scenario, fit.Fit]:
    """The scenario as of `day`, from `day` on, and its fit to the record before `day`."""
    past = as_of.record_before(record, day)
    window = past.months[-fit.WINDOW :]
    numbers = as_of.numbers_at(base.catalogue, day)
    before = as_of.scenario_at(base, day, 0, len(window) + fit.SPIN_UP, numbers)
    launched, stopped = as_of.counts(past, window, as_of.classes_of(base))
    fitted = fit.fit(before, launched, stopped, progress)
    return as_of.scenario_at(base, day, HORIZON, fit.SPIN_UP, numbers), fitted


def forecast(
    base: Scenario, record: Record, day: date, progress: Callable[[int], None] | None = None
) -> Forecast:
    """Calibrate to what was published before `day`, and run on."""
    scenario, fitted = calibrated(base, record, day, progress)
    values = fit.by_class(fit.ahead(fitted, scenario, progress), scenario)
    return Forecast(day, as_of.classes_of(base), values)


def plan(base: Scenario, record: Record, days: Sequence[date]) -> dict[str, str]:
    """What decides the forecasts, as words, for `wargame.study.run_cache`."""
    facts = run_cache.plan({"base": base}) | {"record": record.hash, "priors": priors.load().hash}
    facts |= {name: installed(name) for name in LIBRARIES}
    files = (f"{name}.py" for name in ("as_of", "parameters", "summaries", "fit"))
    own = (hashlib.sha256((Path(__file__).parent / file).read_bytes()) for file in files)
    facts["code"] += "".join(digest.hexdigest() for digest in own)
    return facts | {"origins": " ".join(f"{day:%Y-%m}" for day in days)}


def file_of(directory: Path, day: date) -> Path:
    """Where the forecast from `day` is stored."""
    return directory / "runs" / f"{day:%Y-%m}.parquet"


def store(directory: Path, one: Forecast) -> None:
    """Write one forecast, whole or not at all. Its bytes depend on nothing after its origin."""
    import pandas as pd

    runs, ahead = one.values.shape[1:3]
    keys = pd.MultiIndex.from_product([range(runs), range(1, ahead + 1), list(one.classes)])
    frame = keys.to_frame(index=False, name=["run", "ahead", "weapon_class"])
    frame[list(WHAT)] = one.values.reshape(len(WHAT), -1).T.astype(np.int64)
    with whole_file(file_of(directory, one.origin)) as draft:
        write_parquet(draft, frame, UNITS, {"origin": f"{one.origin}"})


def stored(directory: Path, base: Scenario, day: date) -> Forecast:
    """Read one forecast back. Raises WargameError if its file is damaged."""
    frame, _ = read_parquet(file_of(directory, day))
    classes = as_of.classes_of(base)
    shape = (len(WHAT), base.runs, HORIZON, len(classes))
    if len(frame) != np.prod(shape[1:]):
        raise WargameError(f"{file_of(directory, day)}: is damaged; delete it and go on")
    return Forecast(day, classes, frame[list(WHAT)].to_numpy(dtype=float).T.reshape(shape))


def run_days(base: Scenario, days: Sequence[date], record: Record) -> list[int]:
    """Run-days that each origin takes, for progress."""
    result = []
    for day in days:
        ahead = replace(base, start=add_months(day, -fit.SPIN_UP), months=HORIZON + fit.SPIN_UP)
        result.append(fit_days(base, day, record) + base.runs * ahead.days)
    return result


def fit_days(base: Scenario, day: date, record: Record) -> int:
    """Run-days that the fit to the record before `day` takes."""
    window = min(fit.WINDOW, sum(month < f"{day:%Y-%m}" for month in record.months))
    return base.runs * fit.ROUNDS * (day - add_months(day, -window - fit.SPIN_UP)).days
