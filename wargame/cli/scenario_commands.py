"""Commands that simulate scenarios: run, compare, estimates, attribute, diary, network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import (
    AsOf,
    Estimate,
    Evidence,
    Force,
    Json,
    Months,
    NoConfidence,
    NoGrounds,
    RecordFile,
    Report,
    Runs,
    ScenarioName,
    Seed,
    Sets,
)
from wargame.cli.terminal import echo_json, printable, show

if TYPE_CHECKING:
    from wargame.scenario import Scenario

SHOWN = 16  # rows of a table on the terminal; all are in the files


def run(
    scenario: ScenarioName,
    runs: Runs = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    as_of: AsOf = None,
    evidence: Evidence = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write (default: out/<scenario>).")
    ] = None,
    force: Force = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Write report.pdf as well.")] = False,
    as_json: Json = False,
    record: RecordFile = None,
    no_confidence: NoConfidence = False,
    no_grounds: NoGrounds = False,
) -> None:
    """Run a scenario and write its report."""
    from wargame.api import reporting, scenarios
    from wargame.api.progress import Terminal

    loaded = scenarios.load(
        scenario, settings=sets or (), estimate=estimate, runs=runs, seed=seed, months=months,
        as_of=as_of, evidence=evidence or (),
    )  # fmt: skip
    _warn(loaded.definition)
    target = out or Path("out") / loaded.name
    reporting.require(target, force, pdf)
    display = Terminal(as_json)
    report = scenarios.run(loaded, display, record).report(
        target, force, pdf, display, confidence=not no_confidence, grounds=not no_grounds
    )
    if as_json:
        echo_json(report.as_data())
        return
    show(
        loaded.question,
        *(
            " ".join(filter(None, ("-", one.sentence, one.paired, one.confidence)))
            for one in report.answers
        ),
        *report.words(),
        "Not a prediction: shares of simulated runs under the assumptions in the report.",
        bold=loaded.title,
        report=target / "report.html",
    )


def _warn(definition: Scenario) -> None:
    """Say on standard error what is set far off, or brought and not used; it runs."""
    from wargame.scenario.own_figures import cautions

    for line in cautions(definition):
        typer.echo(printable(f"warning: {line}"), err=True)


def compare(
    scenarios: Annotated[
        list[str], typer.Argument(help="Two or more scenarios; the first is the base.")
    ],
    runs: Runs = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    as_of: AsOf = None,
    evidence: Evidence = None,
    out: Report = None,
    force: Force = False,
    as_json: Json = False,
    record: RecordFile = None,
) -> None:
    """Compare scenarios run by run, with common random numbers."""
    from wargame.api import comparing
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    loaded = [
        load(one, settings=sets or (), estimate=estimate, as_of=as_of, evidence=evidence or ())
        for one in scenarios
    ]
    for one in loaded:
        _warn(one.definition)
    result = comparing.compare(
        *loaded, runs=runs, seed=seed, months=months, progress=Terminal(as_json), record=record
    )
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
        return
    differences = result.differences()
    show(differences if len(differences) else "The inputs are the same.", *result.words())
    for table in result.tables():
        more = len(table) - SHOWN
        show(table.first(SHOWN), *([f"{more} more rows with --out or --json."] if more > 0 else []))
    show(report=out / "compare.html" if out else None)


def estimates(
    scenario: ScenarioName,
    runs: Annotated[int, typer.Option(help="Number of runs for each choice of figures.")] = 200,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Annotated[
        list[str] | None,
        typer.Option(metavar="panel:NAME", help="A panel of experts, tried like a source."),
    ] = None,
    as_of: AsOf = None,
    evidence: Evidence = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where runs are kept (default: out/<scenario>.estimates)."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Run a scenario by source: which conclusions survive a change of source?

    Low, central, high, and every source with another estimate of a number the scenario uses, with
    common random numbers. Finished runs are kept: the same command goes on where it stopped.
    """
    from wargame.api import estimating
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load

    given = load(
        scenario, runs=runs, seed=seed, months=months, settings=sets or (), as_of=as_of,
        evidence=evidence or (),
    )  # fmt: skip
    result = estimating.estimates(given, out, force, Terminal(as_json), estimate or ())
    if as_json:
        echo_json(result.as_data())
        return
    n = result.conclusions[0].readings[0].n
    show(
        *result.tables(),
        *(f"- {line}" for line in result.words()),
        f"{len(result.choices)} choices of figures, n = {n:,} runs each with common random "
        "numbers. Not a prediction.",
        bold=result.scenario.title,
        report=result.directory / "report" / "estimates.html",
    )


def attribute(
    a: ScenarioName,
    b: ScenarioName,
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="Outcome to share out (again for more; default: what B is asked)."),
    ] = None,
    test: Annotated[
        str,
        typer.Option(metavar="PREDICATE", help='A share of runs: "capital_ballistic_dry < 12".'),
    ] = "",
    method: Annotated[
        str, typer.Option(help="shapley, or one_at_a_time (fewer simulations).")
    ] = "shapley",
    runs: Runs = 200,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    as_of: AsOf = None,
    evidence: Evidence = None,
    out: Report = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Share out the difference of two scenarios among the inputs in which they differ.

    Every mix of the two is simulated with common random numbers.
    """
    from wargame.api import attributing
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    first, second = (
        load(one, settings=sets or (), estimate=estimate, as_of=as_of, evidence=evidence or ())
        for one in (a, b)
    )
    result = attributing.attribute(
        first, second, outcome or (), test, method, runs, seed, months, Terminal(as_json)
    )
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
        return
    *sentences, note = result.words()
    pairs = zip(sentences, result.tables())
    page = out / "analysis.html" if out else None
    show(*(part for pair in pairs for part in pair), note, report=page)


def diary(
    scenario: ScenarioName,
    run: Annotated[int, typer.Option(help="Address of the run, from 0: any is valid.")] = 0,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    as_of: AsOf = None,
    evidence: Evidence = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="First day shown, YYYY-MM-DD.")
    ] = None,
    days: Annotated[int | None, typer.Option(min=1, help="How many days to show.")] = None,
    notable: Annotated[bool, typer.Option("--notable", help="Turning points only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per day.")] = False,
) -> None:
    """Tell one run of a scenario day by day.

    The number of a run is an address of its draws: run 17 is the same run alone and in a batch.
    Runs 0 to RUNS-1 are those in outcomes.parquet; a higher one is as valid, and is named as such.
    """
    from wargame.api import diaries
    from wargame.api.scenarios import load

    loaded = load(
        scenario, seed=seed, months=months, settings=sets or (), estimate=estimate, as_of=as_of,
        evidence=evidence or (),
    )  # fmt: skip
    entries = diaries.diary(loaded, run, start, days, notable)
    if as_json:
        for entry in entries:
            typer.echo(json.dumps({"date": entry.day.isoformat(), "lines": entry.lines}))
        return
    typer.echo(f"{loaded.title}: run {run}, seed {loaded.seed}. One of many; not a prediction.")
    if run >= loaded.runs:
        typer.echo(
            f"Run {run} is a valid address, but not one of the {loaded.runs} runs (0 to "
            f"{loaded.runs - 1}) in the results of this scenario."
        )
    for entry in entries:
        typer.echo(f"{entry.day}  " + "\n            ".join(entry.lines))


def network(
    scenario: ScenarioName,
    out: Annotated[
        Path | None,
        typer.Option(
            help="File to write, .svg or .png; without it, both in the current directory."
        ),
    ] = None,
    force: Force = False,
    as_of: AsOf = None,
    evidence: Evidence = None,
) -> None:
    """Draw who makes, holds, fires, defends and supplies in a scenario, on the map."""
    from wargame.api.drawing_network import network as draw
    from wargame.api.scenarios import load

    for file in draw(load(scenario, as_of=as_of, evidence=evidence or ()), out, force):
        typer.echo(str(file))
