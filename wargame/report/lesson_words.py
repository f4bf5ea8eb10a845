"""Numbers of a lesson in words: each with its band and n, and no more digits than it supports."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report import words
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES


def measured(name: str, values: Any) -> list[str]:
    """Median and band of an outcome, or how often it comes about, for the table by a chart."""
    valid = values[~np.isnan(values)]
    if select.chance(name) and len(valid):
        hits = int(valid.sum())
        return [words.percent(hits / len(valid), len(valid)), _interval(hits, len(valid))]
    if select.never(name):
        return list(_amount(np.where(np.isnan(values), np.inf, values), OUTCOMES[name].unit))
    return list(_amount(valid, OUTCOMES[name].unit))


def _interval(hits: int, n: int) -> str:
    return f"90% interval {words.interval(hits, n)}" if n >= words.FEW else "too few runs"


def _amount(values: Any, of: str) -> tuple[str, str]:
    """Median and the band of 80% of runs, in words; infinite is never."""
    if len(values) and np.isinf(values).any():
        levels = np.quantile(values, [0.1, 0.5, 0.9], method="nearest")
        low, middle, high = (float(x) for x in levels)
        ends = [x for x in (low, middle, high) if np.isfinite(x)]
        fine = words.step(min(ends), max(ends)) if len(ends) > 1 else 0.1
        near = words.number(middle, fine)
        shown = near if near == "never" else words.counted(near, of)
        return shown, f"80% of runs: {words.number(low, fine)} to {words.number(high, fine)}"
    if of == "points":
        shown, span = words.amount(100 * values, "")
        return f"{shown} points", f"80% of runs: {span}"
    shown, span = words.amount(values, of)
    return shown, words.span(span, of)


def value(grid: Any, asked: Any, values: Any) -> str:
    """What {value} stands for: median, band and n of what a sentence is about."""
    own = asked.model
    if own.against is not None and own.by == "difference" and own.test and own.test.way < 0:
        values = -values  # "smaller by": told as a positive number
    shown, band = _amount(values[~np.isnan(values)], told_unit(grid, asked))
    return f"{shown} ({band}; n = {grid.runs:,})"


def told_unit(grid: Any, asked: Any) -> str:
    """The unit in which {value} is told: a ratio in percent, a difference of shares in points."""
    place = grid.lesson.sides(asked)[0]
    of = OUTCOMES[place.outcome].unit if place.outcome else grid.lesson.line(place.line).unit
    if asked.model.against is None:
        return of
    if asked.model.by == "ratio":
        return "share"
    return "points" if of == "share" else of


def share(of: Any) -> str:
    """What {share} stands for: the share of runs with its interval and n."""
    hits = round(of.share * of.n)
    if of.n < words.FEW:
        return f"{hits} of {of.n} runs"
    return (
        f"{words.percent(of.share, of.n)} of runs (90% interval {words.interval(hits, of.n)}; "
        f"n = {of.n:,})"
    )


def said(grid: Any, asked: Any) -> dict[str, str]:
    """A sentence about results with its numbers, and in how many runs it holds."""
    result = grid.finding(asked)
    text = asked.model.says
    full = text.replace("{value}", value(grid, asked, result.values))
    full = full.replace("{share}", share(result))
    where = "" if "{share}" in text else f"Holds in {words.of_runs(result.share, result.n)}."
    return {"says": full, "holds": where}


def told(grid: Any, asked: Any) -> str:
    """The band that a guess is held against."""
    result = grid.finding(asked)
    return share(result) if asked.model.test else value(grid, asked, result.values)


def option_words(grid: Any, asked: Any) -> list[dict[str, Any]]:
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
        for name, option in asked.model.options.items()
    ]
