"""Tipping points: how an outcome responds along a number, and where a predicate flips.

Points are put in bins of equal size along the number, or by its values where it has few. All
other numbers vary as the design has it, and are part of the band; in a design of one number at a
time they rest at their base. A flip is where the share of runs that meet the predicate crosses a
half between neighbouring bins; its interval is over resampled points, and a crossing that fewer
than nine of ten of them show is not sure, and told as such. Where the share may well only rise or
only fall, it is made to (isotonic regression), or luck from bin to bin would make flips.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.results import select
from wargame.results.intervals import exact, wilson
from wargame.study.analysis import sample
from wargame.study.analysis.bins import (
    SURE,
    Crossing,
    Flip,
    column,
    crossings,
    cut,
    flip,
    ironed,
    monotone,
    nearest,
    placed,
)
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Mask, Whole

if TYPE_CHECKING:
    import xarray

BINS = 10


@dataclass(frozen=True)
class Bin:
    """One bin: where it lies, and what its `runs` runs of `points` points say.

    `low`, `middle`, `high` are quantiles (10, 50, 90%) of the outcome, infinite where it never
    happens; `share` of runs meets the predicate.
    """

    left: float
    at: float
    right: float
    points: int
    runs: int
    low: float
    middle: float
    high: float
    share: Band


@dataclass(frozen=True)
class Response:
    """An outcome along one number, under one policy, and the flips of the predicate."""

    path: str
    outcome: str
    test: str
    policy: str
    bins: tuple[Bin, ...]
    flips: tuple[Flip, ...]
    range: float  # how far the share moves from bin to bin, in all
    unsure: tuple[Flip, ...] = ()  # crossings that too few resamples show


def response(
    ds: xarray.Dataset, predicate: Predicate | str, path: str, policy: str | None = None
) -> Response:
    """How the first outcome of `predicate` responds along `path` under `policy` (default: first).

    Raises WargameError if the sweep has no such number, or too few points.
    """
    predicate, (label, at) = sample.asked(ds, predicate), sample.policy(ds, policy)
    x = column(ds, path)
    outcome = predicate.outcomes[0]
    y = sample.values(ds, outcome, np.inf)[at]
    holds = sample.holds(ds, predicate)[at]
    rows = _own_rows(ds, path)
    x, y, holds = x[rows], y[rows], holds[rows]
    edges = cut(x, BINS)
    if len(edges) < 3:
        raise WargameError(f"{path}: {len(x)} points are too few to follow it")
    if np.isnan(holds).all():
        raise WargameError(f"'{predicate.text}' cannot be told of any run")
    alone, shared = sample.kind(ds) == "one_at_a_time", sample.common_random_numbers(ds)
    bins = []
    for b, (left, right) in enumerate(pairwise(map(float, edges))):
        own = placed(x, edges) == b
        values, n = y[own][~np.isnan(y[own])], int((~np.isnan(holds[own])).sum())
        if n:
            bounds = np.quantile(values, [0.1, 0.5, 0.9], method="inverted_cdf")
            low, middle, high = map(float, bounds)
            share, mean = _share(holds[own], shared, alone), float(x[own].mean())
            bins.append(Bin(left, mean, right, int(own.sum()), n, low, middle, high, share))
    shares = [one.share.value for one in bins]
    every = _flips(x, holds, _blocks(ds, rows), edges, shared and not alone)
    return Response(
        path, outcome, predicate.text, label, tuple(bins),
        tuple(one for one in every if one.support >= SURE), max(shares) - min(shares),
        tuple(one for one in every if one.support < SURE),
    )  # fmt: skip


def responses(
    ds: xarray.Dataset, predicate: Predicate | str, most: int = 3, policy: str | None = None
) -> list[Response]:
    """The responses along the numbers that move the share most."""
    frame = sample.uncertainties(ds)
    numbers = [str(name) for name in frame if sample.numeric(frame[name])]
    paths = [path for path in numbers if len(cut(column(ds, path)[_own_rows(ds, path)], BINS)) > 2]
    result = [response(ds, predicate, path, policy) for path in paths]
    return sorted(result, key=lambda one: (-one.range, -_moved(one)))[:most]


def _moved(one: Response) -> float:
    """How far the median moves from bin to bin, in all."""
    middles = [b.middle for b in one.bins if math.isfinite(b.middle)]
    return max(middles) - min(middles) if middles else 0.0


def _own_rows(ds: xarray.Dataset, path: str) -> Mask:
    """Points that show `path`: all; with one number at a time those that move it, and the base."""
    frame = sample.uncertainties(ds)
    if sample.kind(ds) != "one_at_a_time":
        return np.ones(len(frame), bool)
    base = frame.mode().iloc[0]
    others = [name for name in frame if name != path]
    return np.asarray((frame[others] == base[others]).all(axis=1))


def _blocks(ds: xarray.Dataset, rows: Mask) -> Whole:
    """What is resampled together, (points, replicates): blocks of points; replicates in a design
    of one number at a time, whose points are given and not drawn."""
    block = np.broadcast_to(sample.blocks(ds)[rows][:, None], (rows.sum(), ds.sizes["replicate"]))
    if sample.kind(ds) != "one_at_a_time":
        return block
    if sample.common_random_numbers(ds):
        return np.broadcast_to(np.arange(block.shape[1]), block.shape)
    return np.arange(block.size).reshape(block.shape)


def _share(holds: Floats, shared: bool, given: bool) -> Band:
    """Share of runs of `holds` (points, replicates), with its interval.

    At none and all of them runs of a point are no further evidence, nor are points that share luck;
    but where points are given and not drawn, only luck is sampled.
    """
    finite = ~np.isnan(holds)
    share = float(np.nansum(holds)) / float(finite.sum())
    points, replicates = int(finite.any(axis=1).sum()), int(finite.any(axis=0).sum())
    many = shared and holds.shape[1] > 1
    if given:
        n = replicates if many else int(finite.sum())
    else:
        n = min(points, replicates) if many else points
    if share in (0.0, 1.0):
        return Band(share, *exact(share, n))
    alike = float(n) if given else _worth(holds)
    band = Band(share, *wilson(share * alike, round(alike)))
    if many and not given:
        band = sample.widened(band, sample.without(holds, np.nanmean))
    return sample.in_range(band)


def _worth(holds: Floats) -> float:
    """How many independent runs those of `holds` (points, replicates) are worth for their share:
    as many as there are, less what points differ beyond chance (Kish's design effect)."""
    runs = float((~np.isnan(holds)).sum())
    own = np.nanmean(holds[~np.isnan(holds).all(axis=1)], axis=1)
    variance = float(np.var(own, ddof=1)) / len(own) if len(own) > 1 else 0.0
    share = float(np.nansum(holds)) / runs
    return min(runs, max(float(len(own)), share * (1 - share) / variance)) if variance else runs


def _flips(x: Floats, holds: Floats, block: Whole, edges: Floats, shared: bool) -> list[Flip]:
    """Crossings of the share along x; where it may well be monotone, of the line made so.

    With luck that all points share none is sure that one replicate makes.
    """
    bins, finite = len(edges) - 1, ~np.isnan(holds)
    replicate = np.broadcast_to(np.arange(holds.shape[1]), holds.shape)[finite]
    x, hits, block = np.broadcast_to(x[:, None], holds.shape)[finite], holds[finite], block[finite]
    where = placed(x, edges)

    def binned(rows: Whole) -> tuple[Floats, Floats, Whole]:
        """Of each bin with a run: where it lies, its share, and its runs."""
        runs = np.bincount(where[rows], minlength=bins)
        held = runs > 0
        middle = np.bincount(where[rows], x[rows], bins)[held] / runs[held]
        share = np.bincount(where[rows], hits[rows], bins)[held] / runs[held]
        return middle, share, runs[held]

    every = np.arange(len(x))
    alike = _worth(holds) / len(x)
    _, share, runs = binned(every)
    straight = monotone(share, alike * runs)

    def crossed(rows: Whole) -> list[Crossing]:
        middle, share, runs = binned(rows)
        return crossings(middle, ironed(share, runs) if straight else share)

    flips = []
    for one in crossed(every):
        result = flip(one, crossed, block)
        if shared and holds.shape[1] > 1:
            # The crossing that is left when each replicate is left out in turn.
            rest = (crossed(every[replicate != at]) for at in range(holds.shape[1]))
            near = np.array([nearest(of, one) for of in rest])
            result = (
                replace(result, support=0.0)
                if np.isnan(near).any()
                else replace(result, value=sample.widened(result.value, near))
            )
        flips.append(result)
    return flips


def break_even(
    ds: xarray.Dataset, path: str, policy: str | None = None
) -> list[tuple[float, Band, int]]:
    """Along `path`: (value, median break-even month with the band of 80% of runs, runs).

    Infinite where it never comes within the horizon; empty where the sweep did not keep it.
    """
    name = "break_even_month"
    if name not in sample.outcomes(ds) or not select.never(name):
        return []
    from wargame.questions.predicate import parse

    curve = response(ds, parse(f"{name} < {sample.horizon(ds)}", sample.start(ds)), path, policy)
    return [(one.at, Band(one.middle, one.low, one.high), one.runs) for one in curve.bins]
