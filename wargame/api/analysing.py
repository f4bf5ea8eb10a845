"""All that results can tell: what matters, where it happens, what tips it, what is robust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.analyses import sample_of
from wargame.api.extras import require
from wargame.api.scenarios import Results
from wargame.api.simulation import command
from wargame.api.study_result import StudyResult
from wargame.report.analysis import analysis_page as page
from wargame.report.analysis.analysis_page import write
from wargame.results.files import plain
from wargame.results.provenance import installed
from wargame.study.analysis.full_analysis import PARTS, asked
from wargame.study.analysis.full_analysis import analyse as study
from wargame.study.analysis.sample import horizon

if TYPE_CHECKING:
    import xarray

    from wargame.report.analysis.section import Section
    from wargame.report.table import Table
    from wargame.study.analysis.full_analysis import Findings


@dataclass(frozen=True)
class Analysis(StudyResult):
    """What results can tell, part by part; `findings` are the figures, `sample` what they are of.

    A part that the design cannot tell is named with its reason.
    """

    file = "analysis"

    findings: Findings
    sample: xarray.Dataset

    @cached_property
    def sections(self) -> list[Section]:
        """The parts in words, with figures and tables."""
        data = page.shown(self.sample, self.provenance)
        return page.sections(self.findings, self.sample, horizon(self.sample), data)

    def words(self) -> list[str]:
        """What each part says, and what it cannot tell."""
        return [line for part in self.sections for line in (*part.lead, *part.missing)]

    def tables(self) -> list[Table]:
        """The tables of all parts."""
        return [table for part in self.sections for table in part.tables]

    def _data(self) -> dict[str, Any]:
        sections = {p.part: {"words": p.lead, "missing": p.missing} for p in self.sections}
        return {"sections": sections, "found": plain(self.findings, endless="never")}

    def _write(self, draft: Path) -> None:
        write(draft, self.sections, self.findings, self.sample, self.provenance)


def analyse(
    results: Results | xarray.Dataset,
    test: str = "",
    outcomes: Sequence[str] = (),
    policy: str | None = None,
    along: Sequence[str] = (),
    what: Sequence[str] = (),
) -> Analysis:
    """Everything that `results` (a sweep or a run) can tell of `outcomes` (default: three).

    `test` is what is asked of every run (default: the worse quarter of the first outcome), `policy`
    the one that sensitivity and tipping points are of, `along` one number or two to follow, `what`
    the parts: sensitivity, discovery, leads-to, tipping, robust, attribution. Raises WargameError
    for what the results do not know.
    """
    require("analysis")
    sample, parts = sample_of(results), list(what or PARTS)
    result = study(sample, test, outcomes, policy, along, parts)
    place = getattr(results, "directory", sample.attrs["design_name"])
    line = command(
        "analyse", place, test=test, outcome=list(outcomes), along=list(along), what=list(what),
        policy=policy,
    )  # fmt: skip
    return Analysis(result, sample, provenance=facts(sample, line))


def check(
    results: Results | xarray.Dataset,
    test: str = "",
    outcomes: Sequence[str] = (),
    policy: str | None = None,
    along: Sequence[str] = (),
    what: Sequence[str] = (),
) -> None:
    """Raise WargameError for what `analyse` would refuse."""
    asked(sample_of(results), test, outcomes, policy, along, list(what or PARTS))


def facts(sample: xarray.Dataset, line: str) -> dict[str, str]:
    """Provenance of an analysis: that of the results, the command `line`, what worked it out."""
    own = {name: installed(name) for name in ("SALib", "scikit-learn", "scipy", "xarray")}
    held = {str(k): v for k, v in sample.attrs.items() if isinstance(v, str) and k != "design"}
    return held | own | {"command": line, "made_by": held.get("command", "")}
