"""The debrief: what was believed, what mattered, what else could have been; machine players."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.play.small import ALL, game, room
from wargame.evidence.errors import WargameError
from wargame.play.debrief import counterfactual, debrief, machine_score, turning_points
from wargame.play.game import Turn, branch
from wargame.play.roles import ROLES, payoff, score

PLAYED = [
    {"moscow": {"posture": "surge", "energy": 0.9}, "europe": {"purchases": 2.0}},
    {},
    {"kyiv": {"ration_days": 90.0, "concentrate": 4.0}},
]


@pytest.fixture(scope="module")
def told():
    one = game(PLAYED, months=6)
    said = [{"turn": 1, "seat": "europe", "text": "<i>Enough.</i>"}]
    return debrief(one, said), one


def test_a_debrief_is_plain_and_whole(told):
    found, one = told
    json.dumps(found, allow_nan=False)
    assert [turn["from"] for turn in found["turns"]][:2] == ["2026-01-01", "2026-02-01"]
    assert found["turns"][0]["orders"] == PLAYED[0]
    assert found["turns"][1]["said"][0]["text"] == "<i>Enough.</i>"
    assert len(found["months"]) == 6
    beliefs = {(b["seat"], b["name"]): b for b in found["beliefs"]}
    missiles = beliefs["kyiv", "missiles"]
    with branch(one) as war:
        held = war.recorder.series["believed_stock"][0]
    np.testing.assert_allclose(missiles["value"][:6], held, atol=0.06)
    assert missiles["n"] == 7 and 0 <= missiles["inside"] <= 7


def test_scores_are_goals_met_by_weight(told):
    found, one = told
    with branch(one) as war:
        for seat in ALL:
            given = found["scores"][seat]
            assert given["score"] == pytest.approx(payoff(war, seat).mean(), abs=0.001)
            by_goal = sum(g["weight"] * g["met"] for g in given["goals"])
            assert by_goal == pytest.approx(given["score"], abs=0.002)
            assert given["unled"]["low"] <= given["unled"]["median"] <= given["unled"]["high"]
            assert given["unled"]["n"] == 200
    for role in ROLES.values():
        assert sum(goal.weight for goal in role.goals) == pytest.approx(1.0)


def test_turning_points_find_the_order_that_mattered(told):
    points = told[0]["points"]
    assert {(p["turn"], p["seat"]) for p in points} == {(1, "moscow"), (1, "europe"), (3, "kyiv")}
    assert points[0]["seat"] == "moscow"  # a surge at the grid in the coldest months
    assert points[0]["moved"]["moscow"]["median"] > 0
    assert points[0]["moved"]["kyiv"]["high"] < 0
    assert all(p["n"] == 40 for p in points)


def test_a_counterfactual_is_the_other_war_with_the_same_luck(told):
    one = told[1]
    found = counterfactual(one, 1, "moscow", {"posture": None, "energy": None}, runs=30)
    json.dumps(found, allow_nan=False)
    other = one.otherwise(0, "moscow", {})
    with branch(other) as war:
        expected = {seat: float(score(war, seat)[0]) for seat in ALL}
    for seat in ALL:
        assert found["scores"][seat]["changed"] == pytest.approx(expected[seat], abs=0.001)
        assert found["scores"][seat]["played"] == told[0]["scores"][seat]["score"]
        paired = found["scores"][seat]
        assert paired["low"] <= paired["median"] <= paired["high"] and paired["n"] == 30
    assert found["scores"]["kyiv"]["better"] > 0.9  # no surge at the grid in winter
    assert found["instead_of"] == PLAYED[0]["moscow"]


def test_nothing_differs_before_the_turn_that_was_changed(told):
    found = counterfactual(told[1], 3, "moscow", {"posture": "hoard"}, runs=10)
    for thing in found["things"]:
        assert thing["played"][:2] == thing["changed"][:2]
        assert thing["low"][:2] == thing["high"][:2] == [0.0, 0.0]
    launched = next(thing for thing in found["things"] if thing["name"] == "launched")
    assert launched["high"][3] < 0


def test_a_counterfactual_that_orders_the_same_changes_nothing(told):
    found = counterfactual(told[1], 1, "europe", {"purchases": 2.0}, runs=5)
    for thing in found["things"]:
        assert thing["played"] == thing["changed"]
        assert set(thing["low"]) == set(thing["high"]) == {0.0}


def test_changes_of_several_seats_make_one_other_war(told):
    one = told[1]
    also = [(1, "moscow", {"posture": "hoard"}), (4, "washington", {"aid": 0.0})]
    found = counterfactual(one, 3, "kyiv", {"ration": False}, runs=5, also=also)
    other = one.otherwise(2, "kyiv", {**PLAYED[2]["kyiv"], "ration": False})
    other = other.otherwise(0, "moscow", {**PLAYED[0]["moscow"], "posture": "hoard"})
    other = other.otherwise(3, "washington", {"aid": 0.0})
    with branch(other) as war:
        for seat in ALL:
            score_now = float(score(war, seat)[0])
            assert found["scores"][seat]["changed"] == pytest.approx(score_now, abs=0.001)
    assert [part["turn"] for part in found["also"]] == [1, 4]
    assert found["from_month"] == 0


def test_what_cannot_be_asked_is_refused(told):
    one = told[1]
    for call, words in (
        (lambda: counterfactual(one, 9, "kyiv", {}), "expected 1 to 6"),
        (lambda: counterfactual(one, 0, "kyiv", {}), "expected 1 to 6"),
        (lambda: counterfactual(one, 1, "paris", {}), "no seat"),
        (lambda: counterfactual(one, 1, "kyiv", {"pool": 4}), "kyiv"),
        (lambda: counterfactual(one, 1, "kyiv", {}, runs=1), "3 to 2000"),
        (lambda: debrief(one.until(0)), "no turn"),
    ):
        with pytest.raises(WargameError, match=words):
            call()


def test_progress_is_told_of_each_order():
    heard = []
    turning_points(game(PLAYED[:1], months=2), heard.append)
    assert heard == [1, 2]


@pytest.mark.parametrize("seat", ALL)
def test_a_machine_plays_better_than_nobody(seat):
    """Over eight worlds of a year and a half; a student has to do something to beat it."""
    gains = []
    for seed in range(1, 9):
        silent = game(months=18, seed=seed)
        with branch(silent) as war:
            gains.append(machine_score(silent, seat) - float(score(war, seat)[0]))
    assert np.mean(gains) > 0.005
    assert sum(gain > -0.005 for gain in gains) >= 6


def test_four_machines_play_a_game_to_its_debrief(tmp_path):
    found = room(tmp_path, seats=dict.fromkeys(ALL, "machine"))
    while found.status()["state"] == "open":
        found.advance()
    told = found.debrief()
    assert {seat for turn in told["turns"] for seat in turn["orders"]} == set(ALL)
    for seat in ALL:  # played by the machine: the machine in its place does the same
        assert told["scores"][seat]["machine"] == told["scores"][seat]["score"]
    assert Turn() not in found.game().played[:1]
