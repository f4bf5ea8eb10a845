"""Checks of behaviour, made: a matrix of scenarios and checks, each cell with its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.questions.check_file import Case, Check
from wargame.results.intervals import mean_interval
from wargame.results.labelled import LABELLED
from wargame.scenario.outcomes import SERIES
from wargame.study import run_cache
from wargame.study.arrays import Floats

if TYPE_CHECKING:
    from wargame.model.batch import Record

PASS, FAIL, SKIP = "pass", "fail", "not applicable"
# The way in which a difference may not go, and whether none at all is a miss as well.
EXPECTED = {
    "never more": (1, False),
    "never less": (-1, False),
    "less": (1, True),
    "more": (-1, True),
}
SLACK = 1e-6  # relative to the level: series are kept in 32 bits


@dataclass(frozen=True)
class Cell:
    """One check in one scenario.

    `without` and `with_` are the means over `n` runs without and with the change; `mean`, `low`,
    `high` the mean paired difference and its 90% interval; `wrong` the runs in which the check
    does not hold; `worst` the largest miss; `why` says what makes it not applicable.
    """

    check: str
    scenario: str
    verdict: str
    n: int
    without: float
    with_: float
    mean: float
    low: float
    high: float
    wrong: int
    worst: float
    why: str = ""

    @property
    def moved(self) -> bool:
        """Whether the change moves what is looked at at all."""
        return bool(self.mean or self.low != self.high)


Job = tuple[str, list[Case], int, int | None]


def matrix(
    cases: list[Case],
    scenarios: list[str],
    runs: int,
    seed: int | None,
    progress: Callable[[int], None],
    workers: int | None = None,
) -> list[Cell]:
    """Every check in every scenario with `runs` runs -> cells, by scenario and then by check.

    Works in `workers` processes, a scenario at a time; `progress` hears the cells done.
    """
    jobs: list[Job] = [(name, cases, runs, seed) for name in scenarios]
    result: dict[str, list[Cell]] = {}
    with run_cache.worker_pool(len(jobs), workers) as each:
        for cells in each(row, jobs):
            result[cells[0].scenario] = cells
            progress(len(cells))
    return [cell for name in scenarios for cell in result[name]]


def row(job: Job) -> list[Cell]:
    """All checks in one scenario; the scenario without a change is run once."""
    from wargame.model.batch import simulate

    name, cases, runs, seed = job
    base = cases[0].plain(name, runs=runs, seed=seed)
    record = simulate(base)
    cells = []
    for case in cases:
        if name in case.check.skip:
            cells.append(_skipped(case.name, name, case.check.skip[name]))
            continue
        before, after = case.scenarios(name, runs=runs, seed=seed)
        if case.check.change and before.hash == after.hash:
            cells.append(_skipped(case.name, name, "the change changes nothing here"))
            continue
        held = simulate(before) if case.check.instead else record
        changed = simulate(after) if case.check.change else held
        cells.append(judge(case, name, read(case.check, held), read(case.check, changed)))
    return cells


def _skipped(check: str, scenario: str, why: str) -> Cell:
    nan = float("nan")
    return Cell(check, scenario, SKIP, 0, nan, nan, nan, nan, nan, 0, nan, why)


def read(check: Check, record: Record) -> Floats:
    """What a check looks at, run by run -> (runs,); NaN where there is nothing to measure."""
    if check.outcome:
        return np.asarray(record.outcomes[check.outcome], float)
    name = str(check.series)
    values = np.asarray(record.series[name], float)
    for axis, dim in reversed(list(enumerate(SERIES[name].dims, start=2))):
        if check.of and dim in LABELLED:
            places = [record.labels[dim].index(one) for one in check.of]
            values = np.take(values, places, axis=axis)
    return np.asarray(np.nansum(values.reshape(len(values), -1), axis=1))


def judge(case: Case, scenario: str, without: Floats, changed: Floats) -> Cell:
    """Hold the values without and with the change, (runs,) each, against what is expected."""
    check = case.check
    finite = ~np.isnan(without) & ~np.isnan(changed)
    a, b = without[finite], changed[finite]
    n = len(a)
    if not n:
        return _skipped(case.name, scenario, "nothing to measure in any run")
    mean, low, high = mean_interval(b - a)
    slack = SLACK * max(1.0, float(np.abs(np.concatenate([a, b])).max()))
    miss = _miss(check, a, b, slack)
    wrong = miss > 0
    if check.hold == "in every run" or check.test:
        good = not wrong.any()
    else:  # the interval of the mean difference allows it, or, if strict, shows it
        way, strict = EXPECTED[str(check.expect)]
        good = max(way * low, way * high) < 0 if strict else min(way * low, way * high) <= 0
    return Cell(
        case.name, scenario, PASS if good else FAIL, n, float(a.mean()), float(b.mean()), mean,
        low, high, int(wrong.sum()), float(miss.max()),
    )  # fmt: skip


def _miss(check: Check, a: Floats, b: Floats, slack: float) -> Floats:
    """By how much each run misses what is expected, 0 where it does not -> (runs,).

    `slack` is what rounding may do; a tie misses 'less' and 'more', by as much.
    """
    if check.test:
        off = np.abs(b - check.test.bound)
        near = (off <= slack) & ("=" in check.test.sign)
        return np.where(check.test.met(b) | near, 0.0, np.maximum(off, slack))
    if check.expect == "the same":
        return np.maximum(np.abs(b - a) - slack, 0.0)
    way, strict = EXPECTED[str(check.expect)]
    return np.maximum(way * (b - a) + (slack if strict else -slack), 0.0)
