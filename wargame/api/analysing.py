"""All that results can tell: what matters, where it happens, what tips it, what is robust."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.analyses import sample_of
from wargame.api.extras import require
from wargame.api.results_shape import Results

if TYPE_CHECKING:
    import xarray

    from wargame.report.analysis.section import Section
    from wargame.study.analysis.full_analysis import Findings


@dataclass(frozen=True)
class Analysis:
    """What results can tell, part by part; `findings` are the figures, `sample` what they are of.

    A part that the design cannot tell is named with its reason.
    """

    findings: Findings
    sample: xarray.Dataset
    provenance: dict[str, str]

    @cached_property
    def sections(self) -> list[Section]:
        """The parts in words, with figures and tables."""
        from wargame.report.analysis import analysis_page as page
        from wargame.study.analysis.sample import horizon

        data = page.shown(self.sample, self.provenance)
        return page.sections(self.findings, self.sample, horizon(self.sample), data)

    def as_data(self) -> dict[str, Any]:
        """Everything for a program; what never happens is "never", what is not there is null."""
        from wargame.results.files import plain

        sections = {p.part: {"words": p.lead, "missing": p.missing} for p in self.sections}
        result = plain(self.findings, endless="never")
        return {"sections": sections, "found": result, "provenance": self.provenance}

    def report(self, directory: str | Path, force: bool = False) -> Path:
        """Write analysis.html, figures/, analysis.json, manifest.json, all or nothing -> the
        directory. Raises WargameError if it holds anything else; `force` replaces earlier results.
        """
        from wargame.report.analysis import analysis_page
        from wargame.results.files import whole_directory, write_json
        from wargame.results.manifest import write_manifest

        with whole_directory(Path(directory), force) as draft:
            analysis_page.write(draft, self.sections, self.findings, self.sample, self.provenance)
            write_json(draft / "analysis.json", self.as_data())
            write_manifest(draft, self.provenance)
        return Path(directory)

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        lines = [line for part in self.sections for line in (*part.lead, *part.missing)]
        return result_html(self.provenance["title"], lines, [])


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
    from wargame.study.analysis.full_analysis import PARTS
    from wargame.study.analysis.full_analysis import analyse as study

    sample, parts = sample_of(results), list(what or PARTS)
    result = study(sample, test, outcomes, policy, along, parts)
    place = str(getattr(results, "directory", sample.attrs["design_name"]))
    words = ["analyse", place, *(["--test", test] if test else [])]
    for option, given in (("--outcome", outcomes), ("--along", along), ("--what", what)):
        for one in given:
            words += [option, one]
    words += ["--policy", policy] if policy else []
    return Analysis(result, sample, facts(sample, words))


def check(
    results: Results | xarray.Dataset,
    test: str = "",
    outcomes: Sequence[str] = (),
    policy: str | None = None,
    along: Sequence[str] = (),
    what: Sequence[str] = (),
) -> None:
    """Raise WargameError for what `analyse` would refuse."""
    from wargame.study.analysis.full_analysis import PARTS, asked

    asked(sample_of(results), test, outcomes, policy, along, list(what or PARTS))


def facts(sample: xarray.Dataset, words: Sequence[str]) -> dict[str, str]:
    """Provenance of an analysis: that of the results, the command, and what worked it out."""
    from wargame.results.provenance import installed

    own = {name: installed(name) for name in ("SALib", "scikit-learn", "scipy", "xarray")}
    held = {str(k): v for k, v in sample.attrs.items() if isinstance(v, str) and k != "design"}
    command = shlex.join(["wargame", *words])
    return held | own | {"command": command, "made_by": held.get("command", "")}
