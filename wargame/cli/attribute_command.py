"""`wargame attribute A B`: why do two scenarios differ?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.analyse_command import plain
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

RUNS = 200


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
    runs: Runs = RUNS,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    out: Annotated[Path | None, typer.Option(help="Write analysis.html and figures there.")] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Share out the difference of two scenarios among the inputs in which they differ.

    Every mix of the two is simulated with the same luck.
    """
    from wargame.api.progress import Terminal
    from wargame.api.simulation import command_line, compiled
    from wargame.declare.errors import WargameError
    from wargame.questions.predicate import parse
    from wargame.results.files import refuse_used
    from wargame.results.provenance import provenance
    from wargame.scenario import load
    from wargame.scenario.outcomes import OUTCOMES, hint
    from wargame.study.analysis.mixing import pair

    if out is not None:
        refuse_used(out, force)
    given = list(sets or ())
    first = load(a, given, estimate, runs, seed, months)
    two = pair(first, load(b, given, estimate, first.runs, first.seed, first.months))
    for name in outcome or ():
        if name not in OUTCOMES:
            raise WargameError(f"there is no outcome '{name}'{hint(name, OUTCOMES)}")
    asked: list[Any] = list(outcome or ([] if test else _asked(two.b)))
    asked += [parse(test, first.start)] if test else []
    compiled(Terminal())
    found = _finish(two, asked, method, as_json)
    words = command_line("attribute", [a, b], first, given, estimate)
    facts = provenance(two.a, _rest(words, outcome, test, method)) | {
        "scenario": f"{two.a.name}, {two.b.name}",
        "title": f"Why {two.b.name} differs from {two.a.name}",
        "question": "",
        "scenario_hash": two.a.hash[:32] + two.b.hash[:32],
    }
    _show(found, (str(two.a.name), str(two.b.name)), facts, out, force, as_json)


def _asked(scenario: Any) -> list[str]:
    """The first three outcomes that the scenario is asked."""
    names = dict.fromkeys(one.outcome for one in scenario.answer)
    return list(names)[:3] or ["leaked_missiles"]


def _rest(command: str, outcome: list[str] | None, test: str, method: str) -> str:
    import shlex

    words = [word for name in outcome or () for word in ("--outcome", name)]
    words += ["--test", test] if test else []
    words += ["--method", method] if method != "shapley" else []
    return f"{command} {shlex.join(words)}".strip()


def _finish(two: Any, asked: list[Any], method: str, quiet: bool) -> list[Any]:
    """All mixes simulated, with progress; an interruption leaves nothing."""
    from wargame.api.progress import Terminal, stopping
    from wargame.study.analysis.attribution import needed
    from wargame.study.analysis.mixing import between

    total = len(needed(two.inputs, method))
    with (
        Terminal(quiet).bar(f"{total} mixes of {two.a.runs:,} runs", total) as told,
        stopping(
            lambda: (
                f"stopped while simulating mixes of {two.a.name} and {two.b.name}; "
                "nothing was written"
            )
        ),
    ):
        return between(two, asked, method, lambda *_: told(1))


def _show(
    found: list[Any], ends: tuple[str, str], facts: dict[str, Any], out: Path | None, force: bool,
    as_json: bool,
) -> None:  # fmt: skip
    from wargame.report.analysis import analysis_page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest

    told = {"between": list(ends), "found": plain(found), "provenance": facts}
    if out is not None:
        with whole_directory(out, force) as directory:
            analysis_page.write_attribution(directory, found, ends, facts)
            write_json(directory / "analysis.json", told)
            write_manifest(directory, facts)
    if as_json:
        echo_json(told)
    else:
        _tell(found, ends, out)


def _tell(found: list[Any], ends: tuple[str, str], out: Path | None) -> None:
    from rich.table import Table
    from rich.text import Text

    from wargame.cli.analyse_command import console
    from wargame.report.analysis import policies_section
    from wargame.report.analysis.naming import Naming

    screen, naming = console(), Naming(None)
    for one in found:
        told = policies_section.parts_table(one, naming)
        table = Table(title=told["caption"], title_justify="left")
        for head in told["heads"]:
            table.add_column(head)
        for row in told["rows"]:
            table.add_row(*map(Text, row))
        screen.print(Text(policies_section.parts_words(one, naming, ends)))
        screen.print(table)
    screen.print(Text(policies_section.parts_note(found[0], "inputs in which the two differ")))
    if out is not None:
        screen.print(Text(f"Report: {out / 'analysis.html'}"), soft_wrap=True)
