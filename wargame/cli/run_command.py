"""`wargame run`: simulate a scenario, write the results and the report, tell the answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import (
    Estimate,
    Force,
    Json,
    Months,
    Runs,
    ScenarioName,
    Seed,
    Sets,
    echo_json,
)
from wargame.cli.strikes import RecordFile, strikes


def run(
    scenario: ScenarioName,
    runs: Runs = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: out/<scenario>).")
    ] = None,
    force: Force = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf as well.")] = False,
    as_json: Json = False,
    record: RecordFile = None,
) -> None:
    """Run a scenario and write its report."""
    from wargame.cli.base import against
    from wargame.cli.simulation import command_line, simulated, stoppable
    from wargame.results.files import refuse_used
    from wargame.scenario import load

    given = list(sets or ())
    loaded = load(scenario, given, estimate, runs, seed, months)
    target = out or Path("out") / loaded.name
    refuse_used(target, force)
    if pdf:
        _need_pdf()
    with_strikes = strikes(record)
    data = simulated(loaded, command_line("run", [scenario], loaded, given, estimate), as_json)
    data = with_strikes(data)
    base = against(scenario, loaded, data, given, estimate, as_json)
    with stoppable("writing the report"):
        told = write(target, loaded, data, force, pdf, base)
    if as_json:
        echo_json(answers(told, loaded, data, target))
    else:
        _tell(told, loaded, target)


def write(
    target: Path,
    scenario: Any,
    data: Any,
    force: bool = False,
    pdf: bool = False,
    base: Any = "",
) -> list[Any]:
    """Write everything that `run` writes into `target`, all or nothing -> the answers in words."""
    from wargame.model.network import describe
    from wargame.report import scenario_page
    from wargame.results.files import whole_directory
    from wargame.results.manifest import write_manifest, write_resolved
    from wargame.results.parquet import write_tables

    with whole_directory(target, force) as directory:
        write_tables(directory, data)
        write_resolved(directory, scenario)
        told = scenario_page.write(directory, data, scenario, describe(scenario), pdf, base)
        write_manifest(directory, dict(data.attrs))
    return told


def _need_pdf() -> None:
    """Raise before anything is simulated if a PDF cannot be made here."""
    from wargame.report.scenario_page import printer

    printer()


def answers(told: list[Any], scenario: Any, data: Any, target: Path) -> dict[str, Any]:
    """The answer for a program: numbers in the declared units, and the same in words."""
    from wargame.report.figured import outcome
    from wargame.report.sentences import forbidden
    from wargame.scenario.outcomes import OUTCOMES

    rows = []
    for one in told:
        row = {"outcome": one.outcome}
        if one.outcome in OUTCOMES:
            row |= outcome(data, one.outcome) | {"allowed": not forbidden(scenario, one.outcome)}
        rows.append(row | {"paired": one.numbers, "words": f"{one.sentence} {one.paired}".strip()})
    return {
        "question": scenario.question,
        "answers": rows,
        "out": str(target),
        "provenance": dict(data.attrs),
    }


def _tell(told: list[Any], scenario: Any, target: Path) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(scenario.title, style="bold"))
    console.print(Text(scenario.question, style="italic"))
    for one in told:
        console.print(Text(f"- {one.sentence} {one.paired}".rstrip()))
    console.print(
        Text("Not a prediction: shares of simulated runs under the assumptions in the report.")
    )
    console.print(Text(f"Report: {target / 'report.html'}"), soft_wrap=True)
