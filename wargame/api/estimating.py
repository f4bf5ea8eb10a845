"""A scenario run by source: which conclusions survive a change of source?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, display_of, stored
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import command_of, task
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError
from wargame.report import answer, estimates_page
from wargame.report import estimates_page as page
from wargame.report.estimates_page import ages, verdict_table
from wargame.results.files import plain
from wargame.results.provenance import provenance
from wargame.scenario import panels
from wargame.scenario.outcomes import outcomes_of
from wargame.study import estimates as study
from wargame.study import run_cache

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.estimates import Choice, Conclusion

RUNS = 200


@dataclass(frozen=True)
class Estimates(StudyResult):
    """Conclusions under each choice of figures, the central ones first; `key` are the outcomes
    that the scenario asks about."""

    file = "estimates"

    directory: Path
    choices: tuple[Choice, ...]
    conclusions: tuple[Conclusion, ...]
    key: tuple[str, ...]
    given: Scenario

    @property
    def scenario(self) -> Definition:
        """The scenario with central figures."""
        central: Definition = self.choices[0].scenario
        return central

    def tables(self) -> list[Table]:
        """The conclusions that answer the question, and how far they stand."""
        return [verdict_table(self._key(), ages(self.choices), self.scenario)]

    def _key(self) -> list[Conclusion]:
        return [one for one in self.conclusions if one.outcome in self.key]

    def words(self) -> list[str]:
        """The answer in a few sentences."""
        return page.summary(self._key(), page.ages(self.choices), self.scenario)

    def _data(self) -> dict[str, Any]:
        conclusions = []
        for one in self.conclusions:
            held = asdict(one) | {"by_source": one.by_source, "at_ends": one.at_ends}
            held |= {"key": one.outcome in self.key, "test": str(one.test or "")}
            held |= {"statement": page.statement(one, self.scenario)}
            held |= {"survives": page.survival(one, page.ages(self.choices))}
            held |= {"central": page.reading(one, one.readings[0]), "most": page.moved_most(one)}
            readings = (plain(of) | {"words": page.reading(one, of)} for of in one.readings)
            conclusions.append(held | {"readings": list(readings)})
        return {
            "scenario": self.provenance["scenario"],
            "summary": self.words(),
            "choices": [page.described(one, self.scenario) for one in self.choices[1:]],
            "conclusions": conclusions,
        }

    def _write(self, draft: Path) -> None:
        choices, conclusions = list(self.choices), list(self.conclusions)
        estimates_page.write(draft, choices, conclusions, list(self.key), self._source)
        self.given.store(draft)


def estimates(
    scenario: Scenario | str | Path,
    directory: str | Path | None = None,
    force: bool = False,
    progress: Shown = True,
    estimate: Sequence[str] = (),
) -> Estimates:
    """Run `scenario` under low, central and high figures and those of every source that has
    another estimate of a number it uses, with common random numbers.

    Runs are stored in `directory` (default: out/NAME.estimates) as they finish: the same call goes
    on where it stopped. A report is written to its folder `report`. Raises WargameError if the
    directory holds anything else; with `force` other runs there are removed. `estimate` are
    panels of experts (`panel:NAME`), whose figures are tried like those of a source.
    """
    given = _with_panels(scenario_of(scenario), estimate)
    choices = study.choices(lambda key: replace(given, estimate=key).definition)
    central = choices[0].scenario
    folder = Path(directory) if directory is not None else Path("out") / f"{central.name}.estimates"
    variants = {one.key: one.scenario for one in choices}
    run_cache.open_directory(folder, run_cache.plan(variants), force)
    _finish(folder, variants, display_of(progress))
    line = command_of(central, "estimates", [given.file], given.settings)
    result = _concluded(folder, given, choices, run_cache.outcomes(folder, variants), line)
    result = replace(result, provenance=result.provenance | _facts(estimate))
    result.report(folder / "report", force=True)
    return result


def _with_panels(given: Scenario, estimate: Sequence[str]) -> Scenario:
    """The scenario with the evidence of panels beside its own. Raises WargameError."""
    for one in estimate:
        if not one.startswith(panels.SIGN):
            raise WargameError(
                f"estimate {one}: low, high and every source are run anyhow; expected panel:NAME"
            )
    files = [str(panels.find(one.removeprefix(panels.SIGN))) for one in estimate]
    basis = given.basis._replace(evidence=(*given.basis.evidence, *files))
    return replace(given, basis=basis) if files else given


def _facts(estimate: Sequence[str]) -> dict[str, str]:
    """Panels that were tried, and the hashes of their files."""
    facts = [panel.facts for one in estimate if (panel := panels.named(one))]
    return {key: "; ".join(one[key] for one in facts) for key in (facts[0] if facts else ())}


def _finish(folder: Path, variants: dict[str, Definition], display: Display) -> None:
    """Run what is missing; an interruption says how to go on."""
    todo = run_cache.missing(folder, variants)
    if not todo:
        return
    first = next(iter(variants.values()))
    days = first.days * first.runs
    stopped = stored(
        folder, len(variants), lambda: len(run_cache.missing(folder, variants)), "choices"
    )
    with task(display, f"{len(todo)} choices of figures", len(todo) * days, stopped) as advance:
        run_cache.finish(run_cache.jobs(folder, variants), lambda _: advance(days))


def _concluded(
    folder: Path,
    given: Scenario,
    choices: Sequence[Choice],
    held: dict[str, dict[str, Any]],
    line: str,
) -> Estimates:
    """The conclusions under each choice of figures, with their provenance."""
    central = choices[0].scenario
    key = answer.asked(central)
    names = list(dict.fromkeys([*key, *outcomes_of(central.theatre)]))
    conclusions = study.conclusions(names, answer.predicates(central), held)
    facts = provenance(central, line)
    return Estimates(
        folder, tuple(choices), tuple(conclusions), tuple(key), given, provenance=facts
    )
