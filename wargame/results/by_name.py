"""Runs as Datasets with one variable per name: outcomes, inputs, series, and a sample of points."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError, did_you_mean
from wargame.declare.units import UNITS
from wargame.evidence.catalogue import field_of
from wargame.scenario.outcomes import OUTCOMES, SERIES, outcomes_of

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

FACTS = ("scenario", "title", "start", "seed", "version", "commit", "command")


def outcomes(data: xarray.Dataset) -> xarray.Dataset:
    """Each outcome of labelled `data` as a variable (run,), with units, meaning, better."""
    import xarray as xr

    columns = data["outcomes"].values
    variables = {
        str(name): ("run", columns[:, at], outcome_attrs(str(name)))
        for at, name in enumerate(data["outcome"].values)
    }
    return xr.Dataset(variables, {"run": data["run"].values}, attrs=_facts(data))


def outcome_attrs(name: str) -> dict[str, str]:
    """units, meaning and better of an outcome, as every array of it carries them."""
    declared = OUTCOMES[name]
    return {"units": declared.unit, "meaning": declared.description, "better": declared.better}


def inputs(data: xarray.Dataset, scenario: Scenario) -> xarray.Dataset:
    """Each number that was drawn as a variable (run,), in the unit of `scenario`."""
    import xarray as xr

    variables = {
        path: ("run", values, attrs) for path, (values, attrs) in _inputs(data, scenario).items()
    }
    return xr.Dataset(variables, {"run": data["run"].values}, attrs=_facts(data))


def _inputs(data: xarray.Dataset, scenario: Scenario) -> dict[str, tuple[Any, dict[str, str]]]:
    """Path -> values (runs,) in the unit of `scenario`, and units and meaning."""
    columns, result = data["inputs"].values, {}
    for at, name in enumerate(data["input"].values):
        path = str(name)
        unit, field = scenario.numbers[path].unit, field_of(path)
        attrs = {"units": unit, "meaning": field.meaning if field else ""}
        result[path] = columns[:, at] / UNITS[unit].factor, attrs
    return result


def series(data: xarray.Dataset) -> xarray.Dataset:
    """The monthly series of labelled `data`. Raises WargameError where they are not stored."""
    names = [name for name in SERIES if name in data]
    if not names:
        raise WargameError("the series of these runs are not stored; run the scenario again")
    result = data[names]
    result.attrs = _facts(data)
    return result


def sample(data: xarray.Dataset, scenario: Scenario, paths: Sequence[str] = ()) -> xarray.Dataset:
    """Runs as the points of a sweep with one policy and one replicate: what a run drew is its
    point, of all inputs or of `paths`. Dims (policy, point, replicate); see
    `wargame.study.sweep.opening`. Raises WargameError for a path that was not drawn."""
    import xarray as xr

    dims, runs = ("policy", "point", "replicate"), data.sizes["run"]
    variables: dict[str, Any] = {
        str(name): (dims, one.values[None, :, None], one.attrs)
        for name, one in outcomes(data).data_vars.items()
    }
    variables["failed"] = (dims, np.zeros((1, runs, 1), bool))
    drawn = _inputs(data, scenario)
    for path in paths:
        if path not in drawn:
            raise WargameError(f"{path}: was not drawn{did_you_mean(path, drawn)}")
    drawn = {path: drawn[path] for path in paths} if paths else drawn
    coords: dict[str, Any] = {
        "policy": np.array([scenario.name], dtype=object),
        "point": np.arange(runs),
        "replicate": [0],
        "run": (("point", "replicate"), data["run"].values[:, None]),
    }
    coords |= {path: ("point", values, attrs) for path, (values, attrs) in drawn.items()}
    facts: Mapping[str, Any] = {
        "rows": runs, "rows_failed": 0, "rows_missing": 0, "design_name": scenario.name,
        "design_kind": "drawn", "design": json.dumps(_design(scenario, drawn, runs)),
    }  # fmt: skip
    return xr.Dataset(variables, coords, attrs={**data.attrs, **facts})


def _design(scenario: Scenario, drawn: Iterable[str], runs: int) -> dict[str, Any]:
    """What `wargame.study.sweep.design.resolved` says of a sweep, for runs that drew all."""
    parameters = []
    for path in drawn:
        number, field = scenario.numbers[path], field_of(path)
        figures = {key: getattr(number, key) for key in ("low", "value", "high", "unit")}
        meaning = field.meaning if field else ""
        parameters.append({"path": path, "meaning": meaning, "levels": []} | figures)
    return {
        "name": scenario.name, "title": scenario.title, "question": scenario.question,
        "kind": "drawn", "sizes": {}, "start": scenario.start.isoformat(),
        "months": scenario.months, "seed": scenario.seed, "points": runs, "replicates": 1,
        "luck": "own", "rest": "drawn", "distribution": "triangle", "parameters": parameters,
        "levers": [], "constants": {}, "outcomes": list(outcomes_of(scenario.theatre)),
        "policies": [{"label": scenario.name, "scenario": scenario.name, "levers": {}}],
    }  # fmt: skip


def _facts(data: xarray.Dataset) -> dict[str, str]:
    return {key: str(data.attrs[key]) for key in FACTS if key in data.attrs}
