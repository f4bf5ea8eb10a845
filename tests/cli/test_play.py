"""`wargame play`: a game without a browser, from machines to the debrief."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from wargame.cli import main

pytestmark = pytest.mark.slow


def run(*arguments):
    with pytest.raises(SystemExit) as done:
        main(["play", *map(str, arguments)])
    return done.value.code


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    home = tmp_path_factory.mktemp("play")
    store = home / "games.sqlite"
    made = ("machines", "continued_war", "--turns", 3, "--seed", 4, "--store", store)
    assert run(*made, "--model", "washington", "--out", home / "out") == 0
    debrief = json.loads((home / "out" / "game.json").read_text())["debrief"]
    return home, store, debrief


def test_machines_play_and_the_page_is_written(played):
    home, _, told = played
    assert (home / "out" / "game.html").is_file() and (home / "out" / "manifest.json").is_file()
    assert told["seats"]["washington"] == "model" and told["seats"]["kyiv"] == "machine"
    assert len(told["turns"]) == 3 and told["points"]


def test_a_stored_game_is_listed_and_comes_out_the_same(played, capsys):
    _, store, told = played
    assert run("list", "--store", store) == 0
    assert told["id"] in capsys.readouterr().out
    assert run("replay", told["id"], "--store", store) == 0
    assert "3 turns come out the same, to the bit" in capsys.readouterr().out


def test_a_debrief_answers_what_if(played, capsys):
    home, store, told = played
    asked = ("--instead", "2.europe.purchases=2", "--instead", "1.moscow.posture=hoard")
    target = home / "asked"
    assert run("debrief", told["id"], "--store", store, "--out", target, *asked) == 0
    data = json.loads((target / "game.json").read_text())
    assert [one["orders"] for one in data["counterfactuals"]] == [
        {"purchases": 2.0}, {"posture": "hoard"}
    ]  # fmt: skip
    assert data["debrief"]["scores"] == told["scores"]
    assert "--instead 2.europe.purchases=2" in data["provenance"]["command"]


def test_orders_of_several_can_be_one_other_war(played):
    home, store, told = played
    asked = ("--instead", "2.europe.purchases=2", "--instead", "1.moscow.posture=hoard")
    target = home / "together"
    done = run("debrief", told["id"], "--store", store, "--out", target, *asked, "--together")
    assert done == 0
    (other,) = json.loads((target / "game.json").read_text())["counterfactuals"]
    assert [part["seat"] for part in (other, *other["also"])] == ["europe", "moscow"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("replay", "NONE"), "there is no game 'NONE'"),
        (("debrief", "{game}", "--instead", "soon"), "expected TURN.SEAT.LEVER=VALUE"),
        (("debrief", "{game}", "--instead", "9.kyiv.pool=0.2"), "turn: expected 1 to 3"),
        (("debrief", "{game}", "--instead", "1.kyiv.pool=x"), "expected a number, found 'x'"),
        (("debrief", "{game}", "--instead", "1.paris.pool=0"), "there is no seat 'paris'"),
    ],
)
def test_wrong_requests_are_refused_in_a_line(played, capsys, tmp_path, arguments, words):
    _, store, told = played
    given = [a.replace("{game}", told["id"]) for a in arguments]
    more = ["--out", tmp_path / "out"] if given[0] == "debrief" else []
    assert run(*given, "--store", store, *more) == 2
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_games_of_the_server_are_found_too(played, monkeypatch, tmp_path, capsys):
    _, store, told = played
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WARGAME_HOME", str(tmp_path / "home"))
    assert run("list") == 2
    assert "home/games.sqlite" in capsys.readouterr().err.replace("\n", "")
    (tmp_path / "home").mkdir()
    with (
        closing(sqlite3.connect(store)) as kept,
        closing(sqlite3.connect(tmp_path / "home" / "games.sqlite")) as copy,
    ):
        kept.backup(copy)
    assert run("list") == 0
    assert told["id"] in capsys.readouterr().out
    assert run("replay", told["id"]) == 0


def test_a_store_that_is_not_there_and_a_scenario_that_is_not_are_refused(tmp_path, capsys):
    assert run("list", "--store", tmp_path / "none.sqlite") == 2
    assert "no such store of games" in capsys.readouterr().err
    assert run("machines", "continued_wars", "--store", tmp_path / "a.sqlite") == 2
    assert "did you mean 'continued_war'" in capsys.readouterr().err
    assert run("machines", "continued_war", "--turn", "week", "--store", tmp_path / "a.sqlite") == 2
    assert "expected month or quarter" in capsys.readouterr().err
