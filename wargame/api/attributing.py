"""Why two scenarios differ: the difference shared out among the inputs in which they differ."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Display, Shown, display_of, stopping
from wargame.api.scenarios import Scenario, scenario_of
from wargame.api.simulation import command_line, compiled
from wargame.declare.errors import WargameError, did_you_mean

if TYPE_CHECKING:
    from wargame.questions.predicate import Predicate
    from wargame.report.table import Table
    from wargame.study.analysis.attribution import Attribution
    from wargame.study.analysis.scenario_mixes import Pair

MOST = 3  # outcomes, where nobody names one
USUAL = "leaked_missiles"  # where the scenario asks for none


@dataclass(frozen=True)
class Attributions:
    """For each outcome or predicate, what each input adds on the way from one scenario to the
    other; `attributions["leaked_missiles"]` is one of them."""

    between: tuple[str, str]
    found: tuple[Attribution, ...]
    provenance: dict[str, str]

    def __getitem__(self, what: str) -> Attribution:
        """That of one outcome or predicate."""
        by = {one.what: one for one in self.found}
        if what not in by:
            raise WargameError(f"nothing was shared out of '{what}'{did_you_mean(what, by)}")
        return by[what]

    def _ipython_key_completions_(self) -> list[str]:
        return [one.what for one in self.found]

    def tables(self) -> list[Table]:
        """Each input with its share, and what it adds when changed first or last."""
        from wargame.report.analysis.naming import Naming
        from wargame.report.analysis.policies_section import parts_table

        return [parts_table(one, Naming(None)) for one in self.found]

    def words(self) -> list[str]:
        """A sentence for each."""
        from wargame.report.analysis.naming import Naming
        from wargame.report.analysis.policies_section import parts_words

        return [parts_words(one, Naming(None), self.between) for one in self.found]

    def note(self) -> str:
        """How the difference is shared out."""
        from wargame.report.analysis.policies_section import parts_note

        return parts_note(self.found[0], "inputs in which the two differ")

    def as_data(self) -> dict[str, Any]:
        """Everything for a program; a number that is not there is null."""
        from wargame.results.files import plain

        result = plain(self.found, endless="never")
        return {"between": list(self.between), "found": result, "provenance": self.provenance}

    def report(self, directory: str | Path, force: bool = False) -> Path:
        """Write analysis.html, figures/, analysis.json, manifest.json, all or nothing -> the
        directory. Raises WargameError if it holds anything else; `force` replaces earlier results.
        """
        from wargame.report.analysis.analysis_page import write_attribution
        from wargame.results.files import whole_directory, write_json
        from wargame.results.manifest import write_manifest

        with whole_directory(Path(directory), force) as draft:
            write_attribution(draft, list(self.found), self.between, self.provenance)
            write_json(draft / "analysis.json", self.as_data())
            write_manifest(draft, self.provenance)
        return Path(directory)

    def _repr_html_(self) -> str:
        from wargame.report.snippets import result_html

        return result_html(self.provenance["title"], [*self.words(), self.note()], self.tables())


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
    from wargame.questions.predicate import parse
    from wargame.scenario.outcomes import OUTCOMES, hint
    from wargame.study.analysis.scenario_mixes import pair

    names = [what] if isinstance(what, str) else list(what)
    first = scenario_of(a).with_(runs=runs, seed=seed, months=months)
    second = scenario_of(b).like(first)
    two, start = pair(first.definition, second.definition), first.definition.start
    predicates = [parse(test, start)] if test else []
    for name in names:
        if name not in OUTCOMES and any(sign in name for sign in "<>="):
            predicates.append(parse(name, start))
        elif name not in OUTCOMES:
            raise WargameError(f"there is no outcome '{name}'{hint(name, OUTCOMES)}")
    outcomes = [name for name in names if name in OUTCOMES]
    if not (outcomes or predicates):
        asked = dict.fromkeys(one.outcome for one in two.b.answer)
        outcomes = list(asked)[:MOST] or [USUAL]
    result = _finish(two, [*outcomes, *predicates], method, display_of(progress))
    command = _command(first, second, names, test, method)
    return Attributions((str(two.a.name), str(two.b.name)), tuple(result), _facts(two, command))


def _finish(
    two: Pair, whats: list[str | Predicate], method: str, display: Display
) -> list[Attribution]:
    """All mixes simulated; an interruption leaves nothing."""
    from wargame.study.analysis.attribution import needed
    from wargame.study.analysis.scenario_mixes import between

    compiled(display)
    total, names = len(needed(two.inputs, method)), f"{two.a.name} and {two.b.name}"
    with (
        display.bar(f"{total} mixes of {two.a.runs:,} runs", total) as advance,
        stopping(lambda: f"stopped while simulating mixes of {names}; nothing was written"),
    ):
        return between(two, whats, method, lambda *_: advance(1))


def _command(a: Scenario, b: Scenario, names: Sequence[str], test: str, method: str) -> str:
    line = command_line("attribute", [a.file, b.file], a.definition, a.settings, a.estimate)
    words = [word for name in names for word in ("--outcome", name)]
    words += ["--test", test] if test else []
    words += ["--method", method] if method != "shapley" else []
    return f"{line} {shlex.join(words)}".strip()


def _facts(two: Pair, command: str) -> dict[str, str]:
    from wargame.results.provenance import provenance

    return provenance(two.a, command) | {
        "scenario": f"{two.a.name}, {two.b.name}",
        "title": f"Why {two.b.name} differs from {two.a.name}",
        "question": "",
        "scenario_hash": two.a.hash[:32] + two.b.hash[:32],
    }
