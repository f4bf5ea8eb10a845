"""Points of a sweep that are given in a table, one row per point and one column per path."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from wargame.declare.errors import Place, Problems, WargameError
from wargame.evidence.catalogue import field_of
from wargame.evidence.fields import Field
from wargame.evidence.ranges import range_problems
from wargame.questions.parameter_ranges import Parameter, unfit, unit_of
from wargame.questions.policy_grid import Policy
from wargame.questions.question_file import Reading

MOST_PROBLEMS = 20  # a table with a wrong column is told of once and not a million times
Points = tuple[tuple[float, ...], ...]


class Column(NamedTuple):
    """One column of a table."""

    path: str
    field: Field
    unit: str


def table(
    name: str, policies: Sequence[Policy], reading: Reading
) -> tuple[tuple[Parameter, ...], Points]:
    """The points in the CSV or Parquet file `name` beside the design, and their columns.

    A column is called by the path of a number and holds it in the unit of the catalogue. Problems
    are noted at the table's own lines.
    """
    file = Path(reading.doc.name).parent / name
    try:
        head, rows = (_parquet if file.suffix == ".parquet" else _csv)(file)
    except (OSError, WargameError, UnicodeDecodeError, csv.Error) as error:
        reading.note(("design", "file"), _reason(file, error))
        return (), ()
    columns = [_column(str(file), path, policies, reading) for path in head]
    top = Place(str(file), 1, 1)
    if len(set(head)) < len(head):
        reading.add(top, "", "a column is there twice")
    if not rows:
        reading.add(top, "", "holds no points")
    whole = [one for one in columns if one is not None]
    points = []
    for line, row in rows if len(whole) == len(head) else ():
        points.append(_point(str(file), line, row, whole, reading))
        if len(reading.noted) > MOST_PROBLEMS:
            break
    if reading.noted:
        return (), ()
    return tuple(_spanned(one, values) for one, values in zip(whole, zip(*points))), tuple(points)


def _spanned(column: Column, values: tuple[float, ...]) -> Parameter:
    """The column as an uncertainty that reaches from its lowest to its highest value."""
    low, high = min(values), max(values)
    middle = sorted(values)[len(values) // 2]
    return Parameter(column.path, column.unit, low, middle, high, column.field.meaning)


def _reason(file: Path, error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{file}: cannot be read ({error.strerror or error})"
    return str(error) if isinstance(error, WargameError) else f"{file}: is not UTF-8 text"


def _csv(file: Path) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    """Head, and rows with their lines."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream)
        head = [word.strip() for word in next(reader, [])]
        return head, [(reader.line_num, list(row)) for row in reader if row]


def _parquet(file: Path) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    """Columns, and rows counted from 1."""
    import duckdb

    try:
        with duckdb.connect() as connection:
            result = connection.execute("SELECT * FROM read_parquet(?)", [str(file)])
            head = [str(one[0]) for one in result.description or ()]
            return head, [(i, list(row)) for i, row in enumerate(result.fetchall(), 1)]
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise WargameError(f"{file}: is not a readable Parquet file ({reason})") from error


def _column(file: str, path: str, policies: Sequence[Policy], problems: Problems) -> Column | None:
    """The number that a column of a table names; None if it is noted as wrong."""
    field, why = field_of(path), unfit(path, policies)
    if field is None or why:
        problems.add(Place(file, 1, 1), path, why)
        return None
    return Column(path, field, unit_of(path, policies[0].scenario))


def _point(
    file: str, line: int, row: Sequence[str | float], columns: list[Column], problems: Problems
) -> tuple[float, ...]:
    """One row of a table as numbers; what is wrong is noted at its line and column."""
    if len(row) != len(columns):
        what = f"expected {len(columns)} values, found {len(row)}"
        problems.add(Place(file, line, 1), "", what)
        return ()
    result = []
    for i, (data, column) in enumerate(zip(row, columns)):
        place = Place(file, line, len(",".join(map(str, row[:i]))) + (2 if i else 1))
        try:
            value = float(data)
        except (TypeError, ValueError):
            value = math.nan
        if not math.isfinite(value):
            problems.add(place, column.path, f"expected a finite number, found '{data}'")
            continue
        for _, why in range_problems(value, value, value, column.unit, column.field)[:1]:
            problems.add(place, column.path, why)
        result.append(value)
    return tuple(result)
