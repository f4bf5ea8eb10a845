"""`wargame run`: simulate a scenario, write the results and the report, tell the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.strikes import RecordFile, strikes
from wargame.evidence.errors import WargameError


def run(
    scenario: Annotated[
        str, typer.Argument(help="File of a scenario, or the name of a shipped one.")
    ],
    runs: Annotated[int | None, typer.Option(help="Number of runs.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed of all draws.")] = None,
    months: Annotated[int | None, typer.Option(help="Horizon in months.")] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a number, policy or mechanism."),
    ] = None,
    estimate: Annotated[
        str, typer.Option(help="low, central, high, or the key of a source.")
    ] = "central",
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: out/<scenario>).")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace earlier results there.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf as well.")] = False,
    record: RecordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Run a scenario and write its report."""
    from wargame.cli.simulation import command_line, simulated
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
    told = write(target, loaded, data, force, pdf)
    if as_json:
        typer.echo(json.dumps(answers(told, loaded, data, target), indent=2, ensure_ascii=False))
    else:
        _tell(told, loaded, target)


def write(
    target: Path, scenario: Any, data: Any, force: bool = False, pdf: bool = False
) -> list[Any]:
    """Write everything that `run` writes into `target`, all or nothing -> the answers in words."""
    from wargame.model.network import describe
    from wargame.report import page
    from wargame.results.files import whole_directory
    from wargame.results.manifest import write_manifest, write_resolved
    from wargame.results.parquet import write_tables

    with whole_directory(target, force) as directory:
        write_tables(directory, data)
        write_resolved(directory, scenario)
        told = page.write(directory, data, scenario, describe(scenario), pdf)
        write_manifest(directory, dict(data.attrs))
    return told


def _need_pdf() -> None:
    from importlib.util import find_spec

    if find_spec("weasyprint") is None:
        raise WargameError(
            "--pdf needs the extra 'pdf': pip install 'wargame[pdf]'; or print report.html from "
            "a browser"
        )


def answers(told: list[Any], scenario: Any, data: Any, target: Path) -> dict[str, Any]:
    """The answer for a program: numbers in the declared units, and the same in words."""
    import numpy as np

    from wargame.report import words
    from wargame.results import select
    from wargame.scenario.outcomes import OUTCOMES

    rows = []
    for one in told:
        values = select.outcome(data, one.outcome)
        low, middle, high = (None if np.isnan(x) else x for x in words.band(values))
        measured = int((~np.isnan(values)).sum())
        row = {"outcome": one.outcome, "unit": OUTCOMES[one.outcome].unit, "n": len(values)}
        row |= {"measured": measured, "p10": low, "median": middle, "p90": high}
        rows.append(
            row | {"mean": float(np.nanmean(values)) if measured else None, "words": one.sentence}
        )
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
        console.print(Text(f"- {one.sentence}"))
    console.print(
        Text("Not a prediction: shares of simulated runs under the assumptions in the report.")
    )
    console.print(Text(f"Report: {target / 'report.html'}"), soft_wrap=True)
