"""The report of a run: what it is held against, how sure it is, what it stands on, and its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from wargame.api.aside import aside
from wargame.api.progress import Display, stopping
from wargame.kernel.garbage import seldom_collected
from wargame.results.files import refuse_used, whole_directory
from wargame.results.manifest import write_manifest

if TYPE_CHECKING:
    import xarray

    from wargame.api.scenario_value import ScenarioValue
    from wargame.report.answer import Judgement
    from wargame.report.scenario_page import Studied

CONFIDENCE, GROUNDS = "confidence", "grounds"


class Run(Protocol):
    """What a report needs of a `wargame.api.scenarios.Run`."""

    data: xarray.Dataset

    @property
    def scenario(self) -> ScenarioValue:
        """The scenario that was run."""

    @property
    def provenance(self) -> dict[str, str]:
        """Where the results come from, and the command that gives them again."""

    def store(self, draft: Path, finish: bool = True) -> None:
        """Write tables, series and scenario."""


@dataclass(frozen=True)
class Report:
    """A report that was written: where, what it answers in words, and what was left out of it."""

    run: Run
    directory: Path
    answers: tuple[Judgement, ...]
    left_out: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Report {self.directory / 'report.html'}>"

    def words(self) -> list[str]:
        """What was left out, in a sentence, if anything was."""
        if not self.left_out:
            return []
        options = ", ".join(f"--no-{name}" for name in self.left_out)
        what = " and ".join(_MEANT[name] for name in self.left_out)
        return [f"Left out, as asked ({options}): {what}."]

    def as_data(self) -> dict[str, Any]:
        """The answer for a program: numbers in the declared units, and the same in words."""
        from wargame.report.figured import answers

        definition = self.run.scenario.definition
        return {
            "question": definition.question,
            "answers": answers(self.answers, definition, self.run.data),
            "left_out": list(self.left_out),
            "out": str(self.directory),
            "provenance": dict(self.run.provenance),
        }


_MEANT = {
    CONFIDENCE: "how much confidence the judgements deserve",
    GROUNDS: "what the answers stand on",
}


def require(directory: Path, force: bool = False, pdf: bool = False) -> None:
    """Raise WargameError if a report cannot be written to `directory`, or not as a PDF."""
    refuse_used(directory, force)
    if pdf:
        from wargame.report.page_file import printer

        printer()


def write(
    run: Run, target: Path, left_out: tuple[str, ...], force: bool, pdf: bool, display: Display
) -> Report:
    """Write the report of `run` and all that `Run.save` stores, but for what is `left_out`.

    Figures are drawn while the runs are simulated by which answers are judged. Raises WargameError
    if the directory holds anything else, or a PDF cannot be made here.
    """
    from wargame.api.against_base import against
    from wargame.model.network import describe
    from wargame.report import scenario_page

    require(target, force, pdf)
    definition = run.scenario.definition
    base = against(definition, run.scenario.file, run.data, display)
    with (
        seldom_collected(),
        aside(lambda seen: _studied(run, left_out, seen), display) as studied,
        stopping("stopped while writing the report; nothing was written"),
        whole_directory(target, force) as draft,
    ):
        run.store(draft, finish=False)
        answers = scenario_page.write(
            draft, run.data, definition, describe(definition), pdf, base, studied
        )
        write_manifest(draft, dict(run.provenance))
    return Report(run, target, tuple(answers), left_out)


def _studied(run: Run, left_out: tuple[str, ...], display: Display) -> Studied:
    """What the answers stand on, and how sure they are."""
    from wargame.api import confidence, grounding
    from wargame.report.scenario_page import Studied

    sure = {} if CONFIDENCE in left_out else confidence.of_run(run.scenario, run.data, display)
    study = grounding.left_out if GROUNDS in left_out else grounding.of_run
    return Studied(study(run.scenario, run.data, display), sure, CONFIDENCE in left_out)
