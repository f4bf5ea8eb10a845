"""Halts bind both sides; drones draw fire; what is protected suffers least."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.model.short import event, of_class, short
from wargame.model.batch import opened, simulate

PROTECT = ("balanced", "cities", "energy", "industry")

FIRM: dict[str, float | str] = {
    "talks.process.halt_delay": "0 days",
    "talks.process.collapse_hazard": "0 percent/month",
    "talks.process.truce_collapse_hazard": "0 percent/month",
}


def test_no_ukrainian_weapon_flies_under_a_halt_that_is_kept() -> None:
    """What is made goes to the deterrent, and Moscow's lines only mend."""
    halt = event("ceasefire", "2026-02-02", violation=0.0)
    with opened(short(months=5, events=[halt], fix=FIRM), range(6)) as war:
        for _ in range(31):
            war.step()
        assert (war.own_lines.fired_in_month > 0).all()
        while war.day < 120:
            held = war.arsenals.held[war.factories.stocked].copy()
            fired, kept = war.own_lines.fired_in_month.copy(), war.own_lines.kept.copy()
            health = war.factories.health.copy()
            war.step()
            if war.day - 1 < war.calendar.day_of(halt.on):
                continue
            assert (war.state == 2).all()
            assert (war.own_lines.fired_in_month <= fired).all()
            assert (war.own_lines.kept >= kept).all()
            assert (war.factories.health >= health).all()
        assert held.sum() > 0
        assert (war.own_lines.fired_in_month == 0).all()


def test_a_halt_that_is_broken_lets_a_share_of_strikes_through() -> None:
    fired = []
    for violation in (0.0, 0.5, 1.0):
        halt = event("ceasefire", "2026-01-01", violation=violation)
        with opened(short(months=2, events=[halt], fix=FIRM), range(6)) as war:
            for _ in range(30):
                war.step()
            fired.append(war.own_lines.fired_in_month.sum())
    assert fired[0] == 0
    assert fired[1] == pytest.approx(0.5 * fired[2], rel=0.05)


def test_a_truce_on_energy_spares_moscow_too() -> None:
    """Strikes on lines and depots go on; those on energy do no harm."""
    policies = {"moscow.posture": "fire_as_made", "ukraine.long_range": "energy"}
    truce = event("energy_truce", "2026-01-01")
    war = simulate(short(months=4, events=[], fix=FIRM, policies=policies), runs=8)
    held = simulate(short(months=4, events=[truce], fix=FIRM, policies=policies), runs=8)
    assert (held.series["line_health"] > war.series["line_health"]).all()
    assert (held.series["line_health"] < 1.0).all()


def test_fewer_drones_mean_fewer_cruise_missiles_through() -> None:
    """Drones come first and take channels and rounds: paired, in the mean."""
    scenario = short(months=6, policies={"moscow.posture": "fire_as_made"})
    kind = {w: scenario.texts[f"weapons.{w}.class"] for w in scenario.entries("weapons")}
    drones = [w for w in kind if kind[w] == "one_way_drone"]
    through = []
    for factor in (0.0, 0.5, 1.0):
        numbers = dict(scenario.numbers)
        for weapon in drones:
            for field in ("production", "stock", "imports"):
                n = numbers[f"weapons.{weapon}.{field}"]
                numbers[n.path] = replace(
                    n, value=n.value * factor, low=n.low * factor, high=n.high * factor
                )
        record = simulate(replace(scenario, numbers=numbers), runs=48)
        columns = of_class(record, scenario, "cruise")
        flown = record.series["launched"][:, :, columns].sum()
        through.append(record.series["leaked"][:, :, columns].sum() / flown)
    assert through[0] < through[1] < through[2]


@cache
def harm(protect: str) -> Any:
    """Hits on cities, megawatts struck, hits on industry, (3, runs), in the same runs."""
    scenario = short(
        months=6, policies={"ukraine.protect": protect, "moscow.posture": "fire_as_made"}
    )
    total = np.zeros((3, 96))
    with opened(scenario, range(96)) as war:
        for _ in range(war.calendar.days):
            war.step()
            total[1] += war.grid.hit
            total[2] += war.grid.works
            if war.calendar.closes_month(war.day - 1):
                total[0] += war.recorder.city_hits
    return total


@pytest.mark.parametrize(("policy", "category"), [("cities", 0), ("energy", 1), ("industry", 2)])
def test_what_is_protected_suffers_least(policy: str, category: int) -> None:
    """Of all policies, the one that protects a category lets least through to it."""
    found = {p: harm(p)[category].mean() for p in PROTECT}
    assert min(found, key=lambda p: found[p]) == policy, found
    saved = harm("balanced")[category] - harm(policy)[category]
    assert saved.mean() > 2.0 * saved.std() / np.sqrt(len(saved))


def test_protecting_energy_keeps_more_lights_on_than_protecting_cities() -> None:
    met = {}
    for policy in ("cities", "energy"):
        policies = {"ukraine.protect": policy, "moscow.posture": "winter_campaign"}
        record = simulate(short(months=4, policies=policies), runs=48)
        met[policy] = record.outcomes["power_met_mean"].mean()
    assert met["energy"] > met["cities"]


@pytest.mark.parametrize("adaptation", ["1 percent/year", "400 percent/year"])
@pytest.mark.parametrize("change", [0.3, -0.3])
def test_a_step_of_sanctions_that_ends_never_passes_the_opening(
    change: float, adaptation: str
) -> None:
    step = event("sanctions_step", "2026-01-10", "2026-05-10", change=change)
    fix: dict[str, float | str] = {"sanctions.components.adaptation": adaptation}
    with opened(short(months=6, events=[step], fix=fix), range(8)) as war:
        opening = war.factories.opening_tightness
        moved = np.zeros(8)
        for _ in range(war.calendar.days):
            war.step()
            gap = (war.factories.decided - opening) * np.sign(change)
            moved = np.maximum(moved, gap)
            assert (gap >= -1e-12).all()
        assert (moved > 0.0).all()
        # What began at the bounds may have been cut short; it is then undone to the opening.
        assert war.factories.decided == pytest.approx(opening)


def test_the_end_of_a_step_leaves_what_a_halt_has_lifted() -> None:
    """Relief below the opening is no business of a step that ends later."""
    step = event("sanctions_step", "2026-01-10", "2026-03-10", change=0.1)
    halt = event("ceasefire", "2026-02-02")
    fix = FIRM | {"talks.process.relief_after_halt": 1.0}
    with opened(short(months=4, events=[step, halt], fix=fix), range(4)) as war:
        lowest = war.factories.opening_tightness.copy()
        for _ in range(war.calendar.days):
            war.step()
            lowest = np.minimum(lowest, war.factories.decided)
        assert (war.factories.decided >= 0.0).all()
        assert war.factories.decided == pytest.approx(lowest)


def test_an_ordered_shot_flies_on_its_morning_and_once() -> None:
    """The ladder climbs at the turn of the month; the shots are not fired again."""
    shot = event("oreshnik_shot", "2026-01-12", count=2)
    fix: dict[str, float | str] = {
        "signals.ladder.oreshnik_hazard": "0 percent/month",
        "signals.ladder.strike_rung": 0.0,
        "weapons.oreshnik.production": "0 missiles/month",
        "weapons.oreshnik.stock": 5,
    }
    with opened(short(months=3, events=[shot], fix=fix), range(4)) as war:
        row = war.weapons.index("oreshnik")
        opening, due = war.arsenals.held[row].copy(), war.calendar.day_of(shot.on)
        for _ in range(war.calendar.days):
            rung = war.ladder.rung.copy()
            war.step()
            flown = 2 if war.day > due else 0
            assert (war.arsenals.held[row] == opening - flown).all()
            if war.day - 1 == 31:
                assert (war.ladder.rung == rung + 1).all()


def test_a_campaign_adds_hits_and_not_weapons() -> None:
    base = simulate(short(months=4, events=[]), runs=8)
    campaign = event("damage_campaign", "2026-01-05", factor=4.0, against="lines")
    more = simulate(short(months=4, events=[campaign]), runs=8)
    assert (more.series["line_health"][:, -1] < base.series["line_health"][:, -1]).all()
    assert more.series["own_missiles"] == pytest.approx(base.series["own_missiles"], rel=0.02)
