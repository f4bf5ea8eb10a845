"""Events of one kind that hold at once: the end of the first leaves the second in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.model.short import event, short
from wargame.mechanisms.codes import FIRE_AS_MADE, HOARD, SURGE
from wargame.model.batch import opened, simulate
from wargame.model.war import War
from wargame.scenario.events import KINDS

FIX: dict[str, Any] = {
    "talks.process.halt_delay": "0 days",
    "talks.process.collapse_hazard": "0 percent/month",
    "talks.process.truce_collapse_hazard": "0 percent/month",
    "talks.process.start_hazard": "0 percent/month",
    "talks.process.fail_hazard": "0 percent/month",
    "talks.process.violation": 0.02,
    "weapons.kn23.imports": "10 missiles/month",
    "powers.usa.defence_growth": "5 percent/year",
}
MONTH, YEAR = 365.25 / 12, 365.25


class Case(NamedTuple):
    """Two events of a kind, what to look at, and its values: before, with both, with one."""

    first: dict[str, Any]
    second: dict[str, Any]
    look: Callable[[War], Any]
    before: float
    both: float
    one: float


def _aid(war: War) -> Any:
    return war.suppliers.cut[war.suppliers.row("germany")]


CASES = {
    "ceasefire": Case(
        {"violation": 0.3}, {"violation": 0.1}, lambda w: w.talks.violation, *(0.02, 0.1, 0.1)
    ),
    "energy_truce": Case({}, {}, lambda w: w.state, 0, 1, 1),
    "aid_cut": Case(
        {"supplier": "all", "share": 0.5},
        {"supplier": "germany", "share": 0.2},
        _aid,
        *(0.0, 0.6, 0.2),
    ),
    "purchase_package": Case(
        {"amount": "1 billion USD/month"},
        {"amount": "3 billion USD/month"},
        lambda w: 0.0 if w.suppliers.level is None else w.suppliers.level * MONTH / 1e9,
        *(0.0, 3.0, 3.0),
    ),
    "demand_elsewhere": Case(
        {"interceptor": "gem_t", "rate": "5 missiles/month"},
        {"interceptor": "gem_t", "rate": "15 missiles/month"},
        lambda w: w.lines.elsewhere[w.lines.row("gem_t")] / w.lines.elsewhere_first * MONTH,
        *(0.0, 20.0, 15.0),
    ),
    "sanctions_step": Case(
        {"change": 0.2},
        {"change": 0.3},
        lambda w: w.factories.decided - w.factories.tightness,
        *(0.0, 0.5, 0.3),
    ),
    "damage_campaign": Case(
        {"factor": 2.0, "against": "depots"},
        {"factor": 3.0, "against": "lines"},
        lambda w: w.own_lines.factor + 100.0 * (w.own_lines.against == "lines"),
        *(1.0, 106.0, 103.0),
    ),
    "posture": Case(
        {"posture": "surge"},
        {"posture": "hoard"},
        lambda w: w.leadership.posture,
        *(FIRE_AS_MADE, HOARD, HOARD),
    ),
    "talks": Case({"momentum": "active"}, {"momentum": "failed"}, lambda w: w.talks.talks, 0, 2, 2),
    "defence_growth": Case(
        {"power": "usa", "growth": "10 percent/year"},
        {"power": "usa", "growth": "20 percent/year"},
        lambda w: w.powers.defence_growth[w.powers.row("usa")] * YEAR,
        *(0.05, 0.2, 0.2),
    ),
    "surge_production": Case(
        {"share": 1.0}, {"share": 0.4}, lambda w: w.factories.surging, 0.0, 0.4, 0.4
    ),
    "import_step": Case(
        {"weapon": "kn23", "rate": "50 missiles/month"},
        {"weapon": "kn23", "rate": "30 missiles/month"},
        lambda w: w.factories.imports[w.factories.row("kn23")] * MONTH,
        *(10.0, 30.0, 30.0),
    ),
}


def test_every_kind_that_lasts_has_its_case() -> None:
    assert set(CASES) == set(KINDS) - {kind for kind, one in KINDS.items() if one.momentary}


def _war(*events: Any) -> Any:
    fix = FIX | {"sanctions.components.adaptation": "0 percent/year"}
    policies = {"attacker.posture": "fire_as_made"}
    return opened(short(months=2, fix=fix, policies=policies, events=events), [0, 1, 9])


def _on(war: War, day: int) -> None:
    while war.day <= day:
        war.step()


@pytest.mark.parametrize("kind", CASES)
def test_the_end_of_the_first_leaves_the_second_in_force(kind: str) -> None:
    case = CASES[kind]
    first = event(kind, "2026-01-05", "2026-01-15", **case.first)
    second = event(kind, "2026-01-10", "2026-01-25", **case.second)
    with _war(first, second) as war:
        for day, expected in ((2, case.before), (12, case.both), (17, case.one), (26, case.before)):
            _on(war, day)
            assert np.allclose(case.look(war), expected, rtol=1e-6), f"{kind}, day {day}"


@pytest.mark.parametrize("kind", ["purchase_package", "posture", "import_step", "aid_cut"])
def test_the_end_of_the_second_brings_the_first_back(kind: str) -> None:
    case = CASES[kind]
    around = event(kind, "2026-01-05", "2026-01-25", **case.second)
    within = event(kind, "2026-01-10", "2026-01-15", **case.first)
    with _war(around, within) as war:
        for day, expected in ((7, case.one), (17, case.one), (26, case.before)):
            _on(war, day)
            assert np.allclose(case.look(war), expected, rtol=1e-6), f"{kind}, day {day}"


def test_a_truce_that_outlasts_a_halt_holds_again() -> None:
    truce = event("energy_truce", "2026-01-05", "2026-01-25")
    halt = event("ceasefire", "2026-01-10", "2026-01-15")
    with _war(truce, halt) as war:
        for day, state in ((7, 1), (12, 2), (17, 1), (26, 0)):
            _on(war, day)
            assert (war.state == state).all(), day


def test_a_surge_of_the_policy_is_back_when_an_order_ends() -> None:
    order = event("surge_production", "2026-01-05", "2026-01-15", share=0.0)
    policies = {"attacker.surge_production": True}
    with opened(short(months=1, policies=policies, events=[order]), [0, 1, 9]) as war:
        for day, share in ((2, 1.0), (7, 0.0), (20, 1.0)):
            _on(war, day)
            assert war.factories.surging == share


def test_two_orders_of_one_day_end_one_after_the_other() -> None:
    brief = event("posture", "2026-01-05", "2026-01-10", posture="hoard")
    long = event("posture", "2026-01-05", "2026-01-20", posture="surge")
    with _war(brief, long) as war:
        for day, posture in ((7, SURGE), (12, SURGE), (21, FIRE_AS_MADE)):
            _on(war, day)
            assert (war.leadership.posture == posture).all()


def test_orders_by_date_leave_the_months_before_them_alone() -> None:
    """A person may write the next order after having seen the months so far."""
    played = [event("posture", "2026-01-01", "2026-03-01", posture="hoard")]
    turn = event("posture", "2026-03-01", posture="surge")
    before, after = (simulate(short(months=4, events=e), runs=4) for e in (played, [*played, turn]))
    assert (after.series["posture"][:, :2] == HOARD).all()
    assert (after.series["posture"][:, 2:] == SURGE).all()
    for name in ("launched", "held", "power_met"):
        then, now = before.series[name], after.series[name]
        assert np.array_equal(then[:, :2], now[:, :2])
        assert not np.array_equal(then[:, 2:], now[:, 2:])
