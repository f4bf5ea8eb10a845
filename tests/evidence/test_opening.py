"""An opening state stands for its day, whatever is known of the same facts at a later start."""

from __future__ import annotations

from datetime import date

import pytest

from wargame.evidence.dated import last_day
from wargame.evidence.fields import field_of
from wargame.evidence.number import JUDGEMENT, NONE
from wargame.evidence.opening import SUFFIX
from wargame.model.batch import opened
from wargame.scenario import Scenario, load

OPENS = date(2026, 1, 1)


def opening_numbers(scenario: Scenario) -> dict[str, tuple[float, float, float]]:
    paths = [p for p in scenario.numbers if (field := field_of(p)) and field.opening]
    return {path: scenario.numbers[path].internal for path in paths}


def learned_later(scenario: Scenario) -> set[str]:
    """Opening numbers that what came out after the day changed."""
    then = load("continued_war", estimate=scenario.estimate, as_of=OPENS)
    now, before = opening_numbers(scenario), opening_numbers(then)
    return {path for path in now if now[path] != before[path]}


def speaks_of(scenario: Scenario, path: str) -> bool:
    """Whether all that a number stands on is a judgement, or about a time before it opens."""
    number = scenario.numbers[path]
    if number.derivation:
        return all(speaks_of(scenario, one) for one in number.derivation.inputs.values())
    return number.source in (JUDGEMENT, NONE) or last_day(number.as_of) < OPENS


@pytest.mark.parametrize("estimate", ["central", "low", "high"])
@pytest.mark.parametrize("start", [date(2026, 2, 1), date(2026, 4, 15), date(2026, 7, 1)])
def test_an_opening_state_stands_on_what_speaks_of_its_day(estimate: str, start: date) -> None:
    scenario = load("continued_war", estimate=estimate, as_of=start)
    for path in opening_numbers(scenario):
        assert speaks_of(scenario, path), path
    assert len(learned_later(scenario)) < 6


def test_what_was_used_afterwards_tells_what_was_there() -> None:
    """The rounds used in the winter were published on 7 March 2026."""
    stock = "interceptors.pac3_mse.stock"
    assert stock not in learned_later(load("continued_war", as_of=date(2026, 3, 7)))
    assert stock in learned_later(load("continued_war", as_of=date(2026, 3, 8)))


def test_other_draws_are_the_same() -> None:
    drawn = []
    scenario = load("continued_war", months=1, as_of=date(2026, 7, 1))
    for one in (load("continued_war", months=1, as_of=OPENS), scenario):
        with opened(one, range(4)) as war:
            drawn.append({path: war.numbers.one(path) for path in opening_numbers(scenario)})
    later = learned_later(scenario)
    for path, values in drawn[0].items():
        assert path in later or (values == drawn[1][path]).all(), path


def test_only_facts_that_moved_stand_twice() -> None:
    scenario = load("continued_war")
    twice = [path for path in scenario.numbers if path.endswith(SUFFIX)]
    assert twice
    for path in twice:
        now = scenario.catalogue.facts.get(path.removeprefix("facts.").removesuffix(SUFFIX))
        assert now is None or now.internal != scenario.numbers[path].internal or now.derivation
    assert not [p for p in load("continued_war", as_of=OPENS).numbers if p.endswith(SUFFIX)]
