"""Commands that look things up or check files, and simulate nothing: check, schema, list, record
import, query, serve."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.options import AsOf, Evidence, Force, Json, Months, Report, Seed
from wargame.cli.terminal import echo_json, printable, show

SHOWN = 50  # rows of a query
ROWS = 16  # rows of another table on the terminal; all are in the files
WIDE = 160  # columns of a query where the output is not a terminal


def check(
    scenarios: Annotated[list[str], typer.Argument(help="Files, or names of shipped ones.")],
    as_of: AsOf = None,
    evidence: Evidence = None,
    as_json: Json = False,
) -> None:
    """Check scenarios and designs of sweeps: problems at file:line:column, stage by stage."""
    from wargame.api.checking_files import check as check_one

    findings = [check_one(name, as_of, evidence or ()) for name in scenarios]
    if as_json:
        echo_json([finding.as_data() for finding in findings])
    else:
        for finding in findings:
            typer.echo(printable(finding.text), err=not finding.ok)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(2)


Kind = StrEnum("Kind", ["scenario", "claims", "checks", "sweep", "lesson"])


def schema(
    of: Annotated[Kind, typer.Argument(help="Of which files.")] = Kind.scenario,
) -> None:
    """Write the JSON Schema of files of scenarios, claims, checks, sweeps or lessons."""
    from wargame.questions import question_library
    from wargame.scenario.schema import json_schema

    echo_json(json_schema() if of is Kind.scenario else question_library.json_schema(of.value))


What = StrEnum(
    "What",
    ["scenarios", "sweeps", "outcomes", "numbers", "sources", "events", "mechanisms", "units"],
)


def list_(
    what: Annotated[What, typer.Argument(help="What to list.")] = What.scenarios,
    theatre: Annotated[
        str | None, typer.Option(help="Theatre of outcomes and numbers, by name or folder.")
    ] = None,
    evidence: Evidence = None,
    as_json: Json = False,
) -> None:
    """List scenarios, designs of sweeps, outcomes, numbers, sources, events, mechanisms, units."""
    from wargame.api.listing import rows

    result = rows(what.value, theatre, evidence or ())
    if as_json:
        echo_json(result)
        return
    width = max((len(row["name"]) for row in result), default=0)
    for row in result:
        name, *rest = row.values()
        words = dict.fromkeys(text for text in rest if text)  # a share in shares is said once
        typer.echo(f"{name:<{width}}  {'; '.join(words)}")


record = typer.Typer(help="The public record of strikes.", no_args_is_help=True)


@record.callback()
def about_record() -> None:
    """The public record of strikes: make it out of a download of reports."""


@record.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="Table of missile attacks: CSV, JSON, XLSX, Parquet or SQLite.")
    ],
    out: Annotated[Path | None, typer.Option(help="Write the monthly record there.")] = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Add reports up by month and weapon class; say what could not be read, row by row."""
    from wargame.api.importing_record import import_record

    result = import_record(file, out, force)
    if as_json:
        echo_json(result.as_data())
        return
    last = f"Record: {out}" if out else "Nothing written; name a file with --out"
    for line in (*result.words(), last):
        typer.echo(printable(line))


@record.command("diff")
def record_diff(
    first: Annotated[Path, typer.Argument(help="A monthly record.")],
    second: Annotated[
        Path | None, typer.Argument(help="Another one (default: the shipped record).")
    ] = None,
) -> None:
    """Months and classes in which two vintages of the record differ."""
    from wargame.api import importing_record

    show(importing_record.record_diff(first, second))


evidence = typer.Typer(help="Evidence of your own.", no_args_is_help=True)


@evidence.callback()
def about_evidence() -> None:
    """Evidence of your own, beside the shipped catalogue."""


@evidence.command("diff")
def evidence_diff(
    first: Annotated[str, typer.Argument(help="`shipped`, a file of evidence, or a day.")],
    second: Annotated[str, typer.Argument(help="Another one.")],
    scenario: Annotated[str, typer.Option(help="Scenario whose answers are compared.")] = (
        "continued_war"
    ),
    as_of: AsOf = None,
    runs: Annotated[int, typer.Option(help="Number of runs of each.", min=5)] = 200,
    seed: Seed = None,
    months: Months = None,
    out: Report = None,
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Which numbers differ between two bodies of evidence, and which answers move by it.

    A day stands for the shipped evidence as it was known then: `evidence diff 2026-01-01
    2026-07-01`. Both sides start on the same day and are run with common random numbers, so that
    what differs is the evidence alone.
    """
    from wargame.api import differing_evidence
    from wargame.api.progress import Terminal
    from wargame.results.files import refuse_used

    if out is not None:
        refuse_used(out, force)
    result = differing_evidence.evidence_diff(
        first, second, scenario, as_of, runs, seed, months, Terminal(as_json)
    )
    if out is not None:
        result.report(out, force)
    if as_json:
        echo_json(result.as_data())
        return
    page = out / "compare.html" if out else None
    for table in (result.differences(), *result.tables()):
        more = len(table) - ROWS
        show(table.first(ROWS), *([f"{more} more rows with --out or --json."] if more > 0 else []))
    show(*result.words(), report=page)


def query(
    directory: Annotated[Path, typer.Argument(help="What `wargame sweep` wrote.")],
    sql: Annotated[str, typer.Argument(help='Such as "select policy, avg(stock_end) from runs".')],
    as_csv: Annotated[bool, typer.Option("--csv", help="All rows as CSV, for a program.")] = False,
    as_json: Json = False,
) -> None:
    """Ask the rows of a sweep in SQL: `runs` has one row per run, `points` one per point.

    Columns of parameters have dots in their names and stand in double quotes. Nothing is written.
    """
    from wargame.api import querying_sweeps
    from wargame.declare.errors import WargameError

    if as_csv and as_json:
        raise WargameError("--csv or --json, not both")
    result = querying_sweeps.query(directory, sql, None if as_csv or as_json else SHOWN)
    if as_json:
        data = result.as_data()
        typer.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str, allow_nan=False))
        return
    if as_csv:
        typer.echo(result.csv(), nl=False)
    else:
        more = [f"The first {SHOWN} rows; --csv gives all of them."] if result.more else []
        show(result.table(), *more, wide=WIDE)
    print(result.source(), file=sys.stderr)


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen at; another than loopback needs WARGAME_SECRET.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8080,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A further name under which the server is reached."),
    ] = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
) -> None:
    """Serve the pages to explore, learn and play, to this machine alone unless told otherwise."""
    from wargame.web.server import serve as start

    start(host, port, name or (), open_browser)
