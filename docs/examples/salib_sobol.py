"""Sobol indices with SALib: its problem and its sample, one run of the model for each row.

`wargame.simulate` is one run as a plain function; here every row has the same luck, so that what
differs between rows is the numbers. A sweep of kind sobol does the same faster and with several
lucks (docs/sweeps.md); this is for those who bring their own loop.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as sample

import wargame

PROBLEM = {
    "num_vars": 3,
    "names": [
        "weapons.iskander_m.production",  # missiles/month
        "interceptors.pac3_mse.stock",  # interceptors
        "interceptors.pac3_mse.hit_chance.ballistic",  # share
    ],
    "bounds": [[40, 110], [30, 180], [0.4, 0.7]],
}


def main(base: int = 64, months: int = 6, seed: int = 1) -> Any:
    """Indices of the ballistic missiles that get through; `base` is SALib's N."""
    rows = sample.sample(PROBLEM, base, calc_second_order=False, seed=seed)
    leaked = []
    for row in rows:
        params = dict(zip(PROBLEM["names"], row)) | {"months": months}
        leaked.append(wargame.simulate(params, seed)["leaked_ballistic"])
    return sobol.analyze(PROBLEM, np.array(leaked), calc_second_order=False, seed=seed)


if __name__ == "__main__":
    print(main().to_df())
