"""The examples run, and say what the model says by itself."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import wargame

pytestmark = pytest.mark.slow

HOME = Path(__file__).parents[2] / "docs" / "examples"


def example(name: str) -> Any:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", HOME / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_salib_finds_what_matters() -> None:
    module = example("salib_sobol")
    found = module.main(base=16, months=3)
    total = dict(zip(module.PROBLEM["names"], found["ST"]))
    assert max(total, key=total.get) == "weapons.iskander_m.production"  # type: ignore[arg-type]
    assert found["ST"].min() > -0.2 and found["S1"].sum() < 1.5


def test_mesa_batch_gives_the_table_of_single_runs() -> None:
    table = example("mesa_batch").main(seeds=3, months=2)
    assert len(table) == 3 * 2 * 3
    some = table.iloc[[0, 7, 17]]
    for _, row in some.iterrows():
        params = {
            "months": 2,
            "policies.attacker.posture": row["policies.attacker.posture"],
            "weapons.iskander_m.production": row["weapons.iskander_m.production"],
        }
        alone = wargame.simulate(params, row["seed"])
        assert row["leaked_ballistic"] == alone["leaked_ballistic"]
        assert row["stock_end"] == alone["stock_end"]
    assert table.groupby("seed")["leaked_ballistic"].mean().nunique() == 3, "seeds differ"


def test_optuna_finds_worse_than_the_central_figures() -> None:
    module = example("optuna_search")
    found = module.main(trials=12, lucks=2, months=3)
    assert len(found.trials) == 12 and found.best_value > found.trials[0].value
    for path, value in found.best_params.items():
        number = module.catalogue.load().numbers[path]
        assert number.low <= value <= number.high
    again = module.main(trials=12, lucks=2, months=3)
    assert again.best_params == found.best_params


def test_the_ema_workbench_runs_experiments_and_finds_a_box() -> None:
    pytest.importorskip("ema_workbench")  # the group 'workbench', on Python 3.11: see .ci/run
    module = example("ema_workbench_discovery")
    experiments, outcomes, box = module.main(scenarios=60)
    assert len(experiments) == len(outcomes["leaked_ballistic"]) == 120
    assert set(experiments["protect"]) <= {"cities", "energy"}
    row = experiments.iloc[5]
    names = ("production", "stock", "hit_chance", "protect")
    alone = module.war(**{name: row[name] for name in names})
    assert alone["leaked_ballistic"] == outcomes["leaked_ballistic"][5]
    limits = box.box_lims[-1]
    assert limits["production"].iloc[0] > 60, "more missiles made, more get through"
    assert np.isfinite(box.density)
