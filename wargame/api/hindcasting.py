"""Forecasts by the whole model from days in the past, held against the months that came.

`backtest` calibrates launches and interceptions alone, from 2023 on. Here every mechanism is on and
magazines are counted, from days for which the evidence gives a state.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from wargame.api import forecasting
from wargame.api.backtesting import require_month
from wargame.api.forecasting import Score, score
from wargame.api.progress import Shown, display_of
from wargame.declare.errors import WargameError
from wargame.evidence.record import load_record
from wargame.results.files import write_whole
from wargame.scenario import load
from wargame.study import forecast_file, run_cache
from wargame.study.backtest import HORIZON, first_days

BASE = forecasting.BASE
FIRST, LAST, EVERY, RUNS = "2025-07", "2026-04", 3, 500


def hindcast(
    scenario: str | Path = BASE,
    first: str = FIRST,
    last: str = LAST,
    every: int = EVERY,
    runs: int = RUNS,
    seed: int = 1,
    record: str | Path | None = None,
    evidence: Sequence[str | Path] = (),
    directory: str | Path = "out/hindcast",
    force: bool = False,
    progress: Shown = True,
) -> Score:
    """Forecast six months from every origin `first` to `last` (YYYY-MM, `every` months apart), as
    known on its first day, and hold all of them against the record.

    Each forecast is filed in `directory`, and one that is there is not made again; the page is in
    `directory`/report. The rules of the model and the judgements of its authors are of today: no
    date guards them. Raises WargameError for a bad month, an origin of which the record holds no
    month, or a directory that holds anything else.
    """
    for month in (first, last):
        require_month(month)
    held, folder = load_record(None if record is None else Path(record)), Path(directory)
    days = origins(first, last, every, held.months)
    loaded = {day: load(scenario, runs=runs, seed=seed, as_of=day, months=HORIZON,
                       evidence_files=evidence, record_file=record) for day in days}  # fmt: skip
    facts = run_cache.plan({f"{day}": one for day, one in loaded.items()})
    run_cache.open_directory(folder, facts | {"record": held.hash}, force)
    display = display_of(progress)
    for day in days:
        file = folder / forecast_file.FOLDER / f"{day}.yaml"
        if not file.is_file():
            made = forecasting.forecast(
                scenario, day, HORIZON, runs, seed, record, evidence, display
            )
            file.parent.mkdir(exist_ok=True)
            write_whole(file, made.filed.text().encode())
    result = score([folder / forecast_file.FOLDER], record)
    result.report(folder / "report", force=True)
    return result


def origins(first: str, last: str, every: int, months: Sequence[str]) -> list[date]:
    """First days of the months from `first` to `last`, `every` apart.

    Raises WargameError if there is none, or if one of them is not among the recorded `months`.
    """
    days = first_days(first, last, every)
    if lacking := [f"{day:%Y-%m}" for day in days if f"{day:%Y-%m}" not in months]:
        span = f"{months[0]} to {months[-1]}" if months else "no month"
        raise WargameError(f"no month has come after {', '.join(lacking)}; the record holds {span}")
    return days
