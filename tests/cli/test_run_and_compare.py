"""The commands run, compare and network, on the real model, small."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from wargame import results
from wargame.cli import main
from wargame.scenario import load

pytestmark = pytest.mark.slow

BASE = """
scenario: 1
title: A short war
question: What happens in three months?
answer: [stock_growth, capital_ballistic_dry: "< 2"]
months: 3
runs: 4
"""
HALT = BASE.replace("A short war", "A short war with a halt") + (
    "events:\n  - {on: 2026-02-01, event: ceasefire}\n"
)


@pytest.fixture()
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "war.yaml").write_text(BASE)
    (tmp_path / "halt.yaml").write_text(HALT)
    return tmp_path


def _code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    return int(done.value.code or 0)


def test_run_writes_everything_and_the_resolved_scenario_runs_again(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code("run", "war.yaml", "--seed", "7") == 0
    told = capsys.readouterr()
    assert "What happens in three months?" in told.out
    assert "Not a prediction" in told.out
    assert told.err == ""  # no terminal, no progress
    home = files / "out" / "war"
    names = {path.name for path in home.iterdir()}
    assert names == {
        "report.html",
        "figures",
        "monthly.parquet",
        "series.parquet",
        "outcomes.parquet",
        "inputs.parquet",
        "scenario.resolved.yaml",
        "manifest.json",
    }
    manifest = json.loads((home / "manifest.json").read_text())
    assert manifest["command"] == "wargame run war.yaml --runs 4 --seed 7 --months 3"
    assert load(home / "scenario.resolved.yaml").hash == manifest["scenario_hash"]
    assert len(results.read(home).monthly) == 4 * 3 * 6
    rows = duckdb.execute(f"SELECT count(*) FROM '{home}/outcomes.parquet'").fetchall()
    assert rows == [(4,)]


def test_the_command_in_the_manifest_gives_the_same_tables(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The tables name the commit; someone may commit between the two runs.
    monkeypatch.setattr("wargame.results.provenance.commit", lambda: "none")
    assert _code("run", "war.yaml", "--out", "a", "--json") == 0
    assert _code("run", "war.yaml", "--out", "b", "--json") == 0
    for name in ("outcomes.parquet", "monthly.parquet", "inputs.parquet"):
        assert (files / "a" / name).read_bytes() == (files / "b" / name).read_bytes()


def test_events_of_a_scenario_are_in_its_report(files: Path) -> None:
    assert _code("run", "halt.yaml", "--json") == 0
    html = (files / "out" / "halt" / "report.html").read_text()
    assert "1 February 2026" in html
    assert "ceasefire" in html


def test_json_holds_numbers_and_words(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _code("run", "war.yaml", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    first = told["answers"][0]
    assert first["outcome"] == "stock_growth"
    assert first["p10"] <= first["median"] <= first["p90"]
    assert first["n"] == 4
    assert told["provenance"]["command"].startswith("wargame run war.yaml")


def test_a_used_directory_is_refused_before_anything_runs(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "mine").mkdir()
    (files / "mine" / "letter").write_text("x")
    assert _code("run", "war.yaml", "--out", "mine") == 2
    assert "is not empty" in capsys.readouterr().err
    assert _code("run", "war.yaml", "--out", "mine", "--force") == 2
    assert [path.name for path in (files / "mine").iterdir()] == ["letter"]


def test_compare_shows_inputs_then_paired_differences(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code("compare", "war.yaml", "halt.yaml", "--out", "c") == 0
    told = capsys.readouterr().out
    assert told.index("What differs in the inputs") < told.index("run by run")
    assert "2026-02-01 ceasefire" in told
    assert "Set by the scenario, without a note" in told
    assert "Break-even" in told
    names = {path.name for path in (files / "c").iterdir()}
    assert {"compare.html", "comparison.parquet", "comparison.json", "manifest.json"} <= names
    paired = json.loads((files / "c" / "comparison.json").read_text())["paired"]
    growth = next(row for row in paired if row["name"] == "launched_missiles")
    assert growth["mean"] < 0
    assert "difference" in growth["words"]


def test_json_of_a_comparison_holds_numbers_and_words_only_beside_them(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _code("compare", "war.yaml", "halt.yaml", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    even = told["break_even"]["halt"]
    assert even["from"] == "2026-02-01"
    assert (even["n"], even["unit"]) == (4, "months")
    assert even["low"] <= even["happens"] <= even["high"]
    assert even["happens"] == even["hits"] / even["n"]
    dry = told["levels"]["war"]["capital_ballistic_dry"]
    assert {"p10", "median", "p90", "measured", "happens"} <= set(dry)
    assert told["levels"]["war"]["spillover"]["happens"] == 0.0
    assert all(isinstance(row["mean"], float | None) for row in told["paired"])


def test_a_run_is_held_against_the_scenario_that_it_extends(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = BASE.replace("scenario: 1", "scenario: 1\nextends: war.yaml").replace("Short", "Halt")
    (files / "child.yaml").write_text(
        own + "events:\n  - {on: 2026-02-01, event: ceasefire, note: Assumed}\n"
    )
    assert _code("run", "child.yaml", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    growth = told["answers"][0]["paired"]
    assert (growth["base"], growth["n"]) == ("war", 4)
    assert growth["low"] <= growth["mean"] <= growth["high"]
    assert growth["mean"] > 0  # what is not fired is kept
    assert growth["here"] - growth["in_base"] == pytest.approx(growth["mean"])
    html = (files / "out" / "child" / "report.html").read_text()
    assert "wargame compare war.yaml child.yaml --runs 4" in html
    assert _code("compare", "war.yaml", "child.yaml", "--json") == 0
    paired = json.loads(capsys.readouterr().out)["paired"]
    same = next(row for row in paired if row["name"] == "stock_growth")
    assert same["mean"] == pytest.approx(growth["mean"])


def test_a_base_that_forbids_strikes_is_given_the_same_leave(files: Path) -> None:
    from wargame.api.against_base import leave

    base, own = load("continued_war"), load("spillover")
    assert leave(own, base) == "policies.attacker.spillover=large"
    assert leave(load("ceasefire"), base) == ""


@pytest.mark.parametrize("stopped", ["war", "halt"])
def test_a_stopped_run_says_what_was_stopped_and_leaves_nothing(
    files: Path, stopped: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wargame.model.war import War

    go = War.go

    def stop(war: War, *most: int) -> int:
        if war.day >= 45:
            raise KeyboardInterrupt
        return go(war, *most)

    monkeypatch.setattr(War, "go", stop)
    assert _code("run", f"{stopped}.yaml", "--out", "o") == 130
    err = capsys.readouterr().err
    assert err.startswith(f"stopped while simulating {stopped}, ")
    assert "of 4 runs of 3 months done; nothing was written" in err
    assert sorted(path.name for path in files.iterdir()) == ["halt.yaml", "war.yaml"]


def test_json_of_one_run_is_json(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["compare", "war.yaml", "halt.yaml"], ["run", "halt.yaml"]):
        assert _code(*command, "--runs", "1", "--json") == 0
        told = capsys.readouterr().out

        def refuse(word: str) -> None:
            raise AssertionError(f"{word} is not JSON")

        json.loads(told, parse_constant=refuse)


def test_compare_with_itself_finds_nothing(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _code("compare", "war.yaml", "war.yaml", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["inputs"] == []
    assert all(row["equal"] == 1 for row in told["paired"] if row["n"])


def test_compare_needs_two(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _code("compare", "war.yaml") == 2
    assert "two scenarios" in capsys.readouterr().err


def test_network_draws_both_kinds(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _code("network", "war.yaml") == 0
    assert (files / "war_network.svg").read_text().startswith("<?xml")
    assert (files / "war_network.png").read_bytes().startswith(b"\x89PNG")
    assert _code("network", "war.yaml", "--out", "x.pdf") == 2
    assert ".svg or .png" in capsys.readouterr().err
    assert _code("network", "war.yaml", "--out", "war_network.svg") == 2
