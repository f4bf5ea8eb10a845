"""A sweep from its design to its last row, begun or gone on with."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from wargame.declare.errors import WargameError
from wargame.results.files import write_whole
from wargame.study.sweep import layout, sweep_directory
from wargame.study.sweep.chunk import Rows, fight
from wargame.study.sweep.design import Chunk, Plan
from wargame.study.sweep.driver import Work, drive
from wargame.study.sweep.shards import Store
from wargame.study.sweep.worker_pools import WorkerPool


class Finished(NamedTuple):
    """A whole sweep: its rows, how many of them failed, SHA-256 of all rows in order, shards."""

    rows: int
    rows_failed: int
    rows_sha256: str
    shards: int


def run(
    plan: Plan,
    out: Path,
    open_pool: Callable[[], WorkerPool],
    chunk: int | None = None,
    command: str = "",
    progress: Callable[[int], None] = lambda rows: None,
    work: Work = fight,
) -> Finished:
    """Every row of `plan` that `out` lacks; `progress` hears how many rows came to be there, those
    found at the start included.

    A crew is only called in when there is something to do. Raises WargameError if `out` holds
    anything else.
    """
    import duckdb

    size = chunk or sweep_directory.chunk_of(out) or plan.usual_chunk
    with sweep_directory.locked(out), closing(duckdb.connect(config={"threads": 1})) as connection:
        store = Store(out, plan, sweep_directory.begin(out, plan, size, command), connection)
        chunks = plan.chunks(size)
        missing = store.clean(chunks)
        progress(plan.rows - sum(one.rows for one in missing))
        if missing:

            def keep(chunk: Chunk, rows: Rows) -> None:
                store.write(chunk, rows.outcomes, rows.errors)
                progress(chunk.rows)

            with closing(open_pool()) as pool:
                drive(plan, missing, pool, keep, work)
        failed, content = store.content(chunks)
        done = Finished(plan.rows, failed, content, len(chunks))
        write_whole(out / layout.FINISHED, (json.dumps(done._asdict(), indent=2) + "\n").encode())
    return done


def row_counts(out: Path) -> tuple[int, int]:
    """Rows that `out` holds, and rows of the whole sweep, without looking into the shards.

    Raises WargameError if there is no sweep.
    """
    facts = layout.manifest(out)["plan"]
    rows, size = int(facts["rows"]), int(facts["chunk"])
    return min(rows, size * len(layout.shards(out))), rows


def require(out: Path) -> None:
    """Raise WargameError unless there is a sweep in `out` to go on with."""
    if not (out / layout.MANIFEST).is_file():
        raise WargameError(f"{out}: holds no sweep to go on with; leave out --resume to begin one")
