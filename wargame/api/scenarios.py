"""Scenarios that can be run, and what their runs are: summed up, reported, stored.

A scenario runs and a run knows its scenario, so both are here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api import reporting
from wargame.api.progress import SILENT, Display, Shown, display_of
from wargame.api.reporting import Report
from wargame.api.scenario_value import ScenarioValue, Sizes
from wargame.api.simulation import basis_of, recorded, simulated
from wargame.declare.errors import WargameError
from wargame.results import by_name
from wargame.results.files import whole_directory
from wargame.results.manifest import write_manifest, write_resolved
from wargame.results.parquet import write_tables
from wargame.results.stored_series import write_series
from wargame.scenario.outcomes import hint

if TYPE_CHECKING:
    import xarray

    from wargame.report.table import Table


@dataclass(frozen=True, repr=False)
class Scenario(ScenarioValue):
    """A scenario, checked and never changed: `set` and `with_` give another one.

    >>> import wargame as wg
    >>> base = wg.load("continued_war", runs=20, months=3)
    >>> more = base.set({"weapons.decoy.production": "3000 drones/month"})
    >>> [round(one["weapons.decoy.production"].value) for one in (more, base)]
    [3000, 2742]

    `path` is the file or the name that it was loaded from, `changes` what was changed since, and
    `definition` the frozen scenario that the model reads.
    """

    def run(self, runs: int | None = None, seed: int | None = None, progress: Shown = True) -> Run:
        """Simulate it: `runs` runs (as many as the scenario says), with a bar if `progress`.

        >>> import wargame as wg
        >>> r = wg.load("continued_war").with_(months=2).run(runs=4)
        >>> r.series["stock"].dims
        ('run', 'month', 'weapon')
        """
        return run(self.with_(runs=runs, seed=seed), display_of(progress))


def load(
    path: str | Path,
    *,
    runs: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    settings: Sequence[str] = (),
    estimate: str = "central",
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Scenario:
    """Load a scenario: a file, or the name of a shipped one (`wargame.scenarios()`).

    `settings` are `path=value` as after `--set`; `estimate` is low, central, high, or the key of a
    source whose figures are used. `as_of` is another first day (YYYY-MM-DD), with what was known
    then; `evidence` are files that are laid beside the catalogue. Raises WargameError with every
    problem at file:line:column.

    >>> import wargame as wg
    >>> wg.load("continued_war", runs=100).runs
    100
    """
    basis, sizes = basis_of(as_of, evidence), Sizes(runs, seed, months)
    return Scenario(str(path), tuple(settings), estimate, sizes, basis=basis)


def scenario_of(given: Scenario | str | Path) -> Scenario:
    """A scenario as it is, or loaded by its file or name."""
    return given if isinstance(given, Scenario) else load(given)


class Results(ABC):
    """What was simulated: outcomes, inputs, series, and where they come from.

    Every array is labelled and carries `units` and `meaning`; outcomes also carry `better`
    ("higher", "lower" or "neither"). NaN means never, or nothing to measure.
    """

    @property
    @abstractmethod
    def outcomes(self) -> xarray.Dataset:
        """One value per run of each outcome."""

    @property
    @abstractmethod
    def inputs(self) -> xarray.Dataset:
        """The value of each number that varies between runs, by path."""

    @property
    @abstractmethod
    def series(self) -> xarray.Dataset:
        """Monthly series by name. Raises WargameError where they are not stored."""

    @property
    @abstractmethod
    def scenario(self) -> Scenario:
        """The scenario that was run (of a sweep: that of its first policy)."""

    @property
    @abstractmethod
    def provenance(self) -> dict[str, str]:
        """Version, commit, seed, hashes, libraries, and the command that gives the same again."""

    @abstractmethod
    def sample(self) -> xarray.Dataset:
        """Outcomes with dims (policy, point, replicate), as analyses take them."""

    @abstractmethod
    def summary(self, outcomes: Sequence[str] = ()) -> Table:
        """Median, 80% band and number of runs of each outcome (or of those that are named)."""

    def _chosen(self, wanted: Sequence[str]) -> list[str]:
        """Names of outcomes: those wanted, or all. Raises WargameError for an unknown one."""
        valid = [str(name) for name in self.outcomes.data_vars]
        for name in wanted:
            if name not in valid:
                raise WargameError(f"there is no outcome '{name}'{hint(name, valid)}")
        return list(wanted) or valid


class Run(Results):
    """Runs of one scenario; `data` is the whole as one Dataset (`wargame.results.labelled`).

    >>> import wargame as wg
    >>> r = wg.load("continued_war", runs=4, months=2).run()
    >>> r.outcomes["launched_missiles"].attrs["units"]
    'missiles'
    """

    def __init__(self, data: xarray.Dataset, scenario: Scenario) -> None:
        self.data = data
        self._scenario = scenario

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run."""
        return self._scenario

    @property
    def provenance(self) -> dict[str, str]:
        """Version, commit, seed, hashes, libraries, and the command that gives the same again."""
        return {str(key): str(value) for key, value in self.data.attrs.items()}

    @cached_property
    def outcomes(self) -> xarray.Dataset:
        """One variable per outcome, (run,), float64."""
        return by_name.outcomes(self.data)

    @cached_property
    def inputs(self) -> xarray.Dataset:
        """One variable per number that was drawn, (run,), in the unit of the scenario."""
        return by_name.inputs(self.data, self.scenario.definition)

    @cached_property
    def series(self) -> xarray.Dataset:
        """One variable per series, (run, month, ...), float32: `series["stock"]`."""
        return by_name.series(self.data)

    def sample(self, inputs: Sequence[str] = ()) -> xarray.Dataset:
        """Outcomes (policy, point, replicate): each run is a point, with its draws as inputs.

        Of the hundreds of numbers that a run draws, `inputs` names those that analyses look at.
        """
        return by_name.sample(self.data, self.scenario.definition, inputs)

    def summary(self, outcomes: Sequence[str] = ()) -> Table:
        """Median, 80% band and n of each outcome, no finer than the band supports.

        >>> import wargame as wg
        >>> r = wg.load("continued_war", runs=20, months=2).run()
        >>> [column.name for column in r.summary(["launched_missiles"]).columns]
        ['outcome', 'median', '80% of runs', 'n', 'meaning']
        """
        from wargame.report.headlines import outcome_table

        return outcome_table(self.data, self.scenario.definition, self._chosen(outcomes))

    def save(self, directory: str | Path, force: bool = False) -> Path:
        """Store the tables, the series and the scenario, for `wargame.open` -> the directory.

        Raises WargameError if it holds anything else; `force` replaces earlier results.
        """
        with whole_directory(Path(directory), force) as draft:
            self.store(draft)
        return Path(directory)

    def store(self, draft: Path, finish: bool = True) -> None:
        """Write the tables, the series and the scenario; the manifest, if that is all."""
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
        *,
        confidence: bool = True,
        grounds: bool = True,
    ) -> Report:
        """Write report.html, figures and all that `save` stores, as `wargame run` does.

        Where the scenario extends another one, that is simulated with common random numbers, so
        that the report says what the changes do. Confidence in the answers, and what they stand
        on, take more runs than the scenario has; without them (`confidence`, `grounds`) it takes
        half the time, and the report says that they were left out. Raises WargameError if the
        directory holds anything else, or a PDF is asked for that cannot be made here.
        """
        left_out = tuple(
            name
            for name, wanted in ((reporting.CONFIDENCE, confidence), (reporting.GROUNDS, grounds))
            if not wanted
        )
        options = "".join(f" --no-{name}" for name in left_out)
        data = self.data.assign_attrs(command=f"{self.data.attrs['command']}{options}")
        run = Run(data, self._scenario)
        return reporting.write(run, Path(directory), left_out, force, pdf, display_of(progress))

    def __repr__(self) -> str:
        runs, months = self.data.sizes["run"], self.data.sizes["month"]
        return f"<Run of {self.data.attrs['scenario']}: {runs} runs of {months} months>"

    def _repr_html_(self) -> str:
        from wargame.report.snippets import run_html

        return run_html(self.data, self.scenario.definition)


def run(scenario: Scenario, display: Display = SILENT, record: str | Path | None = None) -> Run:
    """Simulate `scenario`; figures show `record`, a file of strikes, in place of the shipped one.

    Raises WargameError if that is not a sound record, before anything is simulated.
    """
    return run_each([scenario], scenario.command(), display, record)[0]


def run_each(
    scenarios: Sequence[Scenario], line: str, display: Display, record: str | Path | None = None
) -> list[Run]:
    """As `run`, for scenarios that the command `line` runs together."""
    with_record = recorded(record)
    return [
        Run(with_record(simulated(one.definition, line, display)).assign_attrs(one.origin()), one)
        for one in scenarios
    ]
