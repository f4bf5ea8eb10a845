"""Reading a directory of results back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.manifest import MANIFEST, RESOLVED
from wargame.results.parquet import read_parquet
from wargame.results.stored_series import read_series

if TYPE_CHECKING:
    import pandas
    import xarray

    from wargame.declare.tape import Array
    from wargame.scenario import Scenario


@dataclass
class Stored:
    """Runs read back, as `wargame.results.labelled.Recorded`."""

    scenario: Scenario
    runs: Array
    months: list[str]
    labels: dict[str, list[str]]
    series: dict[str, Array]
    outcomes: dict[str, Array]
    inputs: dict[str, Array]


@dataclass(frozen=True)
class Results:
    """What a run wrote: tables, the units of their columns, provenance, resolved scenario."""

    monthly: pandas.DataFrame
    outcomes: pandas.DataFrame
    inputs: pandas.DataFrame
    units: dict[str, str]
    manifest: dict[str, Any]
    scenario: dict[str, Any]


def read_results(directory: str | Path) -> Results:
    """Read the results in `directory`.

    Raises WargameError if it does not hold results or a file cannot be read.
    """
    import yaml

    folder = Path(directory)
    if not (folder / MANIFEST).is_file():
        raise WargameError(f"{folder}: holds no results (no {MANIFEST})")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        scenario = yaml.safe_load((folder / RESOLVED).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WargameError(f"{folder}: cannot be read: {error}") from error
    tables = {
        name: read_parquet(folder / f"{name}.parquet") for name in ("monthly", "outcomes", "inputs")
    }
    metadata = tables["outcomes"][1]
    units = {key[5:]: value for key, value in metadata.items() if key.startswith("unit.")}
    frames = {name: frame for name, (frame, _) in tables.items()}
    return Results(**frames, units=units, manifest=manifest, scenario=scenario)


def read_dataset(directory: Path, scenario: Scenario) -> xarray.Dataset:
    """The runs in `directory`, of `scenario`, as `wargame.results.dataset` labels them.

    Series are left out where the directory was written before they were stored. Raises
    WargameError as `read_results` does.
    """
    from wargame.results.labelled import arrays

    held = read_results(directory)
    months, labels, series = read_series(directory)
    record = Stored(
        scenario=scenario,
        runs=held.outcomes["run"].to_numpy(),
        months=months or list(dict.fromkeys(held.monthly["month"])),
        labels=labels,
        series=series,
        outcomes=_columns(held.outcomes),
        inputs=_columns(held.inputs),
    )
    facts = {key: str(value) for key, value in held.manifest.items() if key != "sha256"}
    return arrays(record, facts)


def _columns(frame: pandas.DataFrame) -> dict[str, Any]:
    """Column -> float64 (runs,), NaN where there is nothing."""
    names = [name for name in frame.columns if name != "run"]
    return {name: frame[name].to_numpy(np.float64, na_value=np.nan) for name in names}
