"""Two bodies of evidence: which numbers differ, and which answers move by it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from wargame.api.comparing import Comparison, require_alike, run_alike
from wargame.api.progress import Shown
from wargame.api.scenarios import Scenario, load
from wargame.api.simulation import basis_of, command, day_of
from wargame.declare.errors import WargameError
from wargame.report import against, answer
from wargame.report.comparison_page import same
from wargame.report.words import few_of
from wargame.scenario.own_figures import unused
from wargame.study.compare import fair
from wargame.study.differences import input_differences

SHIPPED = "shipped"
RUNS = 200
MOST = 8  # answers that are named
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True, repr=False)
class EvidenceDiff(Comparison):
    """A scenario on two bodies of evidence, with common random numbers."""

    def words(self) -> list[str]:
        """How many numbers differ, and which of the scenario's answers move by more than luck."""
        first, second = self.names
        count = sum(one.kind == "number" for one in self.study.differences)
        n = self.runs[0].data.sizes["run"]
        led = any(one.kind == "lead-up" for one in self.study.differences)
        also = "; so does what the months before the start are held to" if led else ""
        differ = f"{count} number{'s differ' if count != 1 else ' differs'}"
        lines = [f"{differ} between “{first}” and “{second}”{also}."]
        names = dict.fromkeys(answer.asked(self.study.scenarios[0]))
        pairs = [one for one in fair(self.study, self.study.pairs[0]) if one.name in names]
        if not pairs:
            return lines
        moved = [one for one in pairs if not same(one) and against.sure(one)]
        lines.append(
            f"Of {len(pairs)} answers of the scenario {len(moved)} "
            f"{'moves' if len(moved) == 1 else 'move'} by more than luck "
            f"(90% interval of the paired difference, n = {n:,})."
        )
        for one in moved[:MOST]:
            label = against.label(one.name, self.study.scenarios[0])
            lines.append(f"{label}: {against.difference(one)} ({against.interval(one)}).")
        rest = [against.label(o.name, self.study.scenarios[0]) for o in pairs if o not in moved]
        if rest:
            lines.append(f"Not beyond luck: {few_of(rest, MOST)}.")
        return lines

    def opening_lines(self) -> list[str]:
        """What it says in words goes first on the page."""
        return self.words()


def evidence_diff(
    a: str | Path,
    b: str | Path,
    scenario: str | Path = "continued_war",
    as_of: str | date | None = None,
    runs: int = RUNS,
    seed: int | None = None,
    months: int | None = None,
    progress: Shown = True,
) -> EvidenceDiff:
    """Run `scenario` on the evidence `a` and on `b`, with common random numbers.

    Each is `shipped`, a file that is laid beside the shipped evidence, or a day (YYYY-MM-DD): the
    shipped evidence as it was known on that day. Both start on the first day of the scenario, or on
    `as_of`, so that what differs is the evidence alone. Raises WargameError for a day after the
    start, or where no input of the scenario differs.
    """
    names = [str(a), str(b)]
    sides = [_side(name, scenario, as_of).with_(runs=runs, seed=seed, months=months)
             for name in names]  # fmt: skip
    require_alike(sides)
    if not input_differences([one.definition for one in sides]):
        why = "".join(f"; {line}" for side in sides for line in unused(side.definition))
        raise WargameError(f"no number of {scenario} differs between {a} and {b}{why}")
    first = sides[0].definition
    line = command(
        "evidence diff", *names, scenario=scenario, as_of=as_of, runs=runs, seed=first.seed,
        months=months,
    )  # fmt: skip
    held = run_alike(sides, line, progress, labels=_labels(names))
    return EvidenceDiff(held.runs, held.study, provenance=held.provenance | {"command": line})


def _side(name: str, scenario: str | Path, as_of: str | date | None) -> Scenario:
    """The scenario on one body of evidence."""
    if _DAY.fullmatch(name) and not Path(name).is_file():
        given = load(scenario, as_of=as_of)
        return replace(given, basis=given.basis._replace(cutoff=day_of("evidence diff", name)))
    if name == SHIPPED:
        return load(scenario, as_of=as_of)
    if not Path(name).is_file():
        raise WargameError(f"{name}: expected `{SHIPPED}`, a file of evidence, or a day YYYY-MM-DD")
    basis = basis_of(as_of, [name])
    return load(scenario, as_of=basis.as_of, evidence=basis.evidence)


def _labels(names: list[str]) -> tuple[str, ...]:
    """How the two are called in tables."""
    said = [f"as known on {one}" if _DAY.fullmatch(one) else one for one in names]
    return tuple(Path(one).stem if one.endswith(".yaml") else one for one in said)
