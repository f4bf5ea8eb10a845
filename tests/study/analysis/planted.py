"""Sweeps with known answers, in the shape that `wargame.open` gives."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from wargame.scenario.outcomes import OUTCOMES

FACTS = {
    "scenario": "planted",
    "title": "Planted",
    "question": "",
    "start": "2026-01-01",
    "months": "24",
    "seed": "1",
    "version": "0",
    "commit": "none",
    "scenario_hash": "0" * 64,
    "evidence_hash": "0" * 64,
    "platform": "",
    "python": "",
    "numpy": "",
    "numba": "",
    "mesa": "",
    "command": "wargame sweep planted",
}
Rule = Callable[[pd.DataFrame, dict[str, Any], Any], dict[str, Any]]


def sweep(
    points: pd.DataFrame,
    rule: Rule,
    kind: str = "lhs",
    replicates: int = 1,
    policies: dict[str, dict[str, Any]] | None = None,
    luck: str = "own",
    seed: int = 7,
    **design: Any,
) -> xr.Dataset:
    """`rule(points, levers, noise)` gives outcomes (points, replicates) for each policy.

    `noise` (points, replicates) is standard normal and the same under every policy; with luck
    'shared' it is the same at every point too.
    """
    policies = policies or {"base": {}}
    rng = np.random.default_rng(seed)
    n = len(points)
    noise = rng.standard_normal((1 if luck == "shared" else n, replicates))
    noise = np.broadcast_to(noise, (n, replicates))
    found = [rule(points, levers, noise) for levers in policies.values()]
    dims = ("policy", "point", "replicate")
    shape = (len(policies), n, replicates)
    variables: dict[str, Any] = {}
    for name in found[0]:
        rows = [np.broadcast_to(np.asarray(one[name], float), shape[1:]) for one in found]
        declared = OUTCOMES[name]
        attrs = {"units": declared.unit, "meaning": declared.meaning, "better": declared.better}
        variables[name] = (dims, np.stack(rows), attrs)
    variables["failed"] = (dims, np.zeros(shape, bool))
    runs = np.arange(n * replicates).reshape(n, replicates)
    if luck == "shared":
        runs = np.broadcast_to(np.arange(replicates), (n, replicates))
    coords: dict[str, Any] = {
        "policy": np.array(list(policies), dtype=object),
        "point": np.arange(n),
        "replicate": np.arange(replicates),
        "run": (("point", "replicate"), runs),
    }
    for path in points.columns:
        coords[path] = ("point", points[path].to_numpy(), {"units": "1", "meaning": path})
    for lever in next(iter(policies.values())):
        options = [levers[lever] for levers in policies.values()]
        coords[lever] = ("policy", np.array(options), {"units": "", "meaning": lever})
    resolved = {"name": "planted", "title": "Planted", "question": "", "kind": kind, "luck": luck}
    resolved |= {"sizes": {}, "start": "2026-01-01", "months": 24, "rest": "central"} | design
    attrs = FACTS | {"runs": str(n * replicates), "design_kind": kind, "design_name": "planted"}
    return xr.Dataset(variables, coords, attrs | {"design": json.dumps(resolved)})


def uniform(n: int, names: str, seed: int = 3) -> pd.DataFrame:
    """A Latin hypercube on the unit cube; one letter a name."""
    from scipy.stats import qmc

    x = qmc.LatinHypercube(len(names), rng=np.random.default_rng(seed)).random(n)
    return pd.DataFrame(x, columns=list(names))
