"""`wargame claims` and `wargame checks` on the real model, small: run, kill, go on, refuse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_check import ROOT, run

pytestmark = pytest.mark.slow

CLAIMS = """
version: 1
months: 3
claims:
  grows:
    claim: The stock grows.
    speaker: A speaker
    date: 2025-11
    source: nyt_2025_11
    asks:
      - says: by itself
        outcome: stock_growth
        in: continued_war
        test: "> 100"
      - says: more than with half the Iskanders
        outcome: made_missiles
        in: continued_war
        against: {scale: {weapons.iskander_m.production: 0.5}}
        test: "> 0"
"""
CHECKS = """
version: 1
months: 2
scenarios: [continued_war, ceasefire]
checks:
  nothing_made:
    says: Without lines and imports nothing is made.
    mechanisms: [production, imports]
    change: {mechanisms: {production: false, imports: false}}
    series: made
    test: "== 0"
    fast: true
  wrong:
    says: Without lines more is made, which is false.
    mechanisms: [production]
    change: {mechanisms: {production: false}}
    outcome: made_missiles
    expect: more
"""


@pytest.fixture()
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(CLAIMS)
    (tmp_path / "checks.yaml").write_text(CHECKS)
    return tmp_path


def test_claims_killed_half_way_go_on(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = files / "out" / "mine" / "runs"
    command = [sys.executable, str(ROOT / "run.py"), "claims", "mine.yaml", "--runs", "10"]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    for _ in range(1200):
        if runs.is_dir() and len(list(runs.glob("*.npz"))) >= 3:
            break
        time.sleep(0.05)
    os.killpg(started.pid, signal.SIGKILL)
    started.wait()
    kept = {path.name: path.stat().st_mtime_ns for path in runs.glob("*.npz")}
    assert len(kept) >= 3

    assert run("claims", "mine.yaml", "--runs", "10", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert all((runs / name).stat().st_mtime_ns == at for name, at in kept.items())
    assert run("claims", "mine.yaml", "--runs", "10", "--json", "--out", "fresh") == 0
    fresh = json.loads(capsys.readouterr().out)
    assert fresh["answers"] == told["answers"]
    pages = [files / home / "report" / "claims.html" for home in ("out/mine", "fresh")]
    assert pages[0].read_bytes() == pages[1].read_bytes()

    first, second = told["answers"]
    assert (first["key"], second["key"]) == ("grows.1", "grows.2")
    assert {"central", "low", "high"} <= {one["key"] for one in first["shares"]}
    assert (first["apart"], first["higher_same_lower"]) == ("", None)
    assert second["higher_same_lower"] == [1.0, 0.0, 0.0]
    assert "higher in 10 of 10 runs, the same in 0 of 10 runs" in second["apart"]
    assert second["apart"] in pages[0].read_text()
    assert second["shares"][0]["value"] == 1.0  # half the Iskanders is fewer in every run
    assert told["provenance"]["command"] == "wargame claims mine.yaml --runs 10 --seed 1"
    assert "not a prediction" in pages[0].read_text().lower()


def test_bad_claims_leave_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "bad.yaml").write_text(CLAIMS.replace("stock_growth", "stock_grwth"))
    assert run("claims", "bad.yaml") == 2
    assert "bad.yaml:12:18: " in capsys.readouterr().err
    assert run("claims", "mine.yaml", "--only", "grow") == 2
    assert "did you mean 'grows'" in capsys.readouterr().err
    assert run("claims", "mine.yaml", "--runs", "1") == 2
    assert not (files / "out").exists()


def test_checks_fail_with_one(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("checks", "checks.yaml", "--runs", "3", "--out", "made") == 1
    out = capsys.readouterr().out
    assert "fails: wrong in ceasefire: " in out
    assert "4 cells: 2 pass (in 0 of these the change moves nothing), 2 fail" in out
    assert {one.name for one in (files / "made").iterdir()} == {
        "checks.html", "checks.json", "manifest.json",
    }  # fmt: skip
    assert run("checks", "checks.yaml", "--fast", "--runs", "3", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {cell["verdict"] for cell in told["cells"]} == {"pass"}
    assert {cell["scenario"] for cell in told["cells"]} == {"continued_war", "ceasefire"}


def test_schemas(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("claims", "checks"):
        assert run("schema", kind) == 0
        assert json.loads(capsys.readouterr().out)["title"] == f"wargame {kind}"
