"""`wargame estimates` on the real model, small: run, go on, refuse."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.test_check import run
from tests.scenario.test_panels import PATH, pooled

pytestmark = pytest.mark.slow

WAR = """
scenario: 1
title: A short war
question: What happens in a month?
answer: [stock_growth, capital_ballistic_dry: "< 1"]
months: 1
set:
  weapons.geran.production: 3000 drones/month
"""


@pytest.fixture()
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "war.yaml").write_text(WAR)
    return tmp_path


def test_estimates_are_run_kept_and_told(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("estimates", "war.yaml", "--runs", "3", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    home = files / "out" / "war.estimates"
    keys = {one["key"] for one in told["choices"]}
    assert {"low", "high", "csis_2025_06"} <= keys
    assert "ki_shaheds_2025" not in keys  # the scenario sets that number itself
    assert {path.stem for path in (home / "runs").iterdir()} == keys | {"central"}
    key = [one for one in told["conclusions"] if one["key"]]
    assert [one["outcome"] for one in key][:2] == ["stock_growth", "capital_ballistic_dry"]
    assert key[0]["readings"][0] == {
        **key[0]["readings"][0],
        "key": "central",
        "n": 3,
        "verdict": "survives",
    }
    assert told["provenance"]["command"] == (
        "wargame estimates war.yaml --runs 3 --seed 1 --months 1"
    )
    made = {path.name for path in (home / "report").iterdir()}
    assert made == {"estimates.html", "estimates.json", "figures", "manifest.json"}
    page = (home / "report" / "estimates.html").read_bytes()

    (home / "runs" / "low.npz").unlink()
    before = (home / "runs" / "high.npz").stat().st_mtime_ns
    assert run("estimates", "war.yaml", "--runs", "3") == 0
    out = capsys.readouterr().out
    assert "key conclusions survive" in out
    assert "Not a prediction" in out
    assert (home / "runs" / "high.npz").stat().st_mtime_ns == before
    assert (home / "report" / "estimates.html").read_bytes() == page

    assert run("estimates", "war.yaml", "--runs", "4") == 2
    assert "runs: 3 there, 4 here" in capsys.readouterr().err


def test_a_panel_is_tried_like_a_source(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = pooled(files / "panels" / "winter.yaml")
    assert run("estimates", "war.yaml", "--runs", "3", "--estimate", "panel:winter", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (panel,) = [one for one in told["choices"] if one["key"] == "panel_winter"]
    assert panel["numbers"][0]["path"] == PATH
    assert told["provenance"]["panel_hash"] == sha256(file.read_bytes()).hexdigest()
    assert all("Does it survive other sources?" in one["survives"] for one in told["conclusions"])
    assert run("estimates", "war.yaml", "--estimate", "csis_2025_06") == 2
    assert "expected panel:NAME" in capsys.readouterr().err


def test_a_bad_scenario_leaves_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("estimates", "nowhere.yaml") == 2
    assert run("estimates", "war.yaml", "--runs", "0") == 2
    assert "runs 0" in capsys.readouterr().err
    assert not (files / "out").exists()
