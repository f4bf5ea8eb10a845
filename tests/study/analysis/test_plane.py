"""Two numbers at once, against functions that flip along a known line."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse
from wargame.study.analysis.plane import plane

START = date(2026, 1, 1)


def test_two_numbers_have_a_contour() -> None:
    def rule(x, levers, noise):
        return {"stock_end": 100 * (x[["a"]].to_numpy() + x[["b"]].to_numpy()) + 3 * noise}

    found = plane(sweep(uniform(3000, "ab"), rule), parse("stock_end > 100", START), "a", "b")
    assert found.share.shape == (6, 6) and found.runs.sum() == 3000
    middles = (np.arange(6) + 0.5) / 6
    assert np.allclose(found.contour[1:-1], 1 - middles[1:-1], atol=0.05)


def test_what_cannot_be_told_of_any_run_or_seen_in_few_points_is_one_clear_error() -> None:
    def rule(x, levers, noise):
        return {"stock_12_months": np.nan * noise, "stock_end": noise}

    ds = sweep(uniform(60, "ab"), rule, replicates=2)
    with pytest.raises(WargameError, match="cannot be told of any run"):
        plane(ds, parse("stock_12_months > 100", START), "a", "b")
    few = sweep(uniform(15, "ab"), rule)
    with pytest.raises(WargameError, match="too few points to follow a and b together"):
        plane(few, parse("stock_end > 0", START), "a", "b")
