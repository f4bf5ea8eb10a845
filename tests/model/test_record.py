"""Sanity against the public record: half a year simulated beside the last half-year recorded."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest

from tests.model.short import of_class, short
from wargame.evidence.record import CLASSES, load_record
from wargame.model.batch import Record, simulate

LAST = ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12")
WAR = short(months=6)


@pytest.fixture(scope="module")
def simulated() -> Record:
    """A hundred runs of six months."""
    return simulate(WAR, runs=100)


def recorded() -> dict[str, dict[str, list[int]]]:
    """Monthly launched and stopped (intercepted or suppressed) of each class, last half-year."""
    found: dict[str, dict[str, list[int]]] = {"launched": defaultdict(list)}
    found["intercepted"] = defaultdict(list)
    record = load_record()
    for month in LAST:
        for name in CLASSES:
            cell = record.of(month, (name,))
            found["launched"][name].append(cell.launched)
            found["intercepted"][name].append(cell.stopped)
    return found


def months(record: Record, what: str, weapon_class: str) -> Any:
    """Every simulated month of one class, (runs, months)."""
    return record.series[what][:, :, of_class(record, WAR, weapon_class)].sum(axis=2)


@pytest.mark.parametrize("weapon_class", CLASSES)
@pytest.mark.parametrize("what", ["launched", "intercepted"])
def test_the_first_half_year_lies_in_the_range_of_the_last(
    simulated: Record, what: str, weapon_class: str
) -> None:
    seen = recorded()[what][weapon_class]
    assert len(seen) == 6
    told = months(simulated, what, weapon_class)
    low, high = min(seen), max(seen)
    assert low <= np.median(told) <= high
    # Single months vary more in a hundred runs than six recorded ones can show.
    slack = max(3.0, 0.35 * (high - low))
    inside = ((told >= low - slack) & (told <= high + slack)).mean()
    assert inside > 0.6


def test_months_vary_about_as_much_as_recorded_ones(simulated: Record) -> None:
    for weapon_class in ("ballistic", "cruise", "one_way_drone"):
        seen = np.array(recorded()["launched"][weapon_class])
        told = months(simulated, "launched", weapon_class)
        within = (told.std(axis=1) / told.mean(axis=1)).mean()
        assert 0.3 < within / (seen.std() / seen.mean()) < 3.0, weapon_class


def test_ballistic_raids_are_two_peaked(simulated: Record) -> None:
    """None stopped, or most of them: more of each than of what lies between."""
    raids = {n: simulated.series[f"attacks_{n}"].sum() for n in ("none", "some", "most")}
    assert raids["none"] > raids["some"] < raids["most"], raids


def test_ballistic_months_range_from_few_stopped_to_many(simulated: Record) -> None:
    launched = months(simulated, "launched", "ballistic")
    share = months(simulated, "intercepted", "ballistic") / np.maximum(1, launched)
    assert np.quantile(share, 0.05) < 0.15
    assert np.quantile(share, 0.95) > 0.35


def test_over_half_of_all_missiles_fly_on_a_few_big_days() -> None:
    from wargame.model.batch import opened

    with opened(short(months=12), range(6)) as war:
        days = []
        for _ in range(war.calendar.days):
            war.step()
            days.append(war.arsenals.launched[war.class_of != 4].sum(axis=0))
    missiles = np.sort(np.array(days), axis=0)[::-1]
    half = (missiles.cumsum(axis=0) < missiles.sum(axis=0) / 2).sum(axis=0) + 1
    assert (half >= 8).all()
    assert (half <= 60).all()
    assert 10 <= np.median(half) <= 45
