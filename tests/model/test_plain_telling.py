"""The compiled day agrees with the rules run as plain Python, in every shipped scenario.

Both wars are carried compiled to the eve of the scenario's own events; from there one goes on
in plain Python for six weeks.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model.short import first_fast, shipped
from wargame.kernel.rule import interpreted
from wargame.model.batch import opened
from wargame.model.war import War
from wargame.scenario.library import shipped as names

DAYS = 40
RUN_IDS = [3, 11]


def eve(name: str) -> int:
    """Ten days before the first event that `name` adds to the scenario it extends."""
    scenario = shipped(name)
    dates = [e.on for e in scenario.events if e.event not in ("treaty_expiry", "talks")]
    day = scenario.day(dates[0]) if dates else 36
    return max(20, day - 10)


def state(war: War) -> dict[str, Any]:
    """Every array that the war, its tables, its books and its recorder hold."""
    found = {}
    owners = {"war": war, "recorder": war.recorder, "magazines": war.magazines}
    owners |= {type(table).__name__: table for table in war.tables}
    owners |= {"weapons": war.arsenals.books, "allied": war.allies.books}
    for owner, thing in owners.items():
        for name, value in vars(thing).items():
            if isinstance(value, np.ndarray):
                found[f"{owner}.{name}"] = value
            elif isinstance(value, dict) and name in ("counts", "raids", "series", "flows"):
                found |= {f"{owner}.{name}.{key}": array for key, array in value.items()}
    return found


@pytest.mark.parametrize("name", first_fast(names()))
def test_the_plain_telling_agrees(name: str) -> None:
    scenario = shipped(name)
    with opened(scenario, RUN_IDS) as fast, opened(scenario, RUN_IDS) as plain:
        for war in (fast, plain):
            for _ in range(eve(name)):
                war.step()
        before = {key: array.copy() for key, array in state(fast).items()}
        for _ in range(DAYS):
            fast.step()
        with interpreted():
            for _ in range(DAYS):
                plain.step()
        ours, theirs = state(fast), state(plain)
        assert ours.keys() == theirs.keys()
        for key, array in ours.items():
            if array.dtype.kind == "f":
                np.testing.assert_allclose(theirs[key], array, rtol=1e-9, atol=1e-9, err_msg=key)
            else:
                np.testing.assert_array_equal(theirs[key], array, err_msg=key)
        moved = [
            key for key in before if not np.array_equal(before[key], ours[key], equal_nan=True)
        ]
        assert len(moved) > 60, "six weeks in which nothing happened test nothing"
        launched = fast.recorder.series["launched"]
        assert not np.array_equal(launched[0], launched[1])
