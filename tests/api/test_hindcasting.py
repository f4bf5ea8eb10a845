"""Hindcasts: filed once, gone on with, held against the record; what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import wargame as wg
from wargame.api.hindcasting import origins
from wargame.evidence.record import load_record
from wargame.study.forecast_file import FOLDER

pytestmark = pytest.mark.slow


def test_forecasts_are_filed_scored_and_not_made_twice(tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = {"first": "2026-01", "last": "2026-04", "runs": 20, "directory": out}
    found = wg.hindcast(**options, progress=False)
    days = [str(one.filed.as_of) for one in found.helds]
    assert days == ["2026-01-01", "2026-04-01"]
    assert len(found.helds[0].due) == 5 and len(found.helds[1].due) == 2
    assert (out / "report" / "score.html").is_file()
    files = sorted((out / FOLDER).glob("*.yaml"))
    texts, made = [file.read_bytes() for file in files], files[0].stat().st_mtime_ns
    files[1].unlink()  # as if it had been stopped there
    again = wg.hindcast(**options, progress=False)
    assert [file.read_bytes() for file in files] == texts
    assert files[0].stat().st_mtime_ns == made
    assert again.as_data()["rows"] == found.as_data()["rows"]
    with pytest.raises(wg.WargameError, match="runs of something else"):
        wg.hindcast(**options | {"seed": 2}, progress=False)


def test_origins_are_months_of_the_record() -> None:
    months = load_record().months
    assert origins("2025-07", "2026-04", 3, months) == [
        date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)
    ]  # fmt: skip
    with pytest.raises(wg.WargameError, match="no month has come after 2026-07"):
        origins("2026-04", "2026-07", 3, months)
    with pytest.raises(wg.WargameError, match="no origin"):
        origins("2026-04", "2026-01", 3, months)
