"""The driver of a sweep: hands chunks to an executor, and loses nothing when something dies.

A worker that dies takes with it what it was computing, and often the whole executor. What was
under way is then tried again one job at a time. A job that kills its worker alone is halved until
a single row is left, which is recorded as failed; so the rest completes whatever happens.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import suppress

from wargame.declare.errors import WargameError
from wargame.results.provenance import build
from wargame.study.sweep.chunk import OTHER_BUILD, Rows, failed, fight, halves, joined
from wargame.study.sweep.design import Chunk, Job, Plan
from wargame.study.sweep.worker_pools import WorkerPool

DIED = "the worker that ran it died"
TRIES = 2  # of a row that is alone with its worker; the first death may be somebody else's doing
GRACE = 30.0  # seconds that running chunks are given to finish when the sweep is stopped
Work = Callable[[Job], Rows]
Keep = Callable[[Chunk, Rows], None]


def drive(
    plan: Plan, chunks: Iterable[Chunk], pool: WorkerPool, keep: Keep, work: Work = fight
) -> None:
    """Compute `chunks`, in whatever order they finish, and `keep` each as soon as it is there.

    On any exception, Ctrl-C included, what is running is finished and kept before it goes on up.
    Raises WargameError if workers cannot be had, or are of another version than this one.
    """
    queue, running = deque(chunks), dict[Future[Rows], Chunk]()
    if queue:
        _probe(pool)
    try:
        while queue or running:
            width = pool.width()
            while queue and len(running) < width:
                chunk = queue.popleft()
                running[pool.submit(work, plan.job(chunk))] = chunk
            lost = _gather(running, keep, FIRST_COMPLETED)
            if lost:
                lost += _gather(running, keep, "ALL_COMPLETED")
                for chunk in sorted(lost):
                    keep(chunk, _alone(plan.job(chunk), pool, work))
    except BaseException:
        _finish(running, keep)
        raise


def _gather(running: dict[Future[Rows], Chunk], keep: Keep, when: str) -> list[Chunk]:
    """Keep what has finished of `running` -> chunks whose worker died."""
    done, _ = wait(running, return_when=when)
    lost = []
    for future in done:
        chunk = running.pop(future)
        rows = _result(future)
        if rows is None:
            lost.append(chunk)
        else:
            keep(chunk, rows)
    return lost


def _result(future: Future[Rows]) -> Rows | None:
    """The rows of `future`; None where its worker died. Raises WargameError if all is lost."""
    try:
        return future.result()
    except CancelledError as error:
        raise WargameError(
            "the executor gave up what was under way (has the cluster gone?); what is finished is "
            "kept, and the same command goes on from there"
        ) from error
    except Exception as error:
        # Of a pool, or of Dask, which names its own.
        if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":
            return None
        raise


def _alone(job: Job, pool: WorkerPool, work: Work) -> Rows:
    """The rows of `job`, run with nothing beside it; rows that kill their worker are recorded."""
    tries = TRIES if len(job.runs) == 1 else 1
    for _ in range(tries):
        rows = _result(pool.submit(work, job))
        if rows is not None:
            return rows
    if len(job.runs) > 1:
        return joined(_alone(half, pool, work) for half in halves(job))
    _probe(pool)  # it may be that every worker dies, whatever it is given
    return failed(job, DIED)


def _probe(pool: WorkerPool) -> None:
    """See that there are workers and that they compute the same as this process would.

    Raises WargameError if not.
    """
    try:
        there = pool.probe()
    except BrokenExecutor as error:
        raise WargameError(
            "workers die as soon as they start; a script that calls a sweep must do so under "
            "`if __name__ == '__main__':`"
        ) from error
    if there != build():
        raise WargameError(OTHER_BUILD)


def _finish(running: dict[Future[Rows], Chunk], keep: Keep) -> None:
    """Stop: what has not begun is given back, what runs is finished and kept if it can be."""
    for future in running:
        future.cancel()
    done, _ = wait(running, timeout=GRACE)
    for future in done:
        with suppress(Exception, CancelledError):
            keep(running[future], future.result())
