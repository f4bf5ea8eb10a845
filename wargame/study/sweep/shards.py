"""Shards: one zstd Parquet file per chunk, whole or not there, with a hash of its content.

A shard is written under another name and renamed. Its metadata hold the plan it belongs to and the
SHA-256 of its rows, so that one that is truncated, damaged or of another sweep is told from one
that is sound.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.files import whole_file
from wargame.results.parquet import read_parquet, write_parquet
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.arrays import Outcomes
from wargame.study.sweep.design import Chunk, Plan
from wargame.study.sweep.layout import ERROR, SHARDS

if TYPE_CHECKING:
    import duckdb
    import pandas
    from numpy.typing import NDArray

_NEVER_NUMBER = 0x7FF8000000000000  # the bits of NaN, whatever made it


class Store:
    """The shards of one sweep in `directory`; `mark` is the hash of its plan.

    One connection to DuckDB serves all of them, since opening one takes longer than a shard.
    """

    def __init__(
        self, directory: Path, plan: Plan, mark: str, connection: duckdb.DuckDBPyConnection
    ):
        self.folder = directory / SHARDS
        self.plan = plan
        self.mark = mark
        self.connection = connection

    def file(self, chunk: Chunk) -> Path:
        """Where the rows of `chunk` are kept."""
        return self.folder / f"{chunk.name}.parquet"

    def write(self, chunk: Chunk, outcomes: Outcomes, errors: Sequence[str | None]) -> None:
        """Keep the rows of `chunk`, all of them or none. Raises WargameError if that fails."""
        frame = table(self.plan, chunk, outcomes, errors)
        content = hashlib.sha256(packed(frame)).hexdigest()
        facts = {"sweep": self.mark, "shard": chunk.name, "rows_sha256": content}
        try:
            with whole_file(self.file(chunk)) as draft:
                write_parquet(draft, frame, units(self.plan), facts, self.connection)
        except WargameError as error:
            what = "what is finished is kept, and the same command goes on from there"
            raise WargameError(f"{error}; {what}") from error

    def sound(self, chunk: Chunk) -> pandas.DataFrame | None:
        """The rows of `chunk` as a table, or None where they are not there or not sound."""
        file = self.file(chunk)
        if not file.is_file():
            return None
        try:
            frame, facts = read_parquet(file, self.connection)
            content = hashlib.sha256(packed(frame)).hexdigest()
        except (WargameError, ValueError, TypeError):
            return None
        text = {"sweep": self.mark, "shard": chunk.name, "rows_sha256": content}
        whole = len(frame) == chunk.rows and all(facts.get(k) == v for k, v in text.items())
        return frame if whole else None

    def clean(self, chunks: Sequence[Chunk]) -> list[Chunk]:
        """Remove what is no sound shard of `chunks` -> those that are missing."""
        wanted = {self.file(chunk): chunk for chunk in chunks}
        for file in self.folder.iterdir() if self.folder.is_dir() else ():
            if file not in wanted or self.sound(wanted[file]) is None:
                _remove(file)
        return [chunk for file, chunk in wanted.items() if not file.is_file()]

    def content(self, chunks: Sequence[Chunk]) -> tuple[int, str]:
        """How many rows failed, and SHA-256 of all rows in order, however they were cut.

        Raises WargameError if a shard is not sound.
        """
        whole, failed = hashlib.sha256(), 0
        for chunk in chunks:
            frame = self.sound(chunk)
            if frame is None:
                raise WargameError(
                    f"{self.file(chunk)}: was damaged meanwhile; the same command makes it again"
                )
            whole.update(packed(frame))
            failed += int(frame[ERROR].notna().sum())
        return failed, whole.hexdigest()


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise WargameError(f"{file}: cannot be removed ({error.strerror or error})") from error


def table(
    plan: Plan, chunk: Chunk, outcomes: Outcomes, errors: Sequence[str | None]
) -> pandas.DataFrame:
    """One row per run: keys, parameters, levers, outcomes (rows,) each, and the error if any."""
    import pandas as pd

    policy = plan.sweep.policies[chunk.policy]
    keys = plan.keys(chunk)
    columns: dict[str, Any] = {
        "policy": _words([policy.label] * chunk.rows),
        "point": keys["point"].astype(np.int32),
        "replicate": keys["replicate"].astype(np.int32),
        "run": keys["run"].astype(np.int64),
    }
    for at, one in enumerate(plan.sweep.parameters):
        columns[one.path] = plan.sample[keys["point"], at]
    for path, option in policy.levers.items():
        columns[path] = (
            _words([option] * chunk.rows)
            if isinstance(option, str)
            else np.full(chunk.rows, float(option))
        )
    columns |= {name: np.asarray(outcomes[name], np.float64) for name in plan.sweep.outcomes}
    return pd.DataFrame(columns | {ERROR: _words(list(errors))})


def _words(values: Sequence[str | None]) -> pandas.api.extensions.ExtensionArray:
    import pandas as pd

    return pd.array(values, dtype=pd.StringDtype())  # so that a column of none is still of words


def units(plan: Plan) -> dict[str, str]:
    """Unit of each column that has one."""
    result = {"run": "run number"} | {one.path: one.unit for one in plan.sweep.parameters}
    for path, value in plan.sweep.policies[0].levers.items():
        if not isinstance(value, str):
            result[path] = plan.sweep.policies[0].scenario.catalogue.numbers[path].unit
    return result | {name: OUTCOMES[name].unit for name in plan.sweep.outcomes}


def packed(frame: pandas.DataFrame) -> bytes:
    """The rows of `frame` as bytes, one row after the other: the same for the same values."""
    return np.stack([_bits(frame[name]) for name in frame.columns], axis=1).tobytes()


def _bits(column: pandas.Series) -> NDArray[np.uint64]:
    """A column as 64-bit words: numbers by their bits, texts by a digest."""
    if column.dtype.kind in "iuf":
        values = column.to_numpy(np.float64)
        return np.where(np.isnan(values), np.uint64(_NEVER_NUMBER), values.view(np.uint64))
    codes, texts = column.factorize()  # nothing is -1, and so the last
    digests = (hashlib.blake2b(str(text).encode(), digest_size=8).digest() for text in texts)
    return np.asarray(np.frombuffer(b"".join([*digests, bytes(8)]), "<u8")[codes])
