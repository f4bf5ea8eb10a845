"""What people write gets the word that was meant; what nobody can tell gets none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.declare.meant import meant
from wargame.declare.quantity import parse

MONEY, RATE, SHARE = "money rate", "weapon rate", "share"


@pytest.mark.parametrize(
    ("text", "dimension", "unit", "better"),
    [
        ("2bn USD/month", MONEY, None, "2 billion USD/month"),
        ("$2bn/month", MONEY, None, "2 billion USD/month"),
        ("$2bn per month", MONEY, None, "2 billion USD/month"),
        ("$500m a month", MONEY, None, "500 million USD/month"),
        ("2 bn USD / month", MONEY, None, "2 billion USD/month"),
        ("1,000 million USD/month", MONEY, None, "1000 million USD/month"),
        ("60%", SHARE, "share", "60 percent"),
        ("60 %", SHARE, None, "60 percent"),
        ("65,5 percent", SHARE, None, "65.5 percent"),
        ("50/month", RATE, "missiles/month", "50 missiles/month"),
        ("50 a month", RATE, "missiles/month", "50 missiles/month"),
        ("50 per day", RATE, "missiles/month", "50 missiles/day"),
        ("1,000", RATE, "missiles/month", "1000"),
        ("1'000 missiles/month", RATE, None, "1000 missiles/month"),
        ("1 000 missiles/month", RATE, None, "1000 missiles/month"),
        ("1_000", RATE, "missiles/month", "1000"),
        ("65,5", RATE, "missiles/month", "65.5"),
    ],
)
def test_it_is_refused_with_the_word_that_was_meant(
    text: str, dimension: str, unit: str | None, better: str
) -> None:
    with pytest.raises(ValueError, match="did you mean") as error:
        parse(text, dimension, unit)
    assert f"did you mean '{better}'?" in str(error.value)
    parse(better, dimension, unit)


@pytest.mark.parametrize("text", ["", "many", "1.000.000", "1,00,0", "$", "5 parsecs", "--3", "1e"])
def test_what_nobody_can_tell_gets_no_guess(text: str) -> None:
    with pytest.raises(ValueError) as error:
        parse(text, RATE, "missiles/month")
    assert "mean '1" not in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    assert isinstance(meant(text, "missiles/month"), str)
    try:
        parse(text, RATE, "missiles/month")
    except ValueError as error:
        assert str(error)
