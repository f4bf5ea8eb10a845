"""Batches of runs side by side, a thread for each processor.

A day of the war, and most of what comes between, is compiled code that needs nothing of Python: it
lets go of Python's lock, so that threads share out the processors. They share what is loaded as
well, for which a process of its own takes two seconds. Draws are addressed, so a run has the same
bits whoever simulates it and in whatever company; batches come back in their order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from itertools import pairwise
from threading import Event, Lock
from typing import NamedTuple

from wargame.kernel.rule import is_interpreted
from wargame.model.batch import CHUNK, Record, fight, join
from wargame.model.war import Given, RunIds
from wargame.scenario import Scenario

LEAST = 100  # runs that are worth a thread: a batch costs as much as 30 runs before its first day
BUSY = 2.0  # programs that would run, for each processor
PATIENCE = 0.5  # seconds after which a wait looks up: some systems hear no Ctrl-C in a longer one
Progress = Callable[[int], None]


class Batch(NamedTuple):
    """Runs of a scenario, at their addresses in the draws; `given` is for `Numbers`."""

    scenario: Scenario
    run_ids: RunIds
    given: Given = None


class _EndedError(Exception):
    """Another batch failed, or the user stopped: this one is not needed any more."""


def processors() -> int:
    """Processors that this process may use; one where twice as many programs wait for them: threads
    then cost a tenth more processor time, and save no wall time."""
    has = getattr(os, "sched_getaffinity", None)
    count = len(has(0)) if has else os.cpu_count() or 1
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return 1 if load >= BUSY * count else count


def fight_each(
    batches: Sequence[Batch], progress: Progress | None = None, workers: int | None = None
) -> list[Record]:
    """All days of every batch -> what each leaves, in order; `progress` hears run-days.

    Whatever leaves early, batches under way end with their week.
    """
    count = min(workers or processors(), len(batches))
    ended, turn = Event(), Lock()

    def hear(days: int) -> None:
        if ended.is_set():
            raise _EndedError
        with turn:
            if progress:
                progress(days)

    def fought(batch: Batch) -> Record:
        return fight(batch.scenario, batch.run_ids, hear, batch.given)

    if count <= 1 or is_interpreted():
        return [fought(batch) for batch in batches]
    with ThreadPoolExecutor(count) as pool:
        futures = [pool.submit(copy_context().run, fought, batch) for batch in batches]
        try:
            _wait_for(futures)
        except BaseException:
            ended.set()
            pool.shutdown(cancel_futures=True)
            raise
    return [future.result() for future in futures]


def _wait_for(futures: Sequence[Future[Record]]) -> None:
    """Until all are done. Raises what the first that fails raises."""
    left = set(futures)
    while left:
        done, left = wait(left, PATIENCE, FIRST_EXCEPTION)
        for future in done:
            future.result()


def simulate(batch: Batch, progress: Progress | None = None, workers: int | None = None) -> Record:
    """As `wargame.model.batch.simulate`, on all processors: the same bits."""
    return join(fight_each(parts(batch, workers), progress, workers))


def parts(batch: Batch, workers: int | None = None) -> list[Batch]:
    """The batch cut into equal parts, one or more for each of `workers`, of CHUNK runs at most."""
    n = len(batch.run_ids)
    count = workers or processors()
    rounds = -(-n // (CHUNK * count))
    count = max(1, min(rounds * count, n // LEAST), -(-n // CHUNK))
    edges = [n * at // count for at in range(count + 1)]
    return [_part(batch, slice(*ends)) for ends in pairwise(edges)]


def _part(batch: Batch, runs: slice) -> Batch:
    given = batch.given
    own = {path: values[runs] for path, values in given.items()} if given else None
    return Batch(batch.scenario, batch.run_ids[runs], own)
