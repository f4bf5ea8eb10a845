"""The monthly record: the shipped one is sound; whatever is wrong is named at its place."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from wargame.declare.errors import InputError, WargameError
from wargame.evidence.record import RECORDED_CLASSES, Cell, load_record
from wargame.evidence.record.monthly import FLAG, SHIPPED, every_month, written


def _cells(first: str = "2024-11", last: str = "2025-02") -> dict[tuple[str, str], Cell]:
    return {
        (month, name): Cell(10 * row + column, row, column % 3)
        for row, month in enumerate(every_month(first, last), start=1)
        for column, name in enumerate(RECORDED_CLASSES)
    }


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "record.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_record() -> None:
    record = load_record()
    assert record.months == every_month("2022-10", "2026-05")
    assert record.cut == ["2022-09", "2026-06"]  # reports from the 28th on, and up to the 28th
    assert len(record.cells) == 46 * 6
    assert record.hash == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    assert not record.flagged
    december = record.of("2025-12", ("ballistic",))
    assert (december.launched, december.stopped) == (61, 14 + 3)
    assert record.of("2019-01", RECORDED_CLASSES) == (0, 0, 0)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    cells = _cells()
    path = _file(tmp_path, written(cells, ["made by a test", "two\nlines"]))
    assert load_record(path).cells == cells
    crlf = path.read_text().replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + crlf.encode())
    assert load_record(path).cells == cells


def test_more_stopped_than_launched_must_be_flagged(tmp_path: Path) -> None:
    cells = _cells() | {("2025-01", "cruise"): Cell(3, 2, 2)}
    text = written(cells, [])
    assert f"{FLAG}2025-01 cruise\n" in text
    assert load_record(_file(tmp_path, text)).flagged == {("2025-01", "cruise")}
    bare = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    with pytest.raises(InputError, match="4 stopped of 3 launched"):
        load_record(_file(tmp_path, bare))


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("2025-01,cruise,", "2025-13,cruise,", "15:1", "expected YYYY-MM, found '2025-13'"),
        ("2025-01,cruise,", "2025-01,crusie,", "15:9", "did you mean 'cruise'"),
        ("2025-01,cruise,31,", "2025-01,cruise,-31,", "15:16", "expected a whole number"),
        ("2025-01,cruise,31,3", "2025-01,cruise,31,3.5", "15:19", "expected a whole number"),
        ("2025-01,cruise,31,3,1", "2025-01,cruise,31,3", "15:1", "expected 5 cells, found 4"),
        ("2025-01,cruise,", "2025-01,ballistic,", "15:1", "also in line 14"),
        ("2025-01,cruise,31,3,1\n", "", "1:1", "2025-01: cruise is missing"),
        ("month,", "date,", "1:1", "expected the columns month,weapon_class"),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, old: str, new: str, place: str, message: str
) -> None:
    text = written(_cells(), [])
    assert old in text
    path = _file(tmp_path, text.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        load_record(path)
    assert f"{path}:{place}: " in str(caught.value)
    assert message in str(caught.value)


def test_a_gap_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    cells = {key: cell for key, cell in _cells().items() if key[0] != "2024-12"}
    with pytest.raises(InputError, match="2024-12: ballistic, cruise"):
        load_record(_file(tmp_path, written(cells, [])))
    with pytest.raises(InputError, match="no month"):
        load_record(_file(tmp_path, ""))
    with pytest.raises(WargameError, match="No such file"):
        load_record(tmp_path / "nowhere.csv")
    (tmp_path / "x").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WargameError, match="not UTF-8"):
        load_record(tmp_path / "x")


@pytest.mark.parametrize(
    ("first", "last", "cut"),
    [
        ("2025-01-01", "2025-03-31", []),
        ("2025-01-02", "2025-03-31", ["2025-01"]),
        ("2025-01-01", "2025-03-30", ["2025-03"]),
    ],
)
def test_months_that_are_cut_are_no_months(
    tmp_path: Path, first: str, last: str, cut: list[str]
) -> None:
    cells = {
        (month, name): Cell(9, 3, 1)
        for month in every_month("2025-01", "2025-03")
        for name in RECORDED_CLASSES
    }
    days = date.fromisoformat(first), date.fromisoformat(last)
    record = load_record(_file(tmp_path, written(cells, [], days)))
    assert record.cut == cut
    assert record.months == [m for m in every_month("2025-01", "2025-03") if m not in cut]
    assert record.cells == cells


@pytest.mark.parametrize(
    "text", ["2025-01-01", "2025-01-01 to 2025-02-30", "2024-12-01 to 2025-03-31"]
)
def test_days_that_cannot_be_are_refused(tmp_path: Path, text: str) -> None:
    cells = {("2025-01", name): Cell(9, 3, 1) for name in RECORDED_CLASSES}
    with pytest.raises(WargameError, match="reports"):
        load_record(_file(tmp_path, f"# reports: {text}\n" + written(cells, [])))
