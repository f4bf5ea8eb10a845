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
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.results import select
from wargame.results.intervals import exact, wilson
from wargame.study.analysis import sample
from wargame.study.analysis.bins import column, cut, placed
from wargame.study.analysis.crossing import SURE, Flip, crossings, flip, ironed, monotone
from wargame.study.analysis.sample import Band

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
    held = sample.holds(ds, predicate)[at]
    rows = _own_rows(ds, path)
    x, y, held = x[rows], y[rows], held[rows]
    edges = cut(x, BINS)
    if len(edges) < 3:
        raise WargameError(f"{path}: {len(x)} points are too few to follow it")
    where = placed(x, edges)
    if np.isnan(held).all():
        raise WargameError(f"'{predicate.text}' cannot be told of any run")
    alone, shared = sample.kind(ds) == "one_at_a_time", sample.shared_luck(ds)
    share = partial(_share, shared=shared, given=alone)
    bins = tuple(_bin(x, y, held, where, b, edges, share) for b in range(len(edges) - 1))
    bins = tuple(one for one in bins if one.runs)
    shares = [one.share.value for one in bins]
    every = _flips(x, held, _blocks(ds, rows), edges, shared and not alone)
    return Response(
        path, outcome, predicate.text, label, bins,
        tuple(one for one in every if one.found >= SURE), max(shares) - min(shares),
        tuple(one for one in every if one.found < SURE),
    )  # fmt: skip


def responses(
    ds: xarray.Dataset, predicate: Predicate | str, most: int = 3, policy: str | None = None
) -> list[Response]:
    """The responses along the numbers that move the share most."""
    paths = [str(name) for name in sample.uncertainties(ds) if _follows(ds, str(name))]
    found = [response(ds, predicate, path, policy) for path in paths]
    return sorted(found, key=lambda one: (-one.range, -_moved(one)))[:most]


def _moved(one: Response) -> float:
    """How far the median moves from bin to bin, in all."""
    middles = [b.middle for b in one.bins if math.isfinite(b.middle)]
    return max(middles) - min(middles) if middles else 0.0


def _own_rows(ds: xarray.Dataset, path: str) -> Any:
    """Points that show `path`: all; with one number at a time those that move it, and the base."""
    frame = sample.uncertainties(ds)
    if sample.kind(ds) != "one_at_a_time":
        return np.ones(len(frame), bool)
    base = frame.mode().iloc[0]
    others = [name for name in frame if name != path]
    return (frame[others] == base[others]).all(axis=1).to_numpy()


def _blocks(ds: xarray.Dataset, rows: Any) -> Any:
    """What is resampled together, (points, replicates): blocks of points; replicates in a design
    of one number at a time, whose points are given and not drawn."""
    block = np.broadcast_to(sample.blocks(ds)[rows][:, None], (rows.sum(), ds.sizes["replicate"]))
    if sample.kind(ds) != "one_at_a_time":
        return block
    if sample.shared_luck(ds):
        return np.broadcast_to(np.arange(block.shape[1]), block.shape)
    return np.arange(block.size).reshape(block.shape)


def _follows(ds: xarray.Dataset, path: str) -> bool:
    """Whether there are points enough to follow `path`."""
    frame = sample.uncertainties(ds)
    return sample.numeric(frame[path]) and len(cut(frame[path][_own_rows(ds, path)], BINS)) > 2


def _bin(x: Any, y: Any, held: Any, where: Any, b: int, edges: Any, share: Any) -> Bin:
    mine = where == b
    values = y[mine][~np.isnan(y[mine])]
    told = held[mine][~np.isnan(held[mine])]
    n = len(told)
    quantiles = np.quantile(values, [0.1, 0.5, 0.9], method="inverted_cdf") if n else [math.nan] * 3
    low, middle, high = (float(v) for v in quantiles)
    points = int(mine.sum())
    band = share(held[mine]) if n else Band(math.nan, 0.0, 1.0)
    at = float(x[mine].mean()) if points else math.nan
    return Bin(float(edges[b]), at, float(edges[b + 1]), points, n, low, middle, high, band)


def _share(held: Any, shared: bool, given: bool) -> Band:
    """Share of runs of held (points, replicates), with its interval.

    At none and all of them runs of a point are no further evidence, nor are points that share luck;
    but where points are given and not drawn, only luck is sampled.
    """
    known = ~np.isnan(held)
    share = float(np.nansum(held)) / float(known.sum())
    points, replicates = int(known.any(axis=1).sum()), int(known.any(axis=0).sum())
    many = shared and held.shape[1] > 1
    if given:
        n = replicates if many else int(known.sum())
    else:
        n = min(points, replicates) if many else points
    if share in (0.0, 1.0):
        return Band(share, *exact(share, n))
    alike = float(n) if given else _worth(held)
    band = Band(share, *wilson(share * alike, round(alike)))
    if many and not given:
        band = sample.over_luck(band, sample.without(held, np.nanmean))
    return Band(share, max(0.0, band.low), min(1.0, band.high))


def _worth(held: Any) -> float:
    """How many independent runs those of `held` (points, replicates) are worth for their share:
    as many as there are, less what points differ beyond chance (Kish's design effect)."""
    runs = float((~np.isnan(held)).sum())
    own = np.nanmean(held[~np.isnan(held).all(axis=1)], axis=1)
    variance = float(np.var(own, ddof=1)) / len(own) if len(own) > 1 else 0.0
    share = float(np.nansum(held)) / runs
    return min(runs, max(float(len(own)), share * (1 - share) / variance)) if variance else runs


def _flips(x: Any, held: Any, block: Any, edges: Any, shared: bool) -> tuple[Flip, ...]:
    """Crossings of the share along x; where it may well be monotone, of the line made so.

    With luck that all points share none is sure that one replicate makes.
    """
    bins, told = len(edges) - 1, ~np.isnan(held)
    replicate = np.broadcast_to(np.arange(held.shape[1]), held.shape)[told]
    x, hits, block = np.broadcast_to(x[:, None], held.shape)[told], held[told], block[told]
    where = placed(x, edges)

    def binned(rows: Any) -> tuple[Any, Any, Any]:
        """Of each bin with a run: where it lies, its share, and its runs."""
        runs = np.bincount(where[rows], minlength=bins)
        kept = runs > 0
        middle = np.bincount(where[rows], x[rows], bins)[kept] / runs[kept]
        share = np.bincount(where[rows], hits[rows], bins)[kept] / runs[kept]
        return middle, share, runs[kept]

    every = np.arange(len(x))
    alike = _worth(held) / len(x)
    _, share, runs = binned(every)
    straight = monotone(share, alike * runs)

    def crossed(rows: Any) -> list[tuple[float, str]]:
        middle, share, runs = binned(rows)
        return crossings(middle, ironed(share, runs) if straight else share)

    flips = tuple(flip(one, crossed, block) for one in crossed(every))
    if not shared or held.shape[1] < 2:
        return flips
    left_out = [crossed(every[replicate != at]) for at in range(held.shape[1])]
    return tuple(_by_luck(one, left_out) for one in flips)


def _by_luck(one: Flip, left_out: list[list[tuple[float, str]]]) -> Flip:
    """A flip with the crossings that each replicate leaves when it is left out."""
    ways = [[at for at, way in found if way == one.way] for found in left_out]
    if not all(ways):
        return replace(one, found=0.0)
    near = [min(found, key=lambda at: abs(at - one.value.value)) for found in ways]
    return replace(one, value=sample.over_luck(one.value, np.array(near)))


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

    found = response(ds, parse(f"{name} < {sample.horizon(ds)}", sample.start(ds)), path, policy)
    return [(one.at, Band(one.middle, one.low, one.high), one.runs) for one in found.bins]
