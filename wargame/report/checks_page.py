"""The page of checks: a matrix of scenarios and behaviours, each cell with its numbers.

It takes what `wargame.study.check_study` gives as plain objects: report and study are siblings and
do not import each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from wargame.report import page_file, words
from wargame.report.table import Cell, Column, Table, table

MARKS = {"pass": "✓", "fail": "✗", "not applicable": "–"}


def write(directory: Path, cases: list[Any], cells: list[Any], data: Any) -> None:
    """Write checks.html into `directory`; `data` has `attrs` and `sizes` ('run')."""
    names = list(dict.fromkeys(cell.scenario for cell in cells))
    by = {(cell.check, cell.scenario): cell for cell in cells}
    values = {
        "summary": summary(cells),
        "scenarios": names,
        "checks": [_check(case, [by[case.name, name] for name in names]) for case in cases],
    }
    page_file.write(directory, "checks", data, values)


def _check(case: Any, cells: list[Any]) -> dict[str, Any]:
    """One check, with its cells in every scenario."""
    told = [(one.scenario, f"{mark(one)} {one.verdict}", numbers(one)) for one in cells]
    return {
        "name": case.name,
        "says": case.check.says,
        "expected": expected(case.check),
        "mechanisms": ", ".join(one.replace("_", " ") for one in case.check.mechanisms),
        "marks": [(mark(one), "; ".join(words)) for one, words in zip(cells, told)],
        "table": table("", ("Scenario", "Verdict", "Numbers"), told),
    }


def matrix(cases: Sequence[Any], cells: Sequence[Any]) -> Table:
    """A sign for each check in each scenario; scenarios are numbered, their names stand below."""
    names = list(dict.fromkeys(cell.scenario for cell in cells))
    by = {(cell.check, cell.scenario): cell for cell in cells}
    rows = []
    for case in cases:
        row = [by[case.name, name] for name in names]
        fails = any(cell.verdict == "fail" for cell in row)
        rows.append([Cell(word, strong=fails) for word in (case.name, *map(mark, row))])
    heads: list[Column | str] = [
        "check",
        *(Column(str(at), align="center") for at, _ in enumerate(names, 1)),
    ]
    note = "  ".join(f"{at} {name}" for at, name in enumerate(names, 1))
    return table("Checks of behaviour", heads, rows, note)


def mark(cell: Any) -> str:
    """One sign: passes, passes though the change moves nothing, fails, not applicable."""
    return "=" if cell.verdict == "pass" and not cell.moved else MARKS[cell.verdict]


def expected(check: Any) -> str:
    """What must hold, in words."""
    what = check.outcome or check.series
    entries = f" of {', '.join(check.of)}" if check.of else ""
    if check.test:
        return f"{what}{entries} {check.test} in every run"
    return f"{what}{entries}: {check.expect}, {check.hold}"


def numbers(cell: Any) -> str:
    """The numbers behind one cell."""
    if not cell.n:
        return str(cell.why)
    fine = words.step(cell.low, cell.high)
    ends = f"{words.number(cell.low, fine)} to {words.number(cell.high, fine)}"
    text = (
        f"{words.number(cell.without, 0)} without, {words.number(cell.with_, 0)} with the change; "
        f"mean difference {words.number(cell.mean, fine)} (90% interval {ends}), n = {cell.n}"
    )
    return f"{text}; {cell.wrong} of {cell.n} runs against it" if cell.wrong else text


def summary(cells: list[Any]) -> str:
    """How many pass, fail, and cannot be asked."""
    count = {word: sum(cell.verdict == word for cell in cells) for word in MARKS}
    still = sum(mark(cell) == "=" for cell in cells)
    return (
        f"{len(cells)} cells: {count['pass']} pass (in {still} of these the change moves nothing), "
        f"{count['fail']} fail, {count['not applicable']} cannot be asked."
    )
