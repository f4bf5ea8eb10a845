"""Scenarios compared run by run with common random numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Shown, display_of
from wargame.api.scenarios import Run, Scenario, run_each, scenario_of
from wargame.api.simulation import command_of
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError
from wargame.report import comparison_page
from wargame.report.comparison_page import as_data, input_table, paired_table, sentences
from wargame.report.snippets import result_html
from wargame.results.parquet import write_parquet
from wargame.study import compare as study
from wargame.study.compare import distinct, fair, stock_after, table

if TYPE_CHECKING:
    import pandas

    from wargame.report.table import Table
    from wargame.study.compare import Comparison as Study


@dataclass(frozen=True, repr=False)
class Comparison(StudyResult):
    """Scenarios compared with the first of them, `runs` in their order.

    >>> import wargame as wg
    >>> base = wg.load("continued_war", runs=4, months=2)
    >>> c = wg.compare(base, base.set({"policies.attacker.posture": "hoard"}))
    >>> fired = c.to_dataframe().set_index("outcome").loc["launched_missiles"]
    >>> bool(fired["mean"] < 0), int(fired["n"])
    (True, 4)
    """

    file = "comparison"

    runs: tuple[Run, ...]
    study: Study

    @property
    def names(self) -> list[str]:
        """Names of the scenarios, told apart where two have the same."""
        return self.study.names

    def differences(self) -> Table:
        """What differs in the inputs."""
        return input_table(self.study)

    def tables(self) -> list[Table]:
        """For each scenario after the first the paired differences: mean, 90% interval, n."""
        pairs = enumerate(self.study.pairs, start=1)
        return [paired_table(fair(self.study, own), self.study, at) for at, own in pairs]

    def to_dataframe(self) -> pandas.DataFrame:
        """One row per scenario after the first and outcome: base, scenario, outcome, unit, n, a,
        b, mean, low, high (90% interval), median, higher, equal."""
        return table(self.study).rename(columns={"name": "outcome"})

    def _data(self) -> dict[str, Any]:
        paired = study.table(self.study)
        stocks = study.stock_after(self.study)
        return as_data(self.study, paired, stocks, study.one_clock(self.study))

    def words(self) -> list[str]:
        """Stock after a halt, and when the break-even comes, in sentences."""
        return sentences(self.study, stock_after(self.study))

    def opening_lines(self) -> list[str]:
        """Sentences that go first on the page: none, where its sections say all."""
        return []

    def _write(self, draft: Path) -> None:
        """The page, comparison.parquet, and the scenarios that a program changed."""
        pairs = [study.fair(self.study, own) for own in self.study.pairs]
        stocks = study.stock_after(self.study)
        comparison_page.write(draft, self.study, pairs, stocks, self.opening_lines())
        write_parquet(draft / "comparison.parquet", study.table(self.study), {}, self.provenance)
        for name, one in zip(self.names, self.runs):
            if one.scenario.changes:
                (draft / _file(name)).write_text(one.scenario.to_yaml(), encoding="utf-8")

    def __repr__(self) -> str:
        return (
            f"<Comparison of {', '.join(self.names)}: {self.runs[0].data.sizes['run']} runs each>"
        )

    def _repr_html_(self) -> str:
        title = f"{' and '.join(self.names[1:])} against {self.names[0]}"
        return result_html(title, self.words(), [self.differences(), *self.tables()])


def _file(name: str) -> str:
    """The file of a scenario that a program changed."""
    return re.sub(r"\W+", "_", name).strip("_") + ".yaml"


def compare(
    *scenarios: Scenario | Run | str | Path,
    runs: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    progress: Shown = True,
    record: str | Path | None = None,
) -> Comparison:
    """Compare scenarios, or runs that were made, with the first of them.

    Scenarios are run with the runs, seed and horizon of the first, so that run k has the same
    draws in all. Raises WargameError for fewer than two, other runs or seeds, or another start.
    """
    done = [one for one in scenarios if isinstance(one, Run)]
    if len(scenarios) > 1 and len(done) == len(scenarios):
        if any(given is not None for given in (runs, seed, months)):
            raise WargameError("compare: runs, seed and months are those of the runs given")
        require_alike([one.scenario for one in done])
        return _compared(done)
    every = [one.scenario if isinstance(one, Run) else scenario_of(one) for one in scenarios]
    first = every[0].with_(runs=runs, seed=seed, months=months)
    aligned = [first, *(one.like(first) for one in every[1:])]
    require_alike(aligned)
    return run_alike(aligned, _command(aligned), progress, record)


def run_alike(
    scenarios: Sequence[Scenario],
    line: str,
    progress: Shown,
    record: str | Path | None = None,
    labels: tuple[str, ...] = (),
) -> Comparison:
    """Scenarios that can be compared, simulated by the command `line` and held against the first;
    `labels` are what tables call them, in place of their names."""
    return _compared(run_each(scenarios, line, display_of(progress), record), labels)


def require_alike(scenarios: Sequence[Scenario]) -> None:
    """Raise WargameError for scenarios that cannot be compared."""
    if len(scenarios) < 2:
        raise WargameError("compare needs two scenarios or more")
    if len({one.definition.start for one in scenarios}) > 1:
        raise WargameError("compare needs scenarios that start on the same day")


def _compared(runs: Sequence[Run], labels: tuple[str, ...] = ()) -> Comparison:
    from wargame.study.compare import compare as study

    result = study([one.scenario.definition for one in runs], [one.data for one in runs])
    result = replace(result, labels=labels)
    own = ("scenario", "scenario_hash", "title", "question")
    facts = {key: text for key, text in runs[0].provenance.items() if key not in own}
    hashes = zip(result.names, (one.provenance["scenario_hash"] for one in runs))
    facts |= {f"scenario_hash.{name}": digest for name, digest in hashes}
    return Comparison(tuple(runs), result, provenance=facts)


def _command(scenarios: Sequence[Scenario]) -> str:
    first = scenarios[0]
    names = distinct([one.name for one in scenarios])
    files = [_file(n) if one.changes else one.path for n, one in zip(names, scenarios)]
    return command_of(first.definition, "compare", files, first.settings, first.estimate)
