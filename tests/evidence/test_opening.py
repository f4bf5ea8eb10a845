"""An opening state stands for its day, whatever is known of the same facts at a later start."""

from __future__ import annotations

from datetime import date

import pytest

from wargame.evidence.fields import field_of
from wargame.evidence.opening import SUFFIX
from wargame.model.batch import opened
from wargame.scenario import Scenario, load

OPENS = date(2026, 1, 1)


def opening_numbers(scenario: Scenario) -> dict[str, tuple[float, float, float]]:
    paths = [p for p in scenario.numbers if (field := field_of(p)) and field.opening]
    return {path: scenario.numbers[path].internal for path in paths}


@pytest.mark.parametrize("estimate", ["central", "low", "high"])
@pytest.mark.parametrize("start", [date(2026, 4, 15), date(2026, 7, 1)])
def test_an_opening_state_is_the_same_whatever_is_known_later(estimate: str, start: date) -> None:
    then = load("continued_war", estimate=estimate, as_of=OPENS)
    later = load("continued_war", estimate=estimate, as_of=start)
    assert opening_numbers(later) == opening_numbers(then)


def test_its_draws_are_the_same_too() -> None:
    drawn = []
    for start in (OPENS, date(2026, 7, 1)):
        scenario = load("continued_war", months=1, as_of=start)
        with opened(scenario, range(4)) as war:
            drawn.append({path: war.numbers.one(path) for path in opening_numbers(scenario)})
    for path, values in drawn[0].items():
        assert (values == drawn[1][path]).all(), path


def test_only_facts_that_moved_stand_twice() -> None:
    scenario = load("continued_war")
    twice = [path for path in scenario.numbers if path.endswith(SUFFIX)]
    assert twice
    for path in twice:
        now = scenario.catalogue.facts.get(path.removeprefix("facts.").removesuffix(SUFFIX))
        assert now is None or now.internal != scenario.numbers[path].internal or now.derivation
    assert not [p for p in load("continued_war", as_of=OPENS).numbers if p.endswith(SUFFIX)]
