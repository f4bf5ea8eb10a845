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
            fired, kept = war.own_lines.fired_in_month.copy(), war.own_lines.retained.copy()
            health = war.factories.health.copy()
            war.step()
            if war.day - 1 < war.calendar.day_of(halt.on):
                continue
            assert (war.state == 2).all()
            assert (war.own_lines.fired_in_month <= fired).all()
            assert (war.own_lines.retained >= kept).all()
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
    policies = {"attacker.posture": "fire_as_made", "defender.long_range": "energy"}
    truce = event("energy_truce", "2026-01-01")
    war = simulate(short(months=4, events=[], fix=FIRM, policies=policies), runs=8)
    held = simulate(short(months=4, events=[truce], fix=FIRM, policies=policies), runs=8)
    assert (held.series["line_health"] > war.series["line_health"]).all()
    assert (held.series["line_health"] < 1.0).all()


def test_fewer_drones_mean_fewer_cruise_missiles_through() -> None:
    """Drones come first and take channels and rounds, until there are none left to take."""
    scenario = short(months=6, policies={"attacker.posture": "fire_as_made"})
    kind = {w: scenario.texts[f"weapons.{w}.class"] for w in scenario.entries("weapons")}
    drones = [w for w in kind if kind[w] == "one_way_drone"]
    through = []
    for factor in (0.0, 0.1, 1.0):
        numbers, changed = dict(scenario.numbers), dict(scenario.overrides)
        for weapon in drones:
            for field in ("production", "stock", "imports"):
                n = numbers[f"weapons.{weapon}.{field}"]
                changed[n.path] = "here"
                numbers[n.path] = replace(
                    n,
                    value=n.value * factor,
                    low=n.low * factor,
                    high=n.high * factor,
                    derivation=None,
                )
        record = simulate(replace(scenario, numbers=numbers, overrides=changed), runs=144)
        columns = of_class(record, scenario, "cruise")
        flown = record.series["launched"][:, :, columns].sum()
        through.append(record.series["leaked"][:, :, columns].sum() / flown)
    assert through[0] < through[1] < through[2]


@cache
def harm(protect: str) -> Any:
    """Hits on cities, megawatts struck, hits on industry, (3, runs), in the same runs."""
    scenario = short(
        months=6, policies={"defender.protect": protect, "attacker.posture": "fire_as_made"}
    )
    total = np.zeros((3, 96))
    with opened(scenario, range(96)) as war:
        for _ in range(war.calendar.days):
            war.step()
            total[1] += war.damage.power_hit
            total[2] += war.damage.works_hit
            if war.calendar.closes_month(war.day - 1):
                total[0] += war.damage.month_city_hits
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
        policies = {"defender.protect": policy, "attacker.posture": "winter_campaign"}
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
        opening = war.factories.tightness
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
        lowest = war.factories.tightness.copy()
        for _ in range(war.calendar.days):
            war.step()
            lowest = np.minimum(lowest, war.factories.decided)
        assert (war.factories.decided >= 0.0).all()
        assert war.factories.decided == pytest.approx(lowest)


def test_an_ordered_shot_flies_on_its_morning_and_once() -> None:
    """The ladder climbs at the turn of the month; the shots are not fired again."""
    shot = event("signal_shot", "2026-01-12", count=2)
    fix: dict[str, float | str] = {
        "signals.ladder.signal_hazard": "0 percent/month",
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


def test_talks_last_as_long_as_the_scenario_dates_them() -> None:
    """They neither fail nor start by chance while they are dated, and do both without a date."""
    restless: dict[str, float | str] = {
        "talks.process.fail_hazard": "60 percent/month",
        "talks.process.start_hazard": "60 percent/month",
    }
    dated = [
        event("talks", "2026-01-15", "2026-04-15", momentum="active"),
        event("talks", "2026-04-15", "2026-07-15", momentum="none"),
    ]
    seen = {0: set(), 1: set()}  # type: ignore[var-annotated]
    with opened(short(months=9, events=dated, fix=restless), range(12)) as war:
        days = [war.calendar.day_of(one.on) for one in dated]
        end = war.calendar.day_of(dated[-1].until)
        while war.day < end:
            war.step()
            at = sum(war.day - 1 >= day for day in days) - 1
            if at >= 0:
                seen[at] |= set(war.talks.talks.tolist())
        assert seen == {0: {1}, 1: {0}}
        while war.day < war.calendar.days:
            war.step()
        assert len(set(war.talks.talks.tolist())) > 1


def test_a_halt_may_collapse_while_talks_are_dated() -> None:
    events = [
        event("talks", "2026-01-10", momentum="active"),
        event("ceasefire", "2026-02-01"),
    ]
    fix = FIRM | {"talks.process.collapse_hazard": "90 percent/month"}
    with opened(short(months=6, events=events, fix=fix), range(12)) as war:
        while war.day < war.calendar.days:
            war.step()
        assert (war.state == 0).any()


def test_strikes_after_a_halt_leave_out_those_before_it() -> None:
    """Counted by hand from the monthly series, with a halt that comes late in some runs."""
    fix: dict[str, float | str] = {
        "spillover.choice.restraint": 1.6,
        "talks.process.collapse_hazard": "0 percent/month",
    }
    halt = event("ceasefire", "2026-05-01")
    leave = {"attacker.spillover": "large"}
    found = simulate(short(months=14, events=[halt], fix=fix, policies=leave), runs=60)
    free = simulate(short(months=14, events=[], fix=fix, policies=leave), runs=60)
    rung, out = found.series["spillover_rung"], found.outcomes
    # Strikes come on the first of a month: that of May only where the halt was in time for it.
    late = found.series["halted"][:, 4] < 1.0
    assert late.any() and not late.all()
    worst = np.where(late, rung[:, 5:].max(axis=1), rung[:, 4:].max(axis=1))
    assert np.array_equal(out["spillover_after_halt"], worst >= 2)
    assert (out["spillover_after_halt"] < out["spillover"]).any()
    assert np.array_equal(out["spillover_last_year"], rung[:, 2:].max(axis=1) >= 2)
    assert np.array_equal(out["spillover_rung_last_year"], rung[:, 2:].max(axis=1))
    hit = out["spillover_after_halt"] == 1
    assert np.array_equal(hit, ~np.isnan(out["spillover_month_after_halt"]))
    first = [4 + int(month) for month in out["spillover_month_after_halt"][hit]]
    assert (rung[hit, first] >= 2).all()
    # Without a halt the clock is that of the start.
    for name in ("spillover", "incursion"):
        assert np.array_equal(free.outcomes[f"{name}_after_halt"], free.outcomes[name])
