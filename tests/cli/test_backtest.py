"""`wargame backtest` and `wargame calibrate` as a user calls them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from wargame.cli import main

pytestmark = pytest.mark.slow

SMALL = ["--from", "2024-01", "--to", "2024-07", "--runs", "50"]


def call(*words: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(words)
    return int(done.value.code or 0)


def test_a_page_of_scores_that_goes_on_where_it_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "back"
    assert call("backtest", *SMALL, "--out", str(home), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["origins"] == ["2024-01", "2024-04", "2024-07"]
    assert len(told["rows"]) == 2 * 5 * 7 and told["failures"]
    page = (home / "report" / "backtest.html").read_text(encoding="utf-8")
    assert "What fails, in words" in page and told["provenance"]["record_hash"] in page
    assert not re.search(r'(src|href)="(?!data:|#)http', page)
    assert page.count("<figure") == 7
    first, second = (home / "runs" / f"2024-0{month}.parquet" for month in (1, 4))
    before, stamp = second.read_bytes(), first.stat().st_mtime_ns
    second.unlink()
    assert call("backtest", *SMALL, "--out", str(home), "--json") == 0
    assert json.loads(capsys.readouterr().out) == told
    assert second.read_bytes() == before and first.stat().st_mtime_ns == stamp
    assert call("backtest", *SMALL, "--seed", "2", "--out", str(home)) == 2
    assert "seed: 1 there, 2 here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["backtest", "--from", "2024"], "2024: expected a month such as 2025-06"),
        (["backtest", "--to", "2026-07"], "the record (strikes_monthly.csv) holds 2022-10"),
        (["calibrate", "--until", "June"], "June: expected a month such as 2025-06"),
        (["calibrate", "--until", "2026-06"], "2026-06: the record"),
    ],
)
def test_bad_input_is_one_clear_error(
    words: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.yaml"
    assert call(*words, "--out", str(out)) == 2
    assert why in capsys.readouterr().err
    assert not out.exists()


def test_calibrate_writes_a_scenario_that_is_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "calibrated.yaml"
    words = ["calibrate", "--until", "2025-06", "--runs", "50", "--out", str(out)]
    assert call(*words) == 0
    assert "Fitted to 2024-07 to 2025-06, n = 50 runs" in capsys.readouterr().out
    text = out.read_bytes()
    assert call("check", str(out)) == 0
    assert call(*words) == 2 and "exists" in capsys.readouterr().err
    assert call(*words, "--force") == 0 and out.read_bytes() == text
    out.write_text("scenario: 1\n")
    assert call(*words, "--force") == 2
    assert "no earlier calibration" in capsys.readouterr().err
    assert out.read_text() == "scenario: 1\n"
