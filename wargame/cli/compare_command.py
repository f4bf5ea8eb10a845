"""`wargame compare`: what differs in the inputs, then paired differences in the outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from wargame.cli.options import Estimate, Force, Json, Months, Runs, Seed, Sets, echo_json
from wargame.cli.strikes import RecordFile, strikes
from wargame.declare.errors import WargameError

WIDE = 120  # columns where the output is not a terminal
SHOWN = 16  # rows of the table on the terminal; all are in the files


def compare(
    scenarios: Annotated[
        list[str], typer.Argument(help="Two or more scenarios; the first is the base.")
    ],
    runs: Runs = None,
    seed: Seed = None,
    months: Months = None,
    sets: Sets = None,
    estimate: Estimate = "central",
    out: Annotated[
        Path | None, typer.Option(help="Write compare.html, figures and tables there.")
    ] = None,
    force: Force = False,
    as_json: Json = False,
    record: RecordFile = None,
) -> None:
    """Compare scenarios run by run, with the same luck."""
    from wargame.cli.simulation import command_line, simulated
    from wargame.results.files import refuse_used
    from wargame.scenario import load
    from wargame.study import compare as study

    if len(scenarios) < 2:
        raise WargameError("compare needs two scenarios or more")
    if out is not None:
        refuse_used(out, force)
    given = list(sets or ())
    base = load(scenarios[0], given, estimate, runs, seed, months)
    # The same runs, seed and horizon for all, so that each run has the same luck everywhere.
    rest = [
        load(path, given, estimate, base.runs, base.seed, base.months) for path in scenarios[1:]
    ]
    loaded = [base, *rest]
    if len({one.start for one in loaded}) > 1:
        raise WargameError("compare needs scenarios that start on the same day")
    with_strikes = strikes(record)
    command = command_line("compare", scenarios, base, given, estimate)
    datasets = [with_strikes(simulated(one, command, as_json)) for one in loaded]
    comparison = study.compare(loaded, datasets)
    if out is not None:
        write(out, comparison, force)
    if as_json:
        echo_json(as_data(comparison))
    else:
        _tell(comparison, out)


def write(target: Path, comparison: Any, force: bool = False) -> None:
    """Write compare.html, figures/, comparison.parquet and .json, manifest.json; all or nothing."""
    from wargame.report import comparison_page as page
    from wargame.results.files import whole_directory, write_json
    from wargame.results.manifest import write_manifest
    from wargame.results.parquet import write_parquet
    from wargame.study import compare as study

    fair = [study.fair(comparison, pairs) for pairs in comparison.pairs]
    facts = dict(comparison.datasets[0].attrs)
    hashes = {
        f"scenario_hash.{n}": d.attrs["scenario_hash"]
        for n, d in zip(comparison.names, comparison.datasets)
    }
    facts = {
        key: value
        for key, value in facts.items()
        if key not in ("scenario", "scenario_hash", "title", "question")
    }
    facts |= hashes
    with whole_directory(target, force) as directory:
        page.write(directory, comparison, fair, study.stock_after(comparison))
        write_parquet(directory / "comparison.parquet", study.table(comparison), {}, facts)
        write_json(directory / "comparison.json", as_data(comparison))
        write_manifest(directory, facts)


def as_data(comparison: Any) -> dict[str, Any]:
    """The comparison for a program; numbers that are not there are null."""
    from dataclasses import asdict
    from math import inf, nan

    from wargame.report.comparison_page import break_even_numbers, rows, stock_numbers
    from wargame.report.figured import outcome
    from wargame.scenario.outcomes import OUTCOMES
    from wargame.study import compare as study

    frame = study.table(comparison).replace([inf, -inf], nan).astype(object)
    paired = frame.where(frame.notna(), None).to_dict("records")
    words = {
        (name, told["name"]): f"{told['base']}; {told['other']}; difference {told['mean']}"
        for at, (name, pairs) in enumerate(zip(comparison.names[1:], comparison.pairs), start=1)
        for told in rows(list(pairs), comparison, at)
    }
    for one in paired:
        one["words"] = words.get((one["scenario"], one["name"]), "the same in every run")
    levels = {
        name: {key: outcome(data, key) for key in OUTCOMES}
        for name, data in zip(comparison.names, comparison.datasets)
    }
    return {
        "scenarios": comparison.names,
        "command": comparison.datasets[0].attrs["command"],
        "inputs": [asdict(one) for one in comparison.differences],
        "levels": levels,
        "stock_after_halt": stock_numbers(study.stock_after(comparison), comparison.names),
        "break_even": break_even_numbers(comparison),
        "same_clock": study.one_clock(comparison),
        "paired": paired,
    }


def _tell(comparison: Any, out: Path | None) -> None:
    from rich.console import Console
    from rich.text import Text

    from wargame.report import comparison_page as page
    from wargame.study import compare as study

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    _tell_inputs(console, comparison)
    for row in page.stock_rows(study.stock_after(comparison)):
        cells = "; ".join(f"{name} {cell}" for name, cell in zip(comparison.names, row["cells"]))
        console.print(Text(f"Missiles held {row['after']}: {cells}"))
    for name, text in page.break_even(comparison):
        console.print(Text(f"Break-even, {name}: {text}."))
    for at, (name, pairs) in enumerate(zip(comparison.names[1:], comparison.pairs), start=1):
        rows = page.rows(study.fair(comparison, pairs), comparison, at)
        console.print(_table(comparison.names[0], name, rows[:SHOWN]))
        if len(rows) > SHOWN:
            console.print(Text(f"{len(rows) - SHOWN} more rows with --out or --json."))
    if out is not None:
        console.print(Text(f"Report: {out / 'compare.html'}"), soft_wrap=True)


def _tell_inputs(console: Any, comparison: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    from wargame.report.comparison_page import difference

    if not comparison.differences:
        console.print(Text("The inputs are the same."))
        return
    table = Table(title="What differs in the inputs", title_justify="left")
    for head in ("input", *comparison.names):
        table.add_column(head)
    for one in comparison.differences:
        told = difference(one, comparison)
        cells = [f"{c['value']}\n{c['source']}".strip() for c in told["cells"]]
        table.add_row(*(Text(cell) for cell in (f"{told['kind']}: {told['label']}", *cells)))
    console.print(table)


def _table(base: str, name: str, rows: list[dict[str, str]]) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{name} less {base}, run by run", title_justify="left")
    for head in ("outcome", base, name, "mean difference (90% interval)", "higher in", "n"):
        table.add_column(head)
    for row in rows:
        style = "bold" if row["sure"] else ""
        apart = f"{row['mean']}\n{row['median']}".strip()
        cells = (row["label"], row["base"], row["other"], apart, row["higher"], row["n"])
        table.add_row(*(Text(cell) for cell in cells), style=style)
    return table
