"""A chunk of a sweep: a pure function of its job, which any process on any machine may run."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np

from wargame.declare.errors import WargameError
from wargame.results.provenance import build
from wargame.study.arrays import Floats, Outcomes
from wargame.study.sweep.design import Job

OTHER_BUILD = "workers have another version of wargame, NumPy or Numba than the driver of the sweep"


class Rows(NamedTuple):
    """What a job gives: outcome -> (rows,) float64, and for each row None or why it failed.

    A failed row's outcomes are NaN.
    """

    outcomes: Outcomes
    errors: list[str | None]


def fight(job: Job) -> Rows:
    """All rows of `job`. A row that raises is recorded; the others have their usual bits.

    A run's bits do not depend on its company, so rows are run together, and where one raises the
    job is halved until it stands alone. Raises WargameError in a worker of another build.
    """
    if job.build != build():
        raise WargameError(OTHER_BUILD)
    _settle()
    try:
        return _fight(job)
    finally:
        gc.collect()  # a war and its agents name each other, and would pile up until Python tidies


@cache
def _settle() -> None:
    """Once in a process: leave what is there for good out of collections, which then take 2 ms."""
    import wargame.model.batch  # noqa: F401  # the bulk of what is there

    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # DuckDB counts what Python did not let go of at the end


def _fight(job: Job) -> Rows:
    from wargame.model.batch import fight as days

    try:
        record = days(job.scenario.setting(job.given), job.runs, given=job.given)
    except Exception as error:
        if len(job.runs) == 1:
            return failed(job, _one_line(error))
        return joined(map(_fight, halves(job)))
    outcomes: Outcomes = {
        name: np.asarray(record.outcomes[name], np.float64) for name in job.outcomes
    }
    return Rows(outcomes, [None] * len(job.runs))


def halves(job: Job) -> list[Job]:
    """`job` cut in two."""
    cut = len(job.runs) // 2
    return [
        job._replace(runs=job.runs[part], given={p: v[part] for p, v in job.given.items()})
        for part in (slice(None, cut), slice(cut, None))
    ]


def failed(job: Job, why: str) -> Rows:
    """Every row of `job` as failed."""
    nothing: Floats = np.full(len(job.runs), np.nan)
    return Rows(dict.fromkeys(job.outcomes, nothing), [why] * len(job.runs))


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of several jobs, in their order."""
    result = list(parts)
    names = result[0].outcomes
    return Rows(
        {name: np.concatenate([part.outcomes[name] for part in result]) for name in names},
        [error for part in result for error in part.errors],
    )


def _one_line(error: Exception) -> str:
    """The error in one line."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}"[:500] if words else type(error).__name__
