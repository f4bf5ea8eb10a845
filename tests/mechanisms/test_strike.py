"""The launch side: gaps, limits, failures and targets; nothing is launched that is not there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.named_rules import call
from wargame.kernel.draws import digest
from wargame.mechanisms.strike.strike_rules import (
    aim,
    call_strike,
    fly,
    hold_to_limit,
    plan,
    save_up,
)

RUNS = 5_000
BALLISTIC, CRUISE, DRONE = 0, 1, 4
HERE: dict[str, Any] = {"seed": 1, "run": np.arange(RUNS), "day": 5}


def strikes(days: int, **given: Any) -> Any:
    """Days with a combined strike, (days, runs), and the gaps that were drawn, (days, runs)."""
    use = {
        "gap": 6.0,
        "gap_spread": 0.5,
        "saved_strike": [50.0],
        "wish": [5.0],
        "missile": [1.0],
        "stock_trigger": 2.0,
        "staff": int(digest("general staff")),
    } | given
    since, wait = np.zeros(RUNS, int), np.full(RUNS, 3.0)
    came, gaps = [], []
    for day in range(days):
        told = call(call_strike, since_strike=since, wait=wait, **(HERE | {"day": day} | use))
        since, wait = told["since_strike"], told["wait"]
        came.append(told["combined"] == 1)
        gaps.append(np.where(came[-1], wait, np.nan))
    return np.array(came), np.array(gaps)


def test_gaps_have_their_median_and_a_long_tail() -> None:
    came, gaps = strikes(40)
    drawn = gaps[~np.isnan(gaps)]
    assert np.median(drawn) == pytest.approx(6.0, rel=0.03)
    assert np.quantile(drawn, 0.98) > 12
    waits = [np.diff(np.flatnonzero(came[:, run])) for run in range(200)]
    assert min(w.min() for w in waits if len(w)) >= 1


def test_no_strike_before_enough_is_saved() -> None:
    assert not strikes(20, saved_strike=[9.9])[0].any()
    assert strikes(20, saved_strike=[10.0])[0].any()
    assert not strikes(20, wish=[0.0])[0].any()
    # Drones saved up are not what a combined strike waits for.
    saved = {"saved_strike": [5.0, 900.0], "wish": [5.0, 90.0], "missile": [1.0, 0.0]}
    assert not strikes(20, **saved)[0].any()


def launches(days: int, **given: Any) -> Any:
    """Launches of one type, (days, runs), from a stock that is not refilled."""
    use = {
        "wish": 5.0,
        "daily_share": 0.4,
        "raid_chance": 0.5,
        "held": 100_000,
        "reserve": 0,
        "salvo_limit": 10_000,
        "combined": 0,
        "smooth": 0,
        "state": 0,
    } | given
    state = {"saved_raid": np.zeros((RUNS, 1)), "saved_strike": np.zeros((RUNS, 1))}
    flown = []
    for day in range(days):
        now = {name: np.atleast_1d(value)[..., None] for name, value in use.items()}
        whole = {name: use[name] for name in ("combined", "smooth", "state")}
        told = call(
            plan, key=[digest("kh101")], class_of=[0], **(HERE | {"day": day} | now | whole | state)
        )
        state = {name: told[name] for name in state}
        flown.append(told["planned"][:, 0])
    return np.array(flown), state


def test_what_is_wished_is_flown_in_the_end() -> None:
    flown, state = launches(60, combined=1)
    assert (flown >= 2).all(), "the part saved for strikes flies on every day of a strike"
    # What is kept for raids still waits for its chance on such a day.
    saved = state["saved_raid"] + state["saved_strike"]
    assert (flown.sum(axis=0) + saved[:, 0]) == pytest.approx(300, abs=0.01)
    smooth, _ = launches(60, smooth=1)
    assert (smooth == 5).all()
    ordinary, state = launches(60)
    saved = state["saved_raid"] + state["saved_strike"]
    assert ordinary.mean(axis=1)[20:].mean() == pytest.approx(2.0, rel=0.05)
    assert (ordinary.sum(axis=0) + saved[:, 0]) == pytest.approx(300, abs=0.01)


def test_raids_come_by_chance_and_combined_strikes_stop_in_a_halt() -> None:
    flown, _ = launches(60)
    assert (flown > 0).mean() == pytest.approx(0.5, abs=0.02)
    halted, _ = launches(60, combined=1, state=2)
    assert halted.sum(axis=0).mean() == pytest.approx(120, abs=5)


def test_a_raid_is_one_of_all_types_of_a_class() -> None:
    """Its chance is that of the class, whatever the number of types."""
    told = call(
        plan,
        wish=[[5.0, 5.0, 5.0]],
        daily_share=[[1.0, 1.0, 1.0]],
        raid_chance=[[0.4, 0.4, 0.4]],
        saved_raid=np.zeros((RUNS, 3)),
        saved_strike=np.zeros((RUNS, 3)),
        held=[[100, 100, 100]],
        reserve=[[0, 0, 0]],
        salvo_limit=[[100, 100, 100]],
        combined=0,
        smooth=0,
        state=0,
        key=[digest(name) for name in ("iskander_m", "kn23", "kh101")],
        class_of=[0, 0, 1],
        **HERE,
    )["planned"]
    flew = told > 0
    assert (flew[:, 0] == flew[:, 1]).all() and (flew[:, 0] != flew[:, 2]).any()
    assert flew.mean(axis=0) == pytest.approx([0.4, 0.4, 0.4], abs=0.02)


def test_crews_do_not_bank_for_ever() -> None:
    _, state = launches(120, daily_share=0.0)
    assert state["saved_strike"].max() == pytest.approx(45 * 5.0)


@pytest.mark.parametrize(("stock", "reserve", "limit", "most"), [
    (30, 0, 10_000, 30),
    (30, 20, 10_000, 10),
    (30, 90, 10_000, 0),
    (100_000, 0, 3, 3),
])  # fmt: skip
def test_stock_reserve_and_carriers_limit_a_night(
    stock: int, reserve: int, limit: int, most: int
) -> None:
    flown, _ = launches(1, wish=500.0, combined=1, held=stock, reserve=reserve, salvo_limit=limit)
    assert (flown == most).all()


def test_a_command_is_held_to_what_its_carriers_can_fire() -> None:
    told = call(
        hold_to_limit,
        planned=[[60, 40, 7], [10, 10, 7], [60, 40, 7]],
        command_of=[0, 0, 1],
        command_limit=[50, 50],
        cycle=[5.0, 5.0],
        since=[[30, 30], [30, 30], [1, 1]],
        saved_strike=[[0.5, 0.0, 0.0]] * 3,
        smooth=0,
        flown=np.zeros((3, 2)),
    )
    assert told["saved_strike"].tolist() == [[30.5, 20, 0], [0.5, 0, 0], [48.5, 32, 0]]
    assert told["flown"].tolist() == [[50, 7], [20, 7], [20, 7]]
    assert told["planned"].tolist() == [[30, 20, 7], [10, 10, 7], [12, 8, 7]]
    # Only more than half of the limit sends carriers back to rest.
    assert told["since"].tolist() == [[0, 31], [31, 31], [2, 2]]


def test_limits_hold_whatever_is_planned() -> None:
    rng = np.random.default_rng(1)
    planned = rng.integers(0, 80, (500, 6))
    owner = rng.integers(0, 3, 6)
    told = call(
        hold_to_limit,
        planned=planned,
        command_of=owner,
        command_limit=[50, 0, 20],
        cycle=[5.0, 1.0, 0.0],
        since=rng.integers(0, 9, (500, 3)),
        saved_strike=np.zeros((500, 6)),
        smooth=0,
        flown=np.zeros((500, 3)),
    )
    assert (told["planned"] + told["saved_strike"] == planned).all()
    assert (told["planned"] <= planned).all()
    assert (told["planned"] >= 0).all()
    assert (told["flown"] <= [50, 0, 20]).all()
    for command in range(3):
        mine = told["planned"][:, owner == command].sum(axis=1)
        assert (mine == told["flown"][:, command]).all()


def test_failures_are_binomial() -> None:
    runs = np.arange(20_000)
    told = call(
        fly,
        launched=[40, 0, 9],
        failure=[0.1, 0.5, 0.0],
        key=[1, 2, 3],
        **(HERE | {"run": runs}),
    )
    failed, flying = told["failed"], told["flying"]
    assert (failed + flying == [40, 0, 9]).all()
    assert failed[:, 0].mean() == pytest.approx(4, abs=0.08)
    assert failed[:, 0].var() == pytest.approx(3.6, rel=0.06)
    assert (failed[:, 1:] == 0).all()


WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])


def targets(flying: list[int], class_of: list[int], style: int, focus: float = 0.6) -> Any:
    """Weapons by run, sector and type."""
    told = call(
        aim,
        flying=np.tile(flying, (RUNS, 1)),
        class_of=class_of,
        ballistic=BALLISTIC,
        mass=DRONE,
        launch_weight=WEIGHTS,
        focus=focus,
        capital_focus=0.7,
        posture=style % 100,
        combined=style // 100,
        staff=int(digest("general staff")),
        **HERE,
    )
    assert (told["incoming"].sum(axis=1) == flying).all(), "somebody was lost on the way"
    assert (told["incoming"] >= 0).all()
    return told["incoming"]


def test_an_ordinary_raid_goes_to_one_sector_by_weight() -> None:
    came = targets([5, 3, 0], [BALLISTIC, CRUISE, CRUISE], 0)
    for t in (0, 1):
        assert ((came[:, :, t] > 0).sum(axis=1) == 1).all()
        assert (came[:, :, t] > 0).mean(axis=0) == pytest.approx(WEIGHTS, abs=0.03)


def test_types_of_a_group_fly_to_the_same_sector() -> None:
    came = targets([5, 3, 3, 3], [BALLISTIC, BALLISTIC, CRUISE, 2], 0) > 0
    assert (came[:, :, 0] == came[:, :, 1]).all()
    assert (came[:, :, 2] == came[:, :, 3]).all()
    assert not (came[:, :, 0] == came[:, :, 2]).all()


def test_drones_spread_and_small_numbers_have_no_favourite() -> None:
    came = targets([1000], [DRONE], 0)[:, :, 0]
    wanted = 600 * WEIGHTS + 400 * WEIGHTS
    assert came.mean(axis=0) == pytest.approx(wanted, rel=0.06)
    assert (came > 0).all()
    few = targets([1], [DRONE], 0, focus=0.0)[:, :, 0]
    assert few.mean(axis=0) == pytest.approx(WEIGHTS, abs=0.03)


def test_a_combined_strike_focuses_and_coercion_looks_to_the_capital() -> None:
    came = targets([100], [CRUISE], 100)[:, :, 0]
    assert (came.max(axis=1) >= 60).all()
    assert ((came > 0).sum(axis=1) == 4).all()
    plain = (came[:, 0] >= 60).mean()
    coerced = (targets([100], [CRUISE], 103)[:, 0, 0] >= 60).mean()
    assert plain == pytest.approx(0.4, abs=0.03)
    assert coerced == pytest.approx(0.7 + 0.3 * 0.4, abs=0.03)


def hoarded(hoard: float, weeks: int, **given: Any) -> tuple[float, float]:
    """Hoard after some weeks, and what was fired of it: both of one type in one run."""
    left = hoard
    for _ in range(weeks):
        left, _, _ = saved_up(left, **given)
    return left, hoard - left


def saved_up(hoard: float, **given: Any) -> tuple[float, float, float]:
    """Hoard after a turn, what flies a day of it, and what flies a day in a surge."""
    use = {
        "days": 7.0,
        "usual": 3.0,
        "flying": 1.0,
        "saving": 0,
        "spare": 1e6,
        "spending": 60.0,
        "surge": 30.0,
    } | given
    told = call(save_up, hoard=np.array([hoard]), **use)
    return tuple(float(told[name][0]) for name in ("hoard", "spent", "surged"))


def test_a_hoard_is_what_was_not_fired() -> None:
    assert hoarded(0.0, 10, saving=1, flying=0.0)[0] == pytest.approx(10 * 7 * 3.0)
    assert hoarded(0.0, 10, saving=1, flying=0.4)[0] == pytest.approx(10 * 7 * 3.0 * 0.6)
    assert hoarded(0.0, 10, saving=1, flying=1.3)[0] == 0.0
    assert hoarded(0.0, 10, saving=1, flying=0.0, spare=50.0)[0] == 50.0
    assert hoarded(40.0, 1, spare=-5.0)[0] == 0.0


def test_a_hoard_is_spent_to_a_third_in_its_time_and_whole_in_the_end() -> None:
    assert hoarded(300.0, 60, days=1.0)[0] == pytest.approx(300 / np.e)
    assert hoarded(300.0, 200)[1] == pytest.approx(300)
    assert saved_up(300.0, days=0.0, spare=900.0) == (300.0, 5.0, 30.0)
