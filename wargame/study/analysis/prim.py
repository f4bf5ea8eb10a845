"""The patient rule induction method: boxes of inputs in which something holds unusually often.

Friedman and Fisher, Statistics and Computing 9 (1999); as used for scenario discovery by Bryant
and Lempert, Technological Forecasting and Social Change 77 (2010). A box loses a small slice of
its runs at a time, that which raises its density most for what it gives up ("lenient" in the EMA
Workbench). From the trajectory that box is taken which gains most density over the base rate for
its coverage, and limits that could be chance are let go. Pasting is left out: letting go of whole
limits does most of its work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.study.analysis import sample
from wargame.study.analysis.sample import Rows, numeric
from wargame.study.arrays import Mask

if TYPE_CHECKING:
    import pandas

SLICE = 0.05
CHANCE = 0.05
MOST = 4  # inputs that may bound a box: more cannot be told in words
FOLDS = 3
Limit = tuple[float, float] | frozenset[str]
Limits = dict[str, Limit]


@dataclass(frozen=True)
class Step:
    """A box on the way: its limits, density, coverage, and share of all runs (mass)."""

    limits: Limits
    density: float
    coverage: float
    mass: float


def inside(frame: pandas.DataFrame, limits: Limits) -> Mask:
    """Which rows of `frame` lie in the box, (rows,)."""
    within = np.ones(len(frame), bool)
    for name, limit in limits.items():
        column = frame[name].to_numpy()
        if isinstance(limit, frozenset):
            within &= np.isin(column.astype(str), list(limit))
        else:
            within &= (column >= limit[0]) & (column <= limit[1])
    return within


def search(rows: Rows, least: float) -> tuple[list[Step], Step]:
    """The best box that holds a share of `least` of the runs, and the way to it.

    With many inputs to choose from, luck chooses the slices. So only those that go most with what
    is sought may bound the box: as many of them, up to MOST, as give the best box on folds of the
    points that it was not found on.
    """
    names = ranked(rows)[:MOST]
    folds = np.searchsorted(np.unique(rows.block), rows.block) % FOLDS
    worth = [
        sum(
            _tried(rows.take(folds != fold), rows.take(folds == fold), names[:count], least)
            for fold in range(FOLDS)
        )
        for count in range(1, len(names) + 1)
    ]
    return _fitted(rows, names[: 1 + int(np.argmax(worth))], least)


def _fitted(rows: Rows, names: list[str], least: float) -> tuple[list[Step], Step]:
    """The way of a box that is bounded by `names` alone, and the box chosen."""
    fewer = rows._replace(inputs=rows.inputs[names])
    way = peel(fewer, least)
    return way, choose(fewer, way)


def _tried(learn: Rows, test: Rows, names: list[str], least: float) -> float:
    """What a box found on `learn` gains on `test`."""
    if not learn.hits.any() or not test.hits.any():
        return 0.0
    return gain(step(test, _fitted(learn, names, least)[1].limits), step(test, {}))


def gain(one: Step, whole: Step) -> float:
    """What a box is worth: its coverage times the density it gains over the base rate."""
    return one.coverage * (one.density - whole.density)


def ranked(rows: Rows) -> list[str]:
    """Inputs by how far their spread where it holds is from that over all runs, furthest first.

    Kolmogorov and Smirnov's distance; for words half the sum of differences of shares.
    """
    hits, runs = rows.hits / rows.hits.sum(), rows.runs / rows.runs.sum()

    def apart(name: str) -> float:
        _, level = sample.levels(rows.inputs[name])
        plain = numeric(rows.inputs[name])
        return float(sample.distance(np.bincount(level, hits), np.bincount(level, runs), plain))

    return sorted(map(str, rows.inputs), key=lambda name: (-apart(name), name))


def step(rows: Rows, limits: Limits) -> Step:
    """What the box of `limits` holds of `rows`."""
    within = inside(rows.inputs, limits)
    hits, runs = float(rows.hits[within].sum()), float(rows.runs[within].sum())
    return Step(
        limits,
        hits / runs if runs else 0.0,
        hits / max(1.0, float(rows.hits.sum())),
        runs / float(rows.runs.sum()),
    )


def peel(rows: Rows, least: float) -> list[Step]:
    """Boxes from all of `rows` down to a share of `least` of its runs."""
    way = [step(rows, {})]
    while way[-1].density < 1.0:
        here = way[-1]
        tries = [step(rows, limits) for limits in _slices(rows, here.limits)]
        tries = [one for one in tries if least <= one.mass < here.mass]
        if not tries:
            break
        best = max(tries, key=lambda one: (one.density - here.density) / (here.mass - one.mass))
        if best.density <= here.density and best.mass < 0.5 * way[0].mass:
            break
        way.append(best)
    return way


def _slices(rows: Rows, limits: Limits) -> list[Limits]:
    """Every box that is one slice smaller: an end of a number cut off, or a word left out."""
    within = inside(rows.inputs, limits)
    smaller = []
    for name in rows.inputs:
        column = rows.inputs[name].to_numpy()[within]
        if not numeric(rows.inputs[name]):
            words = frozenset(str(word) for word in column)
            smaller += [limits | {name: words - {word}} for word in sorted(words) if len(words) > 1]
            continue
        low, high = limits.get(name, (-np.inf, np.inf))
        ordered = np.sort(column)
        cut = max(1, round(SLICE * len(ordered)))
        above, below = ordered[ordered > ordered[cut - 1]], ordered[ordered < ordered[-cut]]
        # A limit lies half way between the last value left out and the first kept.
        if len(above):
            smaller.append(limits | {name: (float(above[0] + ordered[cut - 1]) / 2, high)})
        if len(below):
            smaller.append(limits | {name: (low, float(below[-1] + ordered[-cut]) / 2)})
    return smaller


def choose(rows: Rows, way: list[Step]) -> Step:
    """The box of the way that gains most, without limits that could be chance."""
    best = max(way, key=lambda one: gain(one, way[0]))
    while True:
        doubtful = [(quasi_p(rows, best.limits, name), name) for name in best.limits]
        if not doubtful or max(doubtful)[0] <= CHANCE:
            return best
        best = step(rows, {k: v for k, v in best.limits.items() if k != max(doubtful)[1]})


def quasi_p(rows: Rows, limits: Limits, name: str) -> float:
    """How likely the box is this dense by chance if the limit on `name` does nothing.

    Points are counted, not runs: neither replicates nor policies, which meet the same luck, are
    further evidence about the numbers of a point.
    """
    from scipy.stats import binom

    within = inside(rows.inputs, limits)
    without = inside(rows.inputs, {k: v for k, v in limits.items() if k != name})
    share = float((rows.hits[without] / rows.runs[without]).mean())
    n = len(np.unique(rows.point[within]))
    hits = round(n * float((rows.hits[within] / rows.runs[within]).mean()))
    return float(binom.sf(hits - 1, n, share))
