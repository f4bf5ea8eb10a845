"""Sensitivity against functions whose indices are known, with and without luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

from tests.study.analysis.planted import sweep, uniform
from wargame.declare.errors import WargameError
from wargame.study.analysis.sample import Band
from wargame.study.analysis.sensitivity import noise_variance, sensitivity

NAMES = ["x1", "x2", "x3"]
CIRCLE = {"num_vars": 3, "names": NAMES, "bounds": [[-np.pi, np.pi]] * 3}
S1 = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}  # Ishigami and Homma (1990), a = 7, b = 0.1
ST = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}
SPREAD = 3.7208  # standard deviation of the function


def ishigami(x, levers, noise):
    return {"stock_end": Ishigami.evaluate(x.to_numpy())[:, None] + SPREAD * noise}


@pytest.mark.slow
@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("replicates", [1, 8])
def test_sobol_finds_the_indices_of_ishigami(second: bool, replicates: int) -> None:
    rows = sobol_sample.sample(CIRCLE, 1024, calc_second_order=second, seed=5)
    rule = ishigami if replicates > 1 else lambda x, levers, noise: ishigami(x, levers, 0 * noise)
    ds = sweep(pd.DataFrame(rows, columns=NAMES), rule, "sobol", replicates)
    found = sensitivity(ds, "stock_end")
    assert [one.path for one in found.effects] == ["x1", "x2", "x3"]
    for one in found.effects:
        for name, true in (("S1", S1[one.path]), ("ST", ST[one.path])):
            band = one.indices[name]
            assert band.value == pytest.approx(true, abs=0.05)
            assert band.low - 0.02 <= true <= band.high + 0.02
    if second:  # what x1 and x3 decide, they decide together
        assert found.pairs[0].paths == ("x1", "x3") and len(found.pairs) == 3
        band = found.pairs[0].share
        assert band.low - 0.02 <= ST["x3"] <= band.high + 0.02
        assert all(abs(pair.share.value) < 0.07 for pair in found.pairs[1:])
        assert found.clear_pair(found.pairs[0])
        too_much = replace(found.pairs[0], share=Band(0.9, 0.5, 1.3))  # of x1 and x3, 0.24 at most
        assert not found.clear_pair(too_much)
    else:
        assert found.pairs == ()
    if replicates > 1:  # as much luck in a run as numbers decide
        assert found.noise is not None
        assert found.noise.low < 0.5 < found.noise.high
        assert found.noise.high - found.noise.low < 0.06
    else:
        assert found.noise is None


@pytest.mark.slow
def test_indices_drowned_in_luck_are_not_told() -> None:
    """Numbers decide a half of the variance, or a sixteenth: shares above one are no finding."""
    names = list("abcde")
    cube = {"num_vars": 5, "names": names, "bounds": [[0.0, 1.0]] * 5}

    def found(seed: int, spread: float, second: bool):
        rows = sobol_sample.sample(cube, 32, calc_second_order=second, seed=seed)
        rule = lambda x, levers, noise: {  # noqa: E731
            "stock_end": 1000 + x[["a", "b"]].to_numpy() @ [[200], [100]] + spread * noise
        }
        ds = sweep(pd.DataFrame(rows, columns=names), rule, "sobol", 2, seed=seed)
        return sensitivity(ds, "stock_end")

    told = 0
    for seed in range(8):
        for second in (False, True):
            held = found(seed, 65.0, second) if seed < 2 else None
            assert held is None or max(one.indices["ST"].value for one in held.effects) < 1.6
            try:
                found(seed, 250.0, second)
                told += 1
            except WargameError as error:
                assert "more replicates" in str(error)
    assert told <= 2


def test_with_one_replicate_luck_is_not_known_and_nothing_stands_out_from_it() -> None:
    names = list("abcde")
    cube = {"num_vars": 5, "names": names, "bounds": [[0.0, 1.0]] * 5}

    def rule(x, levers, noise):
        return {"stock_end": 200 * x[["a"]].to_numpy() + 50 * noise}

    rows = morris_sample.sample(cube, 20, num_levels=4, seed=2)
    found = sensitivity(sweep(pd.DataFrame(rows, columns=names), rule, "morris"), "stock_end")
    assert not any(found.clear(one) for one in found.effects)
    assert all(np.isnan(one.indices["luck"].value) for one in found.effects)
    rows = sobol_sample.sample(cube, 64, calc_second_order=False, seed=2)
    found = sensitivity(sweep(pd.DataFrame(rows, columns=names), rule, "sobol"), "stock_end")
    # Luck has a part in every total index: only what is decided alone is told.
    assert all(one.indices["ST"].low > 0 for one in found.effects)
    assert [one.path for one in found.effects if found.clear(one)] == ["a"]


def test_luck_that_all_points_share_is_not_taken_off_twice() -> None:
    rows = sobol_sample.sample(CIRCLE, 1024, calc_second_order=False, seed=5)
    ds = sweep(pd.DataFrame(rows, columns=NAMES), ishigami, "sobol", 4, luck="shared")
    y = ds["stock_end"].values[0]
    assert noise_variance(y, True)[1] == pytest.approx(0.0, abs=1e-9)
    assert noise_variance(y, False)[1] > 0.5  # if it were each point's own
    found = sensitivity(ds, "stock_end")
    assert {one.path: one.indices["ST"].value for one in found.effects} == pytest.approx(
        ST, abs=0.06
    )


def test_morris_ranks_and_says_what_luck_alone_would_show() -> None:
    names = list("abcde")
    problem = {"num_vars": 5, "names": names, "bounds": [[0.0, 1.0]] * 5}
    rows = morris_sample.sample(problem, 60, num_levels=4, seed=2)
    weights = np.array([3.0, -2.0, 1.0, 0.0, 0.0])

    def rule(x, levers, noise):
        return {"stock_end": (x.to_numpy() @ weights)[:, None] + 0.3 * noise}

    ds = sweep(pd.DataFrame(rows, columns=names), rule, "morris", 3, seed=9)
    found = sensitivity(ds, "stock_end")
    size = {one.path: one.indices["mu_star"] for one in found.effects}
    assert [one.path for one in found.effects][:3] == ["a", "b", "c"]
    assert size["a"].value == pytest.approx(3.0, abs=0.1)
    assert size["a"].low < 3.0 < size["a"].high
    mean = {one.path: one.indices["mu"].value for one in found.effects}
    assert mean["b"] == pytest.approx(-2.0, abs=0.1)
    # Two means of three runs, 0.3 each, over a step of 2/3: its mean size.
    luck = {one.path: one.indices["luck"].value for one in found.effects}
    assert luck["d"] == pytest.approx(0.3 * np.sqrt(2 / 3) * 1.5 * np.sqrt(2 / np.pi), rel=0.15)
    assert size["d"].value == pytest.approx(luck["d"], rel=0.35)
    assert [one.path for one in found.effects if found.clear(one)] == ["a", "b", "c"]
    paired = sweep(pd.DataFrame(rows, columns=names), rule, "morris", 3, luck="shared")
    assert all(one.indices["luck"].value < 1e-9 for one in sensitivity(paired, "stock_end").effects)


def test_any_sample_gives_first_order_shares() -> None:
    weights = np.array([2.0, 1.0, 0.0])

    def rule(x, levers, noise):
        return {"stock_end": (x.to_numpy() @ weights)[:, None] + 0.5 * noise}

    found = sensitivity(sweep(uniform(600, "abc"), rule, "lhs", 4, seed=9), "stock_end")
    first = {one.path: one.indices["S1"].value for one in found.effects}
    assert first == pytest.approx({"a": 0.8, "b": 0.2, "c": 0.0}, abs=0.06)
    true = 0.25 / (0.25 + 5 / 12)
    assert found.noise is not None
    assert found.noise.low < true < found.noise.high


@pytest.mark.parametrize("luck", ["own", "shared"])
def test_a_grid_is_taken_apart_exactly(luck: str) -> None:
    """a + 2 b + 3 a b over levels -1, 0, 1: variances by hand; a third number does nothing."""
    three = [-1.0, 0.0, 1.0]
    levels = np.array(np.meshgrid(three, three, [0.0, 1.0])).reshape(3, -1).T

    def rule(x, levers, noise):
        a, b = x[["a"]].to_numpy(), x[["b"]].to_numpy()
        return {"stock_end": a + 2 * b + 3 * a * b + 0.5 * noise}

    held = []
    for seed in range(10):
        points = pd.DataFrame(levels, columns=list("abc"))
        ds = sweep(points, rule, "factorial", 30, luck=luck, seed=seed)
        found = sensitivity(ds, "stock_end")
        assert found.by == "factorial"
        own, both = 2 / 3, 9 * 4 / 9  # variance of a level, and of the product
        whole = own + 4 * own + both
        true = {"a": (own, own + both), "b": (4 * own, 4 * own + both), "c": (0.0, 0.0)}
        for one in found.effects:
            for name, variance in zip(("S1", "ST"), true[one.path]):
                band = one.indices[name]
                assert band.value == pytest.approx(variance / whole, abs=0.06)
                held.append(band.low - 1e-9 <= variance / whole <= band.high + 1e-9)
    assert np.mean(held) > 0.85
    points = points.drop(index=4)
    with pytest.raises(WargameError, match="too few"):  # not a whole grid, and a small sample
        sensitivity(sweep(points, rule, "factorial", 5), "stock_end")


CUBE = np.array(np.meshgrid([0.0, 0.5, 1.0], [0.0, 0.5, 1.0], [0.0, 0.5, 1.0])).reshape(3, -1).T


@pytest.mark.slow
@pytest.mark.parametrize("luck", ["own", "shared"])
def test_a_grid_of_two_replicates_tells_no_luck_as_a_number(luck: str) -> None:
    """One number does all; luck is by a third larger or as large, and partly each point's own."""

    def rule(x, levers, noise):
        rng = np.random.default_rng(int(1e6 * abs(noise[0, 0])))
        own = 80 * rng.standard_normal(noise.shape) if luck == "shared" else 0.0
        return {"stock_end": 1000 + 400 * x[["a"]].to_numpy() + 100 * noise + own}

    clear, held = {"a": [], "b": [], "c": []}, []
    for seed in range(40):
        ds = sweep(pd.DataFrame(CUBE, columns=list("abc")), rule, "factorial", 2, luck=luck,
                   seed=seed)  # fmt: skip
        found = sensitivity(ds, "stock_end")
        for one in found.effects:
            clear[one.path].append(found.clear(one))
            true = 1.0 if one.path == "a" else 0.0
            held += [band.low <= true <= band.high for band in one.indices.values()]
    assert np.mean(clear["a"]) == 1.0
    assert np.mean(clear["b"] + clear["c"]) < 0.12
    assert np.mean(held) > 0.86


def test_a_grid_in_which_only_luck_differs_is_not_told() -> None:
    def rule(x, levers, noise):
        return {"stock_end": 1000 + 100 * noise, "stock_start": 1000 + 100 * noise[[0]]}

    told = 0
    for seed in range(20):
        ds = sweep(pd.DataFrame(CUBE, columns=list("abc")), rule, "factorial", 2, seed=seed)
        try:
            sensitivity(ds, "stock_end")
            told += 1
        except WargameError as error:
            assert "cannot be told from luck" in str(error)
        with pytest.raises(WargameError, match="cannot be told from luck"):
            sensitivity(ds, "stock_start")  # the same at every point
    assert told <= 3
    one = sweep(pd.DataFrame(CUBE, columns=list("abc")), rule, "factorial", 1)
    found = sensitivity(one, "stock_end")
    assert not any(found.clear(effect) for effect in found.effects)


@pytest.mark.slow
def test_intervals_hold_what_they_promise() -> None:
    held = []
    for seed in range(30):
        rows = sobol_sample.sample(CIRCLE, 128, calc_second_order=False, seed=seed)
        ds = sweep(pd.DataFrame(rows, columns=NAMES), ishigami, "sobol", 6, seed=seed + 100)
        for one in sensitivity(ds, "stock_end").effects:
            held.append([b.low <= {"S1": S1, "ST": ST}[k][one.path] <= b.high
                         for k, b in one.indices.items()])  # fmt: skip
    assert np.mean(held) > 0.8


def test_what_never_happens_counts_as_the_whole_horizon_and_failures_are_left_out() -> None:
    def rule(x, levers, noise):
        months = 12 + 24 * x[["a"]].to_numpy()
        return {"capital_ballistic_dry": np.where(months > 24, np.nan, months)}

    ds = sweep(uniform(200, "ab"), rule, "lhs", 2)
    whole = sensitivity(ds, "capital_ballistic_dry")
    assert whole.points == 200 and whole.effects[0].path == "a"
    assert whole.effects[0].indices["S1"].value > 0.9
    ds["failed"][0, 5, 1] = True
    ds["capital_ballistic_dry"][0, 5, 1] = np.nan
    assert sensitivity(ds, "capital_ballistic_dry").dropped == 1


def test_a_failed_run_takes_its_block_with_it() -> None:
    rows = sobol_sample.sample(CIRCLE, 64, calc_second_order=False, seed=5)
    ds = sweep(pd.DataFrame(rows, columns=NAMES), ishigami, "sobol", 2)
    ds["stock_end"][0, 11, 0] = np.nan
    ds["failed"][0, 11, 0] = True
    assert sensitivity(ds, "stock_end").dropped == 5
    assert sensitivity(ds, "stock_end").points == 63 * 5


@pytest.mark.parametrize(
    ("kind", "n", "outcome", "policy", "why"),
    [
        ("one_at_a_time", 100, "stock_end", None, "one number at a time"),
        ("lhs", 20, "stock_end", None, "too few"),
        ("lhs", 100, "stock_ends", None, "did you mean 'stock_end'"),
        ("lhs", 100, "stock_end", "bas", "did you mean 'base'"),
        ("sobol", 101, "stock_end", None, "not a whole Sobol design"),
        ("lhs", 100, "stock_start", None, "the same in every run"),
    ],
)
def test_what_a_sweep_cannot_tell_is_one_clear_error(
    kind: str, n: int, outcome: str, policy: str | None, why: str
) -> None:
    def rule(x, levers, noise):
        return {"stock_end": x[["a"]].to_numpy() + noise, "stock_start": 5.0 + 0 * noise}

    with pytest.raises(WargameError, match=why):
        sensitivity(sweep(uniform(n, "ab"), rule, kind, 2), outcome, policy)
