"""Stocks, their age, and how long they last, on hand-made tapes."""

from __future__ import annotations

import numpy as np

from tests.mechanisms.outcomes.planted_tape import NAN, expect, tape
from wargame.declare.tape import Tape

OPENING = {"arrow": [10, 20, 30], "bolt": [1, 2, 3], "dart": [0, 5, 0], "flare": 1000, "gnat": 500}
HELD = {
    "arrow": [[10, 4], [20, 30], [0, 0]],
    "dart": [[0, 3], [5, 0], [1, 0]],
    "flare": [[0, 900], [0, 0], [0, 800]],
    "gnat": [[0, 90], [0, 0], [0, 80]],
}


def test_stock_start() -> None:
    expect("stock_start", tape(opening_stock=OPENING), 11, 27, 33)


def test_stock_end() -> None:
    expect("stock_end", tape(stock=HELD), 7, 30, 0)


def test_stock_growth() -> None:
    expect("stock_growth", tape(stock=HELD, opening_stock=OPENING), -4, 3, -33)


def after_a_halt() -> Tape:
    """Forty months: no halt, one in the second month, one on the first day of the sixth, one late.

    The stock says run and month: 1000 times the run, and the number of the month from 0.
    """
    stock = 1000 * np.arange(4)[:, None] + np.arange(40)
    return tape(4, 40, stock={"arrow": stock, "flare": 7}, first_halt=[-1, 31, 151, 1150])


def test_stock_12_months() -> None:
    expect("stock_12_months", after_a_halt(), 11, 1012, 2016, NAN)


def test_stock_24_months() -> None:
    expect("stock_24_months", after_a_halt(), 23, 1024, 2028, NAN)


def test_stock_36_months() -> None:
    expect("stock_36_months", after_a_halt(), 35, 1036, NAN, NAN)


def test_stock_age_end() -> None:
    held = {"arrow": [[0, 10], [9, 0], [0, 4]], "dart": [[0, 30], [9, 0], [0, 0]], "flare": 1000}
    age = {"arrow": [[9, 6], [9, NAN], [9, 8]], "dart": [[9, 2], [9, NAN], [9, NAN]], "flare": 99}
    expect("stock_age_end", tape(stock=held, stock_age=age), 3, NAN, 8)


def test_launch_age_last_year() -> None:
    """Thirteen months, of which the first does not count; nor do old ones fired at the ground."""
    fired, age = np.zeros((3, 13)), np.full((3, 13), NAN)
    fired[:, 0], age[:, 0] = 100, 50
    fired[0, 1], age[0, 1], fired[0, 12], age[0, 12] = 1, 6, 3, 2
    fired[2, 5], age[2, 5] = 2, 10
    of = tape(
        months=13, launched={"bolt": fired, "flare": 5}, launch_age={"bolt": age, "flare": 99}
    )
    expect("launch_age_last_year", of, 3, NAN, 10)


def test_months_of_fire() -> None:
    """One a month for a year; halted for over half of it, for just half; nothing fired."""
    fired = np.zeros((4, 13))
    fired[:3, 1:] = 1
    fired[:, 0] = 500
    halted = np.zeros((4, 13))
    halted[1, 6:], halted[2, 7:] = 1, 1
    held = np.full((4, 13), 77)
    held[:, -1] = 24, 24, 6, 24
    of = tape(
        4,
        13,
        stock={"arrow": held, "flare": 900},
        launched={"dart": fired, "flare": 5},
        halted=halted,
    )
    expect("months_of_fire", of, 24, NAN, 6, NAN)
