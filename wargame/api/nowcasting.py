"""Where things stand on a day, as far as the record supports it."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Shown, display_of
from wargame.api.simulation import compiled, day_of
from wargame.declare.errors import WargameError
from wargame.results.files import write_whole
from wargame.results.provenance import installed

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.study.conditioning import Conditioned
    from wargame.study.nowcast import Level
    from wargame.study.nowcast import Nowcast as Study

BASE, RUNS = "continued_war", 500


@dataclass(frozen=True)
class Nowcast:
    """The state on the eve of `day`, over runs, and how they fit what was recorded before it."""

    study: Study
    day: date
    command: str
    conditioned: Conditioned | None = None

    def __repr__(self) -> str:
        return f"<Nowcast for {self.day}: {self.study.runs} runs>"

    def tables(self) -> list[Table]:
        """What is held and how things stand; the months before, against the record; what moved."""
        moved = [self._moved(self.conditioned)] if self.conditioned else []
        return [self._levels(), self._fits(), *moved]

    def save(self, file: str | Path) -> None:
        """Write the members to `file`: a scenario that starts then opens from them (`nowcast:`).

        Raises WargameError where nothing was conditioned, or the file cannot be written.
        """
        if self.conditioned is None:
            raise WargameError(f"{file}: nothing was conditioned, so there is nothing to open from")
        study = self.study.scenario
        facts = {"command": self.command, "version": installed("wargame"),
                 "scenario_hash": study.hash, "evidence_hash": study.catalogue.hash}  # fmt: skip
        write_whole(Path(file), replace(self.conditioned.after, facts=facts).text().encode())

    def _moved(self, conditioned: Conditioned) -> Table:
        """By how much the chances of a hit on each class were moved, in log odds."""
        import numpy as np

        from wargame.report.table import Column, table

        texts = self.study.scenario.texts
        rows = []
        for name in conditioned.classes:
            shifts = conditioned.before.level[name], conditioned.after.level[name]
            bands = [np.percentile(shift, [10, 50, 90]) for shift in shifts]
            words = [
                f"{_signed(mid)} ({_signed(low)} to {_signed(high)})" for low, mid, high in bands
            ]
            rows.append((texts.get(f"classes.{name}.name", name), *words))
        right = [Column(name, align="right") for name in ("before", "after")]
        note = "Median and 80% of runs. +0.7 doubles the odds of a hit; it is 0 in the catalogue."
        return table(
            "Chances of a hit, moved in log odds by what was stopped", ("class", *right), rows, note
        )

    def _levels(self) -> Table:
        from wargame.report.table import Column, table

        rows = [(self._name(level), *_measured(level)) for level in self.study.levels()]
        heads = ("", Column("median", align="right"), Column("80% of runs", align="right"), "unit")
        title = f"Where things stand on the eve of {self.day}, n = {self.study.runs:,} runs"
        return table(title, heads, rows)

    def _name(self, level: Level) -> str:
        from wargame.scenario.outcomes import SERIES

        section = {"weapon": "weapons", "interceptor": "interceptors", "ally": "allies",
                   "power": "powers"}  # fmt: skip
        declared = SERIES[level.series]
        what = declared.meaning.format_map(_Words(self.study.scenario.theatre.words))
        if not declared.dims:
            return what
        path = f"{section[declared.dims[0]]}.{level.entry}.name"
        return f"{self.study.scenario.texts.get(path, level.entry)}: {what}"

    def _fits(self) -> Table:
        from wargame.report.table import Cell, Column, table

        texts = self.study.scenario.texts
        rows = []
        for fit in self.study.fits():
            name = texts.get(f"classes.{fit.weapon_class}.name", fit.weapon_class)
            low, median, high = fit.intercepted
            rows.append((
                fit.month, name, f"{fit.launched:,}", _shown(fit.flown[1]), f"{fit.stopped:,}",
                _shown(median), _span(low, high),
                Cell("inside" if fit.inside else "outside", strong=not fit.inside),
            ))  # fmt: skip
        right = [Column(name, align="right") for name in
                 ("launched", "in the runs", "stopped", "in the runs", "80% of runs")]  # fmt: skip
        note = "Launches are held to the record, as far as there is stock"
        note += "; runs are conditioned on what was stopped." if self.conditioned else "."
        return table("Against the record", ("month", "class", *right, "record"), rows, note)

    def words(self) -> list[str]:
        """How far it can be believed."""
        fits = self.study.fits()
        if not fits:
            return ["No whole month of the record lies between the evidence and the day."]
        inside = sum(fit.inside for fit in fits)
        short = [fit for fit in fits if fit.flown[1] < fit.launched - 0.5]
        lines = [
            f"Of {len(fits)} months and classes of the record, what was stopped lies in the band "
            f"of 80% of runs in {inside} ({inside / len(fits):.0%})."
        ]
        if short:
            one = short[0]
            lines.append(
                f"In the runs stock and output do not suffice for what was launched in {one.month} "
                f"({one.weapon_class}: {one.flown[1]:,.0f} of {one.launched:,})."
            )
        return lines

    def as_data(self) -> dict[str, Any]:
        """Everything for a program."""
        scenario = self.study.scenario
        return {
            "command": self.command,
            "scenario": scenario.name,
            "scenario_hash": scenario.hash,
            "evidence_hash": scenario.catalogue.hash,
            "day": self.day.isoformat(),
            "from": str(scenario.opens),
            "runs": self.study.runs,
            "levels": [level._asdict() for level in self.study.levels()],
            "fits": [fit._asdict() | {"inside": fit.inside} for fit in self.study.fits()],
            "moved": self.conditioned.after.as_data() if self.conditioned else {},
        }

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html("Nowcast", self.words(), self.tables())


class _Words(dict[str, str]):
    """Words of a theatre for the braces of a meaning; what it does not say stays a brace."""

    def __init__(self, words: object) -> None:
        super().__init__({k: v for k, v in vars(words).items() if isinstance(v, str)})

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def nowcast(
    until: str | date,
    scenario: str | Path = BASE,
    record: str | Path | None = None,
    evidence: Sequence[str | Path] = (),
    runs: int = RUNS,
    seed: int = 1,
    condition: bool = True,
    progress: Shown = True,
) -> Nowcast:
    """Where things stand at the end of the day `until`, with launches held to the record.

    The war runs from the day for which the evidence stands; `record` stands in for the shipped
    record of strikes, `evidence` is laid beside the catalogue. `condition` moves chances of a hit
    until what was stopped fits (`wargame.study.conditioning`). Raises WargameError for a day that
    is no date, or before the day for which the evidence stands.

    >>> import wargame as wg
    >>> wg.nowcast("2026-01-31", runs=10, condition=False, progress=False)
    <Nowcast for 2026-02-01: 10 runs>
    """
    from wargame.scenario import load
    from wargame.study import nowcast as study

    day = day_of("until", until) + timedelta(days=1)
    base = load(
        scenario, months=1, runs=runs, seed=seed, as_of=day, evidence_files=evidence,
        record_file=record,
    )  # fmt: skip
    base = replace(base, nowcast=None, own_nowcast=False)  # it is to be made anew
    if not base.lead_up:
        stands = base.theatre.stands_on
        since = (
            f"from {stands} on" if stands else "for theatres that say what day theirs stands for"
        )
        raise WargameError(f"nowcast until {until}: evidence supports a nowcast {since}")
    display = display_of(progress)
    compiled(display)
    line = _command(until, scenario, record, evidence, runs, seed, condition)
    if not condition or not base.recorded:
        with display.bar(f"nowcast to {until}", runs) as advance:
            result = study.nowcast(base, progress=advance, record_file=record)
        return Nowcast(result, day, line)
    from wargame.study import conditioning

    with display.bar(f"nowcast to {until}", runs * conditioning.PASSES) as advance:
        moved = conditioning.condition(base, advance, record)
    return Nowcast(study.Nowcast(base, moved.record, record), day, line, moved)


def _command(
    until: str | date,
    scenario: str | Path,
    record: str | Path | None,
    evidence: Sequence[str | Path],
    runs: int,
    seed: int,
    condition: bool,
) -> str:
    parts = ["wargame", "nowcast", "--until", str(until), "--scenario", str(scenario)]
    parts += ["--record", str(record)] if record else []
    for file in evidence:
        parts += ["--evidence", str(file)]
    parts += [] if condition else ["--no-condition"]
    return shlex.join([*parts, "--runs", str(runs), "--seed", str(seed)])


def _measured(level: Level) -> tuple[str, str, str]:
    """Median, band and unit; shares and factors in percent."""
    scale, unit = (100, "%") if level.unit in ("share", "factor") else (1, level.unit)
    median, low, high = (scale * one for one in (level.median, level.low, level.high))
    return _shown(median), _span(low, high), unit


def _signed(shift: float) -> str:
    """A log odd to one digit, with the sign that tables have; 0.0 has none."""
    from wargame.report.words import signed

    return signed(shift, 0.1)


def _shown(value: float) -> str:
    """Two significant digits, or the whole number where it is small."""
    if abs(value) >= 100:
        digits = 2 - len(str(int(abs(value))))
        return f"{round(value, digits):,.0f}"
    return f"{value:.2g}"


def _span(low: float, high: float) -> str:
    return f"{_shown(low)} to {_shown(high)}"


__all__ = ["Nowcast", "nowcast"]
