"""What a page shows of some runs: fans, the map month by month, headline numbers, dates.

Every number is rounded to what a screen can show; the fans are the quantiles of reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wargame.declare.tape import Array
from wargame.report import against, headlines, words
from wargame.report.sentences import forbidden
from wargame.results import select
from wargame.scenario import Scenario
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.paired import Paired, pair
from wargame.web.offer import offer
from wargame.web.parts import Part

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
LINES = ("made",)  # medians that stand beside a fan
MAP = ("stock", "launched", "leaked", "held")
NOT_ALLOWED = "not allowed here"
_NAMES = list(OUTCOMES)


@dataclass(frozen=True)
class Answer:
    """What `n` runs of a state say. `shown` is sent to browsers; `outcomes` (n, outcomes)."""

    n: int
    shown: dict[str, Any]
    outcomes: Any


def answer(part: Part, scenario: Scenario) -> Answer:
    """Sum up `part`, runs of `scenario` (or of one that differs from it in what controls move)."""
    offered, series = offer(scenario.theatre), part.series
    flows = offered.map.flows if offered.map else []
    shown = {
        "n": part.runs,
        "months": part.months,
        "fans": {name: _fan(series[name]) for name in offered.charts},
        "lines": {name: _middle(series[name]) for name in LINES},
        "map": {name: _middle(series[name]) for name in MAP}
        | {
            "flows": [_middle(series[f"from {flow.maker}"]) for flow in flows],
            "allies": [_middle(part.allies[..., k]) for k in range(len(part.ally_names))],
        },
        "rows": [_row(part.outcomes, scenario, name) for name in offered.rows],
    }
    return Answer(part.runs, shown, part.outcomes)


def _fan(values: Array) -> list[list[float]]:
    return [_rounded(row) for row in np.quantile(values, LEVELS, axis=0)]


def _middle(values: Array) -> list[float]:
    return _rounded(np.median(values, axis=0))


def _rounded(values: Array) -> list[float]:
    """Four significant digits: finer than a pixel."""
    return [float(f"{value:.4g}") for value in values.tolist()]


def column(outcomes: Array, name: str) -> Any:
    """One outcome of an array (n, outcomes) -> (n,)."""
    return outcomes[:, _NAMES.index(name)]


def _row(outcomes: Array, scenario: Scenario, name: str) -> list[str]:
    """[label, median, band, n] of one outcome, in words."""
    _, label, median, band, n = headlines.headline(name, column(outcomes, name), scenario)
    if forbidden(scenario, name):
        median, band = NOT_ALLOWED, "how likely it would be, these runs cannot say"
    elif select.never(name):
        median, band = _dated(column(outcomes, name), median, band)
    return [label, median, band, n]


def _dated(values: Array, median: str, band: str) -> tuple[str, str]:
    """How often first, then when: the dates are those of the runs in which it happens alone.

    Said the other way round, what happens more seldom seems to happen sooner: the late cases are
    gone from the median.
    """
    n, valid = len(values), int((~np.isnan(values)).sum())
    if not valid:
        return "never", f"in none of {n:,} runs"
    few = f"{valid} of {n:,} runs"
    share = few if valid < words.FEW else words.of_runs(valid / n, n)
    return f"in {share}; there {median}", f"there {band.split(';')[0]}"


def differences(now: Answer, pinned: Answer, rows: Sequence[str]) -> list[list[str]]:
    """For each outcome of `rows` what differs from the pinned runs: [mean and interval, sure]."""
    n = min(now.n, pinned.n)
    result = []
    for at, name in enumerate(rows):
        if NOT_ALLOWED in (now.shown["rows"][at][1], pinned.shown["rows"][at][1]):
            result.append(["not compared", ""])
            continue
        one = pair(name, column(pinned.outcomes[:n], name), column(now.outcomes[:n], name))
        result.append(_difference(one))
    return result


def _difference(one: Paired) -> list[str]:
    if not one.n or one.equal == 1:
        return ["the same in every run", ""]
    text = f"{against.difference(one)} ({against.interval(one)})"
    if one.never:
        text = f"how often: {text}{_later(one)}"
    return [text, "yes" if against.sure(one) else ""]


def _later(one: Paired) -> str:
    """By how much it comes later or sooner, told of the runs alone in which it happens in both.

    What is counted from a halt is left out: the two may not begin on the same day.
    """
    if one.both < words.FEW or OUTCOMES[one.name].clock != "start":
        return ""
    shift = "the same month"
    if round(one.median):
        months = words.counted(words.number(abs(one.median), 1.0), "months")
        shift = f"{months} {'later' if one.median > 0 else 'sooner'}"
    return f"; in the {one.both:,} runs with both, median: {shift}"
