"""Other orders, the same luck: counterfactuals and turning points."""

from __future__ import annotations

import json

import pytest

from tests.play.small import ALL, PLAYED, game
from wargame.declare.errors import WargameError
from wargame.play.counterfactual import counterfactual, turning_points
from wargame.play.game import branch
from wargame.play.roles import score

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def one():
    return game(PLAYED, months=6)


def test_turning_points_find_the_order_that_mattered(one):
    points = turning_points(one)
    assert {(p["turn"], p["seat"]) for p in points} == {(1, "moscow"), (1, "europe"), (3, "kyiv")}
    assert points[0]["seat"] == "moscow"  # a surge at the grid in the coldest months
    assert points[0]["moved"]["moscow"]["median"] > 0
    assert points[0]["moved"]["kyiv"]["high"] < 0
    assert all(p["n"] == 40 for p in points)


def test_progress_is_told_of_each_order():
    heard = []
    turning_points(game(PLAYED[:1], months=2), heard.append)
    assert heard == [1, 2]


def test_a_counterfactual_is_the_other_war_with_the_same_luck(one):
    found = counterfactual(one, 1, "moscow", {"posture": None, "energy": None}, runs=30)
    json.dumps(found, allow_nan=False)
    other = one.otherwise(0, "moscow", {})
    with branch(one) as war:
        played = {seat: float(score(war, seat)[0]) for seat in ALL}
    with branch(other) as war:
        expected = {seat: float(score(war, seat)[0]) for seat in ALL}
    for seat in ALL:
        assert found["scores"][seat]["changed"] == pytest.approx(expected[seat], abs=0.001)
        assert found["scores"][seat]["played"] == pytest.approx(played[seat], abs=0.001)
        paired = found["scores"][seat]
        assert paired["low"] <= paired["median"] <= paired["high"] and paired["n"] == 30
    assert found["scores"]["kyiv"]["better"] > 0.9  # no surge at the grid in winter
    assert found["instead_of"] == PLAYED[0]["moscow"]


def test_nothing_differs_before_the_turn_that_was_changed(one):
    found = counterfactual(one, 3, "moscow", {"posture": "hoard"}, runs=10)
    for thing in found["things"]:
        assert thing["played"][:2] == thing["changed"][:2]
        assert thing["low"][:2] == thing["high"][:2] == [0.0, 0.0]
    launched = next(thing for thing in found["things"] if thing["name"] == "launched")
    assert launched["high"][3] < 0


def test_a_counterfactual_that_orders_the_same_changes_nothing(one):
    found = counterfactual(one, 1, "europe", {"purchases": 2.0}, runs=5)
    for thing in found["things"]:
        assert thing["played"] == thing["changed"]
        assert set(thing["low"]) == set(thing["high"]) == {0.0}


def test_changes_of_several_seats_make_one_other_war(one):
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


def test_what_cannot_be_asked_is_refused(one):
    for call, words in (
        (lambda: counterfactual(one, 9, "kyiv", {}), "expected 1 to 6"),
        (lambda: counterfactual(one, 0, "kyiv", {}), "expected 1 to 6"),
        (lambda: counterfactual(one, 1, "paris", {}), "no seat"),
        (lambda: counterfactual(one, 1, "kyiv", {"pool": 4}), "kyiv"),
        (lambda: counterfactual(one, 1, "kyiv", {}, runs=1), "3 to 2000"),
    ):
        with pytest.raises(WargameError, match=words):
            call()
