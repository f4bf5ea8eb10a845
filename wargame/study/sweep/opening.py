"""A directory of a sweep as one labelled xarray Dataset."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.by_name import outcome_attrs
from wargame.results.parquet import read_parquet
from wargame.scenario.outcomes import hint
from wargame.study.arrays import Floats, Mask
from wargame.study.sweep.layout import ERROR, POINTS, manifest, shards
from wargame.study.sweep.querying import opened

if TYPE_CHECKING:
    import xarray


def open_sweep(directory: Path | str, outcomes: Sequence[str] | None = None) -> xarray.Dataset:
    """The sweep in `directory`, with dims (policy, point, replicate); `outcomes` keeps only some.

    Outcomes are float64 (policy, point, replicate) with attrs units, meaning and better ("higher",
    "lower" or "neither"); NaN: never, or nothing to measure. `failed` (policy, point,
    replicate) is True where a row failed or is not there yet, and outcomes are NaN there too. `run`
    (point, replicate) is the run's number in all draws. Uncertainties are coordinates on `point`
    and levers on `policy`, both by dotted path, with attrs units and meaning.

    attrs: provenance (version, commit, seed, hashes, command), `rows`, `rows_failed` and
    `rows_missing`, `design_name`, `design_kind` and `design`, the resolved design as JSON.

    Raises WargameError if there is no sweep, a shard cannot be read, or a row is there twice.
    """
    import xarray as xr

    folder = Path(directory)
    held = manifest(folder)
    design = held["design"]
    names = _chosen(design["outcomes"], outcomes)
    labels = [policy["label"] for policy in design["policies"]]
    shape = (len(labels), design["points"], design["replicates"])
    dims = ("policy", "point", "replicate")
    there, failed, columns = _cells(folder, labels, shape, names)
    variables: dict[str, Any] = {}
    for name, values in zip(names, columns):
        variables[name] = (dims, values.reshape(shape), outcome_attrs(name))
    variables["failed"] = (dims, failed.reshape(shape), {"meaning": "failed, or not there yet"})
    coords = _coords(folder, design, labels)
    numbers = {
        "rows": int(np.prod(shape)),
        "rows_failed": int((failed & there).sum()),
        "rows_missing": int((~there).sum()),
        "design_name": design["name"],
        "design_kind": design["kind"],
        "design": json.dumps(design, ensure_ascii=False),
    }
    return xr.Dataset(variables, coords, attrs=held["provenance"] | numbers)


def _chosen(stored: list[str], wanted: Sequence[str] | None) -> list[str]:
    for name in wanted or ():
        if name not in stored:
            raise WargameError(f"the sweep has no outcome '{name}'{hint(name, stored)}")
    return list(stored if wanted is None else wanted)


def _cells(
    directory: Path, labels: list[str], shape: tuple[int, int, int], names: list[str]
) -> tuple[Mask, Mask, Floats]:
    """Whether each row is there (rows,), whether it failed, and outcomes (names, rows)."""
    import pandas as pd

    rows = int(np.prod(shape))
    there, failed = np.zeros(rows, bool), np.ones(rows, bool)
    columns = np.full((len(names), rows), np.nan)
    if not shards(directory):
        return there, failed, columns
    chosen = "".join(f', "{name}"' for name in names)
    with opened(directory) as connection:
        frame = connection.execute(
            f"SELECT policy, point, replicate, {ERROR} IS NOT NULL AS failed{chosen} FROM runs"
        ).df()
    policy = pd.Index(labels).get_indexer(frame["policy"])
    at = (policy, *(frame[key].to_numpy(np.int64) for key in ("point", "replicate")))
    try:
        row = np.ravel_multi_index(at, shape)
    except ValueError as error:
        raise WargameError(f"{directory}: holds rows of another design") from error
    if twice := len(row) - len(np.unique(row)):
        raise WargameError(f"{directory}: {twice} rows are there more than once")
    there[row], failed[row] = True, frame["failed"].to_numpy(bool)
    columns[:, row] = frame[names].to_numpy(np.float64, na_value=np.nan).T
    return there, failed, columns


def _coords(directory: Path, design: dict[str, Any], labels: list[str]) -> dict[str, Any]:
    """Coordinates: keys, and what differs between points and between policies."""
    points, replicates = design["points"], design["replicates"]
    run = np.arange(points * replicates).reshape(points, replicates)
    if design["luck"] == "shared":
        run = np.broadcast_to(np.arange(replicates), (points, replicates)).copy()
    coords: dict[str, Any] = {
        "policy": np.array(labels, dtype=object),
        "point": np.arange(points),
        "replicate": np.arange(replicates),
        "run": (("point", "replicate"), run),
    }
    sample, _ = read_parquet(directory / POINTS)
    for one in design["parameters"]:
        attrs = {"units": one["unit"], "meaning": one["meaning"]}
        coords[one["path"]] = ("point", sample[one["path"]].to_numpy(np.float64), attrs)
    for lever in design["levers"]:
        options = [policy["levers"][lever["path"]] for policy in design["policies"]]
        numeric = all(isinstance(o, int | float) and not isinstance(o, bool) for o in options)
        column = np.array(options, dtype=np.float64 if numeric else object)
        attrs = {"units": lever["unit"], "meaning": lever["meaning"]}
        coords[lever["path"]] = ("policy", column, attrs)
    return coords
