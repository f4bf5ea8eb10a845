"""Whether a lesson is true: every sentence, answer and goal of it held against the runs.

A lesson states nothing of the model in prose alone, so that it stays true when the model changes:
what no longer holds is refused at its place in the file, and nothing is exported.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wargame.questions.lesson_file import Choose, Goal, Statement
from wargame.questions.lesson_points import Asked
from wargame.questions.question_file import Reading
from wargame.study.lesson_grid import Finding, Grid


def verify(grid: Grid) -> None:
    """Raise InputError with every sentence, answer and goal that the runs do not bear out."""
    reading = Reading(grid.lesson.doc)
    for asked in grid.lesson.asked():
        for key, message in _faults(grid, asked):
            reading.note((*asked.at, key), message)
    reading.stop()


def _faults(grid: Grid, asked: Asked) -> Iterator[tuple[str, str]]:
    one = asked.model
    if isinstance(one, Statement):
        yield from _statement_faults(one, grid.finding(asked))
    elif isinstance(one, Choose):
        yield from _choice_faults(grid, asked, one)
    elif isinstance(one, Goal):
        yield from _goal_faults(grid, asked, one)


def _statement_faults(one: Statement, of: Finding) -> Iterator[tuple[str, str]]:
    if not of.n:
        yield "test", "there is nothing to measure in any run"
    elif one.between is not None:
        if not one.between[0] <= of.share <= one.between[1]:
            low, high = one.between
            text = f"holds in {of.share:.0%} of {of.n} runs, not in {low:.0%} to {high:.0%}"
            yield "test", text
    elif of.share < one.holds:
        text = f"holds in {of.share:.0%} of {of.n} runs; the sentence needs {one.holds:.0%}"
        yield "test", text


def _choice_faults(grid: Grid, asked: Asked, one: Choose) -> Iterator[tuple[str, str]]:
    shares = grid.options(asked)
    values = grid.margins(asked)
    valid = values[~np.isnan(values)]
    hits = sum(of.test.met(valid).astype(int) for of in one.options.values())
    if not len(valid):
        yield "outcome", "there is nothing to measure in any run"
    elif (hits != 1).any():
        yield "options", f"not exactly one answer is right in {(hits != 1).mean():.0%} of runs"
    best = grid.right(asked)
    if best != one.expect:
        text = f"the runs say '{best}' ({shares[best].share:.0%}), not '{one.expect}'"
        yield "expect", f"{text}; rewrite 'because'"
    elif shares[best].share <= 0.5:
        yield "expect", f"right in {shares[best].share:.0%} of runs: no answer holds in most"


def _goal_faults(grid: Grid, asked: Asked, one: Goal) -> Iterator[tuple[str, str]]:
    lesson = grid.lesson
    start = lesson.stands(lesson.steps[asked.step])
    tried = lesson.tried(asked)
    met = [point for point in tried if grid.finding(asked, point).share >= one.share]
    if one.reach == "none" and met:
        yield "reach", f"{len(met)} of {len(tried)} settings meet it"
    elif one.reach == "some" and start in met:
        yield "test", "it is met before anything is moved"
    elif one.reach == "some" and not met:
        yield "test", f"no setting of {len(tried)} meets it"
