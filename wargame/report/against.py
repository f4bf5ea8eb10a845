"""Paired differences in words: the same runs, with the same luck, in two scenarios.

A pair is what `wargame.study.paired.pair` gives; report and study are siblings, so it comes in as
a plain object.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.report import words
from wargame.report.sentences import forbidden, meaning
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES


@dataclass(frozen=True)
class Against:
    """The scenario that a run is held against: the first runs of both, paired.

    `base` and `own` are Datasets of the same runs; `pairs` outcome -> pair, own less base, without
    those that count from different days; `pair` makes another of a name and two arrays (run,).
    `command` compares both in full; `leave` says what the base was allowed beyond its own policy,
    '' for nothing.
    """

    scenario: Any
    base: Any
    own: Any
    pairs: Mapping[str, Any]
    pair: Callable[[str, Any, Any], Any]
    command: str
    leave: str = ""

    @property
    def n(self) -> int:
        """Runs in each."""
        return int(self.base.sizes["run"])


def told(one: Any, against: Against, scenario: Any) -> str:
    """How outcome `one.name` differs from the base, in a sentence; '' where it says nothing."""
    if forbidden(scenario, one.name) or forbidden(against.scenario, one.name) or not one.n:
        return ""
    leave = " with the same leave to strike other states" if against.leave else ""
    head = f"Against “{against.scenario.title}”{leave}"
    if one.equal == 1:
        return f"{head}: the same in each of {one.n:,} runs."
    apart = difference(one)
    doubt = (
        "" if sure(one) or apart == "no difference" else "; it cannot be told from no difference"
    )
    if _few(one):
        here, there = (words.percent(share, one.n) for share in (one.b, one.a))
        return f"{head}: happens in {here} runs here, in {there} there."
    if _chance(one) and one.low == one.high == 0:
        often = {1.0: "in every run of both", 0.0: "in no run of either"}
        return (
            f"{head}: happens {often.get(one.a, 'in the same runs of both')} (n = {one.n:,} each)."
        )
    if _chance(one):
        return (
            f"{head}: happens in {round(100 * one.b)}% of runs here, in {round(100 * one.a)}% "
            f"there: {apart} (90% interval {interval(one)}; n = {one.n:,} each{doubt})."
        )
    return f"{head}: {apart} (mean; 90% interval {interval(one)}; n = {one.n:,} each{doubt})."


def _chance(one: Any) -> bool:
    """Whether the outcome happens or not, so that its difference is one of chances."""
    return bool(one.never or select.chance(one.name))


def _few(one: Any) -> bool:
    """Whether there are too few runs for a difference of chances: counts are given instead."""
    return _chance(one) and one.n < words.FEW


def numbers(one: Any, against: Against) -> dict[str, Any]:
    """The difference for a program, own less base, in the declared unit; null where not known."""
    held = {"base": str(against.scenario.name), "n": one.n, "mean": one.mean}
    held |= {"low": one.low, "high": one.high, "median": one.median}
    held |= {"in_base": one.a, "here": one.b}
    return {
        key: None if isinstance(x, float) and not math.isfinite(x) else x for key, x in held.items()
    }


def _in_points(one: Any) -> bool:
    return bool(one.never or one.unit == "share")


def _fine(one: Any) -> float:
    if _in_points(one):
        low, high, unit = 100 * one.low, 100 * one.high, "%"
    else:
        low, high, unit = one.low, one.high, one.unit
    if not (math.isfinite(low) and math.isfinite(high)):
        low = high = (100 if _in_points(one) else 1) * one.mean
    fine = words.step(low, high)
    return max(fine, 0.1 if unit == "%" else 0.01)


def difference(one: Any, value: float | None = None) -> str:
    """The mean difference (or `value`) with sign and unit: '−120 missiles', '+4 points'."""
    scale, unit = (100.0, "points") if _in_points(one) else (1.0, one.unit)
    value = one.mean if value is None else value
    if math.isnan(value):
        return "-"
    if _few(one):
        return f"{words.signed(value * one.n, 1.0)} of {one.n} runs"
    text = words.signed(value * scale, _fine(one))
    return "no difference" if not text.strip("0.") else words.counted(text, unit)


def interval(one: Any) -> str:
    """The 90 percent interval of the mean difference, with signs."""
    if not math.isfinite(one.low):
        return "not known from one run"
    if _few(one):
        return "too few for an interval"
    scale, fine = 100.0 if _in_points(one) else 1.0, _fine(one)
    low, high = words.signed(one.low * scale, fine), words.signed(one.high * scale, fine)
    return low if low == high else f"{low} to {high}"


def sure(one: Any) -> bool:
    """Whether the interval of the mean difference leaves out zero."""
    return bool(one.low > 0 or one.high < 0) and not _few(one)


def level(data: Any, scenario: Any, name: str) -> str:
    """One scenario's own value of an outcome: median and band; or how often, and when."""
    if forbidden(scenario, name):
        return "not allowed"
    values = select.outcome(data, name)
    n, valid = len(values), int((~np.isnan(values)).sum())
    if select.chance(name):
        return words.of_runs(float(np.nansum(values)) / max(valid, 1), valid)
    if select.never(name):
        share = words.of_runs(valid / n, n)
        return f"{share}; median {_month(data, scenario, name, values)}" if valid else share
    value, span = words.amount(values, OUTCOMES[name].unit)
    return f"{value} ({span}{'%' if OUTCOMES[name].unit == 'share' and valid else ''})"


def _month(data: Any, scenario: Any, name: str, values: Any) -> str:
    from wargame.report.sentences import origin_of

    name_of, year = words.date_after(
        origin_of(data, scenario, name), float(np.nanmedian(values))
    ).split()
    return f"{name_of[:3]} {year}"


def label(name: str) -> str:
    """An outcome as the head of a row that compares; what may never happen asks how often."""
    declared = OUTCOMES[name]
    if declared.kind != "time":
        return meaning(name)
    since = " counted from halt (or start) until" if declared.clock == "halt" else ""
    return f"How often, and when,{since} {declared.occurs}"
