"""Capacity is not output: ceilings on growth and on hours, machines, and a surge that tires."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.model.short import event, short
from wargame.model.batch import opened, simulate
from wargame.model.war import War

pytestmark = pytest.mark.slow

LEADER = "leadership.moscow"
# None of it: growth in a straight line, and a surge that is there at once and stays.
FREE: dict[str, Any] = {
    f"{LEADER}.growth_limit": 100.0,
    f"{LEADER}.machine_imports": 0.0,
    f"{LEADER}.utilisation": 0.5,
    f"{LEADER}.surge_delay": "0 days",
    f"{LEADER}.surge_hold": "1200 months",
}
SURGE = {"attacker.surge_production": True}


def run(days: int, fix: Any, policies: Any = None, events: Any = ()) -> Any:
    """Output a day at full health by line after some days, (lines, runs); and the war's lines."""
    scenario = short(months=1 + days // 30, fix=FREE | fix, policies=policies, events=events)
    with opened(scenario, [0, 1, 2]) as war:
        for _ in range(days):
            war.step()
        return war.factories.rate.copy(), _lines(war)


def _lines(war: War) -> dict[str, Any]:
    return {
        name: getattr(war.factories, name).copy()
        for name in ("production", "growth", "surge", "grown", "usual", "surged")
    }


def test_neutral_values_leave_growth_in_a_straight_line_and_a_whole_surge() -> None:
    rate, lines = run(120, {}, SURGE)
    # 119 is the last day of a week's plan.
    line = lines["production"] * (1.0 + lines["growth"] * 119)
    assert lines["usual"] == pytest.approx(line, rel=1e-3)
    assert rate == pytest.approx(line * (1.0 + lines["surge"]), rel=0.02)


def test_lines_never_grow_beyond_what_workers_and_machines_allow() -> None:
    fast = {f"weapons.{w}.growth": "50 percent/year" for w in ("iskander_m", "kh101", "geran")}
    _, free = run(360, fast)
    _, bound = run(360, fast | {f"{LEADER}.growth_limit": 0.3})
    assert (bound["grown"] < 0.3).all()
    assert (bound["grown"] <= free["grown"] + 1e-12).all()
    assert bound["grown"].max() < 0.75 * free["grown"].max()


def test_sanctions_on_machines_slow_growth_and_not_output_of_today() -> None:
    cut = [event("sanctions_step", "2026-01-02", change=0.6)]
    quick = {"sanctions.components.delay": "10 days"}
    _, without = run(180, quick, events=cut)
    _, with_ = run(180, quick | {f"{LEADER}.machine_imports": 0.9}, events=cut)
    growing = without["growth"] > 0
    assert (with_["grown"][growing] < 0.7 * without["grown"][growing]).all()


def test_a_surge_takes_weeks_and_tires() -> None:
    slow = {f"{LEADER}.surge_delay": "60 days", f"{LEADER}.surge_hold": "6 months"}
    early, middle, late = (run(day, slow, SURGE)[1]["surged"] for day in (8, 120, 700))
    assert (early < 0.15).all()
    assert (middle > 0.3).all()
    assert (middle < 0.9).all()
    assert (late < 0.1).all()


def test_no_surge_goes_beyond_capacity() -> None:
    big = {f"weapons.{w}.surge": 1.0 for w in ("iskander_m", "kh101", "kalibr")}
    rate, lines = run(30, big | {f"{LEADER}.utilisation": 0.84}, SURGE)
    assert (rate <= lines["usual"] / 0.84 + 1e-9).all()
    assert np.isclose(rate, lines["usual"] / 0.84).any()


@pytest.mark.parametrize(
    ("path", "value", "policies", "more"),
    [
        ("growth_limit", 0.1, None, False),
        ("machine_imports", 1.0, None, True),
        ("utilisation", 1.0, SURGE, False),
        ("surge_delay", "120 days", SURGE, False),
        ("surge_hold", "2 months", SURGE, False),
    ],
)
def test_each_limit_costs_missiles(path: str, value: Any, policies: Any, more: bool) -> None:
    events = [event("sanctions_step", "2026-01-02", change=0.3)] if more else []
    made = [
        simulate(short(months=9, fix=fix, policies=policies, events=events), runs=6)
        for fix in (FREE, FREE | {f"{LEADER}.{path}": value})
    ]
    free, bound = (record.outcomes["made_missiles"] for record in made)
    assert (bound < free).all()
