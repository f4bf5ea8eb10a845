"""A nowcast on file: it reads back, is refused where it is none, and is never of a later day."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence import nowcast_file, theatre
from wargame.evidence.nowcast_file import NowcastFile
from wargame.evidence.record import load_record, reporting

OPENS = date(2026, 1, 1)


def small(members: int = 4) -> NowcastFile:
    rng = np.random.default_rng(1)
    return NowcastFile(
        OPENS,
        date(2026, 3, 1),
        {"2026-01": {"ballistic": (80, 30)}, "2026-02": {"ballistic": (123, 43)}},
        {"ballistic": rng.normal(size=members).round(3)},
        {"ballistic": rng.normal(size=(2, members)).round(3)},
        {"command": "none"},
    )


def test_it_reads_back(tmp_path: Path) -> None:
    file = tmp_path / "n.json"
    file.write_text(small().text())
    again = nowcast_file.read(file)
    assert again.digest == small().digest and again.facts == small().facts
    assert again.launched == {"2026-01": {"ballistic": 80}, "2026-02": {"ballistic": 123}}


def test_a_run_has_one_member_whatever_runs_with_it() -> None:
    found = small()
    runs = np.arange(10)
    np.testing.assert_array_equal(
        found.levels("ballistic", runs)[3:], found.levels("ballistic", runs[3:])
    )
    month = found.of_month("ballistic", "2026-02", runs)
    assert month is not None and (month == found.monthly["ballistic"][1][runs % 4]).all()
    assert found.of_month("ballistic", "2026-03", runs) is None
    assert found.of_month("cruise", "2026-02", runs) is None


@pytest.mark.parametrize(
    "change",
    [
        {"nowcast": 2}, {"day": "soon"}, {"level": {}}, {"level": {"ballistic": [1, 2]}},
        {"monthly": {"ballistic": [[1.0] * 4]}}, {"monthly": {"cruise": []}}, {"recorded": []},
        {"level": {"ballistic": [1, 2, 3, "x"]}}, {"level": {"ballistic": [1, 2, 3, float("nan")]}},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_nowcast_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "n.json"
    file.write_text(json.dumps(small().as_data() | change))
    with pytest.raises(WargameError, match=r"n\.json: not a nowcast .*wargame nowcast --until"):
        nowcast_file.read(file)


def test_a_file_that_is_no_json_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "n.json").write_text("{")
    said = {"n.json": "not a nowcast .it is no JSON", "none.json": "none.json: no such file; make"}
    for name, words in said.items():
        with pytest.raises(WargameError, match=words):
            nowcast_file.read(tmp_path / name)


@pytest.mark.parametrize(
    ("start", "day"),
    [("2026-01-01", None), ("2026-03-31", None), ("2026-04-01", "2026-04-01"),
     ("2026-04-15", "2026-04-01"), ("2026-07-01", "2026-07-01"), ("2027-01-01", "2026-07-01")],
)  # fmt: skip
def test_the_latest_for_the_start_is_taken(start: str, day: str | None) -> None:
    found = nowcast_file.shipped(theatre.load().folder, OPENS, date.fromisoformat(start))
    assert (found and found.day.isoformat()) == day


def test_shipped_ones_know_the_record_before_their_day_and_nothing_later() -> None:
    folder = theatre.load().folder
    record = load_record(reporting.table(folder))
    files = sorted((folder / nowcast_file.FOLDER).glob("*.json"))
    assert len(files) >= 2
    for file in files:
        found = nowcast_file.read(file)
        assert found.day.isoformat() == file.stem and found.members >= 300
        assert all(month < f"{found.day:%Y-%m}" for month in found.recorded)
        for month, row in found.recorded.items():
            for name, (launched, stopped) in row.items():
                cell = record.of(month, (name,))
                assert (cell.launched, cell.stopped) == (launched, stopped)
