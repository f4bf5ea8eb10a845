"""Each mechanism, switched off, moves the outcome that it is there for; each is in the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.model.short import differing, distinct, event, of_class, short
from wargame.model.batch import Record, opened, simulate
from wargame.scenario.policies import Mechanisms

RUNS = 16


class Case(NamedTuple):
    """What a war must hold for a mechanism to matter, and what its absence does."""

    given: dict[str, Any]
    outcome: str
    moves: str  # of the outcome's mean, when switched off: "down", "up" or "either"
    also: Callable[[Record, Record], bool]  # on, off: what else must hold


def _rises(name: str) -> Callable[[Record, Record], bool]:
    return lambda on, off: bool(off.series[name].mean() > on.series[name].mean())


def _is(name: str, value: float) -> Callable[[Record, Record], bool]:
    return lambda on, off: bool((off.series[name] == value).all())


def _no_class(weapon_class: str, name: str) -> Callable[[Record, Record], bool]:
    def found(on: Record, off: Record) -> bool:
        columns = of_class(on, short(), weapon_class)
        return bool(off.series[name][:, :, columns].sum() == 0 < on.series[name].sum())

    return found


def _believed(on: Record, off: Record) -> bool:
    """Without error the first belief is the stock at the start; with it no run's is."""
    truth = off.outcomes["stock_start"]
    missed = on.series["believed_stock"][:, 0] != truth
    return bool(np.allclose(off.series["believed_stock"][:, 0], truth) and missed.mean() > 0.9)


def _younger(on: Record, off: Record) -> bool:
    return bool(np.nanmean(off.series["launch_age"]) < np.nanmean(on.series["launch_age"]))


def _one_posture(on: Record, off: Record) -> bool:
    return bool((off.series["posture"] == 0).all() and len(np.unique(on.series["posture"])) > 1)


def _big_night(record: Record) -> float:
    """Missiles of the biggest night of three months over those of a mean night."""
    with opened(record.scenario, range(4)) as war:
        nights = []
        for _ in range(90):
            war.step()
            nights.append(war.arsenals.launched[war.factories.missile].sum(axis=0))
    return float(np.mean(np.max(nights, axis=0) / np.mean(nights, axis=0)))


def _smooth(on: Record, off: Record) -> bool:
    """Without commands nothing is saved up for one night."""
    return _big_night(off) < 0.5 * _big_night(on)


CUT = event("sanctions_step", "2026-01-02", change=0.6)
CUTS = {
    "months": 9,
    "more": [CUT],
    "fix": {"sanctions.components.delay": "10 days"}
    | {f"weapons.{w}.component_stock": "20 days" for w in short().entries("weapons")},
}
CASES = {
    "production": Case({"months": 6}, "made_missiles", "down", _no_class("one_way_drone", "made")),
    "components": Case(CUTS, "made_missiles", "up", _rises("made")),
    "imports": Case({"months": 6}, "made_missiles", "down", _rises("power_met")),
    "stock_age": Case({"months": 9}, "launch_age_last_year", "down", _younger),
    "launch_commands": Case({"months": 6}, "intercept_share_cruise", "up", _smooth),
    "hoard_spending": Case(
        {
            "months": 9,
            "policies": {"attacker.posture": "fire_as_made"},
            "fix": {"talks.process.collapse_hazard": "0 percent/month"},
            "more": [event("ceasefire", "2026-02-01", "2026-05-01")],
        },
        "launched_missiles",
        "down",
        _rises("stock"),
    ),
    "leadership": Case({"months": 9}, "launched_missiles", "either", _one_posture),
    "engagement": Case({"months": 3}, "leaked_missiles", "up", _is("intercepted", 0)),
    "allocation": Case({"months": 9}, "leaked_missiles", "up", _rises("leaked")),
    "interceptor_supply": Case({"months": 9}, "interceptors_received", "down", _rises("leaked")),
    "aid": Case({"months": 9}, "interceptors_received", "down", _is("paid", 0)),
    "own_strike": Case({"months": 6}, "line_health_mean", "up", _is("line_health", 1)),
    "grid": Case({"months": 3}, "power_met_worst_month", "up", _is("power_met", 1)),
    "talks": Case(
        {"months": 6, "more": [event("ceasefire", "2026-03-01")]},
        "halt_months",
        "down",
        _is("halted", 0),
    ),
    "spillover": Case(
        {"months": 12, "policies": {"attacker.spillover": "large"}},
        "spillover_rung",
        "down",
        _is("spillover_rung", 0),
    ),
    "signals": Case({"months": 6}, "escalation_rung", "down", _is("escalation_rung", 0)),
    "arms_race": Case({"months": 14}, "race_growth", "down", _rises("intercepted")),
    "intelligence": Case({"months": 14}, "interceptors_received", "either", _believed),
}


def test_every_mechanism_has_its_case() -> None:
    assert set(CASES) == set(Mechanisms.model_fields)
    assert len(CASES) == 18


@pytest.mark.parametrize("name", CASES)
def test_a_mechanism_switched_off_moves_its_outcome(name: str) -> None:
    case = CASES[name]
    on = simulate(short(**case.given), runs=RUNS)
    off = simulate(short(**case.given, off=[name]), runs=RUNS)
    assert distinct(on)
    moved = differing(on, off)
    assert case.outcome in moved
    with_, without = (r.outcomes[case.outcome].mean() for r in (on, off))
    assert {"down": without < with_, "up": without > with_, "either": without != with_}[case.moves]
    assert case.also(on, off)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_war_without_one_mechanism_still_keeps_its_books(name: str) -> None:
    record = simulate(short("spillover", 8, off=[name]), runs=3)
    assert np.isfinite(record.series["stock"]).all()
