"""The EMA Workbench (2.5.3, Python 3.11) over this model: experiments and its PRIM.

Its names may not hold dots, so short ones stand for paths. Its sequential evaluator is used; its
MultiprocessingEvaluator works as well, since `wargame.simulate` pickles.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from ema_workbench import (
    CategoricalParameter,
    Model,
    RealParameter,
    ScalarOutcome,
    SequentialEvaluator,
)
from ema_workbench.analysis import prim

import wargame

PATHS = {
    "production": "weapons.iskander_m.production",
    "stock": "interceptors.pac3_mse.stock",
    "hit_chance": "interceptors.pac3_mse.hit_chance.ballistic",
    "protect": "policies.defender.protect",
}
MONTHS = 6


def war(luck: int = 1, **params: Any) -> dict[str, float]:
    """One run under the Workbench's names."""
    given = {PATHS[name]: value for name, value in params.items()} | {"months": MONTHS}
    outcomes = wargame.simulate(given, int(luck))
    return {name: outcomes[name] for name in ("leaked_ballistic", "stock_end")}


def main(scenarios: int = 200) -> tuple[Any, Any, Any]:
    """Experiments under two policies -> (experiments, outcomes, the first box of PRIM)."""
    model = Model("wargame", function=war)
    model.uncertainties = [
        RealParameter("production", 40, 110),
        RealParameter("stock", 30, 180),
        RealParameter("hit_chance", 0.4, 0.7),
    ]
    model.levers = [CategoricalParameter("protect", ["cities", "energy"])]
    model.outcomes = [ScalarOutcome("leaked_ballistic"), ScalarOutcome("stock_end")]
    np.random.seed(1)  # the Workbench draws from NumPy's old generator
    with SequentialEvaluator(model) as evaluator:
        experiments, outcomes = evaluator.perform_experiments(scenarios=scenarios, policies=2)
    leaked = outcomes["leaked_ballistic"]
    inputs = experiments.drop(columns=["scenario", "policy", "model"])
    found = prim.Prim(inputs, leaked > np.quantile(leaked, 0.75), threshold=0.5)
    return experiments, outcomes, found.find_box()


if __name__ == "__main__":
    _, _, box = main()
    box.inspect()
