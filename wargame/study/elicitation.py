"""Pools what a panel of experts answered: intervals made alike, weights, and ranges for the model.

Intervals are standardised to 90% by linear extrapolation from the best guess (Hemming and others,
Methods in Ecology and Evolution 9, 2018, 3.2) and averaged number by number. Weights are equal, or
those of Cooke's classical model (Experts in Uncertainty, 1991): calibration times information on
questions whose answers are known.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.panel_file import Answers, Judgement

LEVEL = 0.9  # to which intervals are made alike
TAIL = (1 - LEVEL) / 2
EXPECTED = (0.05, 0.45, 0.45, 0.05)  # truths below, in either half of, and above the interval
OVERSHOOT = 0.1  # of the span of all answers and the truth, added at both ends: Cooke's k
LEAST_SEEDS = 5
Weighting = Literal["equal", "performance"]


class Interval(NamedTuple):
    """A 90% interval with its best guess."""

    low: float
    best: float
    high: float


@dataclass(frozen=True)
class Score:
    """How an expert did on questions with known answers; `weight` is calibration x information."""

    expert: str
    seeds: int
    inside: int
    calibration: float
    information: float

    @property
    def weight(self) -> float:
        """Not yet normalised."""
        return self.calibration * self.information


@dataclass(frozen=True)
class Pooled:
    """One number as the panel has it: the 90% interval, and the triangle that the model draws."""

    path: str
    unit: str
    experts: int
    interval: Interval
    triangle: Interval
    answers: tuple[tuple[str, Interval], ...]


def standardised(one: Judgement, bounds: tuple[float, float] = (-math.inf, math.inf)) -> Interval:
    """The interval that holds the truth with 90%, within `bounds`, in the unit of the answer."""
    stretch = LEVEL / one.sure
    low = one.best - (one.best - one.lowest) * stretch
    high = one.best + (one.highest - one.best) * stretch
    return Interval(max(low, bounds[0]), one.best, min(high, bounds[1]))


def average(intervals: Sequence[Interval], weights: Sequence[float]) -> Interval:
    """Weighted means of lows, best guesses and highs. `weights` need not add up to 1."""
    return Interval(*np.average(np.array(intervals), axis=0, weights=weights).tolist())


def triangle(of: Interval, bounds: tuple[float, float] = (-math.inf, math.inf)) -> Interval:
    """The triangle low..best..high of which 5% lie below `of.low` and 5% above `of.high`.

    Its mode is the best guess; what would lie beyond `bounds` is cut off.
    """
    from scipy.optimize import least_squares

    left, right = of.best - of.low, of.high - of.best
    span = left + right
    if span <= 0:
        return of

    def missed(ends: np.ndarray) -> list[float]:
        """By how much the quantiles of a triangle with these half-widths miss, over the span."""
        a, b = ends
        width = a + b
        below = a - math.sqrt(TAIL * width * a)
        above = b - math.sqrt(TAIL * width * b)
        return [(below - left) / span, (above - right) / span]

    start = np.maximum([left * 1.4, right * 1.4], span * 1e-3)
    a, b = least_squares(missed, start, bounds=(0.0, np.inf), xtol=1e-12, ftol=1e-12).x
    return Interval(max(of.best - a, bounds[0]), of.best, min(of.best + b, bounds[1]))


def scores(panel: Sequence[Answers], truths: Mapping[str, float]) -> list[Score]:
    """How each expert did on the seeds, whose `truths` are by path in the units of the answers.

    Raises WargameError where an expert answered fewer than 5 of them.
    """
    result = []
    for answers in panel:
        seeds = {path: one for path, one in answers.seeds.items() if path in truths}
        if len(seeds) < LEAST_SEEDS:
            raise WargameError(
                f"{answers.file}: {answers.expert} answered {len(seeds)} questions with known "
                f"answers; weights by performance need {LEAST_SEEDS} (or pool with equal weights)"
            )
        intervals = {path: standardised(one) for path, one in seeds.items()}
        counts = [0, 0, 0, 0]
        for path, one in intervals.items():
            counts[_bin(one, truths[path])] += 1
        information = np.mean(
            [
                _information(one, _range(panel, path, truths[path]))
                for path, one in intervals.items()
            ]
        )
        result.append(Score(
            answers.expert, len(seeds), counts[1] + counts[2], _calibration(counts),
            float(information),
        ))  # fmt: skip
    return result


def _bin(one: Interval, truth: float) -> int:
    """Below the interval, in its lower or upper half (cut at the best guess), or above it."""
    return int(np.searchsorted([one.low, one.best, one.high], truth))


def _calibration(counts: Sequence[int]) -> float:
    """How likely so poor a fit of `counts` to EXPECTED is for an expert who is well calibrated."""
    from scipy.stats import chi2, entropy

    n = sum(counts)
    divergence = float(entropy(np.array(counts) / n, EXPECTED))
    return float(chi2.sf(2 * n * divergence, len(EXPECTED) - 1))


def _range(panel: Sequence[Answers], path: str, truth: float) -> tuple[float, float]:
    """The span of all answers to a question and its truth, and a tenth of it at both ends."""
    given = [standardised(a.seeds[path]) for a in panel if path in a.seeds]
    low, high = (end([truth, *values]) for end, values in
                 ((min, [g.low for g in given]), (max, [g.high for g in given])))  # fmt: skip
    more = OVERSHOOT * (high - low)
    return low - more, high + more


def _information(one: Interval, span: tuple[float, float]) -> float:
    """Relative entropy of an interval to an even spread over `span`."""
    edges = np.array([span[0], one.low, one.best, one.high, span[1]])
    shares = np.maximum(np.diff(edges) / (span[1] - span[0]), 1e-9)
    return float(np.sum(np.array(EXPECTED) * np.log(np.array(EXPECTED) / shares)))


def pool(
    panel: Sequence[Answers],
    bounds: Mapping[str, tuple[float, float]],
    weights: Mapping[str, float] | None = None,
) -> list[Pooled]:
    """Each number that any of `panel` answered, in the order of their forms.

    `bounds` are the least and the most that each can be, in the unit of the answers; `weights` are
    by expert (default: equal). An expert who did not answer a number has no say in it.
    """
    weights = weights or {answers.expert: 1.0 for answers in panel}
    if sum(weights[answers.expert] for answers in panel) <= 0:
        raise WargameError(
            "no expert of the panel has a weight above zero; pool with equal weights"
        )
    paths = dict.fromkeys(path for answers in panel for path in answers.judgements)
    result = []
    for path in paths:
        given = [
            (answers.expert, answers.judgements[path])
            for answers in panel
            if path in answers.judgements
        ]
        intervals = [standardised(one, bounds[path]) for _, one in given]
        says = [weights[expert] for expert, _ in given]
        mean = average(intervals, says if sum(says) > 0 else [1.0] * len(says))
        answers = tuple((expert, one) for (expert, _), one in zip(given, intervals))
        unit = given[0][1].unit
        result.append(Pooled(path, unit, len(given), mean, triangle(mean, bounds[path]), answers))
    return result
