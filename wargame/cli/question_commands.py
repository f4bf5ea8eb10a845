"""Commands that put questions to the model: claims, checks, backtest, calibrate, analyse,
leads-to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import (
    AsOf,
    Evidence,
    FixedSeed,
    Force,
    Json,
    Only,
    RecordFile,
    Report,
    Seed,
)
from wargame.cli.terminal import echo_json, show


def claims(
    file: Annotated[
        str | None, typer.Argument(help="File of claims (default: the shipped ones).")
    ] = None,
    only: Only = None,
    runs: Annotated[
        int,
        typer.Option(help="Runs under central figures; fewer under each source, and to flip."),
    ] = 200,
    seed: Seed = None,
    out: Annotated[
        Path | None, typer.Option(help="Where runs and page are kept (default: out/claims).")
    ] = None,
    as_of: AsOf = None,
    evidence: Evidence = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Answer claims: how likely, how robust over sources, and what would have to be true to flip?

    Finished runs are kept: the same command goes on where it stopped, and a claim that is added
    runs only what is new.
    """
    from wargame.api import answering_claims
    from wargame.api.progress import Terminal

    result = answering_claims.claims(
        file, only or (), runs, seed, out, force, Terminal(as_json), as_of, evidence or ()
    )
    if as_json:
        echo_json(result.as_data())
        return
    show(
        *result.tables(),
        *(f"- {line}" for line in result.words()),
        "Shares of runs of a model, on published figures. Not a prediction.",
        report=result.directory / "report" / "claims.html",
    )


def checks(
    file: Annotated[
        str | None, typer.Argument(help="File of checks (default: the shipped ones).")
    ] = None,
    only: Only = None,
    fast: Annotated[
        bool, typer.Option("--fast", help="The subset marked fast, in two scenarios, fewer runs.")
    ] = False,
    runs: Annotated[int | None, typer.Option(help="Runs for each cell (40; fast: 12).")] = None,
    seed: Seed = None,
    as_of: AsOf = None,
    evidence: Evidence = None,
    out: Report = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Check behaviour in every scenario: a matrix of pass and fail, exit code 1 if any fails."""
    from wargame.api import checking_behaviour
    from wargame.api.progress import Terminal
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    result = checking_behaviour.checks(
        file, only or (), fast, runs, seed, Terminal(as_json), as_of, evidence or ()
    )
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        show(*result.tables(), *result.words(), report=out / "checks.html" if out else None)
    if not result.passed:
        raise typer.Exit(1)


def backtest(
    record: RecordFile = None,
    first: Annotated[str, typer.Option("--from", help="First origin, YYYY-MM.")] = "2023-07",
    last: Annotated[str, typer.Option("--to", help="Last origin, YYYY-MM.")] = "2026-04",
    every: Annotated[int, typer.Option(help="Months between origins.", min=1, max=12)] = 3,
    runs: Annotated[int, typer.Option(help="Runs at each origin.", min=50, max=100_000)] = 400,
    seed: FixedSeed = 1,
    out: Annotated[Path, typer.Option(help="Where forecasts are kept.")] = Path("out/backtest"),
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Would the model have known better than the past itself? A page of scores, good and bad.

    At each origin it is calibrated to what was known on that day and run 6 months on; the months
    that have come are scored. Finished origins are kept: the same command goes on where it stopped.
    """
    from wargame.api import backtesting
    from wargame.api.progress import Terminal

    display = Terminal(as_json)
    result = backtesting.backtest(record, first, last, every, runs, seed, out, force, display)
    if as_json:
        echo_json(result.as_data())
        return
    page = result.directory / "report" / "backtest.html"
    show(*result.tables(), result.words()[0], "Not a prediction.", report=page)


def calibrate(
    until: Annotated[str, typer.Option(help="Last month that may enter, YYYY-MM.")] = "2025-12",
    record: RecordFile = None,
    runs: Annotated[int, typer.Option(help="Number of runs.", min=50, max=100_000)] = 1000,
    seed: FixedSeed = 1,
    out: Annotated[
        Path, typer.Option(help="Scenario file to write (default: out/calibrated.yaml).")
    ] = Path("out/calibrated.yaml"),
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Fit numbers that no source gives to the record: launches, spread, chances of a hit.

    Nothing dated after --until enters. What comes out is a scenario file that extends
    continued_war, each number with its range, date and source `calibration`.
    """
    from wargame.api import calibrating
    from wargame.api.progress import Terminal

    calibrating.refuse(out, force)
    result = calibrating.calibrate(until, record, runs, seed, Terminal(as_json))
    result.save(out, force)
    if as_json:
        echo_json(result.as_data())
    else:
        show(*result.tables(), *result.words())
        typer.echo(f"Written: {out} (a scenario; `wargame run {out}`)")


Directory = Annotated[
    Path, typer.Argument(help="Directory of a sweep (wargame sweep --out) or of a run.")
]


def analyse(
    directory: Directory,
    test: Annotated[
        str,
        typer.Option(
            metavar="PREDICATE",
            help='What is asked of every run, such as "capital_ballistic_dry < 2026-12" '
            "(default: the worse quarter of the first outcome).",
        ),
    ] = "",
    outcome: Annotated[
        list[str] | None, typer.Option(help="Outcome to explain (again for more; default: three).")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(
            help="Policy that sensitivity and tipping points are of (default: the first)."
        ),
    ] = None,
    along: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Number to follow, or two (default: what moves most)."),
    ] = None,
    what: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PART",
            help="sensitivity, discovery, leads-to, tipping, robust, attribution (default: all).",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where the report is written (default: out/<name>.analysis)."),
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """What matters, where it happens, what tips it, which policy is robust: one report.

    What the design of the sweep cannot tell is named with its reason, and the rest is shown.
    """
    from wargame.api import analysing
    from wargame.api.extras import require
    from wargame.api.stored_results import open as open_results
    from wargame.results.files import refuse_used

    require("analysis")
    results, asked = open_results(directory), (test, outcome or (), policy, along or (), what or ())
    analysing.check(results, *asked)  # before the place it is written to
    target = out or Path("out") / f"{results.sample().attrs['design_name']}.analysis"
    refuse_used(target, force)
    result = analysing.analyse(results, *asked)
    result.report(target, force)
    if as_json:
        echo_json(result.as_data())
        return
    for part in result.sections:
        missing = (f"- left out: {line}" for line in part.missing)
        head = part.part.capitalize().replace("-", " ")
        show(*(f"- {line}" for line in part.lead), *missing, bold=head)
    note = "Shares of runs of a model, over the ranges of the design. Not a prediction."
    show(note, report=target / "analysis.html")


def leads_to(
    predicate: Annotated[
        str, typer.Argument(help='What is to come about: "capital_ballistic_dry < 2026-12".')
    ],
    directory: Directory,
    sets: Annotated[int, typer.Option(help="Sets of inputs to show.", min=1, max=20)] = 5,
    as_json: Json = False,
) -> None:
    """Which sets of inputs lead there? Some that differ, and what tells them from the others."""
    from wargame.api.analyses import leads_to as study
    from wargame.api.analysing import facts
    from wargame.api.simulation import command
    from wargame.api.stored_results import open as open_results
    from wargame.declare.errors import WargameError
    from wargame.report.analysis.discovery_section import leads_words, ways_table
    from wargame.report.analysis.naming import Naming
    from wargame.results.files import plain

    if not directory.is_dir() and Path(predicate).is_dir():
        raise WargameError('expected the predicate first: wargame leads-to "OUTCOME < ..." DIR')
    sample = open_results(directory).sample()
    result = study(sample, predicate, sets)
    if as_json:
        made = facts(sample, command("leads-to", predicate, directory))
        echo_json(plain(result, endless="never") | {"provenance": made})
        return
    naming = Naming(sample)
    note = "Inputs by how clearly they differ from the others. Not a prediction."
    show(*leads_words(result, naming), ways_table(result, naming), note)
