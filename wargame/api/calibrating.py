"""Numbers that no source gives, fitted to the record of strikes up to a month."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.backtesting import BASE, require_month
from wargame.api.extras import require
from wargame.api.progress import Shown, display_of
from wargame.api.simulation import command, task
from wargame.api.study_result import StudyResult
from wargame.evidence.record import load_record
from wargame.report.table import Column, table
from wargame.results.files import refuse_file, write_whole, yaml_text
from wargame.results.provenance import provenance
from wargame.scenario import load
from wargame.study import calibration as study
from wargame.study.calibration import LEARNED

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.study.calibration import Calibration

UNTIL, RUNS = "2025-12", 1000
MARK = "# Made by: wargame calibrate"
HEAD = """\
# Made by: {command}
# wargame {version}, code {commit}, record {record_hash:.10}, evidence {evidence_hash:.10}.
# Each range is the 90% range of the calibrated runs. Not a prediction.
"""


@dataclass(frozen=True)
class Calibrated(StudyResult):
    """What was fitted, and `text`, the scenario file that holds it."""

    study: Calibration
    text: str

    def tables(self) -> list[Table]:
        """Each fitted number: median and 90% range."""
        months, runs = self.study.months, f"n = {self.study.runs:,} runs"
        rows = [
            (path, f"{one.value:g}", f"{one.low:g} to {one.high:g}", one.unit)
            for path, one in self.study.estimates.items()
        ]
        heads = ("number", Column("median"), "90% range", "unit")
        return [table(f"Fitted to {months[0]} to {months[-1]}, {runs}", heads, rows)]

    def words(self) -> list[str]:
        """What the record says next to nothing of."""
        little = [one.name for one in self.study.learned if one.share < LEARNED]
        lines = [f"The record says next to nothing of: {', '.join(little)}."] if little else []
        return [*lines, "Posture weights and the response of suppliers leave no trace in it."]

    def _data(self) -> dict[str, Any]:
        result = self.study
        return {
            "command": self.provenance["command"],
            "months": result.months,
            "runs": result.runs,
            "estimates": {path: asdict(one) for path, one in result.estimates.items()},
            "learned": [asdict(one) for one in result.learned],
        }

    def save(self, path: str | Path, force: bool = False) -> Path:
        """Write the scenario file -> its path. `force` replaces an earlier calibration alone."""
        refuse(Path(path), force)
        write_whole(Path(path), self.text.encode())
        return Path(path)


def calibrate(
    until: str = UNTIL,
    record: str | Path | None = None,
    runs: int = RUNS,
    seed: int = 1,
    progress: Shown = True,
) -> Calibrated:
    """Fit launches, spread and chances of a hit to the record up to the month `until` (YYYY-MM).

    Nothing dated later enters. `record` stands in for the shipped record of strikes. Raises
    WargameError for a bad month or a record that is not sound.
    """
    require("calibration")
    require_month(until)
    path = None if record is None else Path(record)
    held, base, display = load_record(path), load(BASE, runs=runs, seed=seed), display_of(progress)
    total, stopped = study.run_days(base, held, until), "stopped; nothing was written"
    with task(display, f"calibration to {until}", total, stopped) as advance:
        result = study.calibrate(base, held, until, advance)
    line = command("calibrate", until=until, runs=runs, seed=seed, record=path)
    facts = provenance(base, line) | {"title": "Calibration", "record_hash": held.hash}
    body = yaml_text(study.as_scenario(result, BASE, until))
    return Calibrated(result, HEAD.format_map(facts) + body, provenance=facts)


def refuse(out: Path, force: bool = False) -> None:
    """Raise WargameError if `out` is there; with `force` an earlier calibration may be replaced."""
    refuse_file(out, force, MARK, "calibration")
