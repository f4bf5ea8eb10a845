"""Who does the work of a sweep: processes of this machine, a Dask cluster, or any executor."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, ParamSpec, TypeVar

from wargame.declare.errors import WargameError
from wargame.results.provenance import build

P = ParamSpec("P")
R = TypeVar("R")
AHEAD = 2  # chunks under way for each worker: one that is computed, and one that waits for it


@dataclass
class WorkerPool:
    """An executor, how many chunks it should have under way, and how it is made anew.

    `again` makes another executor when workers died and took it with them; None where the executor
    lives on by itself or belongs to somebody else. `dismiss` ends what belongs to the crew.
    """

    executor: Executor
    width: Callable[[], int]
    again: Callable[[], Executor] | None = None
    dismiss: Callable[[], None] = lambda: None

    def probe(self) -> tuple[str, ...]:
        """The build of some worker. Raises BrokenExecutor if workers die before they can say."""
        try:
            return self.submit(build).result()
        except BrokenExecutor:
            return self.submit(build).result()

    def submit(self, work: Callable[P, R], *given: P.args, **named: P.kwargs) -> Future[R]:
        """Have a worker do it; where workers took the executor along, another one is made."""
        try:
            return self.executor.submit(work, *given, **named)
        except BrokenExecutor:
            self.renew()
            return self.executor.submit(work, *given, **named)

    def close(self) -> None:
        """End what belongs to the crew."""
        self.dismiss()

    def renew(self) -> None:
        """Another executor in place of a broken one. Raises WargameError where there is none."""
        if self.again is None:
            raise WargameError(
                "the executor is broken: a worker died and took it along; what is finished is "
                "kept, and the same sweep goes on with a new executor"
            )
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self.again()


def processes(workers: int | None = None) -> WorkerPool:
    """`workers` processes of this machine (as many as processors, unless told)."""
    count = workers or os.cpu_count() or 1

    def make() -> Executor:
        # Spawned, not forked: the parent may have threads, and it is the same on every system.
        return ProcessPoolExecutor(count, get_context("spawn"), serve)

    pool = WorkerPool(make(), lambda: AHEAD * count, make)
    pool.dismiss = lambda: pool.executor.shutdown(cancel_futures=True)
    return pool


def serve() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent is gone, even by `kill -9`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def cluster(address: str, patience: int = 20) -> WorkerPool:
    """The workers of the Dask cluster whose scheduler is at `address`, waited for `patience` s.

    Raises WargameError if `distributed` is not installed or nothing answers there.
    """
    try:
        import distributed
    except ImportError as error:
        raise WargameError("a cluster needs Dask: pip install 'wargame[cluster]'") from error
    try:
        connect: Any = distributed.Client
        client = connect(address, timeout=f"{patience}s", set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise WargameError(f"cluster {address}: no scheduler answers there ({why})") from error

    def width() -> int:
        held = client.scheduler_info(n_workers=-1)["workers"].values()
        return AHEAD * max(1, sum(int(one["nthreads"]) for one in held))

    def dismiss() -> None:
        client.close(timeout=5)

    # Not pure: a chunk that is asked for again is to be computed again, not remembered.
    return WorkerPool(client.get_executor(pure=False), width, dismiss=dismiss)


def brought(executor: Executor) -> WorkerPool:
    """An executor that somebody else made and will end; MPI's calls its size `num_workers`."""
    count = getattr(executor, "num_workers", None) or getattr(executor, "_max_workers", None)
    return WorkerPool(executor, lambda: AHEAD * int(count or os.cpu_count() or 1))
