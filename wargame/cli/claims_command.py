"""`wargame claims`: claims of public debate, answered by the model."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import Force, Json, Seed, echo_json

RUNS = 200
WIDE = 120  # columns where the output is not a terminal


def claims(
    file: Annotated[
        str | None, typer.Argument(help="File of claims (default: the shipped ones).")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Only the claim NAME.")
    ] = None,
    runs: Annotated[
        int,
        typer.Option(help="Runs under central figures; fewer under each source, and to flip."),
    ] = RUNS,
    seed: Seed = None,
    out: Annotated[
        Path | None, typer.Option(help="Where runs and page are kept (default: out/claims).")
    ] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Answer claims: how likely, how robust over sources, and what would have to be true to flip?

    Finished runs are kept: the same command goes on where it stopped, and a claim that is added
    runs only what is new.
    """
    from wargame.declare.errors import WargameError
    from wargame.questions import claim_file as asked
    from wargame.study import claim_study as study
    from wargame.study import run_cache

    if not 5 <= runs <= 100_000:
        raise WargameError(f"--runs {runs}: expected 5 to 100000")
    questions = asked.read(file, list(only or ()))
    work = study.prepare(questions, runs, seed)
    home = out or Path("out") / (Path(questions[0].doc.name).stem if file else "claims")
    first = work.cases[0][0].scenarios[0]
    run_cache.open_home(home, run_cache.model_facts(first.catalogue), force)
    answers = _finish(home, work, as_json)
    told = write(home, answers, command(file, list(only or ()), runs, first.seed), runs)
    if as_json:
        echo_json(told)
    else:
        _tell(told, home)


def command(file: str | None, only: list[str], runs: int, seed: int) -> str:
    """The command that gives the same again."""
    import shlex

    words = ["wargame", "claims", *([file] if file else [])]
    for name in only:
        words += ["--only", name]
    return shlex.join([*words, "--runs", str(runs), "--seed", str(seed)])


def _finish(home: Path, work: Any, quiet: bool) -> list[Any]:
    """Run and search what is missing, with progress; an interruption says how to go on."""
    import sys

    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.study import claim_study as study

    compiled(Terminal())
    # A search makes some ten variants of one question, one after the other.
    total = study.left(home, work) + 10 * len(work.cases)
    with Terminal(quiet).bar(f"{len(work.cases)} questions", total) as told:

        def count(what: str) -> None:
            told(1 if what == "runs" else 10)

        try:
            return study.finish(home, work, count)
        except KeyboardInterrupt:
            left = study.left(home, work)
            print(
                f"stopped; finished runs are kept in {home} ({left} variants are missing): the "
                "same command goes on from there",
                file=sys.stderr,
            )
            raise typer.Exit(130) from None


def write(home: Path, answers: list[Any], line: str, runs: int) -> dict[str, Any]:
    """Write `home`/report, all or nothing -> everything for a program."""
    from types import SimpleNamespace

    from wargame.report import claims_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import provenance

    central = answers[0].choices[0].scenarios[0]
    hashes = "".join(one.hash for of in answers for one in of.choices[0].scenarios)
    tests = "".join(str(of.question.ask.test) for of in answers)
    facts = provenance(central, line) | {
        "scenario": "claims",
        "title": "Claims tested",
        "question": "What does the model say to each claim, and what would have to be true?",
        "runs": str(runs),
        "claims_hash": hashlib.sha256((hashes + tests).encode()).hexdigest(),
    }
    facts["scenario_hash"] = facts["claims_hash"]
    del facts["months"]
    told = as_data(answers, facts)
    data = SimpleNamespace(attrs=facts, sizes={"run": runs})
    with whole_directory(home / "report", force=True) as directory:
        page.write(directory, answers, data)
        write_json(directory / "claims.json", told)
        write_manifest(directory, facts)
    return told


def as_data(answers: list[Any], facts: dict[str, str]) -> dict[str, Any]:
    """Everything for a program; a number that is not there is null."""
    from dataclasses import asdict

    from wargame.report import claims_page as page

    found = []
    for one in answers:
        ask = one.question.ask.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        told = page.row(one) | {"speaker": one.question.claim.speaker}
        told |= {"date": one.question.claim.date, "source": one.question.claim.source}
        told |= {"ask": ask, "months": one.question.months}
        told |= {"p10": one.low, "median": one.middle, "p90": one.high}
        told["higher_same_lower"] = one.apart
        told["shares"] = [asdict(of) | {"side": of.side} for of in one.shares]
        told["search"] = asdict(one.flips)
        found.append(_plain(told))
    return {"answers": found, "summary": page.summary(answers), "provenance": facts}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _tell(told: dict[str, Any], home: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    table = Table(title="Claims", title_justify="left", show_lines=True)
    for head in ("claim", "probability", "stands?", "what would have to be true for it to flip"):
        table.add_column(head, ratio=3 if head.startswith("what") else None)
    for one in told["answers"]:
        name = f"{one['key']}\n{one['says']}" if one["says"] else one["key"]
        chance = f"{one['answer']}, n = {one['n']}"
        if one["apart"]:
            chance += f"\n{one['apart']}"
        cells = (name, chance, one["verdict"], " ".join(one["flips"]))
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    for line in told["summary"]:
        console.print(Text(f"- {line}"))
    console.print(Text("Shares of runs of a model, on published figures. Not a prediction."))
    console.print(Text(f"Page: {home / 'report' / 'claims.html'}"), soft_wrap=True)
