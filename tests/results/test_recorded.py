"""A record travels with the results and is drawn around and over what was simulated."""

from __future__ import annotations

from pathlib import Path

from tests.fake_record import fake_record
from wargame import results
from wargame.evidence.record import RECORDED_CLASSES, Cell, load_record
from wargame.evidence.record.monthly import every_month, written
from wargame.report import public_record
from wargame.results.recorded import record_of, with_record


def test_a_record_travels_with_the_results(tmp_path: Path) -> None:
    months = every_month("2024-10", "2026-03")
    cells = {
        (month, name): Cell(100 * at + place, at, place)
        for at, month in enumerate(months)
        for place, name in enumerate(RECORDED_CLASSES)
    }
    path = tmp_path / "strikes.csv"
    path.write_text(written(cells, []))
    record = load_record(path)
    bare = results.dataset(fake_record(runs=3), "wargame run continued_war")
    assert record_of(bare).cells == load_record().cells
    data = with_record(bare, record)
    assert record_of(data).cells == cells
    assert data.attrs["record_hash"] == record.hash
    assert "record" not in bare.attrs
    shown, launched = public_record.past(data, ("cruise",))
    assert shown == every_month("2025-01", "2026-03")  # a year before, and over the start
    assert launched[-1] == 100 * 17 + 1
    _, leaked = public_record.past(data, ("cruise",), "leaked")
    assert leaked[-1] == 1701 - 17 - 1
    assert "as held in" in public_record.credit(data)
