"""A scenario run by source: which conclusions survive a change of source?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, display_of, resumable
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import command_line, compiled

if TYPE_CHECKING:
    from wargame.report.table import Table
    from wargame.scenario import Scenario as Definition
    from wargame.study.estimates import Choice, Conclusion

RUNS = 200


@dataclass(frozen=True)
class Estimates:
    """Conclusions under each choice of figures, the central ones first; `key` are the outcomes
    that the scenario asks about."""

    directory: Path
    choices: tuple[Choice, ...]
    conclusions: tuple[Conclusion, ...]
    key: tuple[str, ...]
    provenance: dict[str, str]

    @property
    def scenario(self) -> Definition:
        """The scenario with central figures."""
        central: Definition = self.choices[0].scenario
        return central

    def table(self) -> Table:
        """The conclusions that answer the question, and how far they stand."""
        from wargame.report.estimates_page import ages, verdict_table

        return verdict_table(self._key(), ages(self.choices), self.scenario)

    def _key(self) -> list[Conclusion]:
        return [one for one in self.conclusions if one.outcome in self.key]

    def words(self) -> list[str]:
        """The answer in a few sentences."""
        from wargame.report import estimates_page as page

        return page.summary(self._key(), page.ages(self.choices), self.scenario)

    def as_data(self) -> dict[str, Any]:
        """Everything for a program; a number that is not there is null."""
        from wargame.report import estimates_page as page
        from wargame.results.files import plain

        conclusions = []
        for one in self.conclusions:
            held = asdict(one) | {"by_source": one.by_source, "at_ends": one.at_ends}
            held |= {"key": one.outcome in self.key, "test": str(one.test or "")}
            held |= {"statement": page.statement(one, self.scenario)}
            held |= {"central": page.reading(one, one.readings[0]), "most": page.moved_most(one)}
            readings = (plain(of) | {"words": page.reading(one, of)} for of in one.readings)
            conclusions.append(held | {"readings": list(readings)})
        return {
            "scenario": self.provenance["scenario"],
            "summary": self.words(),
            "choices": [page.described(one, self.scenario) for one in self.choices[1:]],
            "conclusions": conclusions,
            "provenance": self.provenance,
        }

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.scenario.title, self.words(), [self.table()])


def estimates(
    scenario: Scenario | str | Path,
    directory: str | Path | None = None,
    force: bool = False,
    progress: Shown = True,
) -> Estimates:
    """Run `scenario` under low, central and high figures and those of every source that has
    another estimate of a number it uses, with common random numbers.

    Runs are stored in `directory` (default: out/NAME.estimates) as they finish: the same call goes
    on where it stopped. A report is written to its folder `report`. Raises WargameError if the
    directory holds anything else; with `force` other runs there are removed.
    """
    from wargame.study import estimates as study
    from wargame.study import run_cache

    given = scenario_of(scenario)
    choices = study.choices(lambda key: replace(given, estimate=key).definition)
    central = choices[0].scenario
    folder = Path(directory) if directory is not None else Path("out") / f"{central.name}.estimates"
    variants = {one.key: one.scenario for one in choices}
    run_cache.open_directory(folder, run_cache.plan(variants), force)
    _finish(folder, variants, display_of(progress))
    command = command_line("estimates", [given.file], central, given.settings)
    return _written(folder, given, choices, run_cache.outcomes(folder, variants), command)


def _finish(home: Path, variants: dict[str, Definition], display: Display) -> None:
    """Run what is missing; an interruption says how to go on."""
    from wargame.study import run_cache

    todo = run_cache.missing(home, variants)
    if not todo:
        return
    compiled(display)
    days = next(iter(variants.values())).days * next(iter(variants.values())).runs
    with (
        resumable(home, len(variants), lambda: len(run_cache.missing(home, variants)), "choices"),
        display.bar(f"{len(todo)} choices of figures", len(todo) * days) as advance,
    ):
        run_cache.finish(run_cache.jobs(home, variants), lambda _: advance(days))


def _written(
    home: Path,
    given: Scenario,
    choices: Sequence[Choice],
    held: dict[str, dict[str, Any]],
    command: str,
) -> Estimates:
    """Conclusions, and the report on them in `home`/report, all or nothing."""
    from wargame.report import answer
    from wargame.report import estimates_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import provenance
    from wargame.scenario.outcomes import OUTCOMES
    from wargame.study import estimates as study

    central = choices[0].scenario
    key = answer.asked(central)
    names = list(dict.fromkeys([*key, *OUTCOMES]))
    conclusions = study.conclusions(names, answer.predicates(central), held)
    facts = provenance(central, command)
    result = Estimates(home, tuple(choices), tuple(conclusions), tuple(key), facts)
    data = SimpleNamespace(attrs=facts, sizes={"run": central.runs})
    with whole_directory(home / "report", force=True) as draft:
        page.write(draft, list(choices), conclusions, key, data)
        write_json(draft / "estimates.json", result.as_data())
        given.store(draft)
        write_manifest(draft, facts)
    return result
