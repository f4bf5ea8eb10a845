"""The page of checks: a matrix of scenarios and behaviours, each cell with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.report import page_file, words
from wargame.report.figures.canvas import Sourced
from wargame.report.table import Cell, Column, Table, table

if TYPE_CHECKING:
    from wargame.questions.check_file import Case, Check
    from wargame.study.check_study import Cell as Checked

MARKS = {"pass": "✓", "fail": "✗", "not applicable": "–"}


def write(directory: Path, cases: Sequence[Case], cells: Sequence[Checked], data: Sourced) -> None:
    """Write checks.html into `directory`."""
    checks = [
        {"name": case.name, "says": case.check.says, "cells": cell_table(case, cells)}
        for case in cases
    ]
    values = {"summary": summary(cells), "matrix": matrix(cases, cells), "checks": checks}
    page_file.write(directory, "checks", data, values)


def cell_table(case: Case, cells: Iterable[Checked]) -> Table:
    """One check in every scenario, with its numbers."""
    mechanisms = ", ".join(one.replace("_", " ") for one in case.check.mechanisms)
    rows = [
        (one.scenario, f"{mark(one)} {one.verdict}", numbers(one))
        for one in cells
        if one.check == case.name
    ]
    title = f"{expected(case.check)}. Mechanisms: {mechanisms}."
    return table(title, ("Scenario", "Verdict", "Numbers"), rows)


def matrix(cases: Sequence[Case], cells: Iterable[Checked]) -> Table:
    """A sign for each check in each scenario; scenarios are numbered, their names stand below."""
    by = {(cell.check, cell.scenario): cell for cell in cells}
    names = list(dict.fromkeys(scenario for _, scenario in by))
    rows = []
    for case in cases:
        row = [by[case.name, name] for name in names]
        strong = any(cell.verdict == "fail" for cell in row)
        head = Cell(case.name, strong=strong, link=f"#{case.name}")
        rows.append([head, *(Cell(mark(one), strong=strong, hint=_hint(one)) for one in row)])
    numbered = [Column(str(at), align="center", hint=name) for at, name in enumerate(names, 1)]
    note = "  ".join(f"{at} {name}" for at, name in enumerate(names, 1))
    return table("Checks of behaviour", ("check", *numbered), rows, note)


def _hint(cell: Checked) -> str:
    return f"{cell.scenario}; {mark(cell)} {cell.verdict}; {numbers(cell)}"


def mark(cell: Checked) -> str:
    """One sign: passes, passes though the change moves nothing, fails, not applicable."""
    return "=" if cell.verdict == "pass" and not cell.moved else MARKS[cell.verdict]


def expected(check: Check) -> str:
    """What must hold, in words."""
    what = check.outcome or check.series
    entries = f" of {', '.join(check.of)}" if check.of else ""
    if check.test:
        return f"{what}{entries} {check.test} in every run"
    return f"{what}{entries}: {check.expect}, {check.hold}"


def numbers(cell: Checked) -> str:
    """The numbers behind one cell."""
    if not cell.n:
        return cell.why
    fine = words.step(cell.low, cell.high)
    text = (
        f"{words.number(cell.without, 0)} without, {words.number(cell.with_, 0)} with the change; "
        f"mean difference {words.number(cell.mean, fine)} (90% interval "
        f"{words.ends(cell.low, cell.high, fine)}), n = {cell.n}"
    )
    return f"{text}; {cell.wrong} of {cell.n} runs against it" if cell.wrong else text


def summary(cells: Sequence[Checked]) -> str:
    """How many pass, fail, and cannot be asked."""
    count = {verdict: sum(cell.verdict == verdict for cell in cells) for verdict in MARKS}
    still = sum(mark(cell) == "=" for cell in cells)
    return (
        f"{len(cells)} cells: {count['pass']} pass (in {still} of these the change moves nothing), "
        f"{count['fail']} fail, {count['not applicable']} cannot be asked."
    )
