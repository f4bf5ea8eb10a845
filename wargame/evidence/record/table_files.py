"""Tables as people have them: CSV of any locale, JSON, XLSX, Parquet, SQLite; all become text."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import WargameError

SEPARATORS = (",", ";", "\t", "|")
_CANNOT = "cannot be read as a table"


class Line(NamedTuple):
    """One row: the line (from 1, the header is the first) at which it begins, and its cells."""

    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """A header, the rows below it, and how the file was read, where that was not plain."""

    header: list[str]
    lines: list[Line]
    how: str = ""


def read_sheet(path: Path, data: bytes, wanted: Sequence[str]) -> Sheet:
    """The table in `data`, the content of `path`, whatever it is written as.

    Where a file holds several tables, that one is read whose header has all `wanted` columns.
    Raises WargameError if it holds no table.
    """
    if data.startswith(b"PK\x03\x04"):
        return _best(path, _xlsx(path, data), wanted)
    if data.startswith(b"SQLite format 3\x00"):
        return _best(path, _sqlite(path), wanted)
    if data.startswith(b"PAR1"):
        return _best(path, _parquet(path), wanted)
    text, how = _decoded(path, data)
    if text.lstrip()[:1] in ("{", "["):
        return _best(path, _json(path, text), wanted)._replace(how=how)
    return _csv(path, text)._replace(how=how)


def _decoded(path: Path, data: bytes) -> tuple[str, str]:
    """Text and, where it is not UTF-8, the encoding that was taken for it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        try:
            return data.decode("utf-8-sig"), ""
        except UnicodeDecodeError:
            encoding = "cp1251"  # as Excel saves CSV in a Cyrillic locale; ASCII is the same in all
    try:
        return data.decode(encoding), f"read as {encoding}"
    except UnicodeDecodeError as error:
        place = f"{path}: byte {error.start + 1}"
        raise WargameError(f"{place}: is no text; save the table as CSV, UTF-8") from error


def _csv(path: Path, text: str) -> Sheet:
    head = next((line for line in text.splitlines() if line.strip()), "")
    if head.lower().startswith("sep="):  # Excel's own word for its separator
        separator, text = head[4:5], text.split("\n", 1)[-1]
    else:
        separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    before = 0
    try:
        for cells in reader:
            lines.append(Line(before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        where = f"{path}:{reader.line_num}"
        raise WargameError(f"{where}: is not a sound CSV table: {error}") from error
    return Sheet(lines[0].cells, lines[1:]) if lines else Sheet([], [])


def _json(path: Path, text: str) -> Iterator[Sheet]:
    """Objects in a list, one a line, or in a list under some key; or columns and data apart."""
    try:
        data = json.loads(text)
    except ValueError:
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError as error:
            raise WargameError(f"{path}: {_CANNOT}: it is not sound JSON: {error}") from error
    tables = [data, *data.values()] if isinstance(data, dict) else [data]
    if isinstance(data, dict) and isinstance(data.get("columns"), list):
        yield _sheet([data["columns"], *(data.get("data") or [])])
    for rows in tables:
        if isinstance(rows, list) and rows and all(isinstance(row, dict) for row in rows):
            header = list(dict.fromkeys(key for row in rows for key in row))
            yield _sheet([header, *([row.get(key) for key in header] for row in rows)])


def _xlsx(path: Path, data: bytes) -> Iterator[Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # whatever a damaged archive makes it raise
        why = "unpack it and give the table" if not _is_book(data) else str(error)
        raise WargameError(f"{path}: {_CANNOT}: a zip archive, but no XLSX: {why}") from error
    for sheet in book.worksheets:
        yield _sheet(sheet.iter_rows(values_only=True))


def _is_book(data: bytes) -> bool:
    return b"xl/" in data


def _sqlite(path: Path) -> Iterator[Sheet]:
    try:
        with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as base:
            query = "select name from sqlite_master where type in ('table', 'view')"
            for (name,) in base.execute(query).fetchall():
                quoted = '"' + name.replace('"', '""') + '"'
                cursor = base.execute(f"select * from {quoted}")
                yield _sheet([[column[0] for column in cursor.description], *cursor])
    except sqlite3.Error as error:
        raise WargameError(f"{path}: {_CANNOT}: {error}") from error


def _parquet(path: Path) -> Iterator[Sheet]:
    import duckdb

    try:
        relation = duckdb.read_parquet(str(path))
        yield _sheet([relation.columns, *relation.fetchall()])
    except duckdb.Error as error:
        raise WargameError(f"{path}: {_CANNOT}: {error}") from error


def _sheet(rows: Iterable[Sequence[object]]) -> Sheet:
    lines = [Line(at, [_text(cell) for cell in row]) for at, row in enumerate(rows, start=1)]
    return Sheet(lines[0].cells, lines[1:]) if lines else Sheet([], [])


def _text(cell: object) -> str:
    """A cell as a CSV table would have it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _best(path: Path, sheets: Iterable[Sheet], wanted: Sequence[str]) -> Sheet:
    """The first that has all `wanted` columns, else the first that is not empty."""
    first: Sheet | None = None
    for sheet in sheets:
        names = [name.strip().lower() for name in sheet.header]
        if all(name in names for name in wanted):
            return sheet
        first = first or (sheet if sheet.lines else None)
    if first is None:
        raise WargameError(f"{path}: holds no table of reports")
    return first
