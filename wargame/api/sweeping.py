"""Sweeps: a design run to its last row, begun or gone on with."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from wargame.api.progress import Display
from wargame.api.sweep_results import Sweep


def sweep(
    design: str | Path,
    out: str | Path | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cluster: str | None = None,
    chunk: int | None = None,
    progress: bool | Display = True,
) -> Sweep:
    """Run the design at `design` (or the shipped one of that name) and keep its rows in `out`
    (default: out/NAME.sweep).

    `workers` processes of this machine do the work, or any `concurrent.futures.Executor`, or the
    Dask cluster whose scheduler is at the address `cluster`. The same call goes on where it was
    stopped. `chunk` is how many rows one job has; it changes no row.

    Raises WargameError if the design is not sound, or `out` holds anything else. A script must call
    it under `if __name__ == "__main__":`, for workers import the script.
    """
    from wargame.study.sweep import running

    place = Path(out) if out is not None else Path("out") / f"{Path(design).stem}.sweep"
    running.sweep(design, place, workers, executor, cluster, chunk)
    return Sweep(place)
