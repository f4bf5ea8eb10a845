"""series.parquet: every monthly series of a run, one row per run and month.

A column is `series`, or `series.entry` where a series has entries (`stock.arrow`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.month_days import month_days
from wargame.results.parquet import read_parquet, write_parquet
from wargame.scenario.outcomes import SERIES

if TYPE_CHECKING:
    import xarray

FILE = "series.parquet"


def write_series(directory: Path, data: xarray.Dataset) -> None:
    """Write the series of labelled `data` into `directory`."""
    import pandas as pd

    runs, months = data["run"].values, data["month"].values.astype(object)
    columns: dict[str, Any] = {
        "run": np.repeat(runs, len(months)),
        "month": np.tile(months, len(runs)),
        "days": np.tile(month_days(data), len(runs)),
    }
    units = {"run": "run number", "month": "YYYY-MM", "days": "days of it that are simulated"}
    for name, declared in SERIES.items():
        values = data[name].values.reshape(len(runs) * len(months), -1)
        entries = (
            [f"{name}.{key}" for key in data[declared.dims[0]].values] if declared.dims else [name]
        )
        columns |= {entry: values[:, at] for at, entry in enumerate(entries)}
        units |= dict.fromkeys(entries, declared.unit)
    facts = {str(key): str(value) for key, value in data.attrs.items()}
    write_parquet(directory / FILE, pd.DataFrame(columns), units, facts)


def read_series(directory: Path) -> tuple[list[str], dict[str, list[str]], dict[str, Any]]:
    """Months, entries by dimension, and float32 values (run, month, *dims) by name of series.

    All are empty where the directory was written before series were stored.
    """
    file = directory / FILE
    if not file.is_file():
        return [], {}, {}
    frame, _ = read_parquet(file)
    months = [str(month) for month in dict.fromkeys(frame["month"])]
    labels: dict[str, list[str]] = {}
    values = {}
    for name, declared in SERIES.items():
        entries = [name]
        if declared.dims:
            keys = [c.partition(".")[2] for c in frame.columns if c.startswith(f"{name}.")]
            labels.setdefault(declared.dims[0], keys)
            entries = [f"{name}.{key}" for key in keys]
        if not entries or not set(entries) <= set(frame.columns):
            raise WargameError(f"{file}: holds no series '{name}'; run the scenario again")
        table = frame[entries].to_numpy(np.float32, na_value=np.nan)
        shape = (len(table) // len(months), len(months), *([len(entries)] if declared.dims else []))
        values[name] = table.reshape(shape)
    return months, labels, values
