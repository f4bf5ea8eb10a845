"""Back-test: forecasts from origins in the past, each with what was known on its day.

At each origin the model is calibrated to the year of record before it and run on. The months that
followed are then held against its runs (`wargame.study.scoring`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence import priors
from wargame.evidence.record import CLASSES, Record
from wargame.results.files import whole_file
from wargame.results.parquet import read_parquet, write_parquet
from wargame.results.provenance import installed
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study import as_of, fit

HORIZON = 6
LEAST = 8  # months of record before an origin
LIBRARIES = ("iterative-ensemble-smoother", "scoringrules")
UNITS = {"run": "run number", "ahead": "months", "launched": "weapons", "stopped": "weapons"}


@dataclass(frozen=True)
class Forecast:
    """Runs from `origin` (the first day forecast), 1 to HORIZON months ahead.

    launched, stopped: (runs, HORIZON, classes), in the order of CLASSES.
    """

    origin: date
    launched: Any
    stopped: Any


def origins(first: str, last: str, every: int, record: Record) -> list[date]:
    """Origins from `first` to `last` ('YYYY-MM'), `every` months apart.

    Raises WargameError if the record does not reach LEAST months before the first or HORIZON
    after the last.
    """
    result, day = [], date.fromisoformat(f"{first}-01")
    while f"{day:%Y-%m}" <= last:
        result.append(day)
        day = add_months(day, every)
    months = record.months
    if not result:
        raise WargameError(f"there is no origin between {first} and {last}")
    begins = f"{add_months(result[0], -LEAST):%Y-%m}"
    ends = f"{add_months(result[-1], HORIZON - 1):%Y-%m}"
    if begins < months[0] or ends > months[-1]:
        raise WargameError(
            f"origins from {first} to {last} need months {begins} to {ends}; the record "
            f"({record.name}) holds {months[0]} to {months[-1]}"
        )
    return result


def calibrated(
    base: Scenario, record: Record, day: date, told: Callable[[int], None] | None = None
) -> tuple[Scenario, fit.Fit]:
    """The scenario as known before `day`, from `day` on, and its fit to the record before `day`."""
    past = as_of.record_known(record, day)
    window = past.months[-fit.WINDOW :]
    numbers = as_of.numbers_known(base.catalogue, day)
    before = as_of.scenario_known(base, day, 0, len(window) + fit.SPIN_UP, numbers)
    launched, stopped = as_of.counts(past, window, CLASSES)
    fitted = fit.fit(before, launched, stopped, told)
    return as_of.scenario_known(base, day, HORIZON, fit.SPIN_UP, numbers), fitted


def forecast(
    base: Scenario, record: Record, day: date, told: Callable[[int], None] | None = None
) -> Forecast:
    """Calibrate to what was known before `day`, and run on."""
    scenario, fitted = calibrated(base, record, day, told)
    launched, stopped = fit.by_class(fit.ahead(fitted, scenario, told), scenario)
    return Forecast(day, launched, stopped)


def plan(base: Scenario, record: Record, days: list[date]) -> dict[str, str]:
    """What decides the forecasts, as words, for `wargame.study.run_cache`."""
    from wargame.results.provenance import code_hash
    from wargame.study import run_cache

    facts = run_cache.plan({"base": base}) | {"record": record.hash, "priors": priors.load().hash}
    facts |= {name: installed(name) for name in LIBRARIES}
    own = Path(__file__).parent
    facts["code"] = code_hash() + "".join(
        _digest(own / f"{name}.py") for name in ("as_of", "parameters", "summaries", "fit")
    )
    return facts | {"origins": " ".join(f"{day:%Y-%m}" for day in days)}


def _digest(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_of(home: Path, day: date) -> Path:
    """Where the forecast from `day` is kept."""
    return home / "runs" / f"{day:%Y-%m}.parquet"


def keep(home: Path, one: Forecast) -> None:
    """Write one forecast, whole or not at all. Its bytes depend on nothing after its origin."""
    import pandas as pd

    runs, ahead, classes = one.launched.shape
    frame = pd.DataFrame(
        {
            "run": np.repeat(np.arange(runs), ahead * classes),
            "ahead": np.tile(np.repeat(np.arange(1, ahead + 1), classes), runs),
            "weapon_class": np.tile(np.array(CLASSES, dtype=object), runs * ahead),
            "launched": one.launched.ravel().astype(np.int64),
            "stopped": one.stopped.ravel().astype(np.int64),
        }
    )
    with whole_file(file_of(home, one.origin)) as draft:
        write_parquet(draft, frame, UNITS, {"origin": f"{one.origin}"})


def kept_forecast(home: Path, day: date, runs: int) -> Forecast:
    """Read one forecast back. Raises WargameError if its file is damaged."""
    frame, _ = read_parquet(file_of(home, day))
    shape = (runs, HORIZON, len(CLASSES))
    if len(frame) != runs * HORIZON * len(CLASSES):
        raise WargameError(f"{file_of(home, day)}: is damaged; delete it and go on")
    launched, stopped = (
        frame[name].to_numpy(dtype=float).reshape(shape) for name in ("launched", "stopped")
    )
    return Forecast(day, launched, stopped)


def run_days(base: Scenario, days: list[date], record: Record) -> list[int]:
    """Run-days that each origin takes, for progress."""
    result = []
    for day in days:
        window = min(fit.WINDOW, sum(month < f"{day:%Y-%m}" for month in record.months))
        back = add_months(day, -window - fit.SPIN_UP)
        ahead = replace(base, start=add_months(day, -fit.SPIN_UP), months=HORIZON + fit.SPIN_UP)
        result.append(base.runs * (fit.ROUNDS * (day - back).days + ahead.days))
    return result
