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
        ("1.000.000 missiles/year", RATE, None, "1000000 missiles/year"),
        ("50k missiles/month", RATE, None, "50000 missiles/month"),
        ("5 thousand drones/day", RATE, None, "5000 drones/day"),
        ("US$2bn/month", MONEY, None, "2 billion USD/month"),
        ("USD 2bn a month", MONEY, None, "2 billion USD/month"),
        ("2 bln dollars per month", MONEY, None, "2 billion USD/month"),
        ("2 billion usd monthly", MONEY, None, "2 billion USD/month"),
        ("3 month", "time", None, "3 months"),
        ("1 yr", "time", None, "1 years"),
    ],
)
def test_it_is_refused_with_the_word_that_was_meant(
    text: str, dimension: str, unit: str | None, better: str
) -> None:
    with pytest.raises(ValueError, match="did you mean") as error:
        parse(text, dimension, unit)
    assert f"did you mean '{better}'?" in str(error.value)
    parse(better, dimension, unit)


@given(
    st.floats(0.001, 1e6).map(lambda x: f"{x:.6g}"),
    st.sampled_from(["missile", "Missiles", "rockets", "MISSILE", "rocket"]),
    st.sampled_from([" per ", "/", " / ", " a ", " each "]),
    st.sampled_from(["month", "months", "mo", "Month", "mth"]),
)
def test_any_name_of_the_same_unit_is_that_unit(
    number: str, thing: str, per: str, period: str
) -> None:
    text = f"{number} {thing}{per}{period}"
    with pytest.raises(ValueError, match="did you mean"):
        parse(text, RATE)
    assert parse(meant(text, None), RATE) == parse(f"{number} missiles/month", RATE)


@pytest.mark.parametrize("text", ["1.000", "12.000 missiles/month", "-1.000"])
def test_one_or_a_thousand_is_asked(text: str) -> None:
    with pytest.raises(ValueError, match=r"may be .* write one of them"):
        parse(text, RATE, "missiles/month")


@pytest.mark.parametrize("text", ["50-60", "50 to 60 missiles/month", "50–60 missiles/month"])
def test_a_range_is_no_value(text: str) -> None:
    with pytest.raises(ValueError, match=r"is a range; write .* low and high"):
        parse(text, RATE, "missiles/month")


@pytest.mark.parametrize("text", ["2bn USD/month", "60%", "3 months", "$5"])
def test_what_is_read_but_measures_something_else_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="a weapon rate is needed"):
        parse(text, RATE, "missiles/month")


@pytest.mark.parametrize("text", ["0.000", "1.0000", "1.250 missiles/month", "1e-3", "0.125"])
def test_plain_decimals_are_numbers(text: str) -> None:
    assert parse(text, RATE, "missiles/month").value == float(text.split()[0])


@pytest.mark.parametrize("text", ["", "many", "1,00,0", "$", "5 parsecs", "--3", "1e"])
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
