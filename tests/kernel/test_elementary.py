"""A sum adds from first to last, whatever stands beside it."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.named_rules import call
from wargame.kernel.elementary import add_up

FRACTIONS = st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=40)


@given(st.lists(FRACTIONS, min_size=3, max_size=3))
def test_it_is_the_running_sum_to_the_bit(rows: list[list[float]]) -> None:
    size = min(map(len, rows))
    values = np.array([row[:size] for row in rows])
    told = call(add_up, values=values)["whole"]
    assert told.tolist() == [list(itertools.accumulate(row))[-1] for row in values.tolist()]
    alone = [float(call(add_up, values=row)["whole"]) for row in values]
    assert told.tolist() == alone
