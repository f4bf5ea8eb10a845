"""Numbers of a lesson in words: each with its band and n, and no more digits than it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wargame.questions.lesson_file import Choose, Goal, Guess, Question, Statement
from wargame.report import words
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.questions.lesson_points import Asked
    from wargame.study.arrays import Floats
    from wargame.study.lesson_grid import Finding, Grid


def measured(name: str, values: Floats) -> tuple[str, str]:
    """Median and band of an outcome, or how often it comes about, for the table by a chart."""
    valid = values[~np.isnan(values)]
    n = len(valid)
    if select.chance(name) and n:
        hits = int(valid.sum())
        few = n < words.FEW
        interval = "too few runs" if few else f"90% interval {words.interval(hits, n)}"
        return words.percent(hits / n, n), interval
    if select.never(name):
        valid = np.where(np.isnan(values), np.inf, values)
    return _amount(valid, OUTCOMES[name].unit)


def _amount(values: Floats, unit: str) -> tuple[str, str]:
    """Median and the band of 80% of runs, in words; infinite is never."""
    if np.isinf(values).any():
        levels = np.quantile(values, [0.1, 0.5, 0.9], method="nearest")
        low, middle, high = (float(x) for x in levels)
        dated = [x for x in (low, middle, high) if np.isfinite(x)]
        fine = words.step(min(dated), max(dated)) if len(dated) > 1 else 0.1
        near = words.number(middle, fine)
        shown = near if near == "never" else words.counted(near, unit)
        span = f"80% of runs: {words.ends(low, high, fine)}"
        return shown, span if len(values) >= words.LEAST else words.TOO_FEW
    if unit == "points":
        shown, span = words.amount(100 * values, "")
        return f"{shown} points", words.span(span, "")
    shown, span = words.amount(values, unit)
    return shown, words.span(span, unit)


def value(grid: Grid, asked: Asked, values: Floats) -> str:
    """What {value} stands for: median, band and n of what a sentence is about."""
    own = asked.model
    if isinstance(own, Statement) and own.against and own.by == "difference" and own.test.way < 0:
        values = -values  # "smaller by": written as a positive number
    shown, band = _amount(values[~np.isnan(values)], unit_of(grid, asked))
    return f"{shown} ({band}; n = {grid.runs:,})"


def unit_of(grid: Grid, asked: Asked) -> str:
    """The unit of {value}: a ratio in percent, a difference of shares in points."""
    place = grid.lesson.sides(asked)[0]
    unit = OUTCOMES[place.outcome].unit if place.outcome else ""
    if place.line:
        unit = grid.lesson.line(place.line).unit
    own = asked.model
    if not isinstance(own, Question) or own.against is None:
        return unit
    if own.by == "ratio":
        return "share"
    return "points" if unit == "share" else unit


def share(of: Finding) -> str:
    """What {share} stands for: the share of runs with its interval and n."""
    hits = round(of.share * of.n)
    if of.n < words.FEW:
        return f"{hits} of {of.n} runs"
    interval = words.interval(hits, of.n)
    return f"{words.percent(of.share, of.n)} of runs (90% interval {interval}; n = {of.n:,})"


def notice(grid: Grid, asked: Asked, text: Statement) -> dict[str, str]:
    """A sentence about results with its numbers, and in how many runs it holds."""
    result = grid.finding(asked)
    full = text.says.replace("{value}", value(grid, asked, result.values))
    where = f"Holds in {words.of_runs(result.share, result.n)}."
    return {
        "says": full.replace("{share}", share(result)),
        "holds": "" if "{share}" in text.says else where,
    }


def guessed(grid: Grid, asked: Asked, guess: Guess) -> str:
    """The band with which a guess is compared."""
    result = grid.finding(asked)
    return share(result) if guess.test else value(grid, asked, result.values)


def options(grid: Grid, asked: Asked, question: Choose) -> list[dict[str, object]]:
    """Each answer with the share of runs in which it is right, in words and as a number."""
    result, right = grid.options(asked), grid.right(asked)
    return [
        {
            "says": option.says,
            "because": option.because or "",
            "share": words.of_runs(result[name].share, result[name].n),
            "percent": round(100 * result[name].share),
            "right": name == right,
        }
        for name, option in question.options.items()
    ]


def met(grid: Grid, asked: Asked, goal: Goal) -> list[str]:
    """Settings that meet a goal, in words, for the key."""
    lesson = grid.lesson
    result = []
    for point in lesson.tried(asked):
        often = grid.finding(asked, point).share
        if often >= goal.share:
            at = dict(zip(lesson.controls, point))
            places = {name: at[name] for name in lesson.steps[asked.step].controls}
            result.append(f"{setting(grid, places)} ({words.of_runs(often, grid.runs)})")
    return result


def setting(grid: Grid, at: dict[str, str]) -> str:
    """Positions of some controls in words: 'The war: Goes on; Missiles made: Half'."""
    controls = grid.lesson.controls
    return "; ".join(
        f"{controls[name].label}: {controls[name].choices[choice].label}"
        for name, choice in at.items()
    )
