"""Nothing is lost: a killed server comes back, a finished game replays to the same bits."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.play.small import room
from wargame.play.refused import Refused
from wargame.play.store import Store, replay

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

SERVER = """
import sys
from wargame.play import codes
from wargame.play.store import Store

codes._COST["n"] = 2  # as in the tests that read its digests
store = Store(sys.argv[1])
room = store.create("continued_war", turns=5, seed=11, seats={"washington": "machine"})
print(room.id, room.codes["kyiv"], room.join(room.codes["kyiv"]), flush=True)
room.submit("moscow", {"posture": "surge"})
room.advance()
room.submit("kyiv", {"pool": 0.3, "protect": "energy"})
room.declare("europe", "We will pay.")
room.ready("kyiv")
print("accepted", flush=True)
number = 0
while True:  # orders, each acknowledged on a line, until killed
    number += 1
    room.submit("europe", {"patriot": number / 1_000_000})
    print(number, flush=True)
"""


def test_a_server_killed_in_the_middle_of_a_turn_comes_back_with_every_order(tmp_path):
    path = tmp_path / "games.sqlite"
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    name, code, token = server.stdout.readline().split()
    assert server.stdout.readline() == "accepted\n"
    told = 0
    while told < 25:
        told = int(server.stdout.readline())
    os.kill(server.pid, signal.SIGKILL)
    # What was acknowledged before the kill may still stand in the pipe.
    rest = [int(line) for line in server.stdout.read().split("\n") if line]
    told = max([told, *rest])
    assert server.wait() == -signal.SIGKILL

    store = Store(path)
    back = store.room(name)
    view = back.view("europe")
    assert view["turn"] == 2 and view["state"] == "open" and view["ready"] == ["kyiv"]
    assert view["ordered"]["patriot"] * 1_000_000 == pytest.approx(told, abs=1.1)
    assert round(view["ordered"]["patriot"] * 1_000_000) >= told
    assert back.view("kyiv")["ordered"] == {"pool": 0.3, "protect": "energy"}
    assert [one["text"] for one in view["said"]] == ["We will pay."]
    assert back.seat_of(token) == "kyiv"
    assert back.seat_of(back.join(code)) == "kyiv"
    while back.status()["state"] == "open":
        back.advance()
    assert replay(store, name) == (name, 5, True, None, "5 turns come out the same, to the bit")


def test_a_turn_that_was_being_played_when_the_server_went_is_played(tmp_path):
    found = room(tmp_path, seats=dict.fromkeys(("moscow", "kyiv", "europe"), "model"))
    found.submit("washington", {"aid": 0.5})
    # Ready is on disk; the process ends before the turn is.
    found.store.write(found.id, found.log.number, "ready", {"seat": "washington", "ready": True})
    found.store.close()
    back = Store(tmp_path / "games.sqlite").room(found.id)
    assert back.status()["turn"] == 1  # whoever only reads a store plays nothing
    back.catch_up()
    back.catch_up()
    assert back.status()["turn"] == 2
    assert back.game().played[0].orders == {"washington": {"aid": 0.5}}


def test_a_game_comes_back_as_it_was(tmp_path):
    found = room(tmp_path, seats={"kyiv": "machine"}, name="<b>Class 9</b>")
    found.submit("moscow", {"posture": "hoard"})
    found.advance()
    found.advance()
    found.undo()
    found.pause()
    views = {seat: found.view(seat) for seat in ("moscow", "kyiv", "europe")}
    truth = found.truth()
    found.store.close()
    store = Store(tmp_path / "games.sqlite")
    back = store.room(found.id)
    assert {seat: back.view(seat) for seat in views} == views
    assert back.truth() == truth
    assert back.codes == {}  # kept as digests only
    (row,) = store.rooms()
    assert (row["name"], row["state"], row["turn"]) == ("<b>Class 9</b>", "paused", 1)


def test_two_servers_on_one_game_do_not_mix_their_turns(tmp_path):
    found = room(tmp_path)
    other = Store(tmp_path / "games.sqlite").room(found.id)
    found.submit("kyiv", {"pool": 0.1})
    with pytest.raises(Refused, match="another server"):
        other.submit("kyiv", {"pool": 0.9})
    assert Store(tmp_path / "games.sqlite").room(found.id).view("kyiv")["ordered"] == {"pool": 0.1}


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path):
    for number in range(10):
        path = tmp_path / f"{number}.sqlite"
        with ThreadPoolExecutor(8) as threads:
            stores = list(threads.map(lambda _, path=path: Store(path), range(8)))
        for store in stores:
            assert store.rooms() == []
            store.close()


def test_the_file_is_for_its_owner_alone(tmp_path):
    found = room(tmp_path)
    assert stat.S_IMODE((tmp_path / "games.sqlite").stat().st_mode) == 0o600
    base = sqlite3.connect(tmp_path / "games.sqlite")
    assert base.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    found.store.close()


def _changed(path: Path, change) -> None:
    base = sqlite3.connect(path)
    (name, text) = base.execute("SELECT id, header FROM games").fetchone()
    header = json.loads(text)
    change(header)
    base.execute("UPDATE games SET header = ? WHERE id = ?", (json.dumps(header), name))
    base.commit()
    base.close()


def _old(tmp_path, change):
    found = room(tmp_path)
    found.submit("moscow", {"posture": "surge"})
    found.advance()
    found.advance()
    found.store.close()
    _changed(tmp_path / "games.sqlite", change)
    return Store(tmp_path / "games.sqlite"), found.id


def test_a_game_of_another_version_with_the_same_bits_goes_on_with_a_word(tmp_path):
    store, name = _old(tmp_path, lambda header: header.update(version="0.0.9", code="other"))
    back = store.room(name)
    assert "version 0.0.9 then" in back.notice and "comes out the same" in back.notice
    back.advance()
    assert replay(store, name).same


def test_a_game_that_no_longer_comes_out_the_same_can_only_be_looked_at(tmp_path):
    store, name = _old(tmp_path, lambda header: header.update(seed=8, code="other"))
    back = store.room(name)
    assert back.readonly
    assert "Turn 1 no longer comes out as it was played" in back.notice
    for call in (back.advance, back.undo, lambda: back.submit("kyiv", {"pool": 0.1})):
        with pytest.raises(Refused, match="no longer comes out"):
            call()
    told = replay(store, name)
    assert (told.same, told.differs) == (False, 1)
    assert "the code of the model has changed" in told.words
    assert back.truth()


def test_a_game_whose_scenario_can_no_longer_be_read_is_refused(tmp_path):
    def change(header):
        header["scenario"]["set"]["weapons.gone.production"] = 5
        header["version"] = "0.0.1"

    store, name = _old(tmp_path, change)
    with pytest.raises(Refused, match=r"version 0\.0\.1 .* can no longer read its scenario"):
        store.room(name)


def test_other_files_and_newer_formats_are_refused(tmp_path):
    text, other, newer = (tmp_path / name for name in ("a.txt", "b.sqlite", "c.sqlite"))
    text.write_text("these are words and no database, of some length" * 30)
    base = sqlite3.connect(other)
    base.execute("CREATE TABLE things (x)")
    base.close()
    Store(newer).close()
    base = sqlite3.connect(newer)
    base.execute("PRAGMA user_version = 99")
    base.close()
    for path, told in ((text, "cannot be used"), (other, "not a store"), (newer, "newer version")):
        with pytest.raises(Refused, match=told):
            Store(path)
    with pytest.raises(Refused, match="there is no game 'NONE'"):
        Store(tmp_path / "d.sqlite").room("NONE")
