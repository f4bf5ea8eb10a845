"""One run as a function: the same as the model's, pickled, and strict about its parameters."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest

import wargame
from wargame.declare.errors import WargameError
from wargame.model.batch import simulate as batch
from wargame.scenario import load
from wargame.scenario.outcomes import OUTCOMES

KH101 = "weapons.kh101.production"
SHORT: dict[str, Any] = {"months": 2}


def same(a: dict[str, float], b: dict[str, float]) -> bool:
    return all(a[name] == b[name] or np.isnan([a[name], b[name]]).all() for name in OUTCOMES)


def test_it_is_a_run_of_the_model() -> None:
    found = wargame.simulate(SHORT | {KH101: 80, "policies.attacker.posture": "hoard"}, seed=7)
    sets = [f"{KH101}=80 missiles/month", "policies.attacker.posture=hoard"]
    scenario = load("continued_war", sets, runs=1, seed=7, months=2)
    right = {name: float(v[0]) for name, v in batch(scenario).outcomes.items()}
    assert list(found) == list(OUTCOMES) and same(found, right)


def test_seeds_and_parameters_matter_and_nothing_is_remembered() -> None:
    runs = [wargame.simulate(SHORT, seed) for seed in (1, 2, 3)]
    assert len({one["stock_growth"] for one in runs}) == 3
    for value in (20, 140.0, "3 missiles/day", np.float64(50)):
        assert not same(wargame.simulate(SHORT | {KH101: value}, 1), runs[0])
    assert same(wargame.simulate(SHORT, 1), runs[0])
    off = wargame.simulate(SHORT | {"mechanisms.production": False}, 1)
    assert off["stock_growth"] < runs[0]["stock_growth"]


def test_it_pickles() -> None:
    assert pickle.loads(pickle.dumps(wargame.simulate)) is wargame.simulate


@pytest.mark.parametrize(
    ("params", "seed", "told"),
    [
        ({"weapons.kh101.prodction": 1}, 1, "did you mean"),
        ({KH101: 1e9}, 1, "outside its range"),
        ({KH101: float("nan")}, 1, KH101),
        ({KH101: "3 days"}, 1, "a weapon rate is needed"),
        ({KH101: True}, 1, "expected a quantity"),
        ({"scenario": "ceasfire"}, 1, "did you mean 'ceasefire'"),
        ({"months": 0}, 1, "expected 1 to 240"),
        ({}, -1, "seed -1: expected"),
        ({}, 1.5, "seed 1.5: expected"),
    ],
)
def test_refused(params: dict[str, Any], seed: Any, told: str) -> None:
    with pytest.raises(WargameError, match=told):
        wargame.simulate(SHORT | params, seed)
