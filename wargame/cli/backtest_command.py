"""`wargame backtest`: hold forecasts from past origins against the record."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import echo_json

BASE = "continued_war"
FIRST, LAST, EVERY, RUNS = "2023-07", "2025-07", 3, 400
EXTRA = {
    "iterative_ensemble_smoother": "iterative-ensemble-smoother",
    "scoringrules": "scoringrules",
}


def backtest(
    record: Annotated[
        Path | None, typer.Option(help="Record of strikes, in place of the shipped one.")
    ] = None,
    first: Annotated[str, typer.Option("--from", help="First origin, YYYY-MM.")] = FIRST,
    last: Annotated[str, typer.Option("--to", help="Last origin, YYYY-MM.")] = LAST,
    every: Annotated[int, typer.Option(help="Months between origins.", min=1, max=12)] = EVERY,
    runs: Annotated[int, typer.Option(help="Runs at each origin.", min=50, max=100_000)] = RUNS,
    seed: Annotated[int, typer.Option(help="Seed of all draws.", min=0)] = 1,
    out: Annotated[Path, typer.Option(help="Where forecasts are kept.")] = Path("out/backtest"),
    force: Annotated[bool, typer.Option("--force", help="Begin anew there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Would the model have known better than the past itself? A page of scores, good and bad.

    At each origin it is calibrated to what was known on that day and run 6 months on. Finished
    origins are kept: the same command goes on where it stopped.
    """
    require_extra()
    for option, given in (("--from", first), ("--to", last)):
        month(option, given)
    from wargame.evidence.record import load_record
    from wargame.scenario import load
    from wargame.study import backtest as study
    from wargame.study import run_cache

    held = load_record(record)
    base = load(BASE, runs=runs, seed=seed)
    days = study.origins(first, last, every, held)
    run_cache.open_home(out, study.plan(base, held, days), force)
    _finish(out, base, held, days, as_json)
    forecasts = [study.kept_forecast(out, day, runs) for day in days]
    command = _command(record, first, last, every, runs, seed)
    told = write(out, base, held, forecasts, every, command)
    if as_json:
        echo_json(told)
    else:
        _tell(told, out)


def month(option: str, given: str) -> None:
    """Raise WargameError unless `given` is a month."""
    from wargame.declare.errors import WargameError

    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", given):
        raise WargameError(f"{option} {given}: expected a month such as 2025-06")


def require_extra() -> None:
    """Raise WargameError, saying what to install, if a library of the extra is not there."""
    from importlib.util import find_spec

    from wargame.declare.errors import WargameError

    lacking = [name for module, name in EXTRA.items() if find_spec(module) is None]
    if lacking:
        raise WargameError(
            f"{' and '.join(lacking)}: not installed; `pip install 'wargame[calibration]'` adds it"
        )


def _finish(home: Path, base: Any, record: Any, days: list[Any], quiet: bool) -> None:
    """Forecast from every origin that is missing; an interruption says how to go on."""
    from wargame.api.progress import Terminal, resumable
    from wargame.api.simulation import compiled
    from wargame.study import backtest as study

    todo = [day for day in days if not study.file_of(home, day).is_file()]
    if not todo:
        return
    compiled(Terminal())

    def left() -> int:
        return sum(not study.file_of(home, day).is_file() for day in days)

    total = sum(study.run_days(base, todo, record))
    kept = resumable(home, len(days), left, "origins")
    with kept, Terminal(quiet).bar(f"{len(todo)} origins", total) as told:
        for day in todo:
            study.keep(home, study.forecast(base, record, day, told))


def write(
    home: Path, base: Any, record: Any, forecasts: list[Any], every: int, command: str
) -> dict[str, Any]:
    """Write `home`/report, all or nothing -> everything for a program."""
    from types import SimpleNamespace

    from wargame.evidence import priors
    from wargame.evidence.record.monthly import every_month
    from wargame.report import backtest_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.provenance import installed, provenance
    from wargame.scenario.scenario import add_months
    from wargame.study import backtest as study
    from wargame.study import scorecard, scoring

    scores = scoring.score(forecasts, record)
    names = {
        path.split(".")[1]: text
        for path, text in base.texts.items()
        if path.startswith("classes.") and path.endswith(".name")
    }
    card = scorecard.card(scores, every) | {"names": names}
    months = [
        every_month(f"{one.origin:%Y-%m}", f"{add_months(one.origin, study.HORIZON - 1):%Y-%m}")
        for one in forecasts
    ]
    facts = provenance(base, command) | {"title": "Back-test", "scenario": "backtest"}
    facts |= {"record": record.name, "record_hash": record.hash, "priors_hash": priors.load().hash}
    facts |= {name: installed(name) for name in study.LIBRARIES}
    data = SimpleNamespace(attrs=facts, sizes={"run": base.runs})
    told = card | {
        "summary": page.summary(card),
        "failures": page.failures(card),
        "provenance": facts,
    }
    with whole_directory(home / "report", force=True) as directory:
        page.write(directory, card, scores, months, data)
        write_json(directory / "backtest.json", told)
        write_manifest(directory, facts)
    return told


def _command(record: Path | None, first: str, last: str, every: int, runs: int, seed: int) -> str:
    import shlex

    words = ["wargame", "backtest", "--from", first, "--to", last, "--every", str(every)]
    words += ["--runs", str(runs), "--seed", str(seed)]
    return shlex.join(words + (["--record", str(record)] if record else []))


def _tell(told: dict[str, Any], home: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wargame.report import backtest_page as page

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 120
    table = Table(title="One to three months ahead", title_justify="left")
    for head in ("forecast", "skill", "best plain forecast", "80% bands held", "verdict"):
        table.add_column(head)
    for row in told["rows"]:
        if row["ahead"] == page.NEAR:
            shown = page.shown(row, told)
            held = f"{100 * row['coverage']['80']:.0f}%"
            table.add_row(*map(Text, (shown["title"], shown["skill"], shown["best"], held)),
                          Text(shown["verdict"]))  # fmt: skip
    console.print(table)
    console.print(Text(told["summary"][0]))
    console.print(Text("Not a prediction."))
    console.print(Text(f"Report: {home / 'report' / 'backtest.html'}"), soft_wrap=True)
