"""What the facilitator's page offers to bring in can be brought in."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from wargame.evidence import strict_yaml
from wargame.play.game import event_of
from wargame.play.game_rules import rules
from wargame.scenario import load
from wargame.scenario.events import KINDS

EXAMPLES = {one["event"]: one for one in rules(load("continued_war", months=1)).file.examples}


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("scenario", ["continued_war", "ceasefire", "spillover"])
def test_every_example_is_an_event(kind: str, scenario: str) -> None:
    data = strict_yaml.parse(yaml.safe_dump(EXAMPLES[kind]), "event").data
    assert data["event"] == kind
    today = date(2026, 9, 1)
    assert event_of(data, load(scenario), today).on == today


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(KINDS)
