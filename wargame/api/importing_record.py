"""A monthly record of strikes made out of a download of the public table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wargame.api.simulation import command
from wargame.declare.errors import WargameError
from wargame.evidence.record import load_record
from wargame.evidence.record.monthly import CREDIT, SHIPPED, written
from wargame.evidence.record.record_table import read_table
from wargame.evidence.record.reports import against, imported
from wargame.report.import_words import lines
from wargame.results.files import refuse_file, write_whole
from wargame.results.provenance import commit, installed

if TYPE_CHECKING:
    from wargame.evidence.record.reports import Imported
    from wargame.report.table import Table

MARK = "# Monthly record of strikes"


@dataclass(frozen=True)
class RecordImport:
    """Reports added up by month and weapon class, and what could not be read; `out` is the record
    that was written, if any."""

    imported: Imported
    out: Path | None = None

    def words(self) -> list[str]:
        """The summary, line by line."""
        return lines(self.imported)

    def as_data(self) -> dict[str, Any]:
        """Everything for a program."""
        result = self.imported
        rows = [
            {"month": month, "weapon_class": name, **cell._asdict()}
            for (month, name), cell in result.cells.items()
        ]
        common, differ = against(result.cells, load_record().cells)
        return {
            "table": result.table.name,
            "table_sha256": result.table.hash,
            "rows_read": result.table.read,
            "rows_counted": result.counted,
            "first_day": result.first,
            "last_day": result.last,
            "months": len({month for month, _ in result.cells}),
            "noted": result.kinds,
            "outside": dict(result.outside.most_common()),
            "mixed": {"reports": result.mixed[0], "launched": result.mixed[1]},
            "shipped": {"compared": common, "differ": [" ".join(key) for key in differ]},
            "record": rows,
            "notes": [note._asdict() for note in result.notes],
            "out": None if self.out is None else str(self.out),
        }


def record_diff(first: str | Path, second: str | Path | None = None) -> Table:
    """Months and classes in which two records differ, of those that both hold or only one does.

    `second` is the shipped record if there is none. Raises InputError for one that is not sound.
    """
    from wargame.report.table import Column, table

    one, other = load_record(first), load_record(second)
    rows = []
    for key in sorted(one.cells.keys() | other.cells.keys()):
        here, there = one.cells.get(key), other.cells.get(key)
        if here != there:
            cells = ["/".join(map(str, cell)) if cell else "none" for cell in (here, there)]
            rows.append((*key, *cells))
    same = sum(one.cells[key] == other.cells[key] for key in one.cells.keys() & other.cells.keys())
    heads = ("month", "class", Column(one.name, align="right"), Column(other.name, align="right"))
    note = f"{same:,} months and classes are the same. Launched/shot down/jammed or lost."
    return table("Records that differ", heads, rows, note)


def import_record(
    file: str | Path, out: str | Path | None = None, force: bool = False
) -> RecordImport:
    """Add up the reports in the CSV `file` by month and weapon class, and write the record to
    `out` if given.

    Raises WargameError for a table that cannot be read, or an `out` that is there; `force`
    replaces an earlier record alone.
    """
    table, target = Path(file), None if out is None else Path(out)
    if target is not None:
        _refuse(target, table, force)
    result = imported(read_table(table))
    if target is not None:
        _write(target, table, result)
    return RecordImport(result, target)


def _refuse(out: Path, file: Path, force: bool) -> None:
    """Raise WargameError if the record may not be written to `out`."""
    if out.resolve().is_relative_to(SHIPPED.parents[1].resolve()):
        raise WargameError(f"{out}: lies among the shipped evidence; choose another place")
    if out.exists() and file.exists() and out.samefile(file):
        raise WargameError(f"{out}: is the table itself; choose another place")
    refuse_file(out, force, MARK, "record")


def _write(out: Path, file: Path, table: Imported) -> None:
    days = date.fromisoformat(table.first), date.fromisoformat(table.last)
    comments = [
        f"{MARK[2:]}, made by: {command('record import', file, out=out)}",
        f"From {file.name}, SHA-256 {table.table.hash}; wargame {installed('wargame')} "
        f"({commit()})",
        f"Reports: {table.table.read} rows, {table.counted} counted, from {table.first} to "
        f"{table.last}; months that they cut are not fitted, scored or drawn",
        f"Source: {CREDIT}",
    ]
    write_whole(out, written(table.cells, comments, days).encode())
