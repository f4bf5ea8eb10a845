"""Forecasts from past origins held against the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.extras import require
from wargame.api.progress import Display, Shown, display_of, stored
from wargame.api.simulation import command, task
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError
from wargame.evidence import priors
from wargame.evidence.record import load_record
from wargame.evidence.record.monthly import every_month
from wargame.report import backtest_page
from wargame.report.backtest_page import failures, score_table, summary
from wargame.results.provenance import installed, provenance
from wargame.scenario import load
from wargame.scenario.scenario import add_months
from wargame.study import backtest as study
from wargame.study import run_cache, scoring

if TYPE_CHECKING:
    from wargame.evidence.record import Record
    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.backtest import Forecast
    from wargame.study.scoring import Scores

BASE = "continued_war"
FIRST, LAST, EVERY, RUNS = "2023-07", "2026-04", 3, 400


@dataclass(frozen=True)
class Backtest(StudyResult):
    """Scores of forecasts, and the directory in which they and the page are stored.

    `card` is the scorecard (`wargame.study.scoring.card`) of `scores`, `months` are those that each
    origin forecasts.
    """

    file = "backtest"

    directory: Path
    card: dict[str, Any]
    scores: Scores
    months: list[list[str]]

    def tables(self) -> list[Table]:
        """Skill, best plain forecast, coverage and verdict, one to three months ahead."""
        return [score_table(self.card, near=True)]

    def words(self) -> list[str]:
        """The whole in a few sentences."""
        return summary(self.card)

    def _data(self) -> dict[str, Any]:
        return self.card | {"summary": self.words(), "failures": failures(self.card)}

    def _write(self, draft: Path) -> None:
        backtest_page.write(draft, self.card, self.scores, self.months, self._source)


def backtest(
    record: str | Path | None = None,
    first: str = FIRST,
    last: str = LAST,
    every: int = EVERY,
    runs: int = RUNS,
    seed: int = 1,
    directory: str | Path = "out/backtest",
    force: bool = False,
    progress: Shown = True,
) -> Backtest:
    """Calibrate at every origin from `first` to `last` (YYYY-MM, `every` months apart) to what was
    in the record on that day, run six months on, and score the forecasts.

    `record` stands in for the shipped record of strikes. Finished origins are stored in
    `directory`: the same call goes on where it stopped. Raises WargameError for a bad month, a
    record that is not sound, or a directory that holds anything else.
    """
    require("calibration")
    for month in (first, last):
        require_month(month)
    path = None if record is None else Path(record)
    folder, held = Path(directory), load_record(path)
    base = load(BASE, runs=runs, seed=seed)
    days = study.origins(first, last, every, held)
    run_cache.open_directory(folder, study.plan(base, held, days), force)
    _finish(folder, base, held, days, display_of(progress))
    forecasts = [study.stored(folder, base, day) for day in days]
    line = command("backtest", from_=first, to=last, every=every, runs=runs, seed=seed, record=path)
    result = _scored(folder, base, held, forecasts, every, line)
    result.report(folder / "report", force=True)
    return result


def require_month(given: str) -> None:
    """Raise WargameError unless `given` is a month."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", given):
        raise WargameError(f"{given}: expected a month such as 2025-06")


def _finish(
    folder: Path, base: Definition, record: Record, days: Sequence[date], display: Display
) -> None:
    """Forecast from every origin that is missing; an interruption says how to go on."""

    def missing() -> list[date]:
        return [day for day in days if not study.file_of(folder, day).is_file()]

    todo = missing()
    if not todo:
        return
    total = sum(study.run_days(base, todo, record))
    stopped = stored(folder, len(days), lambda: len(missing()), "origins")
    with task(display, f"{len(todo)} origins", total, stopped) as advance:
        for day in todo:
            study.store(folder, study.forecast(base, record, day, advance))


def _scored(
    folder: Path,
    base: Definition,
    record: Record,
    forecasts: Sequence[Forecast],
    every: int,
    line: str,
) -> Backtest:
    """The scores of all forecasts, with their provenance."""
    scores = scoring.score(list(forecasts), record)
    card = scoring.card(scores, base, every)
    months = [
        every_month(f"{one.origin:%Y-%m}", f"{add_months(one.origin, study.HORIZON - 1):%Y-%m}")
        for one in forecasts
    ]
    facts = provenance(base, line) | {"title": "Back-test", "scenario": "backtest"}
    facts |= {"record": record.name, "record_hash": record.hash, "priors_hash": priors.load().hash}
    facts |= {name: installed(name) for name in study.LIBRARIES}
    return Backtest(folder, card, scores, months, provenance=facts)
