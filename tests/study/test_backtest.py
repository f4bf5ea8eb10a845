"""The back-test: nothing of the future enters, by a bit; origins; what is kept is read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.study import past
from wargame.declare.errors import WargameError
from wargame.evidence.record import load_record
from wargame.study import as_of, backtest

pytestmark = pytest.mark.slow

DAY = date(2024, 4, 1)


def kept_bytes(home: Path, base: Any, record: Any) -> bytes:
    (home / "runs").mkdir(parents=True)
    backtest.store(home, backtest.forecast(base, record, DAY))
    return backtest.file_of(home, DAY).read_bytes()


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return kept_bytes(tmp_path_factory.mktemp("honest"), past.base(), load_record())


def test_a_planted_future_figure_changes_no_bit(honest: bytes, tmp_path: Path) -> None:
    base = past.base()
    catalogue = past.planted_catalogue(base.catalogue, DAY)
    planted = replace(base, catalogue=catalogue, numbers=catalogue.numbers)
    assert kept_bytes(tmp_path / "figures", planted, load_record()) == honest
    assert kept_bytes(tmp_path / "record", base, past.planted_record(DAY)) == honest


def test_the_month_before_does_enter(honest: bytes, tmp_path: Path) -> None:
    assert kept_bytes(tmp_path / "before", past.base(), past.planted_record(date(2024, 3, 1))) != (
        honest
    )


def test_what_stands_in_for_the_unread_is_read_by_nothing(
    honest: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = {d: (value * 0.5 + 0.25, unit) for d, (value, unit) in as_of.UNREAD.items()}
    monkeypatch.setattr(as_of, "UNREAD", moved)
    assert kept_bytes(tmp_path, past.base(), load_record()) == honest


def test_runs_of_a_forecast_differ_and_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    one = backtest.forecast(past.base(), load_record(), DAY)
    launched, stopped = one.values
    assert len({row.tobytes() for row in launched}) == past.RUNS
    assert (stopped <= launched).all() and launched.any(axis=(0, 1)).all()
    backtest.store(tmp_path, one)
    assert (backtest.stored(tmp_path, past.base(), DAY).values == one.values).all()
    with pytest.raises(WargameError, match="damaged"):
        backtest.stored(tmp_path, past.base(past.RUNS + 1), DAY)


def test_origins() -> None:
    record = load_record()
    found = backtest.origins("2023-07", "2025-07", 3, record)
    assert len(found) == 9 and found[0] == date(2023, 7, 1) and found[-1] == date(2025, 7, 1)
    with pytest.raises(WargameError, match="2022-10 to 2026-05"):
        backtest.origins("2023-07", "2026-06", 1, record)
    with pytest.raises(WargameError, match="2022-10 to 2026-05"):
        backtest.origins("2023-01", "2025-07", 3, record)
    with pytest.raises(WargameError, match="no origin"):
        backtest.origins("2025-07", "2023-07", 3, record)
