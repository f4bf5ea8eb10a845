"""Why two scenarios differ: the difference shared out among the inputs in which they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, display_of
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import command_of, task
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError, did_you_mean
from wargame.questions.predicate import parse
from wargame.report.analysis.analysis_page import write_attribution
from wargame.report.analysis.naming import Naming
from wargame.report.analysis.policies_section import parts_note, parts_table, parts_words
from wargame.results.files import plain
from wargame.results.provenance import provenance
from wargame.scenario.outcomes import hint, outcomes_of
from wargame.study.analysis.attribution import needed
from wargame.study.analysis.scenario_mixes import between, pair

if TYPE_CHECKING:
    from wargame.questions.predicate import Predicate
    from wargame.report.table import Table
    from wargame.study.analysis.attribution import Attribution
    from wargame.study.analysis.scenario_mixes import Pair

MOST = 3  # outcomes, where nobody names one
USUAL = "leaked_missiles"  # where the scenario asks for none


@dataclass(frozen=True)
class Attributions(StudyResult):
    """For each outcome or predicate, what each input adds on the way from one scenario to the
    other; `attributions["leaked_missiles"]` is one of them."""

    file = "analysis"

    between: tuple[str, str]
    attributions: tuple[Attribution, ...]

    def __getitem__(self, what: str) -> Attribution:
        """That of one outcome or predicate."""
        by = {one.what: one for one in self.attributions}
        if what not in by:
            raise WargameError(f"nothing was shared out of '{what}'{did_you_mean(what, by)}")
        return by[what]

    def _ipython_key_completions_(self) -> list[str]:
        return [one.what for one in self.attributions]

    def tables(self) -> list[Table]:
        """Each input with its share, and what it adds when changed first or last."""
        return [parts_table(one, Naming(None)) for one in self.attributions]

    def words(self) -> list[str]:
        """A sentence for each, and how the difference is shared out."""
        sentences = [parts_words(one, Naming(None), self.between) for one in self.attributions]
        return [*sentences, parts_note(self.attributions[0], "inputs in which the two differ")]

    def _data(self) -> dict[str, Any]:
        return {"between": list(self.between), "found": plain(self.attributions, endless="never")}

    def _write(self, draft: Path) -> None:
        write_attribution(draft, list(self.attributions), self.between, self.provenance)


def attribute(
    a: Scenario | str | Path,
    b: Scenario | str | Path,
    what: str | Sequence[str] = (),
    test: str = "",
    method: str = "shapley",
    runs: int | None = None,
    seed: int | None = None,
    months: int | None = None,
    progress: Shown = True,
) -> Attributions:
    """Share out the difference of `b` less `a` among the inputs in which they differ; every mix of
    the two is simulated with common random numbers.

    `what` names outcomes (default: those that `b` is asked), `test` a predicate such as
    "capital_ballistic_dry < 12"; `method` is shapley or one_at_a_time, which takes fewer
    simulations. `b` gets the runs, seed and horizon of `a`. Raises WargameError for an unknown
    outcome, or scenarios that do not differ or cannot be compared.
    """
    names = [what] if isinstance(what, str) else list(what)
    first = scenario_of(a).with_(runs=runs, seed=seed, months=months)
    second = scenario_of(b).like(first)
    two, start = pair(first.definition, second.definition), first.definition.start
    declared = outcomes_of(two.b.theatre)
    predicates = [parse(test, start)] if test else []
    for name in names:
        if name not in declared and any(sign in name for sign in "<>="):
            predicates.append(parse(name, start))
        elif name not in declared:
            raise WargameError(f"there is no outcome '{name}'{hint(name, declared)}")
    outcomes = [name for name in names if name in declared]
    if not (outcomes or predicates):
        asked = dict.fromkeys(one.outcome for one in two.b.answer)
        outcomes = list(asked)[:MOST] or [USUAL]
    result = _finish(two, [*outcomes, *predicates], method, display_of(progress))
    line = command_of(
        first.definition, "attribute", [first.file, second.file], first.settings, first.estimate,
        outcome=names, test=test, method=None if method == "shapley" else method,
    )  # fmt: skip
    between = (two.a.name, two.b.name)
    return Attributions(between, tuple(result), provenance=_facts(two, line))


def _finish(
    two: Pair, whats: list[str | Predicate], method: str, display: Display
) -> list[Attribution]:
    """All mixes simulated; an interruption leaves nothing."""
    total, names = len(needed(two.inputs, method)), f"{two.a.name} and {two.b.name}"
    stopped = f"stopped while simulating mixes of {names}; nothing was written"
    with task(display, f"{total} mixes of {two.a.runs:,} runs", total, stopped) as advance:
        return between(two, whats, method, lambda *_: advance(1))


def _facts(two: Pair, line: str) -> dict[str, str]:
    return provenance(two.a, line) | {
        "scenario": f"{two.a.name}, {two.b.name}",
        "title": f"Why {two.b.name} differs from {two.a.name}",
        "question": "",
        "scenario_hash": two.a.hash[:32] + two.b.hash[:32],
    }
