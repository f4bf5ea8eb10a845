"""`wargame checks`: behaviour that the model must show in every scenario."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import Force, Json, Seed, echo_json

RUNS, FAST_RUNS = 40, 12
FAST = 2  # scenarios of the fast subset: the first, and the first of the others with a halt
WIDE = 120  # columns where the output is not a terminal


def checks(
    file: Annotated[
        str | None, typer.Argument(help="File of checks (default: the shipped ones).")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Only the check NAME.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="The subset marked fast, in two scenarios, fewer runs.")
    ] = False,
    runs: Annotated[int | None, typer.Option(help="Runs for each cell (40; fast: 12).")] = None,
    seed: Seed = None,
    out: Annotated[Path | None, typer.Option(help="Write checks.html and .json there.")] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Check behaviour in every scenario: a matrix of pass and fail, exit code 1 if any fails."""
    from wargame.api.progress import Terminal, stopping
    from wargame.api.simulation import compiled
    from wargame.declare.errors import WargameError
    from wargame.questions import check_file as asked
    from wargame.results.files import refuse_used
    from wargame.study import check_study as study

    runs = (FAST_RUNS if fast else RUNS) if runs is None else runs
    if not 3 <= runs <= 100_000:
        raise WargameError(f"--runs {runs}: expected 3 to 100000")
    cases, scenarios = asked.read(file, list(only or ()))
    if fast:
        cases = [case for case in cases if case.check.fast]
        scenarios = [name for name in scenarios if name in ("continued_war", "ceasefire")] or (
            scenarios[:FAST]
        )
        if not cases:
            raise WargameError("--fast: no check that is asked for is marked fast")
    if out:
        refuse_used(out, force)
    compiled(Terminal())
    with (
        Terminal(as_json).bar(f"{len(cases)} checks", len(cases) * len(scenarios)) as told,
        stopping(lambda: "stopped while checking behaviour; nothing was written"),
    ):
        cells = study.matrix(cases, scenarios, runs, seed, lambda n: told(n))
    facts = _facts(cases[0], scenarios[0], _command(file, only, fast, runs, seed), runs, seed)
    data = as_data(cases, cells, facts)
    if out:
        _write(out, cases, cells, data, facts, force)
    if as_json:
        echo_json(data)
    else:
        _tell(cases, cells, out)
    if any(cell.verdict == study.FAIL for cell in cells):
        raise typer.Exit(1)


def _command(
    file: str | None, only: list[str] | None, fast: bool, runs: int, seed: int | None
) -> str:
    import shlex

    words = ["wargame", "checks", *([file] if file else []), *(["--fast"] if fast else [])]
    for name in only or ():
        words += ["--only", name]
    words += ["--runs", str(runs), *(["--seed", str(seed)] if seed is not None else [])]
    return shlex.join(words)


def _facts(case: Any, scenario: str, line: str, runs: int, seed: int | None) -> dict[str, str]:
    from wargame.results.provenance import provenance

    facts = provenance(case.plain(scenario, runs=runs, seed=seed), line)
    text = Path(case.doc.name).read_bytes()
    return facts | {
        "scenario": "checks",
        "title": "Checks of behaviour",
        "question": "Does the model behave in every scenario as it must?",
        "scenario_hash": hashlib.sha256(text).hexdigest(),
    }


def as_data(cases: list[Any], cells: list[Any], facts: dict[str, str]) -> dict[str, Any]:
    """Everything for a program; a number that is not there is null."""
    from dataclasses import asdict

    from wargame.report import checks_page as page

    stated = {
        case.name: {
            "says": case.check.says,
            "mechanisms": case.check.mechanisms,
            "expected": page.expected(case.check),
        }
        for case in cases
    }
    found = [
        {key.rstrip("_"): _plain(value) for key, value in asdict(cell).items()} for cell in cells
    ]
    return {"summary": page.summary(cells), "checks": stated, "cells": found, "provenance": facts}


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write(
    out: Path, cases: list[Any], cells: list[Any], data: Any, facts: dict[str, str], force: bool
) -> None:
    from types import SimpleNamespace

    from wargame.report import checks_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest

    held = SimpleNamespace(attrs=facts, sizes={"run": int(facts["runs"])})
    with whole_directory(out, force=force) as directory:
        page.write(directory, cases, cells, held)
        write_json(directory / "checks.json", data)
        write_manifest(directory, facts)


def _tell(cases: list[Any], cells: list[Any], out: Path | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wargame.report import checks_page as page

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    names = list(dict.fromkeys(cell.scenario for cell in cells))
    by = {(cell.check, cell.scenario): cell for cell in cells}
    table = Table(title="Checks of behaviour", title_justify="left")
    table.add_column("check")
    for at, _ in enumerate(names, 1):
        table.add_column(str(at), justify="center")
    for case in cases:
        row = [by[case.name, name] for name in names]
        style = "bold" if any(cell.verdict == "fail" for cell in row) else ""
        table.add_row(case.name, *(page.mark(cell) for cell in row), style=style)
    console.print(table)
    console.print(Text("  ".join(f"{at} {name}" for at, name in enumerate(names, 1))))
    for cell in cells:
        if cell.verdict == "fail":
            told = f"fails: {cell.check} in {cell.scenario}: {page.numbers(cell)}"
            console.print(Text(told), style="bold")
    console.print(Text(f"{page.summary(cells)} n = {cells[0].n or 'few'} runs each."))
    if out:
        console.print(Text(f"Page: {out / 'checks.html'}"), soft_wrap=True)
