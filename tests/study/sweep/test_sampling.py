"""Points of each kind of design: how many, where, and the same for the same seed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.study.sweep.small import GERAN, KH101, planned
from wargame.declare.errors import WargameError
from wargame.questions.parameter_ranges import Parameter
from wargame.study.sweep import sampling
from wargame.study.sweep.design import MOST_ROWS, resolved

ISKANDER = "weapons.iskander_m.fire_share"
THREE = {KH101: {"low": 20, "high": 140}, GERAN: "catalogue", ISKANDER: "catalogue"}


def points(folder: Path, kind: str, **changes: Any) -> Any:
    design = {"kind": kind} | changes.pop("design", {})
    given = {"levers": None, "uncertainties": THREE} | changes
    return planned(folder, design=design, **given)


def test_latin_hypercube_fills_every_stratum_once(tmp_path: Path) -> None:
    plan = points(tmp_path, "lhs", design={"points": 50}, distribution="uniform")
    for column, one in zip(plan.sample.T, plan.sweep.parameters):
        strata = np.floor((column - one.low) / (one.high - one.low) * 50).astype(int)
        assert sorted(strata) == list(range(50))


def test_triangle_and_even(tmp_path: Path) -> None:
    """Means and medians of the two distributions, known from their formulas."""
    sizes = {"points": 4000}
    triangle = points(tmp_path, "lhs", design=sizes)
    even = points(tmp_path, "lhs", design=sizes, distribution="uniform")
    for at, one in enumerate(triangle.sweep.parameters):
        width = one.high - one.low
        mean = triangle.sample[:, at].mean()
        assert abs(mean - (one.low + one.value + one.high) / 3) < 0.001 * width
        assert abs(even.sample[:, at].mean() - (one.low + one.high) / 2) < 0.001 * width


def test_sobol_is_the_scheme_of_saltelli(tmp_path: Path) -> None:
    plan = points(tmp_path, "sobol", design={"points": 16}, distribution="uniform")
    assert plan.points == 16 * (3 + 2)
    blocks = plan.sample.reshape(16, 5, 3)  # A, then A with a column of B each, then B
    first, last = blocks[:, 0], blocks[:, -1]
    for column in range(3):
        mixed = first.copy()
        mixed[:, column] = last[:, column]
        np.testing.assert_array_equal(blocks[:, 1 + column], mixed)
    second = points(tmp_path, "sobol", design={"points": 16, "second_order": True})
    assert second.points == 16 * (2 * 3 + 2)


def test_morris_moves_one_number_at_a_time(tmp_path: Path) -> None:
    plan = points(tmp_path, "morris", design={"points": 6}, distribution="uniform")
    assert plan.points == 6 * 4
    for trajectory in plan.sample.reshape(6, 4, 3):
        moved = np.diff(trajectory, axis=0) != 0
        assert sorted(np.argmax(moved, axis=1)) == [0, 1, 2] and (moved.sum(axis=1) == 1).all()


def test_one_at_a_time_starts_from_the_centre(tmp_path: Path) -> None:
    uncertainties = {KH101: {"low": 20, "high": 140, "value": 80}, GERAN: [3000, 3100]}
    plan = points(tmp_path, "one_at_a_time", uncertainties=uncertainties, design={"levels": 3})
    geran = plan.sweep.parameters[1].value
    assert plan.sample.tolist() == [
        [80, geran], [20, geran], [140, geran], [80, 3000], [80, 3100],
    ]  # fmt: skip
    assert plan.sweep.luck == "shared"


def test_factorial_has_every_combination(tmp_path: Path) -> None:
    uncertainties = {KH101: [20, 50, 90], GERAN: {"low": 3000, "high": 3200}}
    plan = points(tmp_path, "factorial", uncertainties=uncertainties, design={"levels": 2})
    assert plan.sample.tolist() == [[k, g] for k in (20, 50, 90) for g in (3000, 3200)]


def test_a_table_is_taken_as_it_is(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "points.csv").write_text(f"{KH101},{GERAN}\n20,3000\n140,3100.5\n\n60,3200\n")
    given = {"uncertainties": None}
    plan = points(tmp_path, "table", design={"file": "points.csv"}, **given)
    assert plan.sample.tolist() == [[20, 3000], [140, 3100.5], [60, 3200]]
    duckdb.sql(
        f"copy (select * from read_csv('{tmp_path}/points.csv')) to '{tmp_path}/points.parquet'"
    )
    again = points(tmp_path, "table", design={"file": "points.parquet"}, **given)
    assert again.sample.tolist() == plan.sample.tolist()
    assert [one.path for one in again.sweep.parameters] == [KH101, GERAN]


@pytest.mark.parametrize("kind", ["lhs", "sobol", "morris"])
def test_the_seed_decides_the_sample(tmp_path: Path, kind: str) -> None:
    one, same, other = (
        points(tmp_path, kind, design={"points": 8}, seed=seed).sample for seed in (1, 1, 2**40 + 1)
    )
    np.testing.assert_array_equal(one, same)
    assert (one != other).any()


def test_too_large_a_design_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match="makes 1,000,000,000 points"):
        points(tmp_path, "factorial", design={"levels": 1000})
    with pytest.raises(WargameError, match=f"limit {MOST_ROWS:,}"):
        points(tmp_path, "lhs", design={"points": 10_000}, replicates=100_000)


def test_the_design_is_written_out_for_salib(tmp_path: Path) -> None:
    from SALib.analyze import sobol

    plan = points(tmp_path, "sobol", design={"points": 64}, distribution="uniform")
    design = resolved(plan)
    assert design["problem"]["names"] == list(THREE) and design["sizes"]["second_order"] == 0
    x = (plan.sample - plan.sample.min(axis=0)) / np.ptp(plan.sample, axis=0)
    found = sobol.analyze(design["problem"], x @ [3.0, 1.0, 0.0], calc_second_order=False, seed=1)
    np.testing.assert_allclose(found["S1"], [0.9, 0.1, 0.0], atol=0.05)  # 3² and 1² of 3² + 1²


@settings(max_examples=40)
@given(
    st.floats(-1e3, 1e3),
    st.floats(1e-3, 1e3),
    st.floats(0, 1),
    st.lists(st.floats(0, 1), min_size=2, max_size=20),
)
def test_a_spread_stays_in_its_range_and_in_order(
    low: float, width: float, peak: float, shares: list[float]
) -> None:
    high = low + width
    one = Parameter("a.b.c", "share", low, min(high, low + peak * width), high, "")
    for even in (True, False):
        found = sampling._spread(one, np.sort(shares), even)
        slack = 1e-9 * max(1.0, abs(low), abs(high))
        assert ((found >= low - slack) & (found <= high + slack)).all()
        assert (np.diff(found) >= -slack).all()
