"""Parquet through DuckDB: zstd, NaN as NULL, units and provenance in the file's metadata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.declare.tape import Array
from wargame.evidence.record import RECORDED_CLASSES
from wargame.results.month_days import month_days

if TYPE_CHECKING:
    import duckdb
    import pandas
    import xarray

_MONTHLY_UNITS = {
    "run": "run number",
    "month": "YYYY-MM",
    "days": "days of the month that are simulated",
    "weapon_class": "class of the public record",
    "launched": "weapons",
    "intercepted": "weapons stopped: shot down, jammed or lost",
}


def monthly(data: xarray.Dataset) -> pandas.DataFrame:
    """One row per run, month and weapon class, also where nothing was launched.

    Columns run, month ('YYYY-MM'), days (of it that are simulated), weapon_class, launched,
    intercepted (whole numbers).
    """
    import pandas as pd

    classes = data["weapon_class"].values
    member = np.stack([classes == name for name in RECORDED_CLASSES], axis=1)
    launched, stopped = (
        _by_class(data[name].values, member) for name in ("launched", "intercepted")
    )
    runs, months, kinds = launched.shape
    return pd.DataFrame(
        {
            "run": np.repeat(data["run"].values, months * kinds),
            "month": np.tile(np.repeat(data["month"].values.astype(object), kinds), runs),
            "days": np.tile(np.repeat(month_days(data), kinds), runs),
            "weapon_class": np.tile(np.array(RECORDED_CLASSES, dtype=object), runs * months),
            "launched": launched.ravel(),
            "intercepted": stopped.ravel(),
        }
    )


def _by_class(values: Array, member: Array) -> Array:
    """Sum (run, month, weapon) over weapons of each class -> int64 (run, month, class)."""
    columns = [np.nansum(values[..., chosen], axis=-1, dtype=np.float64) for chosen in member.T]
    return np.rint(np.stack(columns, axis=-1)).astype(np.int64)


def _wide(data: xarray.Dataset, name: str, dim: str) -> pandas.DataFrame:
    """One row per run: `run`, and a float column for each entry of `dim` (NaN: never)."""
    import pandas as pd

    frame = pd.DataFrame(data[name].values, columns=[str(key) for key in data[dim].values])
    frame.insert(0, "run", data["run"].values)
    return frame


def write_tables(directory: Path, data: xarray.Dataset) -> None:
    """Write monthly.parquet, outcomes.parquet and inputs.parquet into `directory`."""
    facts = {str(key): str(value) for key, value in data.attrs.items()}
    units = {
        str(name): str(unit)
        for name, unit in zip(data["outcome"].values, data["outcome_unit"].values)
    }
    write_parquet(directory / "monthly.parquet", monthly(data), _MONTHLY_UNITS, facts)
    table = _wide(data, "outcomes", "outcome")
    write_parquet(directory / "outcomes.parquet", table, {"run": "run number"} | units, facts)
    drawn = {"run": "run number", "*": "internal units: weapons, days, USD, MW, shares"}
    write_parquet(directory / "inputs.parquet", _wide(data, "inputs", "input"), drawn, facts)


def write_parquet(
    path: Path,
    frame: pandas.DataFrame,
    units: dict[str, str],
    facts: dict[str, str],
    connection: duckdb.DuckDBPyConnection | None = None,
) -> None:
    """Write `frame` with `units` (as keys `unit.<column>`) and `facts` as key-value metadata.

    Opening a `connection` takes longer than a small table: who writes many brings one, which must
    have a single thread. Raises OSError if it cannot be written.
    """
    import duckdb

    metadata = facts | {f"unit.{column}": unit for column, unit in units.items()}
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in metadata.items())
    chosen = ", ".join(_column(name, frame[name].dtype.kind) for name in frame.columns)
    # One thread: rows stay in order, and the same results give the same bytes.
    with _connected(connection, {"threads": 1}) as own:
        own.register("frame", frame)
        try:
            own.execute(
                f"COPY (SELECT {chosen} FROM frame) TO {_quoted(str(path))} "
                f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{pairs}}})"
            )
        except duckdb.IOException as error:
            raise OSError(None, str(error).splitlines()[0]) from error
        finally:
            own.unregister("frame")


@contextmanager
def _connected(
    connection: duckdb.DuckDBPyConnection | None, config: dict[str, int] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The connection that was brought, or one of its own."""
    if connection is not None:
        yield connection
        return
    import duckdb

    with duckdb.connect(config=dict(config or {})) as own:
        yield own


def _column(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind != "f":
        return quoted
    return f"CASE WHEN isnan({quoted}) THEN NULL ELSE {quoted} END AS {quoted}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read_parquet(
    path: Path, connection: duckdb.DuckDBPyConnection | None = None
) -> tuple[pandas.DataFrame, dict[str, str]]:
    """The table in `path` and its key-value metadata. Raises WargameError if unreadable."""
    import duckdb

    with _connected(connection) as own:
        try:
            frame = own.execute(f"SELECT * FROM read_parquet({_quoted(str(path))})").df()
            rows = own.execute(
                f"SELECT key, value FROM parquet_kv_metadata({_quoted(str(path))})"
            ).fetchall()
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise WargameError(f"{path}: is not a readable Parquet file ({reason})") from error
    return frame, {_text(key): _text(value) for key, value in rows}


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
