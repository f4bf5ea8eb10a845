"""Join codes cannot be guessed, and trying is limited."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from wargame.play import codes
from wargame.play.codes import RateLimit


def test_codes_are_long_readable_and_each_another():
    made = {codes.code("ABCD") for _ in range(200)}
    assert len(made) == 200
    assert math.log2(len(codes.ALPHABET)) * codes.SECRET > 40
    for one in made:
        room, secret = codes.split(one)
        assert room == "ABCD" and len(secret) == codes.SECRET
        assert not set(secret) & set("01ILO")


@given(st.text(max_size=60))
def test_what_is_no_code_is_none(text):
    room, secret = codes.split(text)
    assert (room, secret) == ("", "") or (len(room), len(secret)) == (codes.ROOM, codes.SECRET)


def test_a_digest_depends_on_its_salt():
    assert codes.digest("ABCDE", b"1" * 16) != codes.digest("ABCDE", b"2" * 16)
    assert codes.digest("ABCDE", b"1" * 16) == codes.digest("ABCDE", b"1" * 16)


def test_tries_are_limited_by_key_and_time():
    limit = RateLimit(3, 60.0)
    assert [limit.allow("a", t) for t in (0, 1, 2, 3, 59)] == [True, True, True, False, False]
    assert limit.allow("b", 3)
    assert limit.allow("a", 60.5)
    assert not limit.allow("a", 60.6)


def test_a_limit_forgets_the_longest_unseen_and_stays_small():
    limit = RateLimit(1, 60.0, keys=10)
    for number in range(100):
        assert limit.allow(str(number), 0.0)
    assert len(limit._seen) == 10
    assert not limit.allow("99", 1.0)
