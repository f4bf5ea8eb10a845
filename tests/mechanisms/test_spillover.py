"""Strikes on other states: a choice that weighs gain, reply and need."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.mechanisms.spillover.spillover_rules import choose_spillover, defend_ally

RUNS = 20_000
ALL = np.arange(RUNS)
BASE: dict[str, Any] = {
    "value": 0.6,
    "penetration": 0.5,
    "credibility": 0.5,
    "capability": 0.5,
    "restraint": 1.0,
    "pretext": 0.3,
    "freed": 0.5,
    "freed_stock": 0.3,
    "reply_cost": 2.0,
    "wartime_need": 0.5,
    "punishment": 0.0,
    "sharpness": 2.0,
    "reply_growth": 2.0,
    "posture_gain": 2.0,
    "at_war": 1.0,
    "top": 3,
    "posture": 0,
    "seed": 1,
    "run": ALL,
    "month": 4,
    "agent": 77,
}


def shares(**given: Any) -> Any:
    """How often each rung is chosen."""
    rung = call(choose_spillover, **(BASE | given))["rung"]
    return np.bincount(rung, minlength=4) / RUNS


def expected(**given: Any) -> Any:
    """The same from the formula of the choice."""
    x = BASE | given
    size = np.arange(4) / 3
    score = x["value"] * size * (0.5 + 0.5 * x["penetration"]) * (2 if x["posture"] == 5 else 1)
    score += x["pretext"] * x["at_war"] + x["freed_stock"] * min(2.0, x["freed"])
    score -= x["reply_cost"] * x["credibility"] * x["capability"] * size**2
    score -= x["wartime_need"] * x["at_war"] * size + x["punishment"] * size
    score[0] = x["restraint"]
    weight = np.exp(x["sharpness"] * score) * (np.arange(4) <= x["top"])
    return weight / weight.sum()


@pytest.mark.parametrize(
    "given", [{}, {"at_war": 0.0}, {"posture": 5}, {"top": 1}, {"freed": 9.0}, {"sharpness": 0.0}]
)
def test_rungs_come_as_often_as_a_quantal_response_says(given: dict[str, Any]) -> None:
    assert shares(**given) == pytest.approx(expected(**given), abs=0.014)


@pytest.mark.parametrize("top", [0, 1, 2])
def test_no_rung_above_what_policy_allows(top: int) -> None:
    assert shares(top=top, restraint=-9.0)[top + 1 :].sum() == 0


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"value": 1.0}, {"value": 0.0}),
        ({"penetration": 1.0}, {"penetration": 0.0}),
        ({"freed": 2.0}, {"freed": 0.0}),
        ({"credibility": 0.0}, {"credibility": 1.0}),
        ({"wartime_need": 0.0}, {"wartime_need": 2.0}),
        ({"punishment": 0.0}, {"punishment": 3.0}),
        ({"restraint": 0.5}, {"restraint": 2.0}),
        ({"posture": 5}, {"posture": 0}),
    ],
)
def test_what_tempts_and_what_deters(more: dict[str, Any], less: dict[str, Any]) -> None:
    assert shares(**more)[1:].sum() > shares(**less)[1:].sum() + 0.01


def test_the_two_pulls_of_a_ceasefire() -> None:
    """It removes the pretext, and frees the missiles that the war needed."""
    pretext_only = {"wartime_need": 0.0, "freed_stock": 0.0}
    assert shares(at_war=0.0, **pretext_only)[1:].sum() < shares(**pretext_only)[1:].sum()
    freed_only = {"pretext": 0.0}
    assert shares(at_war=0.0, **freed_only)[2:].sum() > shares(**freed_only)[2:].sum()


def test_an_ally_stops_what_it_covers_and_has_rounds_for() -> None:
    told = call(
        defend_ally,
        sent=30,
        magazine=np.full(RUNS, 12),
        cover=0.3,
        hit_chance=0.8,
        seed=1,
        run=ALL,
        month=1,
        agent=5,
    )
    used, stopped = told["used"], told["stopped"]
    assert (told["magazine"] + used == 12).all()
    assert used.max() == 12
    assert (stopped <= used).all()
    assert stopped.mean() == pytest.approx(used.mean() * 0.8, rel=0.02)
    empty = call(
        defend_ally,
        sent=30,
        magazine=np.zeros(9, int),
        cover=1.0,
        hit_chance=1.0,
        seed=1,
        run=np.arange(9),
        month=1,
        agent=5,
    )
    assert empty["stopped"].sum() == 0
