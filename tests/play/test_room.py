"""Rooms: seats, orders, turns, the facilitator; what each may see."""

from __future__ import annotations

import gc
import json
import threading
import time
import weakref

import pytest

from tests.play.small import ALL, room, shown
from wargame.declare.errors import WargameError
from wargame.play.game import branch
from wargame.play.refused import Refused
from wargame.play.room import MOST_SAID
from wargame.play.store import Store, replay

pytestmark = pytest.mark.slow


@pytest.fixture
def seated(tmp_path):
    found = room(tmp_path)
    yield found
    found.store.close()


def test_a_turn_is_played_when_all_persons_are_ready(tmp_path):
    found = room(tmp_path, seats={"washington": "machine", "europe": "model"})
    found.submit("moscow", {"posture": "hoard"})
    found.ready("moscow")
    assert found.status()["turn"] == 1
    found.ready("kyiv")
    status = found.status()
    assert (status["turn"], status["from"], status["ready"]) == (2, "2026-08-01", [])
    played = found.game().played[0].orders
    assert played["moscow"] == {"posture": "hoard"}
    assert set(played["washington"]) and "europe" not in played
    assert found.view("moscow")["standing"] == {"posture": "hoard"}


def test_a_quarter_is_three_months(tmp_path):
    found = room(tmp_path, turn="quarter", turns=2)
    assert found.status()["until"] == "2026-09-30"
    found.advance()
    assert found.status()["from"] == "2026-10-01"
    assert len(found.view("kyiv")["public"][0]["history"]) == 3
    found.advance()
    assert found.status()["state"] == "finished"


def test_orders_of_one_turn_add_up_and_can_be_taken_back(seated):
    assert seated.submit("kyiv", {"pool": 0.2}) == {"pool": 0.2}
    assert seated.submit("kyiv", {"protect": "energy"}) == {"pool": 0.2, "protect": "energy"}
    assert {c["name"]: c["draft"] for c in seated.choices("kyiv")}["pool"] == 0.2
    seated.withdraw("kyiv")
    assert seated.view("kyiv")["ordered"] == {}
    with pytest.raises(Refused, match=r"kyiv\.pool: expected"):
        seated.submit("kyiv", {"protect": "cities", "pool": 7})
    assert seated.view("kyiv")["ordered"] == {}


def test_undo_takes_the_turn_back_to_the_bit(seated):
    seated.submit("moscow", {"posture": "surge"})
    seated.inject({"event": "incident", "ally": "poland"})
    seated.advance()
    before, told = seated.truth(), seated.view("moscow")
    seated.submit("moscow", {"posture": "hoard"})
    seated.advance()
    assert seated.truth() != before
    seated.undo()
    assert seated.truth() == before
    assert seated.view("moscow")["ordered"] == {"posture": "hoard"}
    seated.withdraw("moscow")
    assert seated.view("moscow") == told
    seated.undo()
    assert seated.status()["turn"] == 1
    seated.advance()  # the event stands again with what was ordered
    assert seated.truth() == before
    assert replay(seated.store, seated.id).same


def test_paused_and_finished_rooms_take_no_orders(seated):
    seated.pause()
    with pytest.raises(Refused, match="paused"):
        seated.submit("kyiv", {"pool": 0.2})
    with pytest.raises(Refused, match="paused"):
        seated.advance()
    seated.resume()
    for _ in range(4):
        seated.advance()
    with pytest.raises(Refused, match="over"):
        seated.ready("kyiv")
    with pytest.raises(Refused, match="over"):
        seated.advance()


def test_the_clock_plays_the_turn(tmp_path):
    found = room(tmp_path, clock=60)
    due = found.status()["deadline"]
    assert not found.tick(due - 1)
    assert found.tick(due + 1)
    assert found.status()["turn"] == 2
    assert found.status()["deadline"] > due - 60
    found.pause()
    assert found.status()["deadline"] is None
    assert not found.tick(due + 1e6)
    found.resume()
    left = found.status()["deadline"] - found.log.opened
    assert 0 < left <= 60


def test_a_seat_left_to_the_model_takes_back_what_stood(seated):
    seated.submit("washington", {"aid": 0.0})
    seated.advance()
    seated.assign("washington", "model")
    with pytest.raises(Refused, match="played by the model"):
        seated.submit("washington", {"aid": 0.5})
    seated.advance()
    assert seated.game().played[1].orders["washington"] == {"aid": None}
    assert seated.game().standing("washington") == {}


def test_declarations_are_heard_by_all_and_move_nothing(seated):
    seated.declare("europe", "  We stand\n with Ukraine. ")
    told = {"turn": 0, "seat": "europe", "text": "We stand with Ukraine."}
    assert seated.view("moscow")["said"] == [told]
    seated.declare("kyiv", "a\u202eb\x00c\td")  # nothing that steers a screen
    assert seated.view("moscow")["said"][1]["text"] == "a b c d"
    for bad in ("", "   ", "x" * 281):
        with pytest.raises(Refused):
            seated.declare("europe", bad)
    silent = seated.store.create("continued_war", turns=4, seed=7)
    seated.advance()
    silent.advance()
    assert silent.truth() == seated.truth()


def test_listeners_hear_of_every_change(seated):
    heard = []
    end = seated.listen(lambda one: heard.append(one.status()["turn"]))
    seated.submit("kyiv", {"pool": 0.1})
    seated.advance()
    assert heard == [1, 2]
    end()
    seated.advance()
    assert heard == [1, 2]


def test_codes_and_tokens_open_one_seat_of_one_room(seated, tmp_path):
    other = seated.store.create("continued_war", turns=4)
    token = seated.join(seated.codes["kyiv"].lower().replace("-", " "))
    assert seated.seat_of(token) == "kyiv"
    assert other.seat_of(token) is None
    assert seated.seat_of(token[:-1]) is None
    assert seated.seat_of(None) is None
    assert seated.seat_of(seated.join(seated.codes["facilitator"])) == "facilitator"
    for wrong in (other.codes["kyiv"], seated.codes["kyiv"][:-1] + "2", "", "x", "A" * 99):
        if wrong != seated.codes["kyiv"]:
            with pytest.raises(Refused, match="opens no seat"):
                seated.join(wrong)
    assert seated.store.room_of(seated.codes["kyiv"]) is seated
    assert seated.store.room_of("ZZZZ-22222-22222") in (None, other)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (*(c.split("-", 1)[1] for c in seated.codes.values()), token):
        assert secret.encode() not in kept
        assert secret.replace("-", "").encode() not in kept


def test_views_hold_no_truth_that_is_not_the_seats_own(seated):
    for _ in range(3):
        seated.advance()
    true = {thing["name"]: thing for thing in seated.truth()}
    for seat in ALL:
        view = seated.view(seat)
        json.dumps(view, allow_nan=False)
        exact = {thing["name"] for part in ("own", "public") for thing in view[part]}
        own, public, hidden = shown(seat)
        assert not exact & hidden
        for thing in view["estimates"]:
            assert thing["history"] != true[thing["name"]]["history"], (seat, thing["name"])
            assert thing["low"] <= thing["value"] <= thing["high"]
        words = json.dumps(view)
        assert str(seated.header["seed"]) not in words.split()
        assert "seed" not in words
        for other in ALL:
            if other != seat:
                only = shown(other)[0] - own - public - hidden
                assert not only & exact


def test_the_truth_is_for_the_facilitator_until_the_end(tmp_path):
    found = room(tmp_path, turns=1)
    for call in (found.truth, found.check_may_see_truth):
        for who in (*ALL, "", "facilitators"):
            with pytest.raises(Refused, match="only the facilitator"):
                call(who)
    assert found.truth("facilitator")
    found.check_may_see_truth("facilitator")
    found.advance()
    assert found.truth("kyiv") == found.truth("facilitator")
    found.check_may_see_truth("kyiv")
    found.undo()
    with pytest.raises(Refused, match="only the facilitator"):
        found.check_may_see_truth("kyiv")


@pytest.mark.parametrize("times", [1, 3])
def test_a_turn_that_cannot_be_kept_has_not_been_played(seated, monkeypatch, times):
    """The disk is full for a while: the war is never ahead of its log."""
    before = seated.view("kyiv")

    def full(*_):
        raise Refused("this could not be kept on disk")

    with monkeypatch.context() as broken:
        broken.setattr(seated.store, "write", full)
        for _ in range(times):
            with pytest.raises(Refused, match="could not be kept"):
                seated.advance()
    assert seated.view("kyiv") == before
    seated.advance()
    assert seated.status()["turn"] == 2 and replay(seated.store, seated.id).same


def test_the_last_seat_that_was_waited_for_may_be_handed_over(tmp_path):
    found = room(tmp_path, seats=dict.fromkeys(("moscow", "europe"), "model"))
    found.ready("kyiv")
    assert found.status()["turn"] == 1
    found.assign("washington", "machine")
    assert found.status()["turn"] == 2


def test_a_pause_keeps_what_is_left_of_the_clock(tmp_path):
    found = room(tmp_path, clock=600.0)
    found.log.opened -= 100.0
    found.pause()
    left = found.log.left
    assert left == pytest.approx(500.0, abs=5.0)
    found.store.close()
    back = Store(tmp_path / "games.sqlite").room(found.id)
    back.resume()
    assert back.log.deadline == pytest.approx(time.time() + left, abs=5.0)


def test_what_was_brought_in_can_be_taken_back(seated):
    event = {"event": "aid_cut", "supplier": "all", "share": 0.5}
    seated.inject(event)
    with pytest.raises(Refused, match="already"):
        seated.inject(event)
    seated.recall()
    assert seated.log.injected == []
    seated.inject(event)
    seated.advance()
    assert len(seated.game().played[0].injected) == 1


def test_the_public_record_is_what_every_seat_reads(seated):
    seated.advance()
    for seat in ALL:
        assert seated.view(seat)["public"] == seated.public()


def test_a_seat_can_say_and_change_only_so_much_in_a_turn(seated, monkeypatch):
    for number in range(MOST_SAID):
        seated.declare("kyiv", f"This is word {number}.")
    with pytest.raises(Refused, match="declarations"):
        seated.declare("kyiv", "One more.")
    seated.declare("moscow", "Others may.")
    monkeypatch.setattr("wargame.play.room.MOST_CHANGES", MOST_SAID + 1)
    seated.submit("kyiv", {"pool": 0.1})
    with pytest.raises(Refused, match="too much"):
        seated.submit("kyiv", {"pool": 0.2})
    seated.advance()
    seated.declare("kyiv", "A new turn.")
    seated.submit("kyiv", {"pool": 0.2})


def test_everybody_knows_of_halts_and_talks(seated):
    assert seated.status()["situation"]["state"] == "The war goes on"
    for seat in ("moscow", "kyiv"):
        seated.submit(seat, {"talks": "ceasefire"})
    seated.advance()
    seated.advance()
    view = seated.view("washington")
    assert view["situation"]["state"] == "A ceasefire holds"
    assert "A ceasefire holds" in [line["text"] for line in view["news"]]


def test_a_seat_sees_nothing_of_what_others_order(seated):
    before = {seat: json.dumps(seated.view(seat)) for seat in ("kyiv", "europe", "washington")}
    choices = {seat: json.dumps(seated.choices(seat)) for seat in before}
    seated.submit("moscow", {"posture": "surge", "strike": "poland large"})
    for seat in before:
        assert json.dumps(seated.view(seat)) == before[seat]
        assert json.dumps(seated.choices(seat)) == choices[seat]


def test_there_is_no_view_of_a_seat_that_is_not_there(seated):
    for call in (seated.view, seated.choices, lambda s: seated.submit(s, {})):
        for seat in ("facilitator", "moscow'; --", ""):
            with pytest.raises(Refused, match="no seat"):
                call(seat)


def test_choices_tell_where_their_numbers_come_from(seated):
    for seat in ALL:
        for choice in seated.choices(seat):
            assert choice["meaning"] and choice["source"]
            if choice["kind"] == "number":
                assert choice["low"] <= choice["value"] <= choice["high"]
                if choice["range"]:
                    assert choice["low"] <= choice["range"][0] <= choice["range"][1], choice["name"]


def test_many_hands_at_once_lose_nothing(tmp_path):
    found = room(tmp_path, turns=3)
    levers = {"moscow": "reserve", "kyiv": "pool", "europe": "patriot", "washington": "aid"}
    faults = []

    def play(seat):
        try:
            for step in range(20):
                found.submit(seat, {levers[seat]: step / 100})
                found.view(seat)
        except Exception as error:  # a thread must not swallow its fault
            faults.append(error)

    threads = [threading.Thread(target=play, args=(seat,)) for seat in ALL]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not faults
    assert all(found.view(seat)["ordered"] == {levers[seat]: 0.19} for seat in ALL)
    found.store.close()
    again = Store(tmp_path / "games.sqlite").room(found.id)
    assert all(again.view(seat)["ordered"] == {levers[seat]: 0.19} for seat in ALL)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"turn": "week"}, "month or quarter"),
        ({"turns": 0}, "expected 1 to"),
        ({"seats": {"paris": "person"}}, "no seat 'paris'"),
        ({"seats": {"kyiv": "robot"}}, "person, machine or model"),
        ({"clock": 1}, "5 seconds"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_room_is_not_made_of_nonsense(tmp_path, choices, told):
    with pytest.raises(Refused, match=told):
        room(tmp_path, **choices)


def test_what_is_far_too_long_is_refused_in_few_words(seated):
    for call in (
        lambda: seated.submit("kyiv", {f"lever{n}": "x" * 9999 for n in range(9999)}),
        lambda: seated.submit("kyiv", {"protect": "x" * 10**6}),
        lambda: seated.inject({"event": "x" * 10**6}),
        lambda: seated.inject({"event": "incident", "ally": "poland", "note": "x" * 10**6}),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert len(str(refused.value)) < 1000


def test_a_scenario_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(WargameError, match="no such file"):
        Store(tmp_path / "games.sqlite").create("continued_wars")


def test_a_war_that_is_let_go_is_gone_at_once(seated):
    gc.collect()
    gc.disable()
    try:
        held = [weakref.ref(seated._war.arsenals.held)]
        seated.advance()
        seated.undo()
        with branch(seated.game(), 3) as war:
            held.append(weakref.ref(war.arsenals.held))
        del war
        assert [one() for one in held] == [None, None]
    finally:
        gc.enable()
