"""How much confidence a judgement deserves: does it survive other figures that may be as right?

Likelihood is what the runs say; confidence is whether they would say it with other evidence. A few
runs of the scenario are simulated again with every number low, with every number high, and with the
figures of the published sources that may matter most, with common random numbers. The rule is ours:

- low: the figures of a current source change the judgement;
- high: it survives every source that was tried, and both ends;
- moderate: everything in between.

A source is no rival where its figure is more than a year and a half older than the one in use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.units import to_internal
from wargame.evidence.dated import last_day
from wargame.evidence.number import Estimate, Number
from wargame.scenario import Scenario
from wargame.study.estimates import CHANGES, ENDS, SURVIVES, Conclusion, Reading, keys

RUNS = 60  # of each choice of figures; with fewer, verdicts are mostly unclear
LEAST = 40
TRIED = 6  # sources, those first whose figures may move the answers most
STALE = 18  # months by which a figure may be older than the one in use (judgement)
UNSEEN = 0.1  # rank correlation that is taken for a number that no run varies
LOW, MODERATE, HIGH = "low", "moderate", "high"


@dataclass(frozen=True)
class Confidence:
    """Confidence in one judgement: `level`, the reading that decided it, over `n` paired runs.

    `sources` are those that were tried; `decided` is None where nothing changes.
    """

    outcome: str
    level: str
    decided: Reading | None
    sources: tuple[str, ...]
    n: int


def rivals(scenario: Scenario, weights: Mapping[str, float]) -> list[str]:
    """Sources whose figures may move the answers most, at most TRIED.

    `weights` are the largest rank correlations of numbers with an answer, by path. A source counts
    by how far its figures lie from those in use, in widths of their ranges, times these.
    """
    valid = set(keys(scenario.catalogue)) - set(ENDS)
    scores = dict.fromkeys(valid, 0.0)
    for path, number in scenario.numbers.items():
        if path in scenario.overrides or path not in scenario.catalogue.numbers:
            continue
        for source, figure in _newest(number).items():
            if source in valid and not stale(figure, number):
                weight = weights.get(path, UNSEEN)
                scores[source] = max(scores[source], _far(figure, number) * weight)
    ordered = sorted((key for key in valid if scores[key] > 0), key=lambda k: (-scores[k], k))
    return ordered[:TRIED]


def stale(figure: Estimate, used: Number) -> bool:
    """Whether a figure is too old to be a rival of the one in use."""
    if not figure.as_of or not used.as_of:
        return False
    older = last_day(used.as_of) - last_day(figure.as_of)
    return older.days > STALE * DAYS_PER_MONTH


def _newest(number: Number) -> dict[str, Estimate]:
    """The newest other figure of each source but the one in use."""
    ordered = sorted(number.estimates, key=lambda one: one.as_of)
    return {one.source: one for one in ordered if one.source != number.source}


def _far(figure: Estimate, number: Number) -> float:
    value, low, high = number.internal
    other = to_internal(figure.value, figure.unit)
    width = high - low or abs(value) or 1.0
    return min(2.0, abs(other - value) / width)


def confidences(conclusions: Sequence[Conclusion]) -> list[Confidence]:
    """Confidence in each conclusion, tried under every choice of figures."""
    return [_confidence(one) for one in conclusions if one.readings[0].n >= LEAST]


def _confidence(one: Conclusion) -> Confidence:
    sources = tuple(r.key for r in one.readings[1:] if r.key not in ENDS)
    n = one.readings[0].n
    changing = one.under(CHANGES)
    if changing and changing[0].key not in ENDS:  # sources come first
        return Confidence(one.outcome, LOW, changing[0], sources, n)
    doubtful = [*changing, *(r for r in one.readings[1:] if r.verdict != SURVIVES)]
    level = MODERATE if doubtful else HIGH
    return Confidence(one.outcome, level, doubtful[0] if doubtful else None, sources, n)
