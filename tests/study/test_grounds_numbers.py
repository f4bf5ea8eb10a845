"""The value of information of single numbers: planted, and dealt at random."""

from __future__ import annotations

import numpy as np
import pytest

from tests.study.dealt import OUTCOME, dealt
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats
from wargame.study.grounds_numbers import Shapes

GROUP = {f"n{at}": ("sourced", "derived", "judged")[at % 3] for at in range(60)}


def rule(x: dict[str, Floats], luck: Floats) -> Floats:
    """Variance 1 by n0, 0.8 by n1 (a square), 0.25 by n2, and 1 by luck."""
    return x["n0"] + x["n1"] ** 2 + 0.5 * x["n2"] + luck


WHOLE = 1 + 0.8 + 0.25
LUCK = Band(1 / (1 + WHOLE), 0.2, 0.4)
PLANTED = {"n0": 1 / WHOLE, "n1": 0.8 / WHOLE, "n2": 0.25 / WHOLE}


def test_planted_numbers_are_found_with_their_worth() -> None:
    found = Shapes(dealt(rule, GROUP, 1000)).worths(OUTCOME, LUCK)
    assert [one.path for one in found] == ["n0", "n1", "n2"]
    for one in found:
        assert one.share.value == pytest.approx(PLANTED[one.path], abs=0.08)
        assert one.group == GROUP[one.path]


def test_bands_hold_the_planted_worth() -> None:
    hits = []
    for seed in range(40):
        found = Shapes(dealt(rule, GROUP, 400, seed)).worths(OUTCOME, LUCK)
        worth = {one.path: one.share for one in found}
        for path in ("n0", "n1"):  # always clear, so that nothing is chosen by what came out
            hits.append(worth[path].low <= PLANTED[path] <= worth[path].high)
    assert np.mean(hits) >= 0.84  # nine in ten, and more where the variance itself is uncertain


def test_chance_alone_names_no_number_more_than_one_time_in_a_hundred() -> None:
    named = 0
    for seed in range(60):
        rng = np.random.default_rng([seed, 9])
        design = dealt(lambda x, _, rng=rng: rng.normal(size=len(x["n0"])), GROUP, 200, seed)
        named += bool(Shapes(design).worths(OUTCOME, Band(0.0, 0.0, 0.0)))
    assert named <= 3  # of 60 at 1%: 3 or fewer in 99 of 100


def test_whole_numbers_of_few_values_are_fitted_by_a_line() -> None:
    coin = lambda x, luck: np.sign(x["n0"]) + luck  # noqa: E731
    design = dealt(coin, GROUP, 500)
    for side in design.drawn.values():
        side["n0"][:] = np.sign(side["n0"])
    found = Shapes(design).worths(OUTCOME, Band(0.5, 0.4, 0.6))
    assert [one.path for one in found] == ["n0"]
    assert found[0].share.value == pytest.approx(1.0, abs=0.2)
