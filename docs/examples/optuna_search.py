"""A stress test by search: which values within published ranges let most missiles through?

Optuna proposes numbers within the ranges of the catalogue; every proposal meets the same few
lucks, so that it is not chosen for being lucky.
"""

from __future__ import annotations

from typing import Any

import optuna

import wargame
from wargame.evidence import catalogue

PATHS = (
    "interceptors.pac3_mse.stock",
    "interceptors.pac3_mse.hit_chance.ballistic",
    "weapons.iskander_m.evasion",
    "weapons.iskander_m.stock",
)


def main(trials: int = 60, lucks: int = 3, months: int = 6) -> Any:
    """The finished study: the worst numbers found stand in `best_params`."""
    numbers = {path: catalogue.load().numbers[path] for path in PATHS}

    def leaked(trial: Any) -> float:
        params: dict[str, Any] = {
            path: trial.suggest_float(path, number.low, number.high)
            for path, number in numbers.items()
        }
        params["months"] = months
        runs = [wargame.simulate(params, seed)["leaked_ballistic"] for seed in range(lucks)]
        return sum(runs) / lucks

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=1))
    study.enqueue_trial({path: number.value for path, number in numbers.items()})
    study.optimize(leaked, n_trials=trials)
    return study


if __name__ == "__main__":
    found = main()
    print(f"central figures: {found.trials[0].value:.0f} ballistic missiles get through")
    print(f"worst found: {found.best_value:.0f}, with")
    for name, value in found.best_params.items():
        print(f"  {name}: {value:.3g}")
