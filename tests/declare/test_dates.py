"""Dates in another hand: refused with the one that was meant, and with none that could be two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.declare.event_types import read_date

FORMS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y", "%d %B %Y",
         "%d %b %Y", "%B %d, %Y", "  %d  %B   %Y ")  # fmt: skip


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(FORMS))
def test_any_day_in_another_hand_gets_that_day(day: date, form: str) -> None:
    assert read_date(day.isoformat()) == day
    with pytest.raises(ValueError, match=f"did you mean {day}"):
        read_date(day.strftime(form))


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("2026-7-1", "2026-07-01"), ("1.7.2026", "2026-07-01"), ("1st July 2026", "2026-07-01"),
        ("July 22nd, 2026", "2026-07-22"), ("July 2026", "2026-07-01"), ("2026-07", "2026-07-01"),
        ("2026-06-31", "2026-06-30"), ("2026-02-29", "2026-02-28"), ("2028-02-30", "2028-02-29"),
    ],
)  # fmt: skip
def test_the_day_that_was_meant(text: str, better: str) -> None:
    with pytest.raises(ValueError, match=f"did you mean {better}"):
        read_date(text)
    assert read_date(better)


@pytest.mark.parametrize("text", ["07/01/2026", "1/7/26", "2026-13-01", "0000-01-01", "soon", ""])
def test_what_could_be_two_days_gets_no_guess(text: str) -> None:
    with pytest.raises(ValueError) as error:
        read_date(text)
    assert "did you mean" not in str(error.value)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_words(text: str) -> None:
    try:
        assert isinstance(read_date(text), date)
    except ValueError as error:
        assert "date" in str(error)
