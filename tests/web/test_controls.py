"""Controls: stops within what sources give, each of them a scenario that loads."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wargame.scenario import load
from wargame.scenario.library import shipped
from wargame.web import controls
from wargame.web.state import MONTHS, State, controls_of, from_text, text_of

pytestmark = pytest.mark.slow

NAMES = list(shipped())


@pytest.mark.parametrize("name", NAMES)
def test_there_are_six_to_ten_levers_and_key_numbers_with_the_marks_of_sources(name: str) -> None:
    found = controls_of(name)
    levers = [one for one in found if one.group == "levers"]
    numbers = [one for one in found if one.group == "numbers"]
    assert 6 <= len(levers) <= 10
    assert len(numbers) >= 6
    scenario = load(name)
    for one in numbers:
        assert len(one.marks) == 1 + len(scenario.numbers[one.path].estimates)
        assert all(0 <= mark.at <= 1 and len(mark.words) > 10 for mark in one.marks)
        assert 0 <= one.centre < len(one.stops) <= controls.MOST_STOPS + 1
    assert len({one.key for one in found}) == len(found)


@pytest.mark.parametrize("name", ["continued_war", "ceasefire", "aid_cutoff"])
def test_every_stop_of_every_control_loads_and_changes_what_it_says(name: str) -> None:
    plain = from_text(text_of(State(name)), None)
    for control in controls_of(name):
        for stop in control.stops:
            made = from_text(text_of(State(name).moved(control.key, stop.key)), None)
            if control.kind == "number":
                number = made.numbers[control.path]
                assert (number.value, number.low, number.high) == (stop.value,) * 3
                moved = {p for p in made.numbers if made.numbers[p] != plain.numbers[p]}
                follow = {p for p in moved if made.numbers[p].derivation}
                assert moved - follow == {control.path}
            elif control.kind == "choice":
                actor, policy = control.path.split(".")
                assert str(getattr(getattr(made.policies, actor), policy)) == str(stop.value)
            else:
                dates = [e.on for e in made.events if e.event == control.path]
                assert len(dates) == (1 if stop.value else 0)


@pytest.mark.parametrize("months", MONTHS)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_alone_is_the_shipped_scenario(name: str, months: int) -> None:
    made = from_text(text_of(State(name, months)), None, months)
    plain = load(name, months=months)
    assert made.numbers == plain.numbers
    assert made.policies == plain.policies
    assert made.mechanisms == plain.mechanisms
    assert [e.model_dump() for e in made.events] == [e.model_dump() for e in plain.events]
    assert made.end == plain.end


def test_an_event_beyond_the_horizon_is_left_out() -> None:
    text = text_of(State().moved("halt", "2027-07-01"))
    late, soon = from_text(text, None, 12), from_text(text, None, 24)
    assert [e.event for e in late.events].count("ceasefire") == 0
    assert [e.event for e in soon.events].count("ceasefire") == 1


@given(some.floats(0, 1e4), some.floats(1e-3, 1e3))
def test_steps_hold_the_range_in_few_plain_steps(low: float, share: float) -> None:
    width = share * max(low, 1.0)
    found = controls.steps(low, low + width)
    assert 2 <= len(found) <= controls.MOST_STOPS + 1
    size = found[1] - found[0]
    assert found[0] <= low + 1e-6 * size
    assert found[-1] >= low + width - 1e-6 * size
    digits = size / 10 ** math.floor(math.log10(size) + 1e-9)
    assert min(abs(digits - one) for one in (1, 2, 2.5, 5)) < 1e-2
