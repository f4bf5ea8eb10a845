"""Numbers in words: hand cases of rounding, intervals, dates."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pytest

from wargame.report import words


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(1893, 2904, 100), (0, 205, 10), (60, 70, 1), (0.1, 0.7, 0.1), (0, 31, 5), (7, 7, 0)],
)
def test_step_leaves_at_least_six_steps_in_the_interval(
    low: float, high: float, step: float
) -> None:
    assert words.step(low, high) == pytest.approx(step)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (2317.4, 100, "2,300"),
        (-2317.4, 100, "\N{MINUS SIGN}2,300"),
        (-0.2, 1, "0"),
        (1234567, 0, "1,234,567"),
        (0.123456, 0, "0.123"),
        (12.34, 0.5, "12.5"),
        (math.inf, 1, "never"),
    ],
)
def test_number(value: float, step: float, text: str) -> None:
    assert words.number(value, step) == text


def test_amount_takes_no_more_digits_than_the_band_supports() -> None:
    values = np.linspace(1700, 3100, 1001)
    assert words.amount(values, "missiles") == ("2,400 missiles", "1,800 to 3,000")
    assert words.amount(np.full(9, 2764.0), "missiles") == ("2,764 missiles", "2,764")
    assert words.amount(np.linspace(0.2, 0.8, 101), "share") == ("50%", "25 to 75")
    assert words.amount(np.full(5, np.nan), "missiles")[0] == "nothing to measure"
    assert words.amount(np.linspace(1e9, 3e9, 101), "USD")[0] == "2.0 billion USD"


def test_wilson_by_hand() -> None:
    # 8 of 10 at 95 percent: 0.4902 to 0.9433 (the example of many textbooks).
    low, high = words.wilson(8, 10, 0.95)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
    assert words.wilson(0, 10)[0] == 0.0
    assert words.wilson(10, 10)[1] == 1.0
    assert words.wilson(0, 0) == (0.0, 1.0)


def test_percent_never_claims_certainty_or_more_than_the_runs_can_tell() -> None:
    assert words.percent(0.0, 500) == "under 1%"
    assert words.percent(0.0, 20) == "under 5%"
    assert words.percent(2 / 3, 3) == "2 of 3"
    assert words.percent(59 / 60, 60) == "98%"
    assert words.percent(1 / 60, 60) == "2%"
    assert words.percent(1.0, 500) == "over 99%"
    assert words.percent(0.624, 500) == "62%"
    assert words.percent(0.624, 50) == "60%"
    assert words.percent(0.002, 5000) == "under 1%"
    assert words.percent(0.998, 500) == "over 99%"


def test_probability_has_words_interval_and_n() -> None:
    assert words.probability(310, 500) == "likely (62%, 90% interval 58 to 65%, n = 500)"
    assert words.probability(0, 500).startswith("remote (under 1%")
    assert words.probability(2, 3) == "seen in 2 of 3 runs"
    assert words.probability(1, 1) == "seen in 1 of 1 run"
    assert words.of_runs(0.62, 500) == "62% of runs"
    assert words.of_runs(2 / 3, 3) == "2 of 3 runs"


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [
        ("1", "months", "1 month"),
        ("+1", "months", "+1 month"),
        ("0", "days", "no days"),
        ("0", "months", "0 months"),
        ("2,300", "missiles", "2,300 missiles"),
        ("5", "%", "5%"),
        ("1.2", "factor", "1.2"),
    ],
)
def test_a_number_agrees_with_its_unit(text: str, unit: str, told: str) -> None:
    assert words.counted(text, unit) == told


def test_nought_and_small_numbers_are_written_plainly() -> None:
    assert words.amount(np.zeros(9), "days") == ("no days", "0")
    assert words.span("0", "days") == "80% of runs: none"
    assert words.span("57 to 70", "share") == "80% of runs: 57 to 70%"
    assert words.amount([0, 0, 3, 100, 100], "interceptors")[0] == "3 interceptors"
    assert words.amount(np.ones(9), "share") == ("100%", "100")
    assert words.amount(np.linspace(7.5, 12.5, 101), "months")[0] == "10 months"


def test_dates() -> None:
    start = datetime.date(2026, 1, 1)
    assert words.date_after(start, 0.0) == "January 2026"
    assert words.date_after(start, 14.2) == "March 2027"
    assert words.date_after(datetime.date(2026, 11, 1), 2) == "January 2027"
    assert words.month_name("2027-03") == "March 2027"
    assert words.full_date(datetime.date(2027, 3, 9)) == "9 March 2027"


def test_the_share_of_runs_lies_inside_its_wilson_interval() -> None:
    for n in (1, 7, 100):
        for hits in range(n + 1):
            low, high = words.wilson(hits, n)
            assert low <= hits / n <= high
