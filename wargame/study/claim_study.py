"""Claims answered: probability, robustness over published estimates, and what would flip them.

A claim holds in a run or it does not. Its probability is the share of runs under central figures.
Which side of one half it lies on is held against every other choice of figures: all low, all
high, and each source that has another estimate of a number that the question uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from wargame.questions.claim_file import Question
from wargame.scenario import Scenario
from wargame.study import claim_cases, run_cache
from wargame.study.arrays import Floats
from wargame.study.claim_cases import Case
from wargame.study.estimates import Share, share
from wargame.study.flips import Search, search

ROBUST, LEANS, HANGS, OPEN = "robust", "leans", "hangs on estimates", "cannot be told"
FEWER, SEARCHED = 0.1, 0.25  # of the runs: under each source, and in the search for flips


@dataclass(frozen=True)
class Answer:
    """One predicate answered. `low`, `middle`, `high` are the 10th, 50th and 90th percentile of
    what is tested; `shares` the probability under each choice of figures, the central one first;
    `choices` the cases they were worked out from; `apart` of a difference between two scenarios
    the shares of runs in which it is above, at and below zero, under central figures."""

    question: Question
    low: float
    middle: float
    high: float
    shares: tuple[Share, ...]
    flips: Search
    choices: tuple[Case, ...]
    apart: tuple[float, float, float] | None = None

    @property
    def central(self) -> Share:
        """The probability under central figures."""
        return self.shares[0]

    @property
    def contrary(self) -> list[Share]:
        """Choices of figures under which the answer is clearly the other one."""
        return [one for one in self.shares[1:] if one.side == -self.central.side != 0]

    @property
    def doubtful(self) -> list[Share]:
        """Choices of figures under which it cannot be told."""
        return [one for one in self.shares[1:] if one.side == 0]

    @property
    def verdict(self) -> str:
        """How far the answer stands: see the scale in docs/claims.md."""
        if not self.central.side:
            return OPEN
        if self.contrary:
            return HANGS
        return LEANS if self.doubtful else ROBUST


@dataclass(frozen=True)
class Work:
    """Everything to be run for some questions: their cases, and the runs of each kind."""

    cases: tuple[tuple[Case, ...], ...]
    searched: int

    @cached_property
    def variants(self) -> dict[str, Scenario]:
        """Scenarios to be run first, by the name under which they are kept."""
        return {
            label: one
            for every in self.cases
            for case in every
            for label, one in zip(case.labels, case.scenarios)
        }


def prepare(questions: list[Question], runs: int, seed: int | None) -> Work:
    """All cases of `questions`: `runs` runs under central figures, and parts of them elsewhere.

    FEWER of them under each other choice of figures, SEARCHED in the search; never under ten.
    """
    fewer, few = (max(min(10, runs), round(runs * part)) for part in (FEWER, SEARCHED))
    loaded: claim_cases.Loaded = {}
    cases = (claim_cases.cases(one, runs, fewer, seed, loaded) for one in questions)
    return Work(tuple(map(tuple, cases)), few)


def finish(
    directory: Path,
    work: Work,
    progress: Callable[[str], None],
    workers: int | None = None,
) -> list[Answer]:
    """Run what is missing in `directory` and answer; `progress` hears 'runs' or 'flips' as each is
    done.

    Whatever is finished is kept, so that an interruption loses only what is under way.
    """
    jobs = run_cache.jobs(directory, work.variants)
    searches = [(directory, every[0], work.searched) for every in work.cases]
    result: dict[str, Search] = {}
    with run_cache.worker_pool(len(jobs) + len(searches), workers) as each:
        for _ in each(run_cache.simulate, jobs):
            progress("runs")
        for key, one in each(_search, searches):
            result[key] = one
            progress("flips")
    return [_answer(directory, every, result[every[0].question.key]) for every in work.cases]


def _search(job: tuple[Path, Case, int]) -> tuple[str, Search]:
    folder, case, runs = job
    return case.question.key, search(case, folder, runs)


def _answer(directory: Path, every: tuple[Case, ...], flips: Search) -> Answer:
    question = every[0].question
    margins = [case.margins(directory) for case in every]
    shares = [share(case.key, question.ask.test.holds(of)) for case, of in zip(every, margins)]
    valid = margins[0][~np.isnan(margins[0])]
    low, middle, high = (
        (float(x) for x in np.quantile(valid, [0.1, 0.5, 0.9], method="nearest"))
        if len(valid)
        else (float("nan"),) * 3
    )
    split = apart(valid) if question.ask.against and question.ask.by == "difference" else None
    return Answer(question, low, middle, high, tuple(shares), flips, every, split)


def apart(differences: Floats) -> tuple[float, float, float] | None:
    """Shares of `differences` (runs,) above, at and below zero; None where there are none."""
    if not len(differences):
        return None
    above, same, below = (differences > 0, differences == 0, differences < 0)
    return float(above.mean()), float(same.mean()), float(below.mean())
