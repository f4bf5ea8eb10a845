"""The debrief: what was believed, how each did, what mattered; machine players."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from tests.play.small import ALL, PLAYED, game, known, room
from wargame.declare.errors import WargameError
from wargame.play.counterfactual import turning_points
from wargame.play.debrief import debrief, machine_score
from wargame.play.game import Turn, branch
from wargame.play.roles import payoff, score

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told():
    one = game(PLAYED, months=6)
    said = [{"turn": 1, "seat": "europe", "text": "<i>Enough.</i>"}]
    return debrief(one, said), one


def test_a_debrief_is_plain_and_whole(told):
    found, one = told
    json.dumps(found, allow_nan=False)
    assert [turn["from"] for turn in found["turns"]][:2] == ["2026-07-01", "2026-08-01"]
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
    for role in known().file.seats.values():
        assert sum(goal.weight for goal in role.goals) == pytest.approx(1.0)


def test_without_orders_what_was_brought_in_still_happens():
    cut = {"event": "aid_cut", "on": "2026-07-01", "supplier": "all", "share": 1.0}
    one = game(months=12)
    one = replace(one, played=(Turn(injected=(cut,)), *one.played[1:]))
    for score_ in debrief(one, points=False)["scores"].values():
        assert score_["unled"]["same_luck"] == score_["score"]


def test_a_debrief_has_the_turning_points_unless_they_are_left_out(told):
    found, one = told
    assert found["points"] == turning_points(one)
    assert debrief(one.until(1), points=False)["points"] == []
    with pytest.raises(WargameError, match="no turn"):
        debrief(one.until(0))


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
    told = debrief(found.game(), found.log.declarations)
    assert {seat for turn in told["turns"] for seat in turn["orders"]} == set(ALL)
    for seat in ALL:  # played by the machine: the machine in its place does the same
        assert told["scores"][seat]["machine"] == told["scores"][seat]["score"]
    assert Turn() not in found.game().played[:1]
