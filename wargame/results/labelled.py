"""A Record of the model, as one labelled xarray Dataset.

Series keep their declared names and have dims (run, month, *dims). Some outcomes share a name
with the series they are worked out from, so outcomes are one array `outcomes` (run, outcome),
and the drawn assumptions one array `inputs` (run, input); units and meaning ride along as
coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from wargame.results.provenance import provenance
from wargame.scenario.outcomes import SERIES, outcomes_of

if TYPE_CHECKING:
    import xarray

    from wargame.declare.roles import Roles
    from wargame.declare.tape import Array
    from wargame.scenario import Scenario


class Recorded(Protocol):
    """What a batch of runs left behind, as `wargame.model.batch.Record`."""

    scenario: Scenario
    runs: Array
    months: list[str]
    labels: dict[str, list[str]]
    series: dict[str, Array]
    outcomes: dict[str, Array]
    inputs: dict[str, Array]


LABELLED = ("weapon", "interceptor", "ally", "power")
SECTION = {"weapon": "weapons", "interceptor": "interceptors", "ally": "allies", "power": "powers"}


def label(record: Recorded, command: str) -> xarray.Dataset:
    """Label `record` (see `wargame.model.batch.simulate`) and attach its provenance.

    `command` is the command line that makes the same results again. Series become float32
    (run, month, *dims); `outcomes` is float64 (run, outcome), `inputs` float64 (run, input) in
    internal units (missiles, days, USD, MW, shares). NaN means "never" or "nothing to measure".
    Raises ValueError if an array does not have its declared shape.
    """
    return arrays(record, provenance(record.scenario, command))


def arrays(record: Recorded, facts: dict[str, str]) -> xarray.Dataset:
    """As `label`, with `facts` as provenance; a record read back may lack its series."""
    import xarray as xr

    variables: dict[str, Any] = {
        name: _series(record, name) for name in SERIES if name in record.series
    }
    declared = outcomes_of(record.scenario.theatre)
    names = [name for name in declared if name in record.outcomes]
    variables["outcomes"] = (("run", "outcome"), _columns(record.outcomes, names))
    inputs = sorted(record.inputs)
    variables["inputs"] = (("run", "input"), _columns(record.inputs, inputs, len(record.runs)))
    coords: dict[str, Any] = {
        "run": np.asarray(record.runs, dtype=np.int64),
        "month": list(record.months),
        "outcome": names,
        "outcome_unit": ("outcome", [declared[name].unit for name in names]),
        "outcome_meaning": ("outcome", [declared[name].description for name in names]),
        "input": np.array(inputs, dtype=object),
    }
    for dim in record.labels:
        coords |= _labels(record, dim)
    return xr.Dataset(variables, coords, attrs=facts)


def _series(record: Recorded, name: str) -> tuple[tuple[str, ...], Any, dict[str, str]]:
    declared = SERIES[name]
    values = np.asarray(record.series[name], dtype=np.float32)
    shape = (len(record.runs), len(record.months), *(len(record.labels[d]) for d in declared.dims))
    if values.shape != shape:
        raise ValueError(f"series {name}: shape {values.shape}, declared {shape}")
    attrs = {"units": declared.unit, "meaning": declared.meaning, "better": declared.better}
    return ("run", "month", *declared.dims), values, attrs


def _columns(columns: Mapping[str, Array], names: list[str], rows: int = 0) -> Any:
    if not names:
        return np.empty((rows, 0))
    return np.stack([np.asarray(columns[name], dtype=np.float64) for name in names], axis=1)


def _labels(record: Recorded, dim: str) -> dict[str, Any]:
    """Coordinates of one labelled dimension: identifiers, names shown, classes and groups."""
    keys = list(record.labels[dim])
    texts = record.scenario.texts
    section = SECTION[dim]
    names = [texts.get(f"{section}.{key}.name", key.replace("_", " ")) for key in keys]
    coords: dict[str, Any] = {dim: keys, f"{dim}_name": (dim, names)}
    if dim == "weapon":
        classes = [texts[f"weapons.{key}.class"] for key in keys]
        coords["weapon_class"] = (dim, classes)
        coords["weapon_group"] = (dim, _groups(record.scenario.roles, keys, classes))
    if dim == "interceptor":
        special = record.scenario.roles.ballistic_defence
        coords["interceptor_defence"] = (dim, ["ballistic" if k in special else "" for k in keys])
    return coords


def _groups(roles: Roles, keys: list[str], classes: list[str]) -> list[str]:
    """What each weapon counts as: a missile, one for ground fire, or a drone."""
    held_as = ["ground_fire" if key in roles.ground_fire else "missile" for key in keys]
    return ["drone" if c == roles.mass else group for c, group in zip(classes, held_as)]
