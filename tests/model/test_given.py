"""Numbers of a run given from outside: they stand in for their own draws and touch no other."""

from __future__ import annotations

import numpy as np
import pytest

from tests.model.short import differing, distinct, part, short
from wargame.agents.numbers import Numbers
from wargame.model.batch import simulate

PATH = "weapons.kh101.production"
RUNS = 4
WAR = short(months=1)


def test_a_number_given_as_it_would_be_drawn_changes_no_bit() -> None:
    scenario = short(months=2)
    plain = simulate(scenario, runs=RUNS)
    assert distinct(plain)
    again = simulate(scenario, runs=RUNS, given={PATH: plain.inputs[PATH]})
    assert not differing(plain, again)


def test_a_number_given_moves_what_it_should_and_no_other_draw() -> None:
    scenario = short(months=2)
    plain = simulate(scenario, runs=RUNS)
    more = simulate(scenario, runs=RUNS, given={PATH: plain.inputs[PATH] * 2})
    column = plain.labels["weapon"].index("kh101")
    assert (more.series["made"][..., column] > plain.series["made"][..., column]).all()
    others = [path for path in plain.inputs if path != PATH]
    assert all((plain.inputs[path] == more.inputs[path]).all() for path in others)


def test_the_chunk_changes_nothing() -> None:
    scenario = short(months=2)
    given = {PATH: np.linspace(0.5, 3.0, 5)}
    whole = simulate(scenario, runs=5, given=given)
    parts = simulate(scenario, runs=5, chunk=2, given=given)
    assert not differing(whole, parts)
    alone = simulate(scenario, first=3, runs=1, given={PATH: given[PATH][3:4]})
    assert not differing(part(whole, slice(3, 4)), alone)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"weapons.kh101.colour": np.ones(3)}, "lacks"),
        ({PATH: np.ones(2)}, "3 finite values"),
        ({PATH: np.array([1.0, np.nan, 1.0])}, "3 finite values"),
    ],
)
def test_what_cannot_be_given_is_refused(given: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Numbers(WAR, np.arange(3), np.uint64(1), given)


def test_whole_numbers_stay_whole() -> None:
    path = "interceptors.pac3_mse.batteries"
    numbers = Numbers(WAR, np.arange(3), np.uint64(1), {path: [1.4, 2.6, 3.0]})
    assert numbers.one(path).tolist() == [1.0, 3.0, 3.0]
