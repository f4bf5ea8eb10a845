"""Predicates in one line: numbers, months, and several at once."""

from __future__ import annotations

from datetime import date

import pytest

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse

START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("text", "day", "met"),
    [
        ("< 2026-12", date(2026, 11, 30), True),
        ("< 2026-12", date(2026, 12, 1), False),
        ("<= 2026-12", date(2026, 12, 31), True),
        ("<= 2026-12", date(2027, 1, 1), False),
        ("> 2026-12", date(2026, 12, 31), False),
        ("> 2026-12", date(2027, 1, 1), True),
        (">= 2026-12", date(2026, 11, 30), False),
        (">= 2026-12", date(2026, 12, 1), True),
    ],
)
def test_a_month_bounds_by_its_first_or_its_last_day(text: str, day: date, met: bool) -> None:
    (one,) = parse(f"capital_ballistic_dry {text}", START).conditions
    months = (day - START).days / DAYS_PER_MONTH
    assert bool(one.test.met(months)) is met


def test_several_conditions_and_plain_numbers() -> None:
    found = parse(" stock_end>3000  and capital_ballistic_dry  <= 6.5", START)
    assert [(c.outcome, c.test.sign, c.test.bound) for c in found.conditions] == [
        ("stock_end", ">", 3000.0),
        ("capital_ballistic_dry", "<=", 6.5),
    ]
    assert found.text == "stock_end>3000 and capital_ballistic_dry <= 6.5"
    assert parse("stock_growth < -200", START).conditions[0].test.bound == -200.0


def test_an_old_name_is_told_its_new_one() -> None:
    with pytest.raises(WargameError, match="it is called 'capital_ballistic_dry' now"):
        parse("kyiv_ballistic_dry < 12", START)
