"""Tables: declared columns, whole numbers, NULL for never, metadata, the same bytes again."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.fake_record import WEAPONS, fake_record
from wargame import results
from wargame.declare.errors import WargameError
from wargame.results import parquet
from wargame.scenario.outcomes import OUTCOMES


@pytest.fixture(scope="module")
def record():
    return fake_record(runs=7, months=14)


@pytest.fixture(scope="module")
def home(record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables")
    parquet.write_tables(path, results.dataset(record, "wargame run 'it''s'"))
    return path


def test_monthly_has_a_row_for_every_run_month_and_class(record, home: Path) -> None:
    frame, _ = parquet.read_parquet(home / "monthly.parquet")
    assert list(frame) == ["run", "month", "days", "weapon_class", "launched", "intercepted"]
    assert len(frame) == 7 * 14 * 6
    assert set(frame.weapon_class) == set(parquet.RECORDED_CLASSES)
    assert frame.month.str.fullmatch(r"20\d\d-[01]\d").all()
    assert frame.launched.dtype.kind == frame.intercepted.dtype.kind == "i"
    assert not frame[frame.weapon_class == "unknown_missile"].launched.any()
    classes = np.array([row[1] for row in WEAPONS.values()])
    wanted = record.series["launched"][3, 9, classes == "cruise"].sum()
    cell = frame[(frame.run == 3) & (frame.month == "2026-10") & (frame.weapon_class == "cruise")]
    assert int(cell.launched.iloc[0]) == int(wanted) > 0


def test_outcomes_have_every_declared_column_and_its_unit(record, home: Path) -> None:
    frame, metadata = parquet.read_parquet(home / "outcomes.parquet")
    assert list(frame) == ["run", *OUTCOMES]
    assert frame.run.tolist() == record.runs.tolist()
    for name, outcome in OUTCOMES.items():
        assert metadata[f"unit.{name}"] == outcome.unit
        np.testing.assert_array_equal(frame[name].to_numpy(), record.outcomes[name])
    assert metadata["seed"] == "1"
    assert metadata["command"] == "wargame run 'it''s'"


def test_never_is_null_not_nan(record, home: Path) -> None:
    wanted = int(np.isnan(record.outcomes["break_even_month"]).sum())
    rows = duckdb.execute(
        f"SELECT count(*) FROM '{home}/outcomes.parquet' WHERE break_even_month IS NULL"
    ).fetchall()
    assert rows == [(wanted,)]
    assert wanted > 0


def test_zstd_and_the_same_bytes_again(record, home: Path, tmp_path: Path) -> None:
    codecs = duckdb.execute(
        f"SELECT DISTINCT compression FROM parquet_metadata('{home}/monthly.parquet')"
    ).fetchall()
    assert codecs == [("ZSTD",)]
    parquet.write_tables(tmp_path, results.dataset(record, "wargame run 'it''s'"))
    for name in ("monthly", "outcomes", "inputs"):
        again = (tmp_path / f"{name}.parquet").read_bytes()
        assert again == (home / f"{name}.parquet").read_bytes()


def test_a_broken_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(WargameError, match="not a readable Parquet file"):
        parquet.read_parquet(tmp_path / "x.parquet")
