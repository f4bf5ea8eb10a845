"""Order books deliver after their lead time; gifts keep floors; will stays a share."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.named_rules import call
from wargame.kernel.draws import digest
from wargame.mechanisms.aid.aid_rules import elect, give, support, turn_will
from wargame.mechanisms.supply.supply_rules import (
    line_rate,
    lose_on_the_way,
    make_rounds,
    order,
    ship,
)

RING = 73


@pytest.mark.parametrize("lead", [1, 2, 7, 24, 72])
@pytest.mark.parametrize("placed", [0, 5, 70])
def test_an_order_falls_due_after_exactly_its_lead_time(lead: int, placed: int) -> None:
    due = np.zeros((1, RING))
    matured = {}
    for month in range(160):
        quantity = 12.5 if month == placed else 0.0
        found = float(order(due, month, quantity, lead)[0])
        if found:
            matured[month] = found
    assert matured == {placed + lead: 12.5}


def test_orders_of_every_month_all_come() -> None:
    due = np.zeros((1, RING))
    matured = [float(order(due, month, 10.0, 18)[0]) for month in range(60)]
    assert matured == [0.0] * 18 + [10.0] * 42
    assert due.sum() == 180.0


def test_a_lead_time_of_nothing_is_one_month_and_no_more_than_the_book_holds() -> None:
    for lead, months in ((0, 1), (500, RING - 1)):
        due = np.zeros((1, RING))
        found = [float(order(due, m, 3.0 * (m == 0), lead)[0]) for m in range(90)]
        assert found.index(3.0) == months


@settings(max_examples=100)
@given(st.floats(0, 30), st.lists(st.floats(0, 50), min_size=1, max_size=30))
def test_a_line_ships_what_is_due_within_its_capacity(
    capacity: float, ordered: list[float]
) -> None:
    backlog, carry, shipped = np.zeros(1), np.zeros(1), 0
    for week, quantity in enumerate(ordered):
        backlog += quantity
        shipped += int(ship(capacity, backlog, carry)[0])
        assert shipped <= capacity * (week + 1) + 1e-9
        assert 0 <= carry[0] < 1
        assert backlog[0] >= 0
    assert shipped + carry[0] + backlog[0] == pytest.approx(sum(ordered))


def test_gifts_are_a_share_of_what_is_above_the_floor() -> None:
    carry = np.zeros(1)
    assert give(1000, 1000, 0.6, 0.1, 0.5, 0.0, 0.0, carry)[0] == 20
    assert give(600, 1000, 0.6, 0.1, 0.5, 0.0, 0.0, carry)[0] == 0
    assert give(500, 1000, 0.6, 1.0, 1.0, 0.0, 0.0, carry)[0] == 0
    assert give(1000, 1000, 0.6, 0.1, 0.5, 0.5, 0.5, carry)[0] == 5
    for held_back in ({"withheld": 1.0, "cut": 0.0}, {"withheld": 0.0, "cut": 1.0}):
        assert give(1000, 1000, 0.0, 1.0, 1.0, *held_back.values(), np.zeros(1))[0] == 0


def test_fractions_of_a_gift_add_up() -> None:
    carry, given_ = np.zeros(1), 0
    for _ in range(100):
        given_ += int(give(100, 100, 0.9, 0.0375, 1.0, 0.0, 0.0, carry)[0])
    assert given_ == pytest.approx(37.5, abs=1)


@settings(max_examples=200)
@given(
    st.integers(0, 300),
    st.floats(0, 1),
    st.lists(st.tuples(*[st.floats(0, 1)] * 4), min_size=1, max_size=20),
)
def test_no_gift_breaks_the_floor_by_a_round(
    opening: int, floor: float, months: list[tuple[float, ...]]
) -> None:
    held, carry = opening, np.zeros(1)
    for rate, will, withheld, cut in months:
        given_ = int(give(held, opening, floor, rate, will, withheld, cut, carry)[0])
        assert 0 <= given_ <= held
        held -= given_
    assert held > floor * opening - 1


def test_losses_on_the_way_are_binomial() -> None:
    lost = lose_on_the_way(200, 0.05, np.uint64(1), np.arange(20_000), 9, digest("pac3_mse"))
    assert lost.mean() == pytest.approx(10, abs=0.15)
    assert lost.var() == pytest.approx(9.5, rel=0.06)


CALM = {
    "strikes": 0.0,
    "response": 0.1,
    "fatigue": 0.0,
    "incident": 0.0,
    "incident_response": 0.2,
    "halt_loss": 0.0,
    "rungs": 0.0,
    "caution": 0.1,
    "alarm": 0.0,
    "pull": 0.058,
}


def month_of_will(start: float, opening: float, **change: float) -> float:
    will = np.array([start])
    turn_will(will, opening, *(CALM | change).values())
    return float(will[0])


def test_will_turns_the_way_it_should() -> None:
    assert month_of_will(0.6, 0.6) == pytest.approx(0.6)
    assert month_of_will(0.6, 0.6, strikes=2.0) > 0.6
    assert month_of_will(0.6, 0.6, incident=1.0) > 0.6
    assert month_of_will(0.6, 0.6, alarm=0.02) > 0.6
    for wears in ({"fatigue": 0.02}, {"halt_loss": 0.02}, {"rungs": 3.0}):
        assert month_of_will(0.6, 0.6, **wears) < 0.6


def test_old_commitments_pull_half_the_way_back_in_a_year() -> None:
    will = 0.2
    for _ in range(12):
        will = month_of_will(will, 0.6)
    assert will == pytest.approx(0.4, abs=0.01)


@settings(max_examples=200)
@given(st.floats(0, 1), st.floats(0, 1), st.tuples(*[st.floats(0, 50)] * 10))
def test_will_stays_a_share(will: float, opening: float, rest: tuple[float, ...]) -> None:
    held = np.array([will])
    change = turn_will(held, opening, *rest)
    assert 0.0 <= held[0] <= 1.0
    assert change[0] == pytest.approx(held[0] - will)


def test_a_line_spares_what_customers_and_the_race_leave() -> None:
    plans = ([1.0, 2.0], [3.0, 2.0], [100.0, 0.0], 50.0, [0.5, 0.0], [0.5, 0.25])
    rate, spare = line_rate(*plans, [0.0, 0.0], [0.0, 0.4], 0.8, 0)
    assert rate == pytest.approx(np.tile([2.5, 2.0], (2, 1)))
    assert spare[0] == pytest.approx([(2.0 * 0.5 * 0.8 + 0.5) * 7.0, 2.0 * 0.75 * 0.8 * 7.0])
    assert spare[1] == pytest.approx([(2.0 * 0.5 * 0.6 * 0.8 + 0.5) * 7.0, spare[0, 1]])
    again, left = line_rate(*plans, [0.4, 9.0], [0.0, 0.4], 0.8, 0)
    assert (again == rate).all()
    assert left[0] == pytest.approx([spare[0, 0] - 0.4 * 7.0, 0.0])


def test_promised_rounds_ship_before_orders_and_none_are_lost() -> None:
    state = {
        "promised": [0.0, 0.0],
        "promise_carry": [0.0, 0.0],
        "backlog": [100.0, 0.0],
        "carry": [0.0, 0.0],
        "domestic_carry": [0.0, 0.0],
        "fell_due": [0.0, 0.0],
    }
    shipped = np.zeros(2)
    for _ in range(10):
        told = call(
            make_rounds,
            committed=[1.0, 0.0],
            let_through=0.5,
            rate=[9.0, 0.3],
            spare=[10.0, 0.0],
            war_share=0.8,
            industry=0.5,
            domestic=[0, 1],
            elsewhere=[0.0, 0.0],
            **state,
        )
        shipped += told["shipped"]
        state = {name: told[name] for name in state}
    # A week: 3.5 promised, of the 10 spare 2.8 go to that, and 7.2 to orders; 1.05 made at home.
    assert shipped[0] + state["carry"][0] + state["promise_carry"][0] == pytest.approx(107.0)
    assert state["backlog"][0] == pytest.approx(28.0)
    assert shipped[1] + state["domestic_carry"][1] == pytest.approx(10.5)
    assert state["fell_due"] == pytest.approx([70.0, 10.5])


def test_another_theatre_puts_promised_rounds_off_and_none_are_lost() -> None:
    names = ("promised", "promise_carry", "backlog", "carry", "domestic_carry", "fell_due")
    state = {name: [0.0, 0.0] for name in names}
    shipped = np.zeros(2)
    for week in range(40):
        told = call(
            make_rounds,
            committed=[1.0, 0.0],
            let_through=1.0,
            rate=[4.0, 1.0],
            spare=[0.0 if week < 20 else 20.0, 0.0],
            war_share=0.5,
            industry=1.0,
            domestic=[0, 1],
            elsewhere=[1.0, 1.0] if week < 20 else [0.0, 0.0],
            **state,
        )
        shipped += told["shipped"]
        state = {name: told[name] for name in state}
        if week == 19:  # a quarter of the line is gone, and so of what was promised
            assert state["backlog"][0] == pytest.approx(20 * 7.0 * 0.25)
            assert shipped[0] == pytest.approx(20 * 7.0 * 0.75, abs=1)
    assert shipped[0] == pytest.approx(40 * 7.0, abs=1) and state["backlog"][0] == 0.0
    assert shipped[1] == pytest.approx(40 * 7.0)  # what is made at home stays there


def test_an_election_turns_as_often_as_its_chance_says_and_stays_a_share() -> None:
    runs = np.arange(20_000)
    address = {"seed": 1, "run": runs, "day": 300, "agent": int(digest("france"))}
    for change, after in ((-0.3, 0.3), (-0.9, 0.0), (0.8, 1.0)):
        told = call(
            elect, chance=0.4, change=change, will=np.full(len(runs), 0.6),
            commitment=np.full(len(runs), 0.6), **address,
        )  # fmt: skip
        turned = told["turned"] == 1
        assert turned.mean() == pytest.approx(0.4, abs=0.015)
        for name in ("will", "commitment"):
            assert told[name][turned] == pytest.approx(after)
            assert (told[name][~turned] == 0.6).all()


def test_support_is_weighed_by_money_and_fear_keeps_promises_home() -> None:
    money, opening = [3.0, 1.0], [0.5, 0.5]
    will = [[0.5, 0.5], [0.25, 0.5], [0.5, 0.5], [5.0, 0.5]]
    still_open = [[1.0, 1.0], [1.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    overall, through = support(money, will, opening, still_open, [0.0, 0.0], 1.5)
    assert overall == pytest.approx([1.0, 0.625, 0.75, 1.375])
    assert through == pytest.approx([1.0, 0.625, 0.75, 1.0])
    _, afraid = support(money, will[0], opening, still_open[0], [0.2, 0.0], 1.5)
    assert afraid == pytest.approx(0.85)
