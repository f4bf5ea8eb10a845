"""Runs, sweeps and comparisons from Python: one shape, stored and read back."""

from __future__ import annotations

import json
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

import wargame as wg
from wargame.declare.errors import WargameError
from wargame.scenario.outcomes import OUTCOMES, SERIES

KH101 = "weapons.kh101.production"
DESIGN: dict[str, Any] = {
    "name": "small", "months": 2, "replicates": 2, "design": {"kind": "lhs", "points": 3},
    "uncertainties": {KH101: {"low": 20, "high": 140}},
    "levers": {"policies.attacker.posture": ["hoard", "surge"]},
}  # fmt: skip


class Here(Executor):
    """Works in this process."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it at once."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


@pytest.fixture(scope="module")
def base() -> wg.Scenario:
    return wg.load("continued_war", runs=24, months=3)


@pytest.fixture(scope="module")
def run(base: wg.Scenario) -> wg.Run:
    return base.set({KH101: "120 missiles/month"}).run(progress=False)


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> wg.Sweep:
    out = tmp_path_factory.mktemp("sweep") / "rows"
    return wg.sweep(DESIGN, out, executor=Here(), progress=False)


def test_every_array_is_labelled(run: wg.Run) -> None:
    assert dict(run.series["stock"].sizes) == {"run": 24, "month": 3, "weapon": 14}
    assert set(run.series.data_vars) == set(SERIES) and set(run.outcomes.data_vars) == set(OUTCOMES)
    for held in (run.series, run.outcomes, run.inputs):
        for name, one in held.data_vars.items():
            assert {"units", "meaning"} <= set(one.attrs), name
    assert "stock" in dir(run.series) and "launched_missiles" in dir(run.outcomes)


def test_inputs_are_in_the_unit_of_the_scenario(run: wg.Run) -> None:
    path = "weapons.iskander_m.production"
    number = run.scenario[path]
    drawn = run.inputs[path]
    assert drawn.attrs["units"] == number.unit
    assert number.low <= float(drawn.min()) < float(drawn.max()) <= number.high
    assert KH101 not in run.inputs  # it has one value now


def test_a_summary_is_no_finer_than_its_band(run: wg.Run) -> None:
    table = run.summary(["stock_start", "launched_drones"])
    assert table.column("outcome") == ["stock_start", "launched_drones"]
    assert table.column("n") == ["24", "24"]
    values = run.outcomes["launched_drones"].values
    median = float(table.column("median")[1].split()[0].replace(",", ""))
    assert abs(median - np.median(values)) < 0.2 * (np.quantile(values, 0.9) - values.min() + 1)
    assert len(run.summary()) == len(OUTCOMES)
    with pytest.raises(WargameError, match="did you mean"):
        run.summary(["stock_star"])


@pytest.mark.slow
def test_a_run_is_read_back_whole(run: wg.Run, tmp_path: Path) -> None:
    again = wg.open(run.save(tmp_path / "run"))
    assert isinstance(again, wg.Run)
    xr.testing.assert_identical(again.data, run.data)
    assert again.provenance == run.provenance and again.scenario.hash == run.scenario.hash
    assert wg.load(tmp_path / "run" / "scenario.yaml").hash == run.scenario.hash
    with pytest.raises(WargameError, match="is not empty"):
        run.save(tmp_path / "run")


@pytest.mark.slow
def test_a_run_stored_without_series_says_so(run: wg.Run, tmp_path: Path) -> None:
    home = run.save(tmp_path / "run")
    (home / "series.parquet").unlink()
    again = wg.open(home)
    xr.testing.assert_identical(again.outcomes, run.outcomes)
    with pytest.raises(WargameError, match="not stored"):
        again.series  # noqa: B018


@pytest.mark.slow
def test_a_report_of_a_changed_scenario_says_what_the_changes_do(
    run: wg.Run, tmp_path: Path
) -> None:
    report = run.report(tmp_path / "out", progress=False)
    page = (report.directory / "report.html").read_text()
    assert "Against “Continued war”" in page
    assert "wargame compare continued_war scenario.yaml --runs 24" in page
    assert any(one.paired for one in report.answers)
    assert json.dumps(report.as_data(), allow_nan=False)
    again = wg.open(report.directory)
    assert isinstance(again, wg.Run)
    page = (again.report(tmp_path / "again", progress=False).directory / "report.html").read_text()
    assert "Against “Continued war”" in page


@pytest.mark.slow
def test_a_comparison_pairs_the_same_runs(base: wg.Scenario, run: wg.Run, tmp_path: Path) -> None:
    other = base.run(progress=False)
    found = wg.compare(other, run)
    frame = found.to_dataframe().set_index("outcome")
    apart = run.outcomes["made_missiles"] - other.outcomes["made_missiles"]
    assert frame.loc["made_missiles", "mean"] == pytest.approx(float(apart.mean()))
    assert frame.loc["made_missiles", "low"] <= frame.loc["made_missiles", "mean"]
    assert frame.loc["made_missiles", "n"] == 24
    again = wg.compare(base, run.scenario, progress=False)
    assert again.to_dataframe().equals(found.to_dataframe())
    home = again.report(tmp_path / "c")
    command = json.loads((home / "comparison.json").read_text())["command"]
    files = command.split()[2:4]
    assert files[0] == "continued_war" and wg.load(home / files[1]).hash == run.scenario.hash


def test_runs_that_do_not_belong_together_are_refused(base: wg.Scenario, run: wg.Run) -> None:
    with pytest.raises(WargameError, match="same runs and the same seed"):
        wg.compare(run, base.with_(seed=5, runs=4).run(progress=False))
    with pytest.raises(WargameError, match="two scenarios"):
        wg.compare(base)
    with pytest.raises(WargameError, match="those of the runs given"):
        wg.compare(run, run, runs=4)


def test_a_design_in_code_is_a_sweep(swept: wg.Sweep) -> None:
    assert dict(swept.outcomes.sizes) == {"policy": 2, "point": 3, "replicate": 2}
    assert list(swept.inputs.data_vars) == [KH101, "policies.attacker.posture"]
    assert swept.inputs[KH101].attrs["units"] == "missiles/month"
    assert swept.finished.rows == 12 and not bool(swept.failed.any())
    assert swept.scenario.months == 2
    table = swept.summary(["launched_missiles"])
    assert table.column("policy") == ["posture=hoard", "posture=surge"]
    assert list(swept.query("select count(*) as n from runs")["n"]) == [12]
    with pytest.raises(WargameError, match="no series"):
        swept.series  # noqa: B018


def test_a_sweep_is_read_back_and_run_again_from_its_command(
    swept: wg.Sweep, tmp_path: Path
) -> None:
    again = wg.open(swept.directory)
    assert isinstance(again, wg.Sweep)
    xr.testing.assert_identical(again.outcomes, swept.outcomes)
    file = swept.provenance["command"].split()[2]
    other = wg.sweep(file, tmp_path / "again", executor=Here(), progress=False)
    assert other.finished.rows_sha256 == swept.finished.rows_sha256


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["run", "sweep"])
def test_analyses_take_a_run_and_a_sweep_alike(kind: str, run: wg.Run, swept: wg.Sweep) -> None:
    results: wg.Results = run if kind == "run" else swept
    assert set(results.sample().dims) == {"policy", "point", "replicate"}
    middle = float(results.outcomes["launched_missiles"].median())
    found = wg.leads_to(results, f"launched_missiles > {middle:.0f}", sets=2)
    assert 0.2 < found.share.value < 0.8 and found.ways
    for shown in (results, results.summary()):
        assert "<table" in shown._repr_html_()  # type: ignore[attr-defined]


def test_what_holds_no_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match="holds no results"):
        wg.open(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(WargameError, match="neither a run nor a sweep"):
        wg.open(tmp_path)


def test_a_design_that_is_not_sound_is_refused_without_its_place() -> None:
    from wargame.api.sweeping import plan

    with pytest.raises(WargameError, match=r"^small\.yaml:\d+:\d+: design.points"):
        plan(DESIGN | {"design": {"kind": "lhs", "points": 0}})
