"""`wargame estimates`: run a scenario by source, and say which conclusions survive."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import echo_json

RUNS = 200
WIDE = 120  # columns where the output is not a terminal


def estimates(
    scenario: Annotated[
        str, typer.Argument(help="File of a scenario, or the name of a shipped one.")
    ],
    runs: Annotated[int, typer.Option(help="Number of runs for each choice of figures.")] = RUNS,
    seed: Annotated[int | None, typer.Option(help="Seed of all draws.")] = None,
    months: Annotated[int | None, typer.Option(help="Horizon in months.")] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Set a number, policy or mechanism."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Where runs are kept (default: out/<scenario>.estimates)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Begin anew there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Run a scenario by source: which conclusions survive a change of source?

    Low, central, high, and every source with another estimate of a number the scenario uses; the
    same luck in the same run. Finished runs are kept: the same command goes on where it stopped.
    """
    from wargame.api.simulation import command_line
    from wargame.scenario import load
    from wargame.study import estimates as study
    from wargame.study import run_cache

    given = list(sets or ())
    choices = study.choices(lambda key: load(scenario, given, key, runs, seed, months))
    central = choices[0].scenario
    home = out or Path("out") / f"{central.name}.estimates"
    variants = {one.key: one.scenario for one in choices}
    run_cache.open_home(home, run_cache.plan(variants), force)
    _finish(home, variants, as_json)
    held = run_cache.outcomes(home, variants)
    command = command_line("estimates", [scenario], central, given, "central")
    told = write(home, choices, held, command)
    if as_json:
        echo_json(told)
    else:
        _tell(told, central, home)


def _finish(home: Path, variants: dict[str, Any], quiet: bool) -> None:
    """Run what is missing, with progress; an interruption says how to go on."""

    from wargame.api.progress import Terminal, resumable
    from wargame.api.simulation import compiled
    from wargame.study import run_cache

    todo = run_cache.missing(home, variants)
    if not todo:
        return
    compiled(Terminal())
    days = next(iter(variants.values())).days * next(iter(variants.values())).runs
    stays = resumable(
        home, len(variants), lambda: len(run_cache.missing(home, variants)), "choices"
    )
    label = f"{len(todo)} choices of figures"
    with stays, Terminal(quiet).bar(label, len(todo) * days) as told:
        run_cache.finish(home, variants, lambda _: told(days))


def write(
    home: Path, choices: list[Any], held: dict[str, dict[str, Any]], command: str
) -> dict[str, Any]:
    """Write `home`/report, all or nothing -> everything for a program."""
    from types import SimpleNamespace

    from wargame.report import answer
    from wargame.report import estimates_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import provenance
    from wargame.scenario.outcomes import OUTCOMES
    from wargame.study import estimates as study

    central = choices[0].scenario
    key_names = answer.asked(central)
    names = list(dict.fromkeys([*key_names, *OUTCOMES]))
    found = study.conclusions(names, answer.predicates(central), held)
    facts = provenance(central, command)
    data = SimpleNamespace(attrs=facts, sizes={"run": central.runs})
    told = as_data(choices, found, key_names, facts)
    with whole_directory(home / "report", force=True) as directory:
        page.write(directory, choices, found, key_names, data)
        write_json(directory / "estimates.json", told)
        write_manifest(directory, facts)
    return told


def as_data(
    choices: list[Any], found: list[Any], key_names: list[str], facts: dict[str, str]
) -> dict[str, Any]:
    """Everything for a program; a number that is not there is null."""
    from dataclasses import asdict

    from wargame.report import estimates_page as page

    old = page.ages(choices)
    conclusions = []
    for one in found:
        row = page.row(one, old)
        held = asdict(one) | {"by_source": one.by_source, "at_ends": one.at_ends}
        held |= {"key": one.outcome in key_names, "test": str(one.test or "")}
        held |= {"statement": row["statement"], "central": row["central"], "most": row["most"]}
        held["readings"] = [
            {name: _plain(value) for name, value in asdict(of).items()}
            | {"words": page.reading(one, of)}
            for of in one.readings
        ]
        conclusions.append(held)
    described = [page.described(one, choices[0].scenario) for one in choices[1:]]
    return {
        "scenario": facts["scenario"],
        "summary": page.summary([one for one in found if one.outcome in key_names], old),
        "choices": described,
        "conclusions": conclusions,
        "provenance": facts,
    }


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _tell(told: dict[str, Any], scenario: Any, home: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wargame.report import estimates_page as page

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(Text(scenario.title, style="bold"))
    table = Table(title="Key conclusions under a change of source", title_justify="left")
    for head in ("conclusion", "central figures", "by source", "low, high", "moved most by"):
        table.add_column(head)
    for one in told["conclusions"]:
        if one["key"]:
            style = "" if one["by_source"] == one["at_ends"] == "survives" else "bold"
            verdicts = (page.VERDICTS[one["by_source"]], page.VERDICTS[one["at_ends"]])
            cells = (one["statement"], one["central"], *verdicts, one["most"])
            table.add_row(*(Text(cell) for cell in cells), style=style)
    console.print(table)
    for line in told["summary"]:
        console.print(Text(f"- {line}"))
    n = told["conclusions"][0]["readings"][0]["n"]
    console.print(
        Text(
            f"{len(told['choices']) + 1} choices of figures, n = {n:,} runs each, the same luck. "
            "Not a prediction."
        )
    )
    console.print(Text(f"Report: {home / 'report' / 'estimates.html'}"), soft_wrap=True)
