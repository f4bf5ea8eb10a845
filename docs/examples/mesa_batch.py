"""The shape of Mesa's batch_run: a Model class, parameters as lists, a table as the result.

Give seeds as a parameter: `iterations` of Mesa 3.3 repeats the same seed.
"""

from __future__ import annotations

from typing import Any

import mesa

import wargame

OUTCOMES = ("leaked_ballistic", "stock_end", "capital_dry_share")


class OneWar(mesa.Model):
    """One run of the model in a single step; parameters are paths of wargame."""

    def __init__(self, seed: int = 1, **params: Any) -> None:
        super().__init__(rng=seed)
        self.params, self.luck = params, seed
        self.outcomes: dict[str, float] = {}
        reporters = {name: lambda model, name=name: model.outcomes.get(name) for name in OUTCOMES}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def step(self) -> None:
        """The whole war."""
        self.outcomes = wargame.simulate(self.params, self.luck)
        self.datacollector.collect(self)
        self.running = False


def main(seeds: int = 5, months: int = 6) -> Any:
    """A table of all combinations, one row a run."""
    import pandas as pd

    parameters = {
        "seed": list(range(seeds)),
        "months": months,
        "policies.attacker.posture": ["fire_as_made", "hoard"],
        "weapons.iskander_m.production": [40.0, 65.0, 110.0],
    }
    return pd.DataFrame(mesa.batch_run(OneWar, parameters, display_progress=False))


if __name__ == "__main__":
    table = main()
    keys = ["policies.attacker.posture", "weapons.iskander_m.production"]
    print(table.groupby(keys)[list(OUTCOMES)].mean())
