"""`wargame analyse` and `wargame leads-to`: what stored results can tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wargame.cli.options import Force, Json, echo_json

if TYPE_CHECKING:
    from wargame.api.analysing import Analysis

Directory = Annotated[
    Path, typer.Argument(help="Directory of a sweep (wargame sweep --out) or of a run.")
]
Test = Annotated[
    str,
    typer.Option(
        metavar="PREDICATE",
        help='What is asked of every run, such as "capital_ballistic_dry < 2026-12" '
        "(default: the worse quarter of the first outcome).",
    ),
]


def analyse(
    directory: Directory,
    test: Test = "",
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

    What the design of the sweep cannot tell is named with its reason, and the rest is told.
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
    else:
        _show(result, target)


def _show(found: Analysis, target: Path) -> None:
    from rich.text import Text

    from wargame.cli.terminal import console

    screen = console()
    for part in found.sections:
        screen.print(Text(part.part.capitalize().replace("-", " "), style="bold"))
        for line in part.lead:
            screen.print(Text(f"- {line}"))
        for line in part.missing:
            screen.print(Text(f"- not told: {line}"))
    screen.print(
        Text("Shares of runs of a model, over the ranges of the design. Not a prediction.")
    )
    screen.print(Text(f"Report: {target / 'analysis.html'}"), soft_wrap=True)


def leads_to(
    predicate: Annotated[
        str, typer.Argument(help='What is to come about: "capital_ballistic_dry < 2026-12".')
    ],
    directory: Directory,
    sets: Annotated[int, typer.Option(help="Sets of inputs to show.", min=1, max=20)] = 5,
    as_json: Json = False,
) -> None:
    """Which sets of inputs lead there? Some that differ, and what tells them from the others."""
    from rich.text import Text

    from wargame.api.analyses import leads_to as study
    from wargame.api.analysing import facts
    from wargame.api.stored_results import open as open_results
    from wargame.cli.terminal import console
    from wargame.declare.errors import WargameError
    from wargame.report.analysis.discovery_section import leads_words, ways_table
    from wargame.report.analysis.naming import Naming
    from wargame.results.files import plain

    if not directory.is_dir() and Path(predicate).is_dir():
        raise WargameError('expected the predicate first: wargame leads-to "OUTCOME < ..." DIR')
    sample = open_results(directory).sample()
    result = study(sample, predicate, sets)
    if as_json:
        facts_ = facts(sample, ["leads-to", predicate, str(directory)])
        echo_json(plain(result, endless="never") | {"provenance": facts_})
        return
    screen, naming = console(), Naming(sample)
    for line in leads_words(result, naming):
        screen.print(Text(line))
    screen.print(ways_table(result, naming))
    screen.print(Text("Inputs by how clearly they differ from the others. Not a prediction."))
