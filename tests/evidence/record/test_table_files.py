"""One table of reports in every form that people have it in, with the same counts."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence.record import Cell
from wargame.evidence.record.locales import Locale, locale_of
from wargame.evidence.record.record_table import read_table
from wargame.evidence.record.reports import imported

COLUMNS = ["time_start", "time_end", "model", "launched", "destroyed", "not_reach_goal", "source"]
ROWS = [
    ["2025-01-14 20:00", "2025-01-15 08:00", "Shahed-136/131", 1142.0, 925.5, 3.0, "a"],
    ["2025-01-31 20:00", "2025-02-01 08:00", "Х-101/Х-555", 40.0, 33.0, None, "b"],
    ["2025-02-13 20:00", "2025-02-13 21:00", "Ballistic Missile", 1.0, 0.0, None, "c"],
    ["2025-02-14 20:00", "2025-02-15 08:00", "Орлан-10", 1.0, 1.0, None, "d"],
]
EXPECTED = {
    ("2025-01", "one_way_drone"): Cell(1142, 926, 3),
    ("2025-02", "cruise"): Cell(40, 33, 0),
    ("2025-02", "ballistic"): Cell(1, 0, 0),
}


def plain(separator: str = ",", day: str = "%Y-%m-%d %H:%M", count: str = "{:g}") -> str:
    stream = io.StringIO()
    table = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for start, end, *rest in ROWS:
        when = [datetime.fromisoformat(str(one)).strftime(day) for one in (start, end)]
        cells = [count.format(one) if isinstance(one, float) else one or "" for one in rest]
        table.writerow([*when, *cells])
    return stream.getvalue()


def comma(text: str) -> str:
    return text.replace("925.5", "925,5")


def book(path: Path, other: bool = False) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    if other:
        sheet.append(["nothing", "here"])
        sheet.append([1, 2])
        sheet = made.create_sheet("reports")
    sheet.append(COLUMNS)
    for start, end, *rest in ROWS:
        sheet.append([*(datetime.fromisoformat(str(one)) for one in (start, end)), *rest])
    made.save(path)


def database(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("create table other (a)")
        base.execute(f"create table reports ({', '.join(COLUMNS)})")
        base.executemany(f"insert into reports values ({', '.join('?' * 7)})", ROWS)


def parquet(path: Path) -> None:
    columns = ", ".join(f"col{at} as {name}" for at, name in enumerate(COLUMNS))
    with duckdb.connect() as base:
        marks = ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * len(ROWS))
        cells = [cell for row in ROWS for cell in row]
        query = f"copy (select {columns} from (values {marks})) to '{path}' (format parquet)"
        base.execute(query, cells)


def objects() -> list[dict[str, object]]:
    return [dict(zip(COLUMNS, row)) for row in ROWS]


FORMS = {
    "csv": lambda path: path.write_text(plain(), encoding="utf-8"),
    "bom": lambda path: path.write_text(plain(), encoding="utf-8-sig"),
    "semicolons and commas": lambda path: path.write_text(comma(plain(";", "%d.%m.%Y %H:%M"))),
    "cyrillic excel": lambda path: path.write_bytes(
        comma(plain(";", "%d.%m.%Y %H:%M:%S")).encode("cp1251")
    ),
    "unicode text of excel": lambda path: path.write_text(plain("\t"), encoding="utf-16"),
    "word for the separator": lambda path: path.write_text("sep=;\r\n" + plain(";")),
    "british": lambda path: path.write_text(plain(",", "%d/%m/%Y %H:%M")),
    "american": lambda path: path.write_text(plain(",", "%m/%d/%Y %H:%M")),
    "grouped": lambda path: path.write_text(plain(";", count="{:,}")),
    "json": lambda path: path.write_text(json.dumps(objects())),
    "json in a key": lambda path: path.write_text(json.dumps({"n": 4, "rows": objects()})),
    "json lines": lambda path: path.write_text("\n".join(map(json.dumps, objects()))),
    "json split": lambda path: path.write_text(json.dumps({"columns": COLUMNS, "data": ROWS})),
    "xlsx": book,
    "xlsx with another sheet": lambda path: book(path, other=True),
    "sqlite": database,
    "parquet": parquet,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_counts(tmp_path: Path, form: str) -> None:
    path = tmp_path / "table"
    FORMS[form](path)
    found = imported(read_table(path))
    counted = {key: cell for key, cell in found.cells.items() if cell != Cell(0, 0, 0)}
    assert counted == EXPECTED
    assert found.outside.total() == 1
    assert (found.first, found.last) == ("2025-01-15", "2025-02-13")


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["01/02/2025", "03/04/2025"], "none is past the 12th"),
        (["13/02/2025", "03/24/2025"], "some have the day first and some the month"),
    ],
)
def test_dates_that_could_be_either_are_refused(dates: list[str], said: str) -> None:
    with pytest.raises(WargameError, match=said):
        locale_of("t.csv", dates, [])


def test_a_sheet_s_serial_days_and_signs_of_nothing() -> None:
    here = Locale()
    assert str(here.day("45672.83")) == "2025-01-15"
    assert here.day("31.02.2025") is None
    assert here.day("2025-1-5T08:00:00Z") is not None
    assert here.count("1,142") == 1142
    assert Locale(decimal_comma=True).count("1,5") * 2 == 3
    assert here.count("-5") is None


def test_a_table_of_which_much_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    rows = "".join(f"2025-03-{day:02},Kalibr,{day},1\n" for day in range(1, 31))
    path.write_text(f"time_end,model,launched,destroyed\n{rows}2025-03-31,Vunderwaffe,5,1\n")
    with pytest.raises(WargameError, match=r"1 of 31 rows of weapons \(3%\)") as caught:
        imported(read_table(path))
    assert "line 32: model unknown model: 'Vunderwaffe'" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and more", "a zip archive, but no XLSX"),
        (b"SQLite format 3\x00", "cannot be read as a table"),
        (b"PAR1", "cannot be read as a table"),
        (b'{"rows": [', "not sound JSON"),
        (b"[]", "holds no table of reports"),
        (b'[{"a": 1}]', "is not a table of missile attacks"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "table"
    path.write_bytes(data)
    with pytest.raises(WargameError, match=said):
        read_table(path)


def test_names_that_are_not_known_are_grouped_missiles_first(tmp_path: Path) -> None:
    from wargame.report.import_words import lines

    path = tmp_path / "table.csv"
    odd = (
        "2025-03-02,Neptun,1,0\n" * 2 + "2025-03-03,Nova raketa,1,0\n2025-03-04,New missile X,3,1\n"
    )
    good = "".join(f"2025-03-{day:02},Kalibr,{day + 100 * month},1\n" for month in range(9)
                   for day in range(1, 31))  # fmt: skip
    path.write_text("time_end,model,launched,destroyed\n" + good + odd)
    text = "\n".join(lines(imported(read_table(path))))
    assert "Names that are not known, not counted: rows 3 (New missile X 1, Neptun 1" in text
