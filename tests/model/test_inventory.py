"""Whole wars against the textbook: with all else still, stocks are arithmetic."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.model.short import short
from wargame.model.batch import opened, simulate
from wargame.scenario import Scenario

STILL = (
    "components",
    "imports",
    "stock_age",
    "launch_commands",
    "leadership",
    "own_strike",
    "talks",
    "spillover",
    "signals",
    "arms_race",
)


def steady(fire_share: float, months: int = 12, **more: float | str) -> Scenario:
    """Every line makes 40 a month, and `fire_share` of it is fired."""
    scenario = short(months=1)
    fix: dict[str, float | str] = {
        "postures.fire_as_made.launch": 1.0,
        "sanctions.components.tightness": 0.0,
    }
    for weapon in scenario.entries("weapons"):
        fix |= {
            f"weapons.{weapon}.production": "40 missiles/month",
            f"weapons.{weapon}.growth": "0 percent/year",
            f"weapons.{weapon}.fire_share": fire_share,
            f"weapons.{weapon}.salvo_limit": 1e6,
        }
    return short(months=months, off=STILL, fix=fix | more)


@pytest.mark.parametrize("fire_share", [0.0, 0.6, 1.0])
def test_steady_production_and_steady_fire(fire_share: float) -> None:
    """Stock at every month's end is opening + (p - f) t, give or take a weapon in work."""
    scenario = steady(fire_share)
    record = simulate(scenario, runs=3)
    with opened(scenario, range(3)) as war:
        opening = war.arsenals.opening.T[:, None]
    days = np.cumsum([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])[None, :, None]
    made = 40 / 30.4375 * days
    assert record.series["stock"] == pytest.approx(opening + (1 - fire_share) * made, abs=2.01)
    assert record.series["made"].cumsum(axis=1) == pytest.approx(
        np.broadcast_to(made, record.series["made"].shape), abs=1.01
    )


def test_fire_beyond_production_ends_at_what_is_made() -> None:
    record = simulate(steady(60.0), runs=3)
    assert record.series["stock"][:, -1].max() <= 2
    assert record.series["launched"][:, 6:].mean() == pytest.approx(40, rel=0.03)


@pytest.mark.parametrize("limit", [0.6, 100.0])
def test_growth_of_a_line_is_a_straight_line_that_bends_to_its_ceiling(limit: float) -> None:
    scenario = steady(0.0, months=24)
    growth = {f"weapons.{w}.growth": "20 percent/year" for w in scenario.entries("weapons")}
    growth |= {"leadership.moscow.growth_limit": limit}
    record = simulate(steady(0.0, months=24, **growth), runs=3)
    grown = limit * (1.0 - np.exp(-0.2 * 23.5 / 12 / limit))
    last = record.series["made"][:, -1] / 31 * 30.4375
    assert last == pytest.approx(np.full_like(last, 40 * (1 + grown)), abs=1.1)


def test_without_shortages_not_even_those_of_the_start_remain() -> None:
    """Foreign inputs come back to what they were before sanctions; the rest is unchanged."""
    found = {"sanctions.components.tightness": 0.2}
    share = {f"weapons.{w}.foreign_content": 0.4 for w in steady(0.0).entries("weapons")}
    before = simulate(steady(0.0, months=6, **share), runs=3)
    freed = simulate(steady(0.0, months=6, **share, **found), runs=3)
    usual, more = (r.series["made"].sum(axis=1) for r in (before, freed))
    assert more == pytest.approx(usual * (0.6 + 0.4 / 0.8), abs=1.01 * 1.1)


# A surge that is there at once, never tires, and finds hours to spare.
ENDLESS = {
    "leadership.moscow.surge_delay": "0 days",
    "leadership.moscow.surge_hold": "1200 months",
    "leadership.moscow.utilisation": 0.5,
}


def test_a_surge_adds_its_share() -> None:
    surge = {f"weapons.{w}.surge": 0.5 for w in steady(0.0).entries("weapons")} | ENDLESS
    plain = steady(0.0, months=3, **surge)
    moscow = plain.policies.attacker.model_copy(update={"surge_production": True})
    surged = replace(plain, policies=plain.policies.model_copy(update={"attacker": moscow}))
    a, b = (simulate(s, runs=3).series["made"][:, 1:].sum(axis=1) for s in (plain, surged))
    assert b == pytest.approx(a * 1.5, rel=0.03)


def quiet(**more: float | str) -> Scenario:
    """Nobody fires at anybody, and nobody gives but what was promised."""
    fix: dict[str, float | str] = {"air_command.ukraine.hub_loss": 0.0}
    for kind in short(months=1).entries("interceptors"):
        for field in ("committed", "production", "production_goal"):
            fix[f"interceptors.{kind}.{field}"] = "0 missiles/month"
    off = ("engagement", "aid", "own_strike", "spillover")
    return short(months=6, off=off, fix=fix | more)


def test_promised_deliveries_add_up_after_the_road() -> None:
    scenario = quiet(**{"interceptors.gem_t.committed": "30 missiles/month"})
    with opened(scenario, range(3)) as war:
        kind, opening = war.interceptors.index("gem_t"), war.air_command.held().copy()
        for _ in range(150):
            war.step()
        weeks = 1 + (149 - war.lines.lag) // 7
        held = war.air_command.held()
        assert held[kind] - opening[kind] == pytest.approx(30 / 30.4375 * 7 * weeks, abs=1.01)
        others = np.delete(np.arange(len(held)), kind)
        assert np.array_equal(held[others], opening[others])


@pytest.mark.parametrize(("sent_on", "arrives_on"), [(4, 14), (5, 21), (18, 28), (19, 31)])
def test_the_road_takes_its_lag_and_ends_when_a_week_or_a_month_opens(
    sent_on: int, arrives_on: int
) -> None:
    with opened(quiet(), [2, 5, 8]) as war:
        opening, counted = war.air_command.held().copy(), war.air_command.counted
        sent = np.where(counted[:, None], 7, np.zeros_like(opening))
        assert war.lines.lag == 10
        for _ in range(sent_on):
            war.step()
        war.lines.send(sent)
        war.magazines.post("made", sent, +1)
        arrived = []
        while war.day < 40:
            day = war.day
            war.step()
            if war.lines.arrived.any():
                arrived.append((day, int(war.lines.arrived.sum())))
        assert arrived == [(arrives_on, sent.sum())]
        assert (war.air_command.held()[counted] - opening[counted] == 7).all()


def test_orders_come_after_their_lead_time() -> None:
    scenario = short(
        months=20,
        off=("engagement", "aid"),
        fix={"interceptors.aster30.lead_time": "8 months"},
    )
    with opened(scenario, range(3)) as war:
        kind = war.interceptors.index("aster30")
        booked: list[Any] = []
        plain = war.lines.book

        def book(quantity: Any) -> None:
            more = np.zeros_like(quantity)
            more[kind] = 12.0 if war.month == 3 else 0.0
            plain(more)
            booked.append((war.month, war.lines.backlog[kind].copy()))

        war.lines.book = book
        while war.month < 13:
            war.step()
        due = [month for month, backlog in booked if (backlog == 12.0).all()]
        assert due[0] == 11
        assert all((backlog == 0).all() for month, backlog in booked if month < 11)


def test_an_empty_magazine_intercepts_nothing_in_a_war() -> None:
    scenario = short(months=1)
    fix: dict[str, float | str] = {}
    for kind in scenario.entries("interceptors"):
        fix[f"interceptors.{kind}.stock"] = 0.0
        for field in ("committed", "production", "production_goal"):
            fix[f"interceptors.{kind}.{field}"] = "0 missiles/month"
        if scenario.texts[f"interceptors.{kind}.magazine"] == "unlimited":
            fix[f"interceptors.{kind}.batteries"] = 0.0
    record = simulate(short(months=3, fix=fix, off=["aid"]), runs=3)
    assert record.series["launched"].sum() > 0
    assert record.series["intercepted"].sum() == 0
    assert record.series["fired"].sum() == 0
    assert record.series["held"].sum() == 0


def test_damage_to_the_grid_is_mended_as_the_textbook_says() -> None:
    fix: dict[str, float | str] = {
        "grid.ukraine.damaged": "5000 MW",
        "grid.ukraine.repair": "9000 MW/day",
    }
    fix |= {f"weapons.{name}.fire_share": 0.0 for name in short(months=1).entries("weapons")}
    scenario = short(months=2, fix=fix)
    with opened(scenario, range(3)) as war:
        share = war.grid.repair_share
        for day in range(1, 40):
            war.step()
            assert war.grid.broken[0] == pytest.approx(5000 * (1 - share) ** day)
