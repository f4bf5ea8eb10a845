"""Forecasts: filed with what was known, and held against the record that came later."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Shown, display_of
from wargame.api.simulation import bounded, command, day_of, task
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError
from wargame.evidence import theatre
from wargame.evidence.record import load_record
from wargame.results.files import plain, refuse_file, write_whole
from wargame.results.provenance import commit, installed
from wargame.study import forecast as study
from wargame.study import forecast_file, forecast_scores
from wargame.study.arrays import Floats
from wargame.study.forecast_file import Filed

if TYPE_CHECKING:
    from wargame.evidence.record import Record
    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.forecast_scores import Held

BASE, RUNS = "continued_war", 2000
PLACE = Path("out") / forecast_file.FOLDER  # where forecasts are filed by default
QUESTION = (
    "How many weapons of each class will be launched, and how many of them stopped (shot down, "
    "jammed or lost), in each whole month from {first} to {last}, and in all of them so far?"
)
CAVEAT = (
    "Figures and months of the record count if they were published before {day}; {judged} of "
    "{numbers} numbers are judgements of the authors, which no date guards, and the rules of the "
    "model are those of the version named here. A forecast of a scenario: {title}."
)


@dataclass(frozen=True)
class Forecast:
    """A forecast as it is filed."""

    filed: Filed

    def tables(self) -> list[Table]:
        """The first month, the last, and all of them together."""
        from wargame.report.forecast_words import filed_table

        return [filed_table(self.filed)]

    def words(self) -> list[str]:
        """What is asked, and what the day does not guard against."""
        return [self.filed.question, self.filed.caveat]

    def as_data(self) -> dict[str, Any]:
        """The content of the file."""
        return self.filed.content() | {"hash": self.filed.hash}

    def save(self, path: str | Path, force: bool = False) -> Path:
        """File it -> its path. `force` replaces an earlier forecast alone.

        Raises WargameError if the file is there, or cannot be written.
        """
        refuse(Path(path), force)
        write_whole(Path(path), self.filed.text().encode())
        return Path(path)

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.filed.title, self.words(), self.tables())


def refuse(out: Path, force: bool = False) -> None:
    """Raise WargameError if `out` is there; with `force` an earlier forecast may be replaced."""
    refuse_file(out, force, forecast_file.MARK, "forecast")


def place_of(scenario: str | Path, as_of: str | date | None) -> Path:
    """Where a forecast is filed if nothing is said. Raises WargameError for a bad scenario."""
    definition = _loaded(scenario, as_of, study.MONTHS, 1, 1, None, ())
    return PLACE / f"{definition.name}-{definition.start}.yaml"


def forecast(
    scenario: str | Path = BASE,
    as_of: str | date | None = None,
    months: int = study.MONTHS,
    runs: int = RUNS,
    seed: int = 1,
    record: str | Path | None = None,
    evidence: Sequence[str | Path] = (),
    progress: Shown = True,
) -> Forecast:
    """Forecast launches and stops by class for the whole `months` to come, as known on `as_of`.

    `as_of` (YYYY-MM-DD) is the first day of the runs, the scenario's own if it is not given;
    nothing that was published on it or later enters. `record` stands in for the shipped record of
    strikes, `evidence` is laid beside the catalogue. Raises WargameError for what cannot be loaded.
    """
    bounded("months", months, 1, 60)
    base = _loaded(scenario, as_of, months, runs, seed, record, evidence)
    display = display_of(progress)
    label, stopped = f"forecast of {base.start}", "stopped; nothing was written"
    with task(display, label, base.runs * base.days, stopped) as advance:
        values = study.forecast(base, months, advance)
    line = command(
        "forecast", scenario, as_of=base.start, months=months, runs=runs, seed=seed, record=record,
        evidence=list(map(str, evidence)),
    )  # fmt: skip
    return Forecast(_filed(base, values, months, line, _record_of(base, record)))


def _loaded(
    scenario: str | Path,
    as_of: str | date | None,
    months: int,
    runs: int,
    seed: int,
    record: str | Path | None,
    evidence: Sequence[str | Path],
) -> Definition:
    from wargame.scenario import load

    day = None if as_of is None else day_of("as_of", as_of)
    options = {"as_of": day, "evidence_files": evidence, "record_file": record}
    first = load(scenario, months=months, runs=runs, seed=seed, **options)  # type: ignore[arg-type]
    held = study.horizon(first.start, months)
    if held == months:
        return first
    return load(scenario, months=held, runs=runs, seed=seed, **options)  # type: ignore[arg-type]


def _record_of(base: Definition, record: str | Path | None) -> Record | None:
    """The record that launches before the start are held to; None where there is none."""
    from wargame.evidence.record import reporting

    folder = base.theatre.folder
    if record is None and not (folder / "record" / reporting.FILE).is_file():
        return None
    return load_record(record or reporting.table(folder))


def _filed(
    base: Definition, values: Floats, months: int, line: str, record: Record | None
) -> Filed:
    from wargame.evidence.number import JUDGEMENT

    whole = study.whole_months(base.start, months)
    given = [number for number in base.numbers.values() if not number.absent]
    judged = sum(number.source == JUDGEMENT for number in given)
    names = {name: base.texts.get(f"classes.{name}.name", name) for name in study.classes_of(base)}
    origin = {
        "scenario": base.name, "version": installed("wargame"), "commit": commit(),
        "seed": str(base.seed), "scenario_hash": base.hash,
        "evidence_hash": study.evidence_digest(base),
        "record_hash": study.recorded(record, base.start) if record else "none",
        "command": line,
    }  # fmt: skip
    caveat = CAVEAT.format(day=base.start, judged=judged, numbers=len(given), title=base.title)
    question = QUESTION.format(first=whole[0], last=whole[-1])
    title = f"Forecast of {base.start}: {base.title}"
    return Filed(
        title, question, base.start, caveat, origin, base.runs, names, tuple(whole), values
    )


@dataclass(frozen=True)
class Score(StudyResult):
    """Filed forecasts held against `record`, in the order of their days."""

    file = "score"

    helds: tuple[Held, ...]
    record: Record

    def tables(self) -> list[Table]:
        """Month by month, all months together, and against each plain forecast."""
        from wargame.report import forecast_words as said

        rows, names = forecast_scores.rows(self.helds), said.names_of(self.helds)
        if not rows:
            return []
        return [
            said.score_table(rows, names), said.totals_table(self.helds, names),
            said.plain_table(rows, names),
        ]  # fmt: skip

    def words(self) -> list[str]:
        """How they did, in a few sentences."""
        from wargame.report.forecast_words import summary

        return summary(self.helds, self.record.months[-1])

    def _data(self) -> dict[str, Any]:
        hits, n = forecast_scores.share_inside(self.helds)
        filed = [
            {"file": one.filed.name, "as_of": f"{one.filed.as_of}", "hash": one.filed.hash,
             "months_due": list(one.due)}
            for one in self.helds
        ]  # fmt: skip
        rows, totals = forecast_scores.rows(self.helds), forecast_scores.totals(self.helds)
        return {
            "forecasts": filed, "inside": hits, "cases": n, "rows": plain(rows),
            "totals": plain(totals), "summary": self.words(),
        }  # fmt: skip

    def _write(self, draft: Path) -> None:
        from wargame.evidence.record import CREDIT
        from wargame.report import forecast_page

        forecast_page.write(draft, self.helds, self.record, CREDIT, self._source)


def score(files: Sequence[str | Path] = (), record: str | Path | None = None) -> Score:
    """Hold filed forecasts against what came: `files`, or folders of them.

    Without `files`: those that ship, and those in out/forecasts. Only months that `record` (the
    shipped one if not given) holds whole count. Raises WargameError for a file that was changed
    after it was filed, or a record that is not sound.
    """
    path = None if record is None else Path(record)
    held = load_record(path)
    if not held.months:
        raise WargameError(f"{held.name}: holds no whole month")
    filed = _read(list(files))
    helds = tuple(forecast_scores.hold(one, held) for one in filed)
    line = command("score", *files, record=path)
    return Score(helds, held, provenance=_facts(filed, held, line))


def _read(files: Sequence[str | Path]) -> list[Filed]:
    """Every forecast once, by day."""
    paths: list[Path] = []
    for given in map(Path, files):
        paths += sorted(given.glob("*.yaml")) if given.is_dir() else [given]
    filed = [forecast_file.read(path) for path in paths]
    if not files:
        filed = forecast_file.shipped(theatre.load().folder)
        filed += [forecast_file.read(path) for path in sorted(PLACE.glob("*.yaml"))]
    if not filed:
        where = ", ".join(map(str, files)) or f"{PLACE} or the package"
        raise WargameError(f"{where}: holds no filed forecast; `wargame forecast` files one")
    return sorted({one.hash: one for one in filed}.values(), key=forecast_file.by_day)


def _facts(filed: Sequence[Filed], record: Record, line: str) -> dict[str, str]:
    """Where scores come from, as words."""

    def joined(name: str) -> str:
        return ", ".join(dict.fromkeys(one.known.get(name, "") for one in filed))

    every = hashlib.sha256("".join(one.hash for one in filed).encode()).hexdigest()
    one = len(filed) == 1
    return {
        "title": "How filed forecasts did", "scenario": joined("scenario"),
        "runs": str(sum(one.runs for one in filed)), "version": installed("wargame"),
        "commit": commit(), "seed": joined("seed"),
        "scenario_hash": joined("scenario_hash") if one else every,
        "evidence_hash": joined("evidence_hash") if one else every,
        "record": record.name, "record_hash": record.hash, "record_until": record.months[-1],
        "platform": platform.platform(), "python": platform.python_version(), "command": line,
    }  # fmt: skip
