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
from wargame.study.sweep.layout import ERROR, POINTS, manifest, shards

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
    cells, failed, columns = _cells(folder, labels, shape, names)
    variables: dict[str, Any] = {}
    for name, values in zip(names, columns):
        variables[name] = (dims, values.reshape(shape), outcome_attrs(name))
    variables["failed"] = (dims, failed.reshape(shape), {"meaning": "failed, or not there yet"})
    coords = _coords(folder, design, labels)
    numbers = {
        "rows": int(np.prod(shape)),
        "rows_failed": int(failed.sum()) - int((cells == 0).sum()),
        "rows_missing": int((cells == 0).sum()),
        "design_name": design["name"],
        "design_kind": design["kind"],
        "design": json.dumps(design, ensure_ascii=False),
    }
    return xr.Dataset(variables, coords, attrs=held["provenance"] | numbers)


def _chosen(known: list[str], wanted: Sequence[str] | None) -> list[str]:
    for name in wanted or ():
        if name not in known:
            raise WargameError(f"the sweep has no outcome '{name}'{hint(name, known)}")
    return list(known if wanted is None else wanted)


def _cells(
    home: Path, labels: list[str], shape: tuple[int, int, int], names: list[str]
) -> tuple[Any, Any, list[Any]]:
    """How often each row is there (rows,), whether it failed, and one column per outcome."""
    rows = int(np.prod(shape))
    cells = np.zeros(rows, np.int64)
    failed = np.ones(rows, bool)
    columns = [np.full(rows, np.nan) for _ in names]
    frame = _rows(home, names)
    if frame is None:
        return cells, failed, columns
    policy = frame["policy"].map({label: i for i, label in enumerate(labels)})
    at = tuple(frame[key].to_numpy(np.int64) for key in ("point", "replicate"))
    if policy.isna().any() or any(((x < 0) | (x >= n)).any() for x, n in zip(at, shape[1:])):
        raise WargameError(f"{home}: holds rows of another design")
    row = (policy.to_numpy(np.int64) * shape[1] + at[0]) * shape[2] + at[1]
    np.add.at(cells, row, 1)
    if (cells > 1).any():
        raise WargameError(f"{home}: {int((cells > 1).sum())} rows are there more than once")
    failed[row] = frame["failed"].to_numpy(bool)
    for column, name in zip(columns, names):
        column[row] = frame[name].to_numpy(np.float64, na_value=np.nan)
    return cells, failed, columns


def _rows(home: Path, names: list[str]) -> Any:
    """Every row of every shard as a table; None where there is no shard yet."""
    import duckdb

    files = [str(path) for path in shards(home)]
    if not files:
        return None
    chosen = ", ".join(f'"{name}"' for name in names)
    with duckdb.connect() as connection:
        try:
            return connection.execute(
                f"SELECT policy, point, replicate, {ERROR} IS NOT NULL AS failed"
                f"{', ' if chosen else ''}{chosen} FROM read_parquet(?)",
                [files],
            ).df()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise WargameError(
                f"{home}: a shard cannot be read ({reason}); the same `wargame sweep` command "
                "makes it again"
            ) from error


def _coords(home: Path, design: dict[str, Any], labels: list[str]) -> dict[str, Any]:
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
    sample, _ = read_parquet(home / POINTS)
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
