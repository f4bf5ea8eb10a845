"""Paired differences in words: the same runs, with the same luck, in two scenarios."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import words
from wargame.report.sentences import declared, forbidden, origin_of
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

    from wargame.scenario import Scenario
    from wargame.study.paired import Paired

SAME = "no difference"
Numbers = dict[str, str | int | float | None]


@dataclass(frozen=True)
class Against:
    """The scenario that a run is held against: the first runs of both, paired.

    `base` and `own` are Datasets of the same runs; `pairs` outcome -> pair, own less base, without
    those that count from different days; `pair` makes another of a name and two arrays (run,).
    `command` compares both in full; `leave` says what the base was allowed beyond its own policy,
    '' for nothing.
    """

    scenario: Scenario
    base: xarray.Dataset
    own: xarray.Dataset
    pairs: Mapping[str, Paired]
    pair: Callable[[str, NDArray[np.float64], NDArray[np.float64]], Paired]
    command: str
    leave: str = ""

    @property
    def n(self) -> int:
        """Runs in each."""
        return int(self.base.sizes["run"])


def sentence(one: Paired, against: Against, scenario: Scenario) -> str:
    """How outcome `one.name` differs from the base, in a sentence; '' where it says nothing."""
    if forbidden(scenario, one.name) or forbidden(against.scenario, one.name) or not one.n:
        return ""
    leave = " with the same leave to strike other states" if against.leave else ""
    head = f"Against “{against.scenario.title}”{leave}:"
    if one.equal == 1:
        return f"{head} the same in each of {one.n:,} runs."
    if _few(one):
        here, there = (words.percent(share, one.n) for share in (one.b, one.a))
        return f"{head} happens in {here} runs here, in {there} there."
    n = f"n = {one.n:,} each"
    if _chance(one) and one.low == one.high == 0:
        often = {1.0: "in every run of both", 0.0: "in no run of either"}
        return f"{head} happens {often.get(one.a, 'in the same runs of both')} ({n})."
    apart = difference(one)
    doubt = "; not distinguishable from no difference"
    figures = f"90% interval {interval(one)}; {n}{'' if sure(one) or apart == SAME else doubt}"
    if _chance(one):
        here, there = (f"{round(100 * share)}%" for share in (one.b, one.a))
        return f"{head} happens in {here} of runs here, in {there} there: {apart} ({figures})."
    return f"{head} {apart} (mean; {figures})."


def _chance(one: Paired) -> bool:
    """Whether the outcome happens or not, so that its difference is one of chances."""
    return bool(one.never or select.chance(one.name))


def _few(one: Paired) -> bool:
    """Whether there are too few runs for a difference of chances: counts are given instead."""
    return _chance(one) and one.n < words.FEW


def numbers(one: Paired, against: Against) -> Numbers:
    """The difference for a program, own less base, in the declared unit; null where not known."""
    values: Numbers = {"base": against.scenario.name, "n": one.n, "mean": one.mean}
    values |= {"low": one.low, "high": one.high, "median": one.median}
    values |= {"in_base": one.a, "here": one.b}
    return {
        key: None if isinstance(x, float) and not math.isfinite(x) else x
        for key, x in values.items()
    }


def _scale(one: Paired) -> tuple[float, str]:
    """By how much a difference is multiplied to be read, and its unit: shares in points."""
    return (100.0, "points") if one.never or one.unit == "share" else (1.0, one.unit)


def _fine(one: Paired) -> float:
    """The step in which the difference is written."""
    scale, unit = _scale(one)
    ends = one.low, one.high
    low, high = ends if all(map(math.isfinite, ends)) else (one.mean, one.mean)
    return max(words.step(scale * low, scale * high), 0.1 if unit == "points" else 0.01)


def difference(one: Paired, value: float | None = None) -> str:
    """The mean difference (or `value`) with sign and unit: '−120 missiles', '+4 points'."""
    scale, unit = _scale(one)
    value = one.mean if value is None else value
    if math.isnan(value):
        return "-"
    if _few(one):
        return f"{words.signed(value * one.n, 1.0)} of {one.n} runs"
    text = words.signed(value * scale, _fine(one))
    return SAME if not text.strip("0.") else words.counted(text, unit)


def interval(one: Paired) -> str:
    """The 90 percent interval of the mean difference, with signs."""
    if not math.isfinite(one.low):
        return "not known from one run"
    if _few(one):
        return "too few for an interval"
    scale, _ = _scale(one)
    return words.signed_ends(one.low * scale, one.high * scale, _fine(one))


def sure(one: Paired) -> bool:
    """Whether the interval of the mean difference leaves out zero."""
    return bool(one.low > 0 or one.high < 0) and not _few(one)


def level(data: xarray.Dataset, scenario: Scenario, name: str) -> str:
    """One scenario's own value of an outcome: median and band; or how often, and when."""
    if forbidden(scenario, name):
        return "not allowed"
    values = select.outcome(data, name)
    n, valid = len(values), int((~np.isnan(values)).sum())
    if select.chance(name):
        return words.of_runs(float(np.nansum(values)) / max(valid, 1), valid)
    if select.never(name):
        share = words.of_runs(valid / n, n)
        if not valid:
            return share
        middle = words.date_after(origin_of(scenario, name), float(np.nanmedian(values)))
        month, year = middle.split()
        return f"{share}; median {month[:3]} {year}"
    value, span = words.amount(values, OUTCOMES[name].unit)
    return f"{value} ({words.marked(span, OUTCOMES[name].unit)})"


def label(name: str, scenario: Scenario) -> str:
    """An outcome as the head of a row that compares; what may never happen asks how often."""
    one = declared(name, scenario)
    if one.kind != "time":
        return words.capital(one.meaning)
    since = " counted from halt (or start) until" if one.clock == "halt" else ""
    return f"How often, and when,{since} {one.occurs}"
