"""Lines and inventories against the textbook."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.kernel.elementary import ramp
from wargame.mechanisms.production.production_rules import build_up, produce, tighten, work_hours
from wargame.mechanisms.stock.stock_rules import audit_stock, take

STATE = {"health": 1.0, "inputs": 60.0, "carry": 0.0}
BY_WEAPON = ("rate", "imports", "foreign_content", "component_stock", *STATE)


def one_line(**given: float) -> dict[str, float]:
    """A day of one line alone."""
    told = call(produce, **{k: [v] if k in BY_WEAPON else v for k, v in given.items()})
    return {name: float(values[..., 0]) for name, values in told.items()}


def line(days: int, **given: Any) -> dict[str, Any]:
    """Run one line for `days` days: what it made, and its state at the end."""
    use = {
        "rate": 2.0,
        "imports": 0.0,
        "foreign_content": 0.5,
        "component_stock": 90.0,
        "arriving": 1.0,
        "ceiling": 1.0,
        "binding": 1.0,
        "line_repair": 0.01,
    } | given
    state = {name: use.pop(name, start) for name, start in STATE.items()}
    made = 0
    for _ in range(days):
        told = one_line(**(use | state))
        made += int(told["made"])
        state = {name: told[name] for name in state}
    return state | {"made": made}


def held(cohorts: Any, oldest: Any, month: int) -> int:
    """How many weapons the cohorts hold."""
    counted = np.zeros(1, np.int64)
    audit_stock(cohorts, oldest, month, np.zeros(1, np.int64), counted)
    return int(counted[0])


@pytest.mark.parametrize("capacity", [0.0, 0.13, 1.0, 2.7, 95.4])
def test_steady_output_loses_no_fraction(capacity: float) -> None:
    told = line(1096, rate=capacity)
    assert told["made"] == pytest.approx(capacity * 1096, abs=1)
    assert told["made"] + told["carry"] == pytest.approx(capacity * 1096, rel=1e-9)


def test_imports_come_on_top_of_what_damage_leaves() -> None:
    assert line(365, rate=0.0, imports=0.4)["made"] == pytest.approx(146, abs=1)
    assert line(365, health=0.0, line_repair=0.0, imports=0.4)["made"] == pytest.approx(146, abs=1)


def test_damage_is_mended_by_a_share_of_what_is_left() -> None:
    told = line(50, health=0.4, line_repair=0.03)
    assert 1 - told["health"] == pytest.approx(0.6 * 0.97**50)
    lost = 2 * 0.6 * (1 - 0.97**50) / 0.03
    assert told["made"] == pytest.approx(100 - lost, abs=1)


def test_inputs_in_store_carry_output_and_then_bind() -> None:
    """All foreign inflow cut: full output while the store lasts, then the home-made share."""
    assert line(60, arriving=0.0)["made"] == 120
    told = line(160, arriving=0.0)
    assert told["made"] == pytest.approx(120 + 100 * 2 * 0.5, abs=1)
    assert told["inputs"] == 0.0
    assert line(160, arriving=0.0, binding=0.0)["made"] == 320


def test_relief_beyond_the_opening_lets_a_line_work_above_its_rate() -> None:
    told = line(400, arriving=1.3, ceiling=1.2, inputs=0.0)
    assert told["made"] == pytest.approx(400 * 2 * (1 + 0.5 * 0.2), abs=1)


def test_a_partial_cut_binds_in_proportion() -> None:
    told = line(400, arriving=0.6, inputs=0.0)
    assert told["made"] == pytest.approx(400 * 2 * (1 - 0.5 * 0.4), abs=1)


def test_a_store_is_rebuilt_up_to_its_cover() -> None:
    assert line(100, inputs=10.0, arriving=1.1)["inputs"] == pytest.approx(20.0)
    assert line(2000, inputs=10.0, arriving=1.1)["inputs"] == 90.0


@pytest.mark.parametrize(("rate", "fired"), [(3.0, 1), (2.5, 2), (1.0, 3)])
def test_steady_production_and_steady_fire_give_the_textbook_inventory(
    rate: float, fired: int
) -> None:
    """opening + (p - f) t while there is any; then fire is what production allows."""
    opening = 100
    cohorts = np.zeros((1, 40), np.int32)
    cohorts[0, 0] = opening
    oldest, carry = np.zeros(1, np.int64), 0.0
    line = {
        "imports": 0,
        "foreign_content": 0,
        "component_stock": 90,
        "arriving": 1,
        "ceiling": 1,
        "binding": 1,
    }
    for day in range(1000):
        month = 1 + day // 30
        state = {"line_repair": 0, "health": 1, "inputs": 60, "carry": carry}
        told = one_line(rate=rate, **line, **state)
        carry = told["carry"]
        cohorts[0, month] += int(told["made"])
        take(cohorts, oldest, np.array([fired]), np.array([0]), month)
        stock = held(cohorts, oldest, month)
        assert stock == pytest.approx(max(0.0, opening + (rate - fired) * (day + 1)), abs=1.01)


def test_a_ramp_is_a_straight_line_and_then_level() -> None:
    days = np.array([0.0, 50.0, 100.0, 900.0])
    assert ramp(2.0, 10.0, 100.0, days).tolist() == [2.0, 6.0, 10.0, 10.0]
    assert ramp(2.0, 10.0, 0.0, days).tolist() == [10.0] * 4


LINES: dict[str, Any] = {
    "production": [2.0, 1.0],
    "growth": [0.001, 0.0],
    "machine_imports": 0.5,
    "in_force": 0.2,
    "tightness": 0.2,
    "surging": 0.0,
    "surge_delay": 30.0,
    "surge_hold": 300.0,
    "level": 0.0,
    "strain": 0.0,
}


def test_capacity_grows_towards_its_ceiling_and_slower_with_fewer_machines() -> None:
    grown, usual = np.zeros(2), []
    for _ in range(2000):
        told = call(build_up, grown=grown, days=7.0, growth_limit=0.4, **LINES)
        grown = told["grown"]
        usual.append(told["usual"][0])
    assert np.diff(usual, axis=0).min() >= 0.0
    assert usual[0] == pytest.approx([2.0 * 1.007, 1.0])
    assert usual[-1] == pytest.approx([2.0 * 1.4, 1.0], rel=0.01)
    cut = call(
        build_up, grown=np.zeros(2), days=7.0, growth_limit=0.4, **(LINES | {"in_force": 0.6})
    )
    assert cut["grown"][..., 0] == pytest.approx(0.007 * 0.75)


def test_a_surge_gathers_pace_tires_and_stops_at_capacity() -> None:
    state, surged = {"level": 0.0, "strain": 0.0}, []
    for _ in range(400):
        given = LINES | {"surging": 1.0} | state
        told = call(build_up, grown=np.zeros(2), days=7.0, growth_limit=0.4, **given)
        state = {name: told[name] for name in state}
        surged.append(told["surged"].item())
    best = int(np.argmax(surged))
    assert 5 < best < 60
    assert surged[best] > 0.6
    assert surged[-1] < 0.01  # worn out
    hours = {"usual": [2.0, 1.0], "surge": [0.5, 0.1]}
    rate = work_hours(hours["usual"], hours["surge"], [0.0, 0.5, 1.0], 0.8)
    assert rate == pytest.approx(np.array([[2.0, 1.0], [2.5, 1.05], [2.5, 1.1]]))


def test_sanctions_close_the_gap_by_a_share_a_day() -> None:
    given = {"binding": 1, "tightness": 0.2, "delay": 60.0, "adaptation": 0.0, "rebuild": 0.1}
    told = {"decided": 0.5, "in_force": 0.2}
    for _ in range(30):
        told = call(tighten, **(given | {n: told[n] for n in ("decided", "in_force")}))
    in_force = 0.5 - 0.3 * (1 - 1 / 60) ** 30
    assert told["in_force"] == pytest.approx(in_force)
    assert told["arriving"] == pytest.approx((1 - (in_force - 0.2) / 0.8) * 1.1)
    assert told["ceiling"] == 1.0


def test_relief_lifts_the_ceiling_and_adaptation_undoes_what_is_new() -> None:
    given = {"binding": 1, "tightness": 0.4, "delay": 0.0, "adaptation": 0.25, "rebuild": 0.0}
    eased = call(tighten, decided=0.1, in_force=0.4, **given)
    assert eased["in_force"] == pytest.approx(0.1)
    assert eased["ceiling"] == pytest.approx(1.5)
    tightened = call(tighten, decided=0.8, in_force=0.4, **given)
    assert tightened["decided"] == pytest.approx(0.7)
    free = call(tighten, decided=0.8, in_force=0.4, **(given | {"binding": 0}))
    assert free["ceiling"] == pytest.approx(1 / 0.6)
