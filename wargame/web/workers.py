"""Worker processes, and who is served when: what somebody waits for goes before what may be asked.

Two sorts of workers: as many as processors for what is waited for, and as many at the lowest
priority for stops that may be asked next. A question asked by many at once is simulated once.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Generic, TypeVar

Result = TypeVar("Result")


def begin(parent: int, nice: int) -> None:
    """First thing in a worker: leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if nice and hasattr(os, "nice"):
        os.nice(nice)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def warm() -> int:
    """Load the model and its compiled rules -> the worker's process id."""
    from wargame.model.batch import simulate
    from wargame.scenario import load

    simulate(load("continued_war", runs=2, months=2))
    return os.getpid()


class WorkerPool:
    """A pool of worker processes that is made anew when one of them dies."""

    def __init__(self, count: int, nice: int = 0) -> None:
        self.count, self.nice = count, nice
        self._free = asyncio.Semaphore(count)
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the server has threads.
        context = get_context("spawn")
        return ProcessPoolExecutor(self.count, context, begin, (os.getpid(), self.nice))

    async def start(self) -> None:
        """Have every worker load the model."""
        loading = [self._pool.submit(warm) for _ in range(self.count)]
        await asyncio.gather(*map(asyncio.wrap_future, loading))

    async def run(self, work: Callable[..., Result], *given: object) -> Result:
        """The result of `work(*given)` in a worker.

        If a worker dies, the pool is made anew and the work tried once more.
        """
        async with self._free:
            return await self._run(work, *given)

    async def run_if(
        self, wanted: Callable[[], bool], work: Callable[..., Result], *given: object
    ) -> Result | None:
        """The same; None if it is not `wanted` when its turn comes."""
        async with self._free:
            return await self._run(work, *given) if wanted() else None

    async def _run(self, work: Callable[..., Result], *given: object) -> Result:
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(work, *given))
        except BrokenProcessPool:
            print("a worker process died; starting others", file=sys.stderr)
            if self._pool is pool:
                self._pool = self._new()
            return await asyncio.wrap_future(self._pool.submit(work, *given))

    def stop(self) -> None:
        """End the workers; what is under way is given up."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in list((getattr(self._pool, "_processes", None) or {}).values()):
            process.terminate()


class Once(Generic[Result]):
    """What is made once for all who ask; the latest `most` results are remembered."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._tasks: OrderedDict[Hashable, asyncio.Future[Result]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Result]]) -> Result:
        """What `make` gives for `key`; a failure is not remembered."""
        task = self._tasks.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._tasks[key] = asyncio.ensure_future(make())
            while len(self._tasks) > self.most:
                self._tasks.popitem(last=False)
        return await asyncio.shield(task)
