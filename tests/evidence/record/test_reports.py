"""A download of reports becomes a monthly record; nothing odd in it goes unsaid."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.declare.errors import WargameError
from wargame.evidence.record import RECORDED_CLASSES, Cell
from wargame.evidence.record.monthly import every_month
from wargame.evidence.record.record_table import read_table
from wargame.evidence.record.reports import Imported, imported

HEADER = (
    "time_start,time_end,model,launch_place,target,carrier,launched,destroyed,not_reach_goal,"
    "still_attacking,affected_region,source"
)
MESSY = """\
2024-12-31 19:00,2025-01-01 08:00,Shahed-136/131,,Ukraine,,111,63,46,1,,kpszsu
2024-12-31 19:00,2025-01-01 08:00,Shahed-136/131,,Ukraine,,111,63,46,1,,kpszsu
2025-01-02,2025-01-02,X-101/X-555 and Kalibr,Caspian,"Kyiv, Lviv",Tu-95,40,33.0,,,,kpszsu
2025-01-03,2025-01-03,Iskander-M and X-59,,Kharkiv,,5,1,,,,kpszsu
2025-01-04,2025-01-04,X-22/32,,Odesa,,2.5,0.5,,,,kpszsu
2025-01-05,2025-01-05,X-22/32,,Odesa,,2.5,0.5,0.5,,,kpszsu
2025-13-40,01-02-2025,Kalibr,,,,4,4,,,,kpszsu
2025-03-01,31/03,Kalibr,,,,6,4,,,,kpszsu
2025-03-02,2025-03-02,Orlan-10,,,,3,3,,,,kpszsu
2025-03-03,2025-03-03,Wunderwaffe,,,,3,3,,,,kpszsu
2025-03-04,2025-03-04,Iskander-M,,,,,2,,,,kpszsu
2025-03-05,2025-03-05,Iskander-M,,,,7,n/a,1,,,kpszsu
2025-03-06,2025-03-06,Iskander-M,,,,,,,,,kpszsu
2025-03-07,2025-03-07,Iskander-M,,,,~9,-1,some,,,kpszsu
2025-03-08,2025-03-08,Shahed-136/131,,,,16,15,11,,,kpszsu
2025-03-09,2025-03-09,Shahed-136/131,,,,16,15
2024-03-10,2025-03-10,Unknown missile,,,,1,0,,,,kpszsu

"""
EXPECTED = {
    ("2025-01", "one_way_drone"): (111, 63, 46),
    ("2025-01", "cruise"): (40, 33, 0),
    ("2025-01", "ballistic"): (5, 1, 0),
    ("2025-01", "supersonic"): (5, 1, 1),  # 5, 1 and a half rounded with what was shot down
    ("2025-03", "cruise"): (6, 4, 0),
    ("2025-03", "ballistic"): (2 + 7, 2, 1),
    ("2025-03", "one_way_drone"): (16, 15, 11),
    ("2025-03", "unknown_missile"): (1, 0, 0),
}
NOTED = {
    "broken row": [17],
    "fractional count": [6, 6, 7, 7, 7],
    "missing count": [12, 13, 14],
    "mixed model": [5],
    "repeated row": [3],
    "unknown model": [11],
    "unlikely count": [16],
    "unlikely dates": [18],
    "unreadable count": [15, 15],
    "unreadable date": [8, 9],
}


def _imported(data: str | bytes) -> Imported:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "attacks.csv"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return imported(read_table(path), unreadable=1.0)


def _other_order(separator: str) -> str:
    """MESSY with its columns turned round, and another separator."""
    rows = list(csv.reader(io.StringIO(f"{HEADER}\n{MESSY}")))
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator="\r\n").writerows(
        row[::-1] for row in rows
    )
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n{MESSY}",
        f"\ufeff{HEADER}\n{MESSY}".replace("\n", "\r\n"),
        f"{HEADER.upper()}\n{MESSY}",
        _other_order(";"),
        _other_order("\t"),
    ],
    ids=["plain", "BOM and CRLF", "capitals", "turned, semicolons", "turned, tabs"],
)
def test_a_messy_table_adds_up_and_says_what_was_odd(data: str) -> None:
    found = _imported(data)
    assert {key: tuple(cell) for key, cell in found.cells.items() if any(cell)} == EXPECTED
    assert {month for month, _ in found.cells} == {"2025-01", "2025-02", "2025-03"}
    assert len(found.cells) == 3 * 6  # February has rows of noughts
    lines: dict[str, list[int]] = {}
    for note in found.notes:
        lines.setdefault(note.kind, []).append(note.line)
    assert lines == NOTED
    assert found.kinds == {kind: len(where) for kind, where in NOTED.items()}
    assert (found.table.read, found.counted) == (17, 10)
    assert found.outside == {"Orlan-10": 1}
    assert found.mixed == (1, 5)
    assert (found.first, found.last) == ("2025-01-01", "2025-03-10")


def test_every_row_is_counted_or_told() -> None:
    found = _imported(f"{HEADER}\n{MESSY}")
    told = {n.line for n in found.notes if n.done.startswith(("not counted", "counted once"))}
    assert len(told) == 6
    assert found.counted + len(told) + found.outside.total() == found.table.read


def test_the_month_is_that_in_which_a_report_ends() -> None:
    row = "2025-05-31 20:00,2025-06-01 08:30,Shahed-136/131,,,,472,210,172,,,x\n"
    assert _imported(f"{HEADER}\n{row}").cells["2025-06", "one_way_drone"] == (472, 210, 172)


def test_an_older_table_without_the_newer_columns() -> None:
    header = "time_start,time_end,model,launch_place,target,carrier,launched,destroyed,source\n"
    rows = "2022-10-10,2022-10-10,X-101/X-555 and Kalibr,,,,84,43,x\n"
    assert _imported(header + rows).cells["2022-10", "cruise"] == Cell(84, 43, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "has no column time_end, model, launched, destroyed"),
        (b"a,b\n1,2\n", r"found: a, b"),
        (b"time_end,model,launched,destroyed,model\n", "has the column model twice"),
        (b"time_end,model,launched,destroyed\n", "no report that can be counted"),
        (b"time_end,model,launched,destroyed\nx,y,z,w\n", "no report that can be counted"),
        (b'time_end,model,launched,destroyed\n2025-01-01,"Kalibr,1,1\n', r"csv:2: .*CSV"),
        (b"PK\x03\x04zip", "zip archive"),
        (b"\xff\xfet\x00", "is not a table"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(WargameError, match=message) as caught:
        _imported(data)
    assert "\n" not in str(caught.value)


NAMES = {
    "ballistic": ["Iskander-M", "Iskander-M/KN-23", "X-47 Kinzhal"],
    "cruise": ["X-101/X-555", "X-101/X-555 and Kalibr", "Iskander-K"],
    "supersonic": ["X-22/X-32", "P-800 Oniks"],
    "air_tactical": ["X-59/X-69", "X-31P"],
    "one_way_drone": ["Shahed-136/131"],
    "unknown_missile": ["Unknown missile"],
}


@st.composite
def records(draw: st.DrawFn) -> dict[tuple[str, str], Cell]:
    """A monthly record of some months, something flown in the first and the last of them."""
    start = draw(st.integers(2022 * 12 + 3, 2030 * 12))
    month = lambda at: f"{at // 12}-{at % 12 + 1:02}"  # noqa: E731
    months = every_month(month(start), month(start + draw(st.integers(0, 4))))
    cells = {}
    for name_of in months:
        for weapon_class in RECORDED_CLASSES:
            least = 1 if name_of in (months[0], months[-1]) else 0
            launched = draw(st.integers(least, 3000))
            shot = draw(st.integers(0, launched))
            lost = draw(st.integers(0, launched - shot))
            cells[name_of, weapon_class] = Cell(launched, shot, lost)
    return cells


def _parts(draw: st.DrawFn, cell: Cell) -> list[Cell]:
    """`cell` as the sum of a few reports, each with no more stopped than launched."""
    cuts = draw(st.integers(1, 3))
    if cuts == 1 or not cell.launched:
        return [cell]
    shot = draw(st.integers(0, cell.intercepted))
    lost = draw(st.integers(0, cell.suppressed))
    rest = cell.stopped - shot - lost
    launched = draw(st.integers(shot + lost, cell.launched - rest))
    first = Cell(launched, shot, lost)
    return [first, Cell(*(a - b for a, b in zip(cell, first)))]


@pytest.mark.slow
@settings(max_examples=40)
@given(st.data())
def test_a_record_told_as_reports_comes_back(data: st.DataObject) -> None:
    cells = data.draw(records())
    rows = []
    for (month, weapon_class), cell in cells.items():
        if not cell.launched:
            continue
        for day, part in enumerate(_parts(data.draw, cell), start=1):
            name = data.draw(st.sampled_from(NAMES[weapon_class]))
            hour = data.draw(st.sampled_from(["", " 07:00"]))
            rows.append([f"{month}-{day:02}{hour}", name, *part, f"report {len(rows)}"])
    stream = io.StringIO()
    lines = csv.writer(stream, delimiter=data.draw(st.sampled_from(",;\t")))
    lines.writerow(["time_end", "model", "launched", "destroyed", "not_reach_goal", "source"])
    lines.writerows(data.draw(st.permutations(rows)))
    found = _imported(stream.getvalue())
    assert found.cells == cells
    assert found.notes == []
