"""`wargame run`: simulate a scenario, write the results and the report, show the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import (
    Estimate,
    Force,
    Json,
    Months,
    RecordFile,
    Runs,
    ScenarioName,
    Seed,
    Sets,
    echo_json,
)

if TYPE_CHECKING:
    from wargame.api.run_results import Report


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
    from wargame.api import run_results
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load

    loaded = load(
        scenario, settings=sets or (), estimate=estimate, runs=runs, seed=seed, months=months
    )
    target = out or Path("out") / loaded.name
    run_results.require(target, force, pdf)
    display = Terminal(as_json)
    report = run_results.run(loaded, display, record).report(target, force, pdf, display)
    if as_json:
        echo_json(report.as_data())
    else:
        _show(report)


def _show(report: Report) -> None:
    from rich.console import Console
    from rich.text import Text

    scenario = report.run.scenario
    console = Console(highlight=False)
    console.print(Text(scenario.title, style="bold"))
    console.print(Text(scenario.question, style="italic"))
    for one in report.answers:
        console.print(Text(f"- {one.sentence} {one.paired}".rstrip()))
    console.print(
        Text("Not a prediction: shares of simulated runs under the assumptions in the report.")
    )
    console.print(Text(f"Report: {report.directory / 'report.html'}"), soft_wrap=True)
