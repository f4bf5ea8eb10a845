"""`wargame explain`: where a number comes from, and what an outcome stands on."""

from __future__ import annotations

from typing import Annotated

import typer

from wargame.cli.options import AsOf, Estimate, Evidence, Json, Months, Seed, Sets
from wargame.cli.terminal import echo_json, show
from wargame.declare.errors import WargameError

BASE, RUNS = "continued_war", 500
CENTRAL = "central"


def explain(
    path: Annotated[
        str, typer.Argument(help="A number, a fact, the start of several; an outcome; headlines.")
    ],
    theatre: Annotated[
        str | None, typer.Option(help="Theatre, by name or folder (default: that of scenarios).")
    ] = None,
    as_of: AsOf = None,
    scenario: Annotated[
        str | None, typer.Option(help=f"Scenario whose figure or outcome it is (default: {BASE}).")
    ] = None,
    runs: Annotated[
        int | None, typer.Option(help=f"Of an outcome: runs of each ensemble (default: {RUNS}).")
    ] = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = CENTRAL,
    evidence: Evidence = None,
    as_json: Json = False,
) -> None:
    """Explain a number: value, range, date, estimates, sources, who changes it, who reads it.

    PATH is section.entry.field, such as weapons.decoy.production; weapons.decoy lists its numbers.
    Of an outcome, such as power_met_worst_month, simulate what it stands on: the share of each kind
    of evidence and of luck in its variance, and the numbers that are worth knowing better;
    headlines are all outcomes of a report.
    """
    from wargame.api import explaining

    beside = {"--runs": runs, "--seed": seed, "--months": months, "--set": sets}
    given = [name for name, value in beside.items() if value is not None]
    given += ["--estimate"] if estimate != CENTRAL else []
    if "." in path or (scenario is None and not explaining.names_outcome(path)):
        if given:
            raise WargameError(f"{given[0]}: {path} is no outcome, and nothing is simulated for it")
        if theatre is not None and scenario is not None:
            raise WargameError("--theatre: a scenario names its own theatre")
        result = explaining.explain(path, theatre, as_of, evidence or (), scenario)
        echo_json(result.as_data()) if as_json else typer.echo(str(result))
        return
    if theatre is not None:
        raise WargameError(f"--theatre: {path} is an outcome; name a --scenario of the theatre")
    from wargame.api.progress import Terminal
    from wargame.api.scenarios import load
    from wargame.api.sharing_variance import grounds

    loaded = load(
        scenario or BASE, seed=seed, months=months, settings=sets or (), estimate=estimate,
        as_of=as_of, evidence=evidence or (),
    )  # fmt: skip
    variance = grounds(loaded, path, RUNS if runs is None else runs, Terminal(as_json))
    if as_json:
        echo_json(variance.as_data())
    else:
        show(*variance.words(), *variance.tables(), bold=variance.title)
