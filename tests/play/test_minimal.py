"""A game in the smallest theatre, which lacks what most seats of the default one speak of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wargame.declare.errors import InputError
from wargame.evidence import theatre
from wargame.play.adviser import advise
from wargame.play.counterfactual import counterfactual
from wargame.play.debrief import debrief
from wargame.play.refused import Refused
from wargame.play.room import Room
from wargame.play.store import Store, replay

pytestmark = pytest.mark.slow

FIRST = """\
scenario: 1
title: A first war
question: How long do the magazines last?
theatre: minimal
months: 12
"""
SEATS = ["attacker", "defender", "partner"]


def opened(path: Path, text: str = FIRST, **choices: object) -> Room:
    (path / "first_war.yaml").write_text(text)
    choices = {"turns": 4, "seed": 3} | choices
    return Store(path / "games.sqlite").create(str(path / "first_war.yaml"), **choices)


def test_a_few_months_are_played_to_the_debrief(tmp_path: Path) -> None:
    room = opened(tmp_path, seats={"defender": "machine"})
    assert list(room.titles()) == SEATS and set(room.codes) == {"facilitator", *SEATS}
    for seat in SEATS:
        view, choices = room.view(seat), room.choices(seat)
        json.dumps([view, choices], allow_nan=False)
        assert view["own"] and view["card"]["goals"] and choices
    room.inject(room.examples()[0])
    room.submit("attacker", {"posture": "surge", "reserve": 0.0})
    room.ready("attacker")
    room.ready("partner")
    assert [line["text"] for line in room.status()["news"]] == ["Partner: aid is cut by 50%"]
    for _ in range(3):
        room.advance()
    assert room.log.state == "finished" and replay(room.store, room.id).same
    result = debrief(room.game(), points=False)
    json.dumps(result, allow_nan=False)
    assert set(result["scores"]) == set(SEATS)
    assert result["turns"][0]["orders_in_words"]["attacker"] == ["Posture: surge", "Reserve: 0%"]


def test_the_adviser_and_other_orders(tmp_path: Path) -> None:
    room = opened(tmp_path)
    for _ in range(2):
        room.advance()
    for seat in SEATS:
        fans = advise(room.game(), seat, 10)["things"]
        assert all(len(one["median"]) == 2 for one in fans)
    other = counterfactual(room.game(), 1, "attacker", {"posture": "hoard"}, runs=10)
    launched = next(one for one in other["things"] if one["name"] == "launched")
    assert sum(launched["changed"]) < sum(launched["played"])


def test_every_lever_can_be_ordered_and_taken_back(tmp_path: Path) -> None:
    room = opened(tmp_path)
    for seat in SEATS:
        for choice in room.choices(seat):
            now = choice["options"][0] if choice["options"] else choice["high"]
            room.submit(seat, {choice["name"]: now})
    room.advance()
    for seat in SEATS:
        room.submit(seat, dict.fromkeys(room.view(seat)["standing"]))
    room.advance()
    assert not any(room.view(seat)["standing"] for seat in SEATS)


def test_a_theatre_without_rules_of_a_game_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "evidence").mkdir(parents=True)
    folder = theatre.load("minimal").folder
    for name in ("theatre.yaml", "evidence/invented.yaml"):
        (mine / name).write_text((folder / name).read_text())
    text = FIRST.replace("minimal", "mine")
    with pytest.raises(Refused, match=r"the theatre mine has no game\.yaml"):
        opened(tmp_path, text)
    (mine / "seats.yaml").write_text((folder / "seats.yaml").read_text())
    wrong = (folder / "game.yaml").read_text()
    for old, new in (
        ("series: stock", "series: stok"),
        ("[launched, leaked]", "[launched, leakd]"),
        ("if: [few]", "if: [fw]"),
        ("posture: [{", "postur: [{"),
        ("  partner:\n    short", "  partners:\n    short"),
    ):
        wrong = wrong.replace(old, new, 1)
    (mine / "game.yaml").write_text(wrong)
    with pytest.raises(InputError) as caught:
        opened(tmp_path, text)
    for words in ("'stok'", "'leakd'", "'fw'", "lever 'postur'", "seat 'partners'", "'partner'"):
        assert words in str(caught.value), words


def test_an_entry_that_a_scenario_removes_is_not_counted(tmp_path: Path) -> None:
    text = (
        "scenario: 1\ntitle: Fewer\nquestion: q\nextends: continued_war\nmonths: 3\n"
        "remove: {interceptors: [aster30], allies: [poland], suppliers: [poland]}\n"
    )
    room = opened(tmp_path, text, turns=3)
    room.advance()
    values = {one["name"]: one["value"] for one in room.truth()}
    assert values["aster"] == 0 and values["scarce"] == values["patriot"] > 0
    assert "ready_poland" not in values and "ready_romania" in values
