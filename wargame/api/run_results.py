"""Runs of one scenario: simulated or read back, summed up, reported, stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import SILENT, Display, Shown, display_of, stopping
from wargame.api.results_shape import Results
from wargame.api.scenarios import Scenario, load
from wargame.api.simulation import recorded, simulated

if TYPE_CHECKING:
    import xarray

    from wargame.report.answer import Judgement
    from wargame.report.table import Table


class Run(Results):
    """Runs of one scenario; `data` is the whole as one Dataset (`wargame.results.labelled`).

    >>> import wargame as wg
    >>> r = wg.load("continued_war", runs=4, months=2).run()
    >>> r.outcomes["launched_missiles"].attrs["units"]
    'missiles'
    """

    def __init__(self, data: xarray.Dataset, scenario: Scenario | Path) -> None:
        self.data = data
        self._scenario = scenario

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        if isinstance(self._scenario, Path):
            self._scenario = load(self._scenario)
        return self._scenario

    @property
    def provenance(self) -> dict[str, str]:
        """Version, commit, seed, hashes, libraries, and the command that gives the same again."""
        return {str(key): str(value) for key, value in self.data.attrs.items()}

    @cached_property
    def outcomes(self) -> xarray.Dataset:
        """One variable per outcome, (run,), float64."""
        from wargame.results.by_name import outcomes

        return outcomes(self.data)

    @cached_property
    def inputs(self) -> xarray.Dataset:
        """One variable per number that was drawn, (run,), in the unit of the scenario."""
        from wargame.results.by_name import inputs

        return inputs(self.data, self.scenario.definition)

    @cached_property
    def series(self) -> xarray.Dataset:
        """One variable per series, (run, month, ...), float32: `series["stock"]`."""
        from wargame.results.by_name import series

        return series(self.data)

    def sample(self, inputs: Sequence[str] = ()) -> xarray.Dataset:
        """Outcomes (policy, point, replicate): each run is a point, with its draws as inputs.

        Of the hundreds of numbers that a run draws, `inputs` names those that analyses look at.
        """
        from wargame.results.by_name import sample

        return sample(self.data, self.scenario.definition, inputs)

    def summary(self, outcomes: Sequence[str] = ()) -> Table:
        """Median, 80% band and n of each outcome, no finer than the band supports.

        >>> import wargame as wg
        >>> r = wg.load("continued_war", runs=20, months=2).run()
        >>> [column.name for column in r.summary(["launched_missiles"]).columns]
        ['outcome', 'median', '80% of runs', 'n', 'meaning']
        """
        from wargame.report.headlines import outcome_table

        names = self._chosen(outcomes)
        return outcome_table(self.data, self.scenario.definition, names)

    def save(self, directory: str | Path, force: bool = False) -> Path:
        """Store the tables, the series and the scenario, for `wargame.open` -> the directory.

        Raises WargameError if it holds anything else; `force` replaces earlier results.
        """
        from wargame.results.files import whole_directory

        with whole_directory(Path(directory), force) as draft:
            self._store(draft)
        return Path(directory)

    def _store(self, draft: Path, finish: bool = True) -> None:
        from wargame.results.manifest import write_manifest, write_resolved
        from wargame.results.parquet import write_tables
        from wargame.results.stored_series import write_series

        write_tables(draft, self.data)
        write_series(draft, self.data)
        write_resolved(draft, self.scenario.definition)
        self.scenario.store(draft)
        if finish:
            write_manifest(draft, dict(self.provenance))

    def report(
        self,
        directory: str | Path,
        force: bool = False,
        pdf: bool = False,
        progress: Shown = True,
    ) -> Report:
        """Write report.html, figures and all that `save` stores, as `wargame run` does.

        Where the scenario extends another one, that is simulated with common random numbers, so
        that the report says what the changes do. Raises WargameError if the directory holds
        anything else, or a PDF is asked for that cannot be made here.
        """
        from wargame.api.against_base import against
        from wargame.model.network import describe
        from wargame.report import scenario_page
        from wargame.results.files import whole_directory
        from wargame.results.manifest import write_manifest

        target = Path(directory)
        require(target, force, pdf)
        definition = self.scenario.definition
        base = against(self.scenario, self.data, display_of(progress))
        with (
            stopping(lambda: "stopped while writing the report; nothing was written"),
            whole_directory(target, force) as draft,
        ):
            self._store(draft, finish=False)
            answers = scenario_page.write(
                draft, self.data, definition, describe(definition), pdf, base
            )
            write_manifest(draft, dict(self.provenance))
        return Report(self, target, tuple(answers))

    def __repr__(self) -> str:
        runs, months = self.data.sizes["run"], self.data.sizes["month"]
        return f"<Run of {self.data.attrs['scenario']}: {runs} runs of {months} months>"

    def _repr_html_(self) -> str:
        from wargame.report.snippets import run_html

        return run_html(self.data, self.scenario.definition)


@dataclass(frozen=True)
class Report:
    """A report that was written: where, and what it answers in words."""

    run: Run
    directory: Path
    answers: tuple[Judgement, ...]

    def __repr__(self) -> str:
        return f"<Report {self.directory / 'report.html'}>"

    def as_data(self) -> dict[str, Any]:
        """The answer for a program: numbers in the declared units, and the same in words."""
        from wargame.report.figured import answers

        definition = self.run.scenario.definition
        return {
            "question": definition.question,
            "answers": answers(self.answers, definition, self.run.data),
            "out": str(self.directory),
            "provenance": dict(self.run.provenance),
        }


def require(directory: Path, force: bool = False, pdf: bool = False) -> None:
    """Raise WargameError if a report cannot be written to `directory`, or not as a PDF."""
    from wargame.results.files import refuse_used

    refuse_used(directory, force)
    if pdf:
        from wargame.report.page_file import printer

        printer()


def run(scenario: Scenario, display: Display = SILENT, record: str | Path | None = None) -> Run:
    """Simulate `scenario`; figures show `record`, a file of strikes, in place of the shipped one.

    Raises WargameError if that is not a sound record, before anything is simulated.
    """
    with_record = recorded(record)
    data = simulated(scenario.definition, scenario.command(), display)
    return Run(with_record(data), scenario)
