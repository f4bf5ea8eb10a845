"""A planted box is found, its density and coverage are measured honestly, and noise is not one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.questions.predicate import parse
from wargame.study.analysis.discovery import discover
from wargame.study.analysis.sample import rows, share_band

TEST = parse("stock_end > 100", date(2026, 1, 1))


def planted(x, levers, noise):
    """Over 100 in nine of ten runs inside a box, and in one of fifty outside."""
    within = (x["a"] > 0.6) & (x["b"] < 0.4)
    rare = np.where(within.to_numpy()[:, None], noise > -1.2816, noise > 2.0537)
    return {"stock_end": np.where(rare, 150.0, 50.0)}


@pytest.mark.slow
def test_a_planted_box_is_found() -> None:
    found = discover(sweep(uniform(1500, "abcde"), planted, replicates=3), TEST)
    box = found.boxes[0]
    assert set(box.limits) == {"a", "b"}
    assert box.limits["a"][0] == pytest.approx(0.6, abs=0.03)
    assert box.limits["a"][1] == np.inf
    assert box.limits["b"][1] == pytest.approx(0.4, abs=0.03)
    assert box.density.low < 0.9 < box.density.high
    true = 0.16 * 0.9 / (0.16 * 0.9 + 0.84 * 0.02)
    assert box.coverage.low < true < box.coverage.high
    assert box.density.high - box.density.low < 0.12
    assert len(found.boxes) == 1  # what is left has none
    assert found.base.value == pytest.approx(0.16 * 0.9 + 0.84 * 0.02, abs=0.02)


@pytest.mark.slow
def test_the_tree_tells_the_same_regions() -> None:
    found = discover(sweep(uniform(1500, "abcde"), planted, replicates=3), TEST)
    best = max(found.leaves, key=lambda leaf: leaf.share.value)
    told = {(path, sign): value for path, sign, value in best.limits}
    assert told["a", ">"] == pytest.approx(0.6, abs=0.03)
    assert told["b", "<="] == pytest.approx(0.4, abs=0.03)
    assert best.share.low < 0.9 < best.share.high
    # Points that were not learnt from: one leaf for each run among them.
    assert sum(leaf.runs for leaf in found.leaves) == 1500


def test_a_word_of_a_policy_may_bound_a_box() -> None:
    def rule(x, levers, noise):
        hoards = levers["attacker.posture"] == "hoard"
        return {"stock_end": np.where(hoards & (x[["a"]].to_numpy() > 0.5), 150.0, 50.0) + noise}

    policies = {name: {"attacker.posture": name} for name in ("fire_as_made", "hoard", "surge")}
    found = discover(sweep(uniform(400, "ab"), rule, policies=policies), TEST)
    box = found.boxes[0]
    assert box.limits["attacker.posture"] == frozenset({"hoard"})
    assert box.limits["a"][0] == pytest.approx(0.5, abs=0.03)
    assert box.density.value > 0.95 and box.coverage.value > 0.9
    best = max(found.leaves, key=lambda leaf: leaf.share.value)
    assert ("attacker.posture", "is", "hoard") in best.limits


@pytest.mark.slow
def test_pure_luck_has_no_box() -> None:
    def rule(x, levers, noise):
        return {"stock_end": 100.0 + noise - 0.5}

    boxes = [
        len(discover(sweep(uniform(300, "abcd"), rule, seed=seed), TEST).boxes)
        for seed in range(10)
    ]
    assert sum(boxes) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("replicates", [2, 3, 10])
def test_shares_hold_luck_that_all_points_share(replicates: int) -> None:
    """Luck moves all points alike, in half of runs over the bound: by far the larger part."""

    def rule(x, levers, noise):
        return {"stock_end": 95 + 10 * x[["a"]].to_numpy() + 10 * noise}

    held = []
    for seed in range(100):
        ds = sweep(uniform(60, "ab", seed), rule, replicates=replicates, luck="shared", seed=seed)
        band = share_band(rows(ds, TEST))
        held.append(band.low <= 0.5 <= band.high)
    assert np.mean(held) > 0.84


def test_two_boxes_one_after_the_other() -> None:
    def rule(x, levers, noise):
        a, b = x[["a"]].to_numpy(), x[["b"]].to_numpy()
        return {"stock_end": np.where((a > 0.8) | (b < 0.15), 150.0, 50.0) + noise}

    found = discover(sweep(uniform(1200, "abc"), rule), TEST)
    bounded = [set(box.limits) for box in found.boxes]
    assert {"a"} in bounded and {"b"} in bounded
    assert sum(box.coverage.value for box in found.boxes) > 0.9


@pytest.mark.parametrize(
    ("bound", "n", "why"),
    [("> 1e9", 100, "expected OUTCOME"), ("> 1000", 100, "holds in no run"),
     ("< 1000", 100, "holds in every run"), ("> 100", 30, "too few")],
)  # fmt: skip
def test_nothing_to_tell_apart_is_one_clear_error(bound: str, n: int, why: str) -> None:
    with pytest.raises(WargameError, match=why):
        predicate = parse(f"stock_end {bound}", date(2026, 1, 1))
        discover(sweep(uniform(n, "ab"), planted), predicate)
