"""`wargame sweep` and `wargame query` on the real model, small."""

from __future__ import annotations

import csv
import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.progress import Progress

from tests.cli.test_check import run
from tests.study.sweep.small import KH101, written
from wargame.api.progress import Terminal, duration

pytestmark = pytest.mark.slow

SMALL: dict[str, Any] = {"replicates": 1, "design": {"kind": "lhs", "points": 3}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished sweep; the working directory is where it was made."""
    folder = tmp_path_factory.mktemp("cli")
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert run("sweep", str(written(folder, **SMALL)), "--workers", "1") == 0
    finally:
        os.chdir(before)
    return folder / "out" / "small.sweep"


def test_it_says_what_it_made(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design = str(made.parents[1] / "small.yaml")
    assert run("sweep", design, "--out", str(made), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["rows_failed"], told["shards"]) == (6, 0, 2)
    assert json.loads((made / "finished.json").read_text())["rows_sha256"] == told["rows_sha256"]
    assert run("sweep", design, "--out", str(made), "--resume") == 0
    said = capsys.readouterr().out
    assert "6 runs in" in said and "none failed" in said and "wargame.open(" in said
    facts = json.loads((made / "manifest.json").read_text())["provenance"]
    assert facts["command"] == f"wargame sweep {design} --out out/small.sweep"
    assert facts["runs"] == "6" and facts["seed"] == "1"


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design = str(written(tmp_path))
    assert run("sweep", design, "--out", str(tmp_path / "o"), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "20 runs of 1 month: 2 policies x 5 points (lhs) x 2 replicates" in said
    assert f"{KH101}: 20 to 140 missiles/month" in said
    assert run("sweep", design, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 20
    assert [path.name for path in tmp_path.iterdir()] == ["small.yaml"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--workers", "0"], "workers 0: expected 1 to 1024"),
        (["--chunk", "0"], "chunk 0: expected 1 to 100000"),
        (["--workers", "2", "--cluster", "tcp://x:1"], "workers are processes of this machine"),
        (["--resume"], "holds no sweep to go on with; leave out --resume"),
    ],
)
def test_refused(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sweep", str(written(tmp_path)), "--out", str(tmp_path / "o"), *words) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_another_sweep_there_is_refused_and_replaced_by_force(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = str(written(tmp_path, **SMALL | {"seed": 2, "levers": None}))
    assert run("sweep", design, "--out", str(made)) == 2
    said = capsys.readouterr().err
    assert "holds another sweep" in said and "seed: 1 there, 2 here" in said
    assert len(said.splitlines()) == 1
    out = tmp_path / "o"
    (out / "shards").mkdir(parents=True)
    (out / "mine.txt").write_text("precious")
    assert run("sweep", design, "--out", str(out), "--force") == 2
    assert (out / "mine.txt").exists()


def test_a_fault_of_the_design_is_told_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = written(tmp_path, outcomes=["stock_grwth"])
    assert run("sweep", str(design)) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{design}:") and "did you mean 'stock_growth'?" in said


def test_check_knows_designs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", str(written(tmp_path))) == 0
    assert "a sound design of kind lhs; 2 policies, 2 uncertainties" in capsys.readouterr().out
    design = written(tmp_path, outcomes=["stock_grwth"])
    assert run("check", "continued_war", str(design)) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"{design}:") and "continued_war: sound" in said.out


def test_query(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = f'select policy, count(*) as n, max("{KH101}") as most from runs group by 1 order by 1'
    assert run("query", str(made), sql) == 0
    shown = capsys.readouterr()
    assert "posture=hoard" in shown.out and "small · seed 1" in shown.err
    assert run("query", str(made), sql, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["n"] for row in told["rows"]] == [3, 3]
    assert told["columns"] == ["policy", "n", "most"] and told["provenance"]["seed"] == "1"
    assert run("query", str(made), sql, "--csv") == 0
    rows = list(csv.DictReader(StringIO(capsys.readouterr().out)))
    assert [row["policy"] for row in rows] == ["posture=fire_as_made", "posture=hoard"]
    assert run("query", str(made), "select count(*) as n from points", "--json") == 0
    assert json.loads(capsys.readouterr().out)["rows"] == [{"n": 3}]


def test_a_query_shows_the_first_rows(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", str(made), "select range from range(200)") == 0
    said = capsys.readouterr().out
    assert "The first 50 rows" in said and " 49 │" in said and " 50 │" not in said


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select nothing from runs", "Binder Error"),
        ("drop view runs", "expected one SELECT"),
        ("", "expected one SELECT"),
        ("select 1; select 2", "expected one SELECT"),
        ("copy (select 1) to 'x.csv'", "expected one SELECT"),
        ("select * from read_text('/etc/hostname')", "Permission Error"),
        ("select * from read_csv('https://127.0.0.1/x.csv')", "rror"),
    ],
)
def test_queries_that_are_refused(
    made: Path, sql: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", str(made), sql) == 2
    said = capsys.readouterr().err
    assert told in said and "Traceback" not in said


def test_queries_of_what_is_no_sweep(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("query", str(tmp_path), "select 1") == 2
    assert "holds no sweep" in capsys.readouterr().err
    assert run("query", str(made), "select 1", "--csv", "--json") == 2


def test_the_rate_leaves_out_what_was_there() -> None:
    now = 100.0
    bars = Progress(get_time=lambda: now, disable=True)
    name = bars.add_task("x", total=1000)
    (task,) = bars.tasks
    log = Terminal(unit="runs")
    bars.advance(name, 400)
    assert log.line(task) == "400 of 1,000 runs"
    now = 110.0
    bars.advance(name, 100)
    assert log.line(task) == "500 of 1,000 runs, 10 runs/s, 50 s left"
    assert [duration(s) for s in (45, 720, 12600)] == ["45 s", "12 min", "3.5 h"]


def test_a_log_says_now_and_then_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wargame.api.progress.EVERY", 0.0)
    with Terminal(unit="runs").bar("x", 10) as advance:
        advance(4)
    assert "4 of 10 runs" in capsys.readouterr().err
