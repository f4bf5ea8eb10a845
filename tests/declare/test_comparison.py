"""One comparison: read, held against numbers, written again."""

from __future__ import annotations

import re

import numpy as np
import pytest

from wargame.declare.comparison import PATTERN, PATTERN_OF_ALL, late, parse, parse_all

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("text", "holds"),
    [("< 2", [1, 0, 0]), ("<= 2", [1, 1, 0]), ("> 2", [0, 0, 1]), (">=2", [0, 1, 1]),
     ("== 2", [0, 1, 0]), ("> -1.5", [1, 1, 1])],
)  # fmt: skip
def test_every_sign_and_what_cannot_be_told(text: str, holds: list[int]) -> None:
    found = parse(text)
    np.testing.assert_array_equal(found.holds(np.array([1, 2, 3, NAN])), [*holds, NAN])
    np.testing.assert_array_equal(found.met(np.array([1, 2, 3, NAN])), [*map(bool, holds), False])
    assert str(found) == text and re.fullmatch(PATTERN, text)


def test_what_never_happens_is_later_than_any_month() -> None:
    times = late(np.array([3.0, NAN]))
    assert parse("< 240").holds(times).tolist() == [1.0, 0.0]
    assert parse("> 240").holds(times).tolist() == [0.0, 1.0]


@pytest.mark.parametrize("text", ["", "200", "=> 2", "< ", "< two", "< 1 2", "!= 3", 200, None])
def test_anything_else_is_refused_in_words(text: object) -> None:
    with pytest.raises(ValueError, match=r"expected a comparison such as '< 12', found"):
        parse(text, "< 12")


def test_several_must_all_be_met() -> None:
    found = parse_all(">= 0 and < 50")
    np.testing.assert_array_equal(found.met(np.array([-1, 0, 49, 50, NAN])), [0, 1, 1, 0, 0])
    assert str(found) == ">= 0 and < 50" and re.fullmatch(PATTERN_OF_ALL, str(found))
    with pytest.raises(ValueError, match="found '50'"):
        parse_all(">= 0 and 50")


def test_which_way_makes_it_truer() -> None:
    assert [parse(text).way for text in ("< 1", "<= 1", "> 1", ">= 1", "== 1")] == [-1, -1, 1, 1, 0]
