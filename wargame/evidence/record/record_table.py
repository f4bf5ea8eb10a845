"""A download of reports, as a table of text: whatever the order of columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import WargameError
from wargame.evidence.record.table_files import Line, read_sheet

NEEDED = ("time_end", "model", "launched", "destroyed")
READ = ("time_start", *NEEDED, "not_reach_goal")  # other columns are not looked at


class Note(NamedTuple):
    """Something odd in one row: its line, the column, its kind, what was found, what was done."""

    line: int
    column: str
    kind: str
    observed: str
    done: str


class Row(NamedTuple):
    """One row: the line it starts in, and the text of each column that is read ('' for none)."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """All rows that have as many cells as the header and are no repetition."""

    name: str
    hash: str
    read: int
    rows: list[Row]
    notes: list[Note]


def read_table(path: Path) -> Table:
    """Read the table of reports at `path`: CSV of any locale, JSON, XLSX, Parquet or SQLite.

    Repeated rows and rows with too many or too few cells are left out and noted. Raises
    WargameError if the file is not such a table.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WargameError(f"{path}: cannot be read: {error.strerror or error}") from error
    sheet = read_sheet(path, data, NEEDED)
    table = Table(str(path), hashlib.sha256(data).hexdigest(), 0, [], [])
    header = [name.strip().lower() for name in sheet.header]
    _check_header(path, header)
    if sheet.how:
        table.notes.append(Note(1, "", "encoding", sheet.how, "names are worth a look"))
    read = _rows(sheet.lines, header, table)
    return Table(table.name, table.hash, read, table.rows, table.notes)


def _check_header(path: Path, header: list[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    twice = sorted({name for name in READ if header.count(name) > 1})
    if not missing and not twice:
        return
    if header and header[0].startswith("# monthly record of strikes"):
        raise WargameError(
            f"{path}:1: is a monthly record already, made by `wargame record import`; use it as it "
            "is, with --record"
        )
    result = ", ".join(name for name in header if name)[:200] or "nothing"
    if missing:
        why = f"has no column {', '.join(missing)}"
    else:
        why = f"has the column {', '.join(twice)} twice"
    raise WargameError(
        f"{path}:1: is not a table of missile attacks: it {why} (found: {result}); expected the "
        f"columns {', '.join(READ)} in any order, of which time_start and not_reach_goal may lack"
    )


def _rows(lines: Iterable[Line], header: list[str], table: Table) -> int:
    """Fill `table` with rows and notes -> number of rows read."""
    seen: dict[tuple[str, ...], int] = {}
    read = 0
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        read += 1
        whole = tuple(cell.strip() for cell in cells)
        if len(whole) != len(header):
            what = f"{len(whole)} cells where the header has {len(header)}"
            table.notes.append(Note(line, "", "broken row", what, "not counted"))
        elif whole in seen:
            what = f"the same as line {seen[whole]}"
            table.notes.append(Note(line, "", "repeated row", what, "counted once"))
        else:
            seen[whole] = line
            given = dict(zip(header, whole))
            table.rows.append(Row(line, {name: given.get(name, "") for name in READ}))
    return read
