"""Rows of a sweep are runs of the model, paired over policies, and the same in any cut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.study.sweep.small import GERAN, KH101, planned, swept
from wargame.declare.errors import WargameError
from wargame.model.batch import simulate
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.sweep.chunk import fight
from wargame.study.sweep.opening import open_sweep

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("rows")
    plan = planned(folder)
    return plan, folder / "out", swept(plan, folder / "out")


def test_rows_are_runs_of_the_model(made: Any) -> None:
    plan, out, done = made
    assert (done.rows, done.rows_failed) == (20, 0)
    data = open_sweep(out)
    for at, policy in enumerate(plan.sweep.policies):
        given = {
            one.path: np.repeat(plan.sample[:, i] * one.factor, 2)
            for i, one in enumerate(plan.sweep.parameters)
        }
        alone = simulate(policy.scenario.setting(given), runs=10, given=given)
        for name in plan.sweep.outcomes:
            np.testing.assert_array_equal(data[name].values[at].ravel(), alone.outcomes[name])
    assert len(np.unique(data["stock_growth"])) > 10


def test_the_cut_changes_no_row(made: Any, tmp_path: Path) -> None:
    plan, _, done = made
    for chunk in (1, 7, 100):
        again = swept(plan, tmp_path / str(chunk), chunk)
        assert again.rows_sha256 == done.rows_sha256
        assert again.shards == len(plan.chunks(chunk))


def test_another_seed_is_another_sweep(made: Any, tmp_path: Path) -> None:
    assert swept(planned(tmp_path, seed=2), tmp_path / "o").rows_sha256 != made[2].rows_sha256


def test_the_dataset_is_labelled(made: Any) -> None:
    plan, out, _ = made
    data = open_sweep(out)
    assert dict(data.sizes) == {"policy": 2, "point": 5, "replicate": 2}
    assert list(data["policy"].values) == ["posture=hoard", "posture=fire_as_made"]
    assert list(data["policies.attacker.posture"].values) == ["hoard", "fire_as_made"]
    assert data[KH101].dims == ("point",) and data[KH101].attrs["units"] == "missiles/month"
    np.testing.assert_array_equal(data[KH101], plan.sample[:, 0])
    assert data["run"].values.ravel().tolist() == list(range(10))
    for name in plan.sweep.outcomes:
        declared = OUTCOMES[name]
        assert data[name].dims == ("policy", "point", "replicate")
        assert data[name].dtype == np.float64
        assert data[name].attrs == {
            "units": declared.unit,
            "meaning": declared.description,
            "better": declared.better,
        }
    assert not data["failed"].any()
    assert data.attrs["design_kind"] == "lhs" and data.attrs["design_name"] == "small"
    assert {"version", "commit", "seed", "evidence_hash", "command"} <= set(data.attrs)
    assert list(open_sweep(out, ["stock_growth"]).data_vars) == ["stock_growth", "failed"]
    with pytest.raises(WargameError, match="did you mean 'stock_growth'"):
        open_sweep(out, ["stock_grwth"])


def test_shards_are_plain_parquet(made: Any) -> None:
    plan, out, _ = made
    file = sorted((out / "shards").iterdir())[0]
    frame = duckdb.sql(f"select * from '{file}'").df()
    keys = ["policy", "point", "replicate", "run"]
    own = [KH101, GERAN, "policies.attacker.posture", *plan.sweep.outcomes, "error"]
    assert list(frame.columns) == [*keys, *own]
    assert frame["error"].isna().all() and pd.api.types.is_float_dtype(frame["stock_growth"])
    facts = duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{file}')")
    held = dict(facts.fetchall())
    assert held[f"unit.{KH101}"] == "missiles/month" and held["unit.stock_growth"] == "missiles"
    codec = duckdb.sql(f"select distinct compression from parquet_metadata('{file}')").fetchall()
    assert codec == [("ZSTD",)]


def test_policies_meet_the_same_luck(tmp_path: Path) -> None:
    """A lever that nothing hangs on in the first month leaves every bit as it is."""
    plan = planned(tmp_path, levers={"policies.powers.race": ["respond", "hold"]})
    swept(plan, tmp_path / "o")
    data = open_sweep(tmp_path / "o")
    for name in plan.sweep.outcomes:
        np.testing.assert_array_equal(data[name].values[0], data[name].values[1])


def test_replicates_differ_by_luck_alone_where_the_rest_is_held(tmp_path: Path) -> None:
    changes: dict[str, Any] = {"replicates": 3, "luck": "shared", "levers": None}
    plan = planned(tmp_path, **changes, rest="central")
    job = plan.job(plan.chunks(100)[0])
    assert job.runs.tolist() == [0, 1, 2] * 5
    numbers = job.scenario.numbers.values()
    assert all(number.low == number.high == number.value for number in numbers)
    swept(plan, tmp_path / "o")
    held = open_sweep(tmp_path / "o")
    assert held["run"].values.tolist() == [[0, 1, 2]] * 5
    assert (held["stock_growth"].std("replicate") > 0).all()
    swept(planned(tmp_path, **changes), tmp_path / "p")
    drawn = open_sweep(tmp_path / "p")
    assert (drawn["stock_growth"].values != held["stock_growth"].values).any()


def test_a_number_as_lever_stands_in_the_unit_of_the_catalogue(tmp_path: Path) -> None:
    levers = {KH101: ["3 missiles/day", 30]}
    plan = planned(tmp_path, levers=levers, uncertainties={GERAN: "catalogue"})
    swept(plan, tmp_path / "o")
    lever = open_sweep(tmp_path / "o")[KH101]
    assert lever.dims == ("policy",) and lever.attrs["units"] == "missiles/month"
    np.testing.assert_allclose(lever.values, [3 * 365.25 / 12, 30])


def test_a_row_that_raises_is_recorded_and_the_rest_completes(made: Any, tmp_path: Path) -> None:
    plan, out, _ = made
    done = swept(plan, tmp_path / "o", chunk=8, work=_poisoned)
    assert done.rows_failed == 2  # one in each policy
    whole, held = open_sweep(out), open_sweep(tmp_path / "o")
    assert np.argwhere(held["failed"].values).tolist() == [[0, 1, 1], [1, 1, 1]]
    assert held.attrs["rows_failed"] == 2 and held.attrs["rows_missing"] == 0
    for name in plan.sweep.outcomes:
        assert np.isnan(held[name].values[held["failed"].values]).all()
        np.testing.assert_array_equal(
            held[name].values[~held["failed"].values], whole[name].values[~held["failed"].values]
        )
    files = [str(file) for file in (tmp_path / "o" / "shards").iterdir()]
    chosen = f'select run, error, "{KH101}" from read_parquet(?) where error is not null'
    found = duckdb.execute(chosen, [files]).fetchall()
    assert [row[:2] for row in found] == [(3, "ValueError: run 3 is poisoned")] * 2
    assert all(row[2] == plan.sample[1, 0] for row in found)
    again = swept(plan, tmp_path / "other", chunk=3, work=_poisoned)
    assert again.rows_sha256 == done.rows_sha256 != made[2].rows_sha256


def _poisoned(job: Any) -> Any:
    """`fight` in a model that cannot do run 3."""
    from wargame.model import batch

    real = batch.fight

    def days(scenario: Any, runs: Any, given: Any = None) -> Any:
        if 3 in runs:
            raise ValueError("run 3 is\n poisoned")
        return real(scenario, runs, given=given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "fight", days)
        return fight(job)


def test_a_worker_of_another_build_is_refused(made: Any, tmp_path: Path) -> None:
    plan, _, _ = made

    def other(job: Any) -> Any:
        return fight(job._replace(build=("another",)))

    with pytest.raises(WargameError, match="another version"):
        swept(plan, tmp_path / "o", work=other)


def test_rows_that_are_there_twice_are_refused(made: Any, tmp_path: Path) -> None:
    plan, _, _ = made
    out = tmp_path / "o"
    swept(plan, out)
    first = sorted((out / "shards").iterdir())[0]
    (out / "shards" / "copy.parquet").write_bytes(first.read_bytes())
    with pytest.raises(WargameError, match="4 rows are there more than once"):
        open_sweep(out)
    assert swept(plan, out).shards == 6 and not (out / "shards" / "copy.parquet").exists()
    assert open_sweep(out).attrs["rows_missing"] == 0


def test_a_sweep_that_is_not_finished_opens_with_gaps(made: Any, tmp_path: Path) -> None:
    plan, _, _ = made
    out = tmp_path / "o"
    swept(plan, out)
    sorted((out / "shards").iterdir())[0].unlink()
    data = open_sweep(out)
    assert data.attrs["rows_missing"] == 4 == int(data["failed"].sum())
    assert data.attrs["rows_failed"] == 0
    assert np.isnan(data["stock_growth"].values[data["failed"].values]).all()
    with pytest.raises(WargameError, match="holds no sweep"):
        open_sweep(tmp_path / "nothing")
