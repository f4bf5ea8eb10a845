"""`record import`: make a monthly record of strikes out of a download of the public table."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.options import echo_json
from wargame.declare.errors import WargameError

if TYPE_CHECKING:
    from wargame.evidence.record.reports import Imported

SHOWN = 20  # notes on the terminal; all are in the JSON
DIFFERENT = 5  # months that differ from the shipped record, on the terminal
MARK = "# Monthly record of strikes"

app = typer.Typer(help="The public record of strikes.", no_args_is_help=True)


@app.callback()
def record() -> None:
    """The public record of strikes: make it out of a download of reports."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Table of massive missile attacks, as CSV.")],
    out: Annotated[Path | None, typer.Option(help="Write the monthly record there.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier record.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Add reports up by month and weapon class; say what could not be read, row by row."""
    from wargame.evidence.record.record_table import read_table
    from wargame.evidence.record.reports import imported

    if out is not None:
        _refuse(out, file, force)
    found = imported(read_table(file))
    if out is not None:
        _write(out, file, found)
    if as_json:
        echo_json(_data(found, out))
    else:
        for line in _lines(found, out):
            typer.echo(line)


def _refuse(out: Path, file: Path, force: bool) -> None:
    """Raise WargameError if the record may not be written to `out`."""
    from wargame.evidence.record.monthly import SHIPPED

    if out.resolve().is_relative_to(SHIPPED.parents[1].resolve()):
        raise WargameError(f"{out}: lies among the shipped evidence; choose another --out")
    if not out.exists():
        return
    if out.is_dir() or (file.exists() and out.samefile(file)):
        raise WargameError(f"{out}: is a directory or the table itself; choose another --out")
    if not force:
        raise WargameError(f"{out}: exists; choose another --out, or --force to replace it")
    try:
        with out.open("rb") as lines:
            earlier = lines.readline().startswith(MARK.encode())
    except OSError as error:
        raise WargameError(f"{out}: cannot be read: {error.strerror or error}") from error
    if not earlier:
        raise WargameError(f"{out}: is no earlier record, so --force will not replace it")


def _write(out: Path, file: Path, found: Imported) -> None:
    from wargame.evidence.record.monthly import CREDIT, written
    from wargame.results.files import write_whole
    from wargame.results.provenance import commit, installed

    command = shlex.join(["wargame", "record", "import", str(file), "--out", str(out)])
    comments = [
        f"{MARK[2:]}, made by: {command}",
        f"From {file.name}, SHA-256 {found.table.hash}; wargame {installed('wargame')} "
        f"({commit()})",
        f"Reports: {found.table.read} rows, {found.counted} counted, from {found.first} to "
        f"{found.last}; a last month may not be whole",
        f"Source: {CREDIT}",
    ]
    write_whole(out, written(found.cells, comments).encode())


def _data(found: Imported, out: Path | None) -> dict[str, Any]:
    months = sorted({month for month, _ in found.cells})
    rows = [
        {"month": month, "weapon_class": name, **cell._asdict()}
        for (month, name), cell in found.cells.items()
    ]
    common, differ = _shipped(found)
    return {
        "table": found.table.name,
        "table_sha256": found.table.hash,
        "rows_read": found.table.read,
        "rows_counted": found.counted,
        "first_day": found.first,
        "last_day": found.last,
        "months": len(months),
        "noted": found.kinds,
        "outside": dict(found.outside.most_common()),
        "mixed": {"reports": found.mixed[0], "launched": found.mixed[1]},
        "shipped": {"compared": common, "differ": [" ".join(key) for key in differ]},
        "record": rows,
        "notes": [note._asdict() for note in found.notes],
        "out": None if out is None else str(out),
    }


def _shipped(found: Imported) -> tuple[int, list[tuple[str, str]]]:
    from wargame.evidence.record import load_record
    from wargame.evidence.record.reports import against

    return against(found.cells, load_record().cells)


def _lines(found: Imported, out: Path | None) -> list[str]:
    """The summary in words."""
    from wargame.cli import printable

    months = sorted({month for month, _ in found.cells})
    lines = [
        f"{found.table.read:,} rows read, {found.counted:,} counted: {len(months)} months, "
        f"{months[0]} to {months[-1]} (last report {found.last})"
    ]
    lines += _totals(found)
    if found.mixed[0]:
        lines.append(
            "Names of several classes, counted under the first: "
            f"rows {found.mixed[0]:,}, weapons {found.mixed[1]:,}"
        )
    if found.outside:
        names = ", ".join(f"{name} {count:,}" for name, count in found.outside.most_common(8))
        rest = len(found.outside) - 8
        more = f" and {rest} more" if rest > 0 else ""
        total = found.outside.total()
        lines.append(f"Not weapons of the record, left out: rows {total:,} ({names}{more})")
    lines += _note_lines(found)
    lines += _difference_lines(found)
    lines.append(f"Record: {out}" if out else "Nothing written; --out FILE writes the record")
    return [printable(line) for line in lines]


def _totals(found: Imported) -> list[str]:
    from wargame.evidence.record import RECORDED_CLASSES

    lines = [f"{'class':<16}{'launched':>10}{'shot down':>11}{'jammed or lost':>16}"]
    for name in RECORDED_CLASSES:
        cells = [cell for (_, held), cell in found.cells.items() if held == name]
        launched, shot, lost = (sum(column) for column in zip(*cells))
        lines.append(f"{name:<16}{launched:>10,}{shot:>11,}{lost:>16,}")
    return lines


def _note_lines(found: Imported) -> list[str]:
    if not found.notes:
        return ["Every row could be read"]
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in found.kinds.items())
    lines = [f"Noted: {kinds}"]
    for note in found.notes[:SHOWN]:
        column = f"{note.column}: " if note.column else ""
        what = f"{note.kind}: {note.found}; {note.done}"
        lines.append(f"  {found.table.name}:{note.line}: {column}{what}")
    if len(found.notes) > SHOWN:
        lines.append(f"  {len(found.notes) - SHOWN:,} more with --json")
    return lines


def _difference_lines(found: Imported) -> list[str]:
    from wargame.evidence.record import load_record

    common, differ = _shipped(found)
    if not common:
        return ["No month is in the shipped record as well"]
    lines = [
        f"Against the shipped record: {common - len(differ):,} of {common:,} months and classes "
        "are the same"
    ]
    shipped = load_record().cells
    largest = sorted(differ, key=lambda k: -abs(found.cells[k].launched - shipped[k].launched))
    for key in largest[:DIFFERENT]:
        here, there = (
            "/".join(str(count) for count in cells[key]) for cells in (found.cells, shipped)
        )
        lines.append(f"  {' '.join(key)}: {here} here, {there} shipped (launched/shot/lost)")
    if len(differ) > DIFFERENT:
        lines.append(f"  {len(differ) - DIFFERENT:,} more with --json")
    return lines
