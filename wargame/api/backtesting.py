"""Forecasts from past origins held against the record."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from wargame.api.extras import require
from wargame.api.progress import Display, Shown, display_of, resumable
from wargame.api.simulation import compiled
from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    from wargame.evidence.record import Record
    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.backtest import Forecast

BASE = "continued_war"
FIRST, LAST, EVERY, RUNS = "2023-07", "2025-07", 3, 400


@dataclass(frozen=True)
class Backtest:
    """Scores of forecasts, and the directory in which they and the page are stored.

    `card` is the scorecard (`wargame.study.scoring.card`), for a program.
    """

    directory: Path
    card: dict[str, Any]
    provenance: dict[str, str]

    def table(self) -> Table:
        """Skill, best plain forecast, coverage and verdict, one to three months ahead."""
        from wargame.report.backtest_page import score_table

        return score_table(self.card, near=True)

    def words(self) -> list[str]:
        """The whole in a few sentences."""
        from wargame.report.backtest_page import summary

        return summary(self.card)

    def as_data(self) -> dict[str, Any]:
        """Everything for a program."""
        from wargame.report.backtest_page import failures

        words = {"summary": self.words(), "failures": failures(self.card)}
        return self.card | words | {"provenance": self.provenance}

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.provenance["title"], self.words(), [self.table()])


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
    from wargame.evidence.record import load_record
    from wargame.scenario import load
    from wargame.study import backtest as study
    from wargame.study import run_cache

    path = None if record is None else Path(record)
    folder, held = Path(directory), load_record(path)
    base = load(BASE, runs=runs, seed=seed)
    days = study.origins(first, last, every, held)
    run_cache.open_directory(folder, study.plan(base, held, days), force)
    _finish(folder, base, held, days, display_of(progress))
    forecasts = [study.stored(folder, base, day) for day in days]
    words = ["wargame", "backtest", "--from", first, "--to", last, "--every", str(every)]
    words += ["--runs", str(runs), "--seed", str(seed), *(["--record", str(path)] if path else [])]
    return _written(folder, base, held, forecasts, every, shlex.join(words))


def require_month(given: str) -> None:
    """Raise WargameError unless `given` is a month."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", given):
        raise WargameError(f"{given}: expected a month such as 2025-06")


def _finish(
    home: Path, base: Definition, record: Record, days: Sequence[date], display: Display
) -> None:
    """Forecast from every origin that is missing; an interruption says how to go on."""
    from wargame.study import backtest as study

    def missing() -> list[date]:
        return [day for day in days if not study.file_of(home, day).is_file()]

    todo = missing()
    if not todo:
        return
    compiled(display)
    total = sum(study.run_days(base, todo, record))
    with (
        resumable(home, len(days), lambda: len(missing()), "origins"),
        display.bar(f"{len(todo)} origins", total) as advance,
    ):
        for day in todo:
            study.store(home, study.forecast(base, record, day, advance))


def _written(
    home: Path,
    base: Definition,
    record: Record,
    forecasts: Sequence[Forecast],
    every: int,
    command: str,
) -> Backtest:
    """The scores, and the page on them in `home`/report, all or nothing."""
    from wargame.evidence import priors
    from wargame.evidence.record.monthly import every_month
    from wargame.report import backtest_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import installed, provenance
    from wargame.scenario.scenario import add_months
    from wargame.study import backtest as study
    from wargame.study import scoring

    scores = scoring.score(list(forecasts), record)
    card = scoring.card(scores, base, every)
    months = [
        every_month(f"{one.origin:%Y-%m}", f"{add_months(one.origin, study.HORIZON - 1):%Y-%m}")
        for one in forecasts
    ]
    facts = provenance(base, command) | {"title": "Back-test", "scenario": "backtest"}
    facts |= {"record": record.name, "record_hash": record.hash, "priors_hash": priors.load().hash}
    facts |= {name: installed(name) for name in study.LIBRARIES}
    result = Backtest(home, card, facts)
    data = SimpleNamespace(attrs=facts, sizes={"run": base.runs})
    with whole_directory(home / "report", force=True) as draft:
        page.write(draft, card, scores, months, data)
        write_json(draft / "backtest.json", result.as_data())
        write_manifest(draft, facts)
    return result
