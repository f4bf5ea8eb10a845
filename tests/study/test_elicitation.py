"""Panels: intervals made alike, triangles with the right tails, weights that reward being right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import triang

from wargame.declare.errors import WargameError
from wargame.questions.panel_file import Answers, Judgement, PanelFile
from wargame.study import elicitation
from wargame.study.elicitation import Interval

SEEDS = [f"facts.f{at}" for at in range(20)]
TRUTHS = {path: 100.0 + at for at, path in enumerate(SEEDS)}


def judgement(path: str, low: float, best: float, high: float, sure: float = 0.9) -> Judgement:
    return Judgement(path, low, best, high, sure, "percent")


def answers(expert: str, seeds: list[Judgement], own: list[Judgement] | None = None) -> Answers:
    form = PanelFile(panel=1, name="p", expert=expert, as_of=date(2026, 7, 1))
    return Answers(
        Path(f"{expert}.yaml"), form, {one.path: one for one in own or []},
        {one.path: one for one in seeds},
    )  # fmt: skip


def test_intervals_are_stretched_from_the_best_guess() -> None:
    one = judgement("a", 8, 10, 16, sure=0.6)
    assert elicitation.standardised(one) == pytest.approx((10 - 2 * 1.5, 10, 10 + 6 * 1.5))
    assert elicitation.standardised(one, (9, 12)) == (9, 10, 12)


@pytest.mark.parametrize(
    "interval", [(2, 5, 9), (0, 1, 10), (4.9, 5, 5.3), (5, 5, 9), (1, 9, 9), (-3, -2, 4)]
)
def test_five_percent_lie_beyond_either_end_of_a_triangle(interval: tuple[float, ...]) -> None:
    of = Interval(*map(float, interval))
    low, best, high = elicitation.triangle(of)
    assert low <= of.low and high >= of.high and best == of.best
    width = high - low
    shape = triang((best - low) / width, low, width)
    inner = [at for at in (of.low, of.high) if at != best]
    for at in inner:
        tail = shape.cdf(at) if at < best else shape.sf(at)
        assert tail == pytest.approx(0.05, abs=0.004)


def test_a_triangle_stays_within_what_a_number_can_be() -> None:
    assert elicitation.triangle(Interval(0.02, 0.1, 0.97), (0, 1)).high == 1


def good(expert: str, seed: int, own: list[Judgement] | None = None) -> Answers:
    """Truths that fall as an honest 90% interval has them: nine in ten inside, both halves."""
    rng = np.random.default_rng(seed)
    places = rng.permutation([0.02, *[0.3] * 9, *[0.7] * 9, 0.98])
    seeds = []
    for path, place in zip(SEEDS, places):
        low = TRUTHS[path] - 10 * np.interp(place, (0, 0.05, 0.95, 1), (-1, 0, 1, 2))
        seeds.append(judgement(path, low, low + 5, low + 10))
    return answers(expert, seeds, own)


def sure_and_wrong(expert: str, own: list[Judgement] | None = None) -> Answers:
    seeds = [
        judgement(path, TRUTHS[path] + 5, TRUTHS[path] + 6, TRUTHS[path] + 7) for path in SEEDS
    ]
    return answers(expert, seeds, own)


def vague(expert: str) -> Answers:
    """As well calibrated as `good`, and ten times as wide."""
    wide = []
    for path, one in good(expert, 1).seeds.items():
        truth = TRUTHS[path]
        ends = (truth + 10 * (end - truth) for end in (one.lowest, one.best, one.highest))
        wide.append(judgement(path, *ends))
    return answers(expert, wide)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_is_right_and_narrow_has_the_weight(seed: int) -> None:
    found = {s.expert: s for s in elicitation.scores(
        [good("ann", seed), vague("bob"), sure_and_wrong("cid")], TRUTHS)}  # fmt: skip
    assert found["ann"].calibration > 0.9
    assert found["ann"].inside == 18
    assert found["cid"].calibration < 1e-6
    assert found["ann"].information > found["bob"].information
    assert found["ann"].weight > found["bob"].weight > found["cid"].weight


def test_few_known_answers_give_no_weight() -> None:
    few = answers("ann", [judgement(path, 1, 2, 3) for path in SEEDS[:4]])
    with pytest.raises(WargameError, match="answered 4 questions with known answers"):
        elicitation.scores([few], TRUTHS)


def test_pooled_with_equal_weights_and_with_those_of_performance() -> None:
    panel = [
        good("ann", 1, [judgement("x", 10, 20, 30)]),
        sure_and_wrong("cid", [judgement("x", 40, 50, 60)]),
    ]
    bounds = {"x": (0.0, 100.0)}
    (equal,) = elicitation.pool(panel, bounds)
    assert equal.interval == pytest.approx((25, 35, 45))
    assert equal.triangle.low < 25 < 45 < equal.triangle.high
    weights = {s.expert: s.weight for s in elicitation.scores(panel, TRUTHS)}
    (best,) = elicitation.pool(panel, bounds, weights)
    assert best.interval == pytest.approx((10, 20, 30), abs=0.01)


def test_who_did_not_answer_has_no_say() -> None:
    panel = [
        good("ann", 1, [judgement("x", 10, 20, 30)]),
        good("bob", 2, [judgement("y", 1, 2, 3)]),
    ]
    found = elicitation.pool(panel, {"x": (0, 100), "y": (0, 100)})
    assert [(one.path, one.experts) for one in found] == [("x", 1), ("y", 1)]
    assert found[0].interval == pytest.approx((10, 20, 30))


def test_answers_drawn_at_random_rarely_look_calibrated() -> None:
    """Null: truths that have nothing to do with the intervals."""
    rng = np.random.default_rng(7)
    looks = 0
    for at in range(200):
        seeds = []
        for path in SEEDS:
            low = rng.uniform(0, 190)
            seeds.append(judgement(path, low, low + 5, low + 10))
        (score,) = elicitation.scores([answers(f"e{at}", seeds)], TRUTHS)
        looks += score.calibration > 0.05
    assert looks == 0
