"""Sweeps: a design run to its last row, begun or gone on with."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.api.progress import Shown, display_of, stopping
from wargame.api.scenario_changes import Value, plain
from wargame.api.simulation import basis_of, bounded, command, compiled
from wargame.api.sweep_results import Sweep
from wargame.declare.errors import WargameError
from wargame.questions import design_file
from wargame.results.files import write_whole, yaml_text
from wargame.study.sweep import layout, running, sweep_directory, worker_pools
from wargame.study.sweep.design import prepare

if TYPE_CHECKING:
    from wargame.study.sweep.design import Plan
    from wargame.study.sweep.worker_pools import WorkerPool

Design = str | Path | Mapping[str, Value]
LIMITS = {"workers": 1024, "chunk": 100_000}


def plan(
    design: Design, as_of: str | date | None = None, evidence: Sequence[str | Path] = ()
) -> Plan:
    """A design made ready: a file, the name of a shipped one, or a mapping of the same keys.

    `as_of` is another first day of its scenarios, with what was known then; `evidence` are files
    that are laid beside the catalogue. Raises WargameError with every problem, each at
    file:line:column.
    """
    basis = basis_of(as_of, evidence)
    if not isinstance(design, Mapping):
        return prepare(design_file.read(design, basis))
    with tempfile.TemporaryDirectory(prefix="wargame-") as directory:
        file = Path(directory) / f"{design.get('name', 'design')}.yaml"
        file.write_text(_text(design), encoding="utf-8")
        try:
            return prepare(design_file.read(file, basis))
        except WargameError as error:  # where the copy lay says nothing to the reader
            raise WargameError(str(error).replace(f"{directory}/", "")) from error


def _text(design: Mapping[str, Value]) -> str:
    """A design as a file, with what every file says."""
    given = plain(design)
    title = given.get("name", "A design")
    return yaml_text({"sweep": 1, "title": title, "question": title} | given)


def sweep(
    design: Design,
    out: str | Path | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
    chunk: int | None = None,
    force: bool = False,
    progress: Shown = True,
    as_of: str | date | None = None,
    evidence: Sequence[str | Path] = (),
) -> Sweep:
    """Run a design (a file, the name of a shipped one, or a mapping) and store its rows in `out`
    (default: out/NAME.sweep).

    `workers` processes of this machine do the work (as many as processors), or any
    `concurrent.futures.Executor`, or the Dask cluster whose scheduler is at the address `cluster`.
    The same call goes on where it was stopped; `force` begins anew. `chunk` is how many rows one
    job has; it changes no row. `as_of` and `evidence` are as for `plan`: a sweep that was begun on
    another basis is not gone on with.

    Raises WargameError if the design is not sound, or `out` holds anything else. A script must call
    it under `if __name__ == "__main__":`, for workers import the script.
    """
    check(workers, cluster, chunk)
    ready = plan(design, as_of, evidence)
    place = Path(out) if out is not None else Path("out") / f"{ready.sweep.name}.sweep"
    if force:
        sweep_directory.remove(place)
    own = isinstance(design, Mapping)
    file = place / layout.DESIGN if own else Path(str(design))
    basis = ready.sweep.basis
    line = command("sweep", file, out=place, as_of=basis.as_of, evidence=basis.evidence)
    display = display_of(progress)

    def pool() -> WorkerPool:
        if cluster is not None:
            return worker_pools.cluster(cluster)
        if executor is not None:
            return worker_pools.brought(executor)
        compiled(display)
        return worker_pools.processes(workers)

    with (
        stopping(lambda: _stopped(place)),
        display.bar(f"{ready.sweep.name}:", ready.rows) as advance,
    ):
        running.run(ready, place, pool, chunk, line, advance)
    if isinstance(design, Mapping):
        write_whole(file, _text(design).encode())
    return Sweep(place)


def check(workers: int | None, cluster: str | None, chunk: int | None) -> None:
    """Raise WargameError for numbers out of bounds, or workers of two places."""
    for name, value in (("workers", workers), ("chunk", chunk)):
        if value is not None:
            bounded(name, value, 1, LIMITS[name])
    if workers and cluster:
        raise WargameError(
            "workers are processes of this machine, cluster is for others: give one of them"
        )


def _stopped(place: Path) -> str:
    try:
        there, rows = running.row_counts(place)
    except WargameError:
        return "stopped; nothing was written"
    return (
        f"stopped; {there:,} of {rows:,} rows are kept in {place}: the same command goes on from "
        "there"
    )
