"""Numbers that no source gives, fitted to the record of strikes up to a month."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.backtesting import BASE, require_month
from wargame.api.extras import require
from wargame.api.progress import Shown, display_of
from wargame.api.simulation import compiled
from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.study.calibration import Calibration

UNTIL, RUNS = "2025-12", 1000
MARK = "# Made by: wargame calibrate"
HEAD = """\
# Made by: {command}
# wargame {version}, code {commit}, record {record}, evidence {evidence}.
# Each range is the 90% range of the calibrated runs. Not a prediction.
"""


@dataclass(frozen=True)
class Calibrated:
    """What was fitted, and `text`, the scenario file that holds it."""

    study: Calibration
    text: str
    command: str

    def table(self) -> Table:
        """Each fitted number: median and 90% range."""
        from wargame.report.table import Column, table

        months, runs = self.study.months, f"n = {self.study.runs:,} runs"
        rows = [
            (path, f"{one.value:g}", f"{one.low:g} to {one.high:g}", one.unit)
            for path, one in self.study.estimates.items()
        ]
        heads = ("number", Column("median"), "90% range", "unit")
        return table(f"Fitted to {months[0]} to {months[-1]}, {runs}", heads, rows)

    def words(self) -> list[str]:
        """What the record says next to nothing of."""
        from wargame.study.calibration import LEARNED

        little = [one.name for one in self.study.learned if one.share < LEARNED]
        lines = [f"The record says next to nothing of: {', '.join(little)}."] if little else []
        return [*lines, "Posture weights and the response of suppliers leave no trace in it."]

    def as_data(self) -> dict[str, Any]:
        """Everything for a program."""
        result = self.study
        return {
            "command": self.command,
            "months": result.months,
            "runs": result.runs,
            "estimates": {path: asdict(one) for path, one in result.estimates.items()},
            "learned": [asdict(one) for one in result.learned],
        }

    def save(self, path: str | Path, force: bool = False) -> Path:
        """Write the scenario file -> its path. `force` replaces an earlier calibration alone."""
        from wargame.results.files import write_whole

        refuse(Path(path), force)
        write_whole(Path(path), self.text.encode())
        return Path(path)

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html("Calibration", self.words(), [self.table()])


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
    import yaml

    from wargame.evidence.record import load_record
    from wargame.results.provenance import commit, installed
    from wargame.scenario import load
    from wargame.study import calibration as study

    path = None if record is None else Path(record)
    held, base, display = load_record(path), load(BASE, runs=runs, seed=seed), display_of(progress)
    compiled(display)
    with display.bar(f"calibration to {until}", study.run_days(base, held, until)) as advance:
        result = study.calibrate(base, held, until, advance)
    command = _command(until, path, runs, seed)
    head = HEAD.format(
        command=command, version=installed("wargame"), commit=commit(), record=held.hash[:10],
        evidence=base.catalogue.hash[:10],
    )  # fmt: skip
    data = study.as_scenario(result, BASE, until)
    body: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    return Calibrated(result, head + body, command)


def refuse(out: Path, force: bool = False) -> None:
    """Raise WargameError if `out` is there; with `force` an earlier calibration may be replaced."""
    if not out.exists():
        return
    if not force:
        raise WargameError(f"{out}: exists; choose another place, or use force to replace it")
    try:
        own = out.is_file() and out.read_bytes().startswith(MARK.encode())
    except OSError as error:
        raise WargameError(f"{out}: cannot be read ({error.strerror or error})") from error
    if not own:
        raise WargameError(f"{out}: is no earlier calibration, so force does not replace it")


def _command(until: str, record: Path | None, runs: int, seed: int) -> str:
    words: Sequence[str] = ("calibrate", "--until", until, "--runs", str(runs), "--seed", str(seed))
    return shlex.join(["wargame", *words, *(["--record", str(record)] if record else [])])
