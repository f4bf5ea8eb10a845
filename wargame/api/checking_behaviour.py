"""Behaviour that the model must show in every scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.progress import Shown, display_of
from wargame.api.simulation import basis_of, bounded, command, task
from wargame.api.study_result import StudyResult
from wargame.declare.errors import WargameError
from wargame.questions import check_file
from wargame.report import checks_page
from wargame.report import checks_page as page
from wargame.report.checks_page import matrix, numbers, summary
from wargame.results.files import plain
from wargame.results.provenance import provenance
from wargame.study import check_study as study
from wargame.study.check_study import FAIL

if TYPE_CHECKING:
    from wargame.questions.check_file import Case
    from wargame.report.table import Table
    from wargame.study.check_study import Cell

RUNS, FAST_RUNS = 40, 12
FAST = 2  # scenarios of the fast subset: the first, and the first of the others with a halt


@dataclass(frozen=True)
class Checks(StudyResult):
    """A matrix of checks and scenarios; `cells` by scenario and then by check."""

    file = "checks"

    cases: tuple[Case, ...]
    cells: tuple[Cell, ...]

    @property
    def passed(self) -> bool:
        """Whether no check fails in any scenario."""
        return not self.failures()

    def failures(self) -> list[Cell]:
        """The cells in which a check does not hold."""
        return [cell for cell in self.cells if cell.verdict == FAIL]

    def tables(self) -> list[Table]:
        """A row per check, a column per scenario (by number), a sign in each cell."""
        return [matrix(self.cases, self.cells)]

    def words(self) -> list[str]:
        """Every failure with its numbers, and how many cells pass."""
        lines = [f"fails: {one.check} in {one.scenario}: {numbers(one)}" for one in self.failures()]
        n = self.cells[0].n or "few"
        return [*lines, f"{summary(list(self.cells))} n = {n} runs each."]

    def _data(self) -> dict[str, Any]:
        stated = {
            case.name: {
                "says": case.check.says,
                "mechanisms": case.check.mechanisms,
                "expected": page.expected(case.check),
            }
            for case in self.cases
        }
        cells = [{key.rstrip("_"): x for key, x in plain(cell).items()} for cell in self.cells]
        return {"summary": page.summary(list(self.cells)), "checks": stated, "cells": cells}

    def _write(self, draft: Path) -> None:
        checks_page.write(draft, list(self.cases), list(self.cells), self._source)


def checks(
    file: str | Path | None = None,
    only: Sequence[str] = (),
    fast: bool = False,
    runs: int | None = None,
    seed: int | None = None,
    progress: Shown = True,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Checks:
    """Hold the checks in `file` (default: the shipped ones), or those that `only` names, against
    every scenario.

    `fast` takes the subset that is marked so, in two scenarios, with 12 runs for each cell instead
    of 40. `as_of` is another first day of every scenario, with what was known then; `evidence` are
    files that are laid beside the catalogue. Raises WargameError for a file that is not sound.
    """
    usual = FAST_RUNS if fast else RUNS
    count = bounded("runs", usual if runs is None else runs, 3, 100_000)
    basis = basis_of(as_of, evidence)
    cases, scenarios = check_file.read(file, list(only), basis)
    if fast:
        cases, scenarios = _fast(cases, scenarios)
    total = len(cases) * len(scenarios)
    stopped = "stopped while checking behaviour; nothing was written"
    with task(display_of(progress), f"{len(cases)} checks", total, stopped) as advance:
        cells = study.matrix(cases, scenarios, count, seed, advance)
    named = [file] if file else []
    line = command(
        "checks", *named, fast=fast, only=list(only), runs=count, seed=seed, as_of=basis.as_of,
        evidence=basis.evidence,
    )  # fmt: skip
    facts = _facts(cases[0], scenarios[0], line, count, seed)
    return Checks(tuple(cases), tuple(cells), provenance=facts)


def _fast(cases: list[Case], scenarios: list[str]) -> tuple[list[Case], list[str]]:
    """The checks that are marked fast, and two scenarios."""
    cases = [case for case in cases if case.check.fast]
    if not cases:
        raise WargameError("no check that is asked for is marked fast")
    usual = [name for name in scenarios if name in ("continued_war", "ceasefire")]
    return cases, usual or scenarios[:FAST]


def _facts(case: Case, scenario: str, line: str, runs: int, seed: int | None) -> dict[str, str]:
    facts = provenance(case.plain(scenario, runs=runs, seed=seed), line)
    text = Path(case.doc.name).read_bytes()
    return facts | {
        "scenario": "checks",
        "title": "Checks of behaviour",
        "question": "Does the model behave in every scenario as it must?",
        "scenario_hash": hashlib.sha256(text).hexdigest(),
    }
