"""`wargame calibrate`: fit what no source gives to the record up to a month."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import echo_json

BASE, UNTIL, RUNS = "continued_war", "2025-12", 1000
MARK = "# Made by: wargame calibrate"
HEAD = """\
# Made by: {command}
# wargame {version}, code {commit}, record {record}, evidence {evidence}.
# Each range is the 90% range of the calibrated runs. Not a prediction.
"""


def calibrate(
    until: Annotated[str, typer.Option(help="Last month that may enter, YYYY-MM.")] = UNTIL,
    record: Annotated[
        Path | None, typer.Option(help="Record of strikes, in place of the shipped one.")
    ] = None,
    runs: Annotated[int, typer.Option(help="Number of runs.", min=50, max=100_000)] = RUNS,
    seed: Annotated[int, typer.Option(help="Seed of all draws.", min=0)] = 1,
    out: Annotated[
        Path, typer.Option(help="Scenario file to write (default: out/calibrated.yaml).")
    ] = Path("out/calibrated.yaml"),
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Fit numbers that no source gives to the record: launches, spread, chances of a hit.

    Nothing dated after --until enters. What comes out is a scenario file that extends
    continued_war, each number with its range, date and source `calibration`.
    """
    from wargame.cli.backtest_command import month, require_extra

    require_extra()
    month("--until", until)
    from wargame.api.progress import Terminal
    from wargame.api.simulation import compiled
    from wargame.evidence.record import load_record
    from wargame.scenario import load
    from wargame.study import calibration as study

    _refuse(out, force)
    held = load_record(record)
    base = load(BASE, runs=runs, seed=seed)
    compiled(Terminal())
    with Terminal(as_json).bar(
        f"calibration to {until}", study.run_days(base, held, until)
    ) as told:
        found = study.calibrate(base, held, until, told)
    command = _command(until, record, runs, seed)
    _write(out, found, until, base, held, command)
    if as_json:
        echo_json(_data(found, command))
    else:
        _tell(found, out)


def _refuse(out: Path, force: bool) -> None:
    """Raise WargameError if `out` is there; with `force` an earlier calibration may be replaced."""
    from wargame.declare.errors import WargameError

    if not out.exists():
        return
    if not force:
        raise WargameError(f"{out}: exists; choose another --out, or --force to replace it")
    try:
        own = out.is_file() and out.read_bytes().startswith(MARK.encode())
    except OSError as error:
        raise WargameError(f"{out}: cannot be read ({error.strerror or error})") from error
    if not own:
        raise WargameError(f"{out}: is no earlier calibration, so --force will not replace it")


def _command(until: str, record: Path | None, runs: int, seed: int) -> str:
    import shlex

    words = ["wargame", "calibrate", "--until", until, "--runs", str(runs), "--seed", str(seed)]
    return shlex.join(words + (["--record", str(record)] if record else []))


def _write(out: Path, found: Any, until: str, base: Any, record: Any, command: str) -> None:
    import yaml

    from wargame.declare.errors import WargameError
    from wargame.results.files import write_whole
    from wargame.results.provenance import commit, installed
    from wargame.study import calibration as study

    head = HEAD.format(
        command=command,
        version=installed("wargame"),
        commit=commit(),
        record=record.hash[:10],
        evidence=base.catalogue.hash[:10],
    )
    body = yaml.safe_dump(
        study.as_scenario(found, BASE, until), sort_keys=False, allow_unicode=True
    )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_whole(out, (head + body).encode())
    except OSError as error:
        raise WargameError(f"{out}: cannot be written ({error.strerror or error})") from error


def _data(found: Any, command: str) -> dict[str, Any]:
    from dataclasses import asdict

    from wargame.study import calibration as study

    return {
        "command": command,
        "months": found.months,
        "runs": found.runs,
        "estimates": {path: study.row(one) for path, one in found.estimates.items()},
        "learned": [asdict(one) for one in found.learned],
    }


def _tell(found: Any, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from wargame.study import calibration as study

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 120
    title = f"Fitted to {found.months[0]} to {found.months[-1]}, n = {found.runs:,} runs"
    table = Table(title=title, title_justify="left")
    for head in ("number", "median", "90% range", "unit"):
        table.add_column(head)
    for path, one in found.estimates.items():
        cells = (path, f"{one.value:g}", f"{one.low:g} to {one.high:g}", one.unit)
        table.add_row(*map(Text, cells))
    console.print(table)
    little = [one.name for one in found.learned if one.share < study.LEARNED]
    if little:
        console.print(Text(f"The record says next to nothing of: {', '.join(little)}."))
    console.print(Text("Posture weights and the response of suppliers leave no trace in it."))
    console.print(Text(f"Written: {out} (a scenario; `wargame run {out}`)"), soft_wrap=True)
