"""What hits do to grid, lines and depots, against closed forms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.named_rules import call
from wargame.kernel.draws import digest
from wargame.mechanisms.damage.damage_rules import suffer
from wargame.mechanisms.defence.battery_rules import wear_batteries
from wargame.mechanisms.grid.grid_rules import keep_power
from wargame.mechanisms.own_strike.own_strike_rules import campaign, deep_strike
from wargame.mechanisms.production.production_rules import hit_lines
from wargame.mechanisms.stock.stock_rules import hit_a_depot

QUIET = {
    "active": 1,
    "met": 1.0,
    "power_hit": 0.0,
    "exists": 20_000.0,
    "protected": 8_000.0,
    "imports": 0.0,
    "demand_winter": 16_000.0,
    "demand_summer": 10_000.0,
    "season": 1.0,
    "repair": 1e9,
    "repair_share": 0.02,
}


def grid(days: int, broken: float, **given: float) -> tuple[float, float]:
    """MW broken, and the share of demand met, after some days."""
    met = 1.0
    for _ in range(days):
        told = call(keep_power, broken=broken, **(QUIET | given))
        broken, met = float(told["broken"][0]), float(told["met"][0])
    return broken, met


def test_repair_mends_a_share_of_what_is_broken() -> None:
    assert grid(60, 9_000)[0] == pytest.approx(9_000 * 0.98**60)


def test_crews_mend_no_more_than_they_can() -> None:
    assert grid(40, 9_000, repair=100.0)[0] == pytest.approx(9_000 - 40 * 100)
    # Once a share of the rest is less than crews could do, the share decides.
    assert grid(1, 4_000, repair=100.0)[0] == pytest.approx(4_000 * 0.98)


def test_the_share_of_demand_met() -> None:
    calm = {"repair": 0.0}
    assert grid(1, 10_000, **calm)[1] == pytest.approx(10_000 / 16_000)
    assert grid(1, 10_000, imports=2_000.0, **calm)[1] == pytest.approx(12_000 / 16_000)
    assert grid(1, 10_000, season=0.5, **calm)[1] == pytest.approx(10_000 / 13_000)
    assert grid(1, 10_000, season=0.0, **calm)[1] == 1.0


def test_a_hit_finds_the_less_the_more_is_broken() -> None:
    """Exposed power that stands falls by the factor 1 - hit / exposed each day."""
    broken, _ = grid(30, 0.0, power_hit=600.0, repair=0.0)
    assert broken == pytest.approx(12_000 * (1 - (1 - 600 / 12_000) ** 30))
    assert grid(1, 12_000, power_hit=600.0, repair=0.0)[0] == 12_000


@settings(max_examples=100)
@given(st.floats(0, 20_000), st.floats(0, 60_000), st.floats(0, 30_000), st.floats(0, 1))
def test_no_strike_takes_what_is_protected(
    broken: float, hit: float, protected: float, season: float
) -> None:
    after, met = grid(1, broken, power_hit=hit, protected=protected, season=season)
    assert 0.0 <= after <= max(0.0, 20_000 - protected)
    assert 0.0 <= met <= 1.0


EVEN: dict[str, Any] = {
    "incoming": [[5, 2, 12]],
    "stopped": [[1, 0, 2]],
    "power_per_hit": [50.0, 100.0, 5.0],
    "energy_at": [1.0],
    "industry_at": [1.0],
    "cities_at": [1.0],
    "energy_aim": 0.4,
    "industry_share": 0.25,
    "city_hits": 0.0,
}


def leaked(**given: Any) -> tuple[float, float, float]:
    """MW, hits on cities, hits on industry."""
    told = call(suffer, **(EVEN | given))
    grid_, city, works = (told[name].item() for name in ("power_hit", "city_hits", "works_hit"))
    return grid_, city, works


def test_leakers_are_shared_out_by_target() -> None:
    """What is not aimed at energy is split between industry and cities: nothing is lost."""
    rest = 4.5 * 0.6
    assert leaked() == pytest.approx((450 * 0.4, rest * 0.75, rest * 0.25))
    assert leaked(energy_aim=0.0, industry_share=0.0) == pytest.approx((0.0, 4.5, 0.0))
    assert leaked(energy_aim=0.9, industry_share=1.0) == pytest.approx((405.0, 0.0, 0.45))
    assert leaked(energy_aim=1.0) == pytest.approx((450.0, 0.0, 0.0))
    assert leaked(stopped=EVEN["incoming"]) == (0.0, 0.0, 0.0)


def test_a_leaker_hurts_what_stands_in_its_sector() -> None:
    """Two sectors: one with the power stations, one with the works and most people."""
    place = {"energy_at": [2.0, 0.0], "industry_at": [0.0, 2.0], "cities_at": [0.5, 1.5]}
    here, nothing = [[4, 2, 10]], [[0, 0, 0]]
    zero = {"stopped": nothing * 2}
    first = leaked(incoming=here + nothing, **place, **zero)
    second = leaked(incoming=nothing + here, **place, **zero)
    rest = 4.5 * 0.6
    assert first == pytest.approx((450 * 0.4 * 2, rest * 0.75 * 0.5, 0.0))
    assert second == pytest.approx((0.0, rest * 0.75 * 1.5, rest * 0.25 * 2))
    both = leaked(incoming=here + here, **place, **zero)
    assert both == pytest.approx(np.add(first, second))


RUNS = 20_000
ADDRESS: dict[str, Any] = {
    "seed": 1,
    "run": np.arange(RUNS),
    "day": 7,
    "agent": int(digest("flamingo")),
}


def test_a_weeks_strikes_arrive_in_binomial_number() -> None:
    told = call(
        deep_strike,
        rate=48.0,
        held_back=0.25,
        reach=0.3,
        to_lines=0.5,
        to_depots=0.25,
        firing=1.0,
        carry=np.zeros(RUNS),
        retained_carry=np.zeros(RUNS),
        **ADDRESS,
    )
    assert (told["retained"] == 12).all()
    assert (told["fired"] == 36).all()
    hits = told["on_lines"] + told["on_depots"] + told["on_energy"]
    assert hits.mean() == pytest.approx(36 * 0.3, abs=0.1)
    assert hits.var() == pytest.approx(36 * 0.3 * 0.7, rel=0.06)
    assert told["on_lines"] == pytest.approx(hits * 0.5)


def test_fractions_of_a_weapon_are_not_lost() -> None:
    carry, retained_carry, made, retained = 0.0, 0.0, 0, 0
    for _ in range(100):
        told = call(
            deep_strike,
            rate=1.37,
            held_back=0.3,
            reach=0.0,
            to_lines=1.0,
            to_depots=0.0,
            firing=1.0,
            carry=carry,
            retained_carry=retained_carry,
            seed=1,
            run=0,
            day=0,
            agent=1,
        )
        carry, made = told["carry"][0], made + int(told["made"][0])
        retained_carry, retained = told["retained_carry"][0], retained + int(told["retained"][0])
        assert told["retained"] + told["fired"] == told["made"]
        assert 0.0 <= retained_carry < 1.0
    assert made + carry == pytest.approx(137)
    assert retained + retained_carry == pytest.approx(0.3 * made)


@pytest.mark.parametrize(("firing", "retained"), [(1.0, 12), (0.5, 30), (0.25, 39), (0.0, 48)])
def test_what_a_halt_forbids_to_fire_is_kept(firing: float, retained: int) -> None:
    told = call(
        deep_strike,
        rate=48.0,
        held_back=0.25,
        reach=1.0,
        to_lines=0.5,
        to_depots=0.25,
        firing=firing,
        carry=np.zeros(9),
        retained_carry=np.zeros(9),
        **ADDRESS | {"run": np.arange(9)},
    )
    assert (told["retained"] == retained).all()
    assert (told["fired"] == 48 - retained).all()
    hits = told["on_lines"] + told["on_depots"] + told["on_energy"]
    assert (hits == 48 - retained).all()


def test_one_line_is_struck_and_each_is_as_likely() -> None:
    health, lines = np.ones((RUNS, 5)), [0, 2, 3, 4]
    told = call(hit_lines, health=health, rows=lines, loss=0.3, shortage=0.0, **ADDRESS)
    assert np.bincount(told["struck"])[lines] == pytest.approx(RUNS / 4, rel=0.06)
    rows = np.arange(RUNS)
    assert told["health"][rows, told["struck"]] == pytest.approx(np.exp(-0.3))
    assert told["health"].sum(axis=1) == pytest.approx(4 + np.exp(-0.3))
    assert (told["health"][:, 1] == 1.0).all()  # drones come from elsewhere


def test_hits_on_energy_are_felt_by_all_missile_lines_alike() -> None:
    few = ADDRESS | {"run": np.arange(9)}
    told = call(hit_lines, health=np.ones((9, 3)), rows=[0, 2], loss=0.0, shortage=0.4, **few)
    assert told["health"] == pytest.approx(np.tile([np.exp(-0.2), 1.0, np.exp(-0.2)], (9, 1)))


def test_a_campaign_is_each_weapons_week_and_its_hits_weighed() -> None:
    weapons = 3
    given = {
        "production": [1.0, 4.0, 0.0],
        "production_goal": [7.0, 4.0, 2.0],
        "goal_delay": 100.0 * np.ones(weapons),
        "held_back": [0.25, 0.0, 1.0],
        "reach": np.ones(weapons),
        "line_damage": [2.0, 0.5, 9.0],
        "depot_damage": [1.0, 3.0, 9.0],
        "industry": 0.5,
        "to_lines": 0.5,
        "to_depots": 0.25,
        "firing": 1.0,
        "works": 5.0,
        "store_loss": 0.4,
        "today": 50.0,
    }
    state = {name: np.zeros((9, weapons)) for name in ("carry", "retained_carry", "loss_carry")}
    address = {k: v for k, v in ADDRESS.items() if k != "agent"} | {"run": np.arange(9)}
    keys = [int(digest(name)) for name in "abc"]
    retained = np.full((9, weapons), 10)
    told = call(campaign, key=keys, retained=retained, **given, **state, **address)
    assert (told["lost"] == 2).all()  # five hits destroy a fifth
    assert (told["made"] == [14, 14, 3]).all()  # half of 4, 4 and 1 a day for a week
    assert (told["fired"] == [11, 14, 0]).all()
    assert (told["retained"] == 10 - told["lost"] + told["made"] - told["fired"]).all()
    assert told["on_lines"] == pytest.approx(11 * 0.5 * 2.0 + 14 * 0.5 * 0.5)
    assert told["on_depots"] == pytest.approx(11 * 0.25 * 1.0 + 14 * 0.25 * 3.0)
    assert told["on_energy"] == pytest.approx(11 * 0.25 * 2.0 + 14 * 0.25 * 0.5)


def test_no_hit_no_harm() -> None:
    few = ADDRESS | {"run": np.arange(9)}
    lines = {"health": np.ones((9, 4)), "rows": [0, 1, 2]}
    told = call(hit_lines, loss=0.0, shortage=0.0, **lines, **few)
    assert (told["struck"] == -1).all()
    assert (told["health"] == 1.0).all()
    for stock, destroyed in (([5, 5], 0.0), ([0, 0], 3.0)):
        given_ = ADDRESS | {"run": np.arange(9)}
        assert call(hit_a_depot, stock=stock, destroyed=destroyed, **given_)["lost"].sum() == 0


def test_a_depot_is_hit_where_stock_lies_and_loses_no_more_than_it_holds() -> None:
    lost = call(hit_a_depot, stock=[30, 0, 60, 2], destroyed=7.4, **ADDRESS)["lost"]
    assert ((lost > 0).sum(axis=1) == 1).all()
    assert (lost > 0).mean(axis=0) == pytest.approx([30 / 92, 0, 60 / 92, 2 / 92], abs=0.01)
    assert set(lost[:, 0]) == {0, 7}
    assert set(lost[:, 3]) == {0, 2}


MONTH = {"seed": 3, "month": 5, "agent": 9}
CHANCE = st.floats(0, 1).map(lambda p: round(p, 9))


@given(
    there=st.integers(0, 300),
    out=st.integers(0, 50),
    loss=CHANCE,
    repair=CHANCE,
    writeoff=CHANCE,
    run=st.integers(0, 9),
)
def test_batteries_are_hit_mended_and_destroyed_but_never_lost(
    there: int, out: int, loss: float, repair: float, writeoff: float, run: int
) -> None:
    month = {"there": there, "out": out, "loss": loss, "repair": repair, "writeoff": writeoff}
    found = call(wear_batteries, **month, **MONTH, run=run)
    assert found["there"] + found["out"] + found["gone"] == there + out
    assert 0 <= found["gone"] <= found["down"] <= there
    assert 0 <= found["back"] <= out
    assert found["there"] >= 0
    assert found["out"] >= 0


def test_batteries_where_nothing_happens_and_where_all_is_hit() -> None:
    still = call(wear_batteries, there=6, out=0, loss=0, repair=1, writeoff=1, **MONTH, run=1)
    assert (still["there"], still["down"], still["gone"], still["back"]) == (6, 0, 0, 0)
    all_gone = call(wear_batteries, there=6, out=2, loss=1, repair=0, writeoff=1, **MONTH, run=1)
    assert (all_gone["there"], all_gone["out"], all_gone["gone"]) == (0, 2, 6)
