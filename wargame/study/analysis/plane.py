"""The share of runs that meet a predicate over two numbers at once, and the line where it flips."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.study.analysis import sample
from wargame.study.analysis.bins import column, crossings, cut, placed
from wargame.study.arrays import Floats

if TYPE_CHECKING:
    import xarray

SIDE, CELL = 6, 10  # bins of each of two numbers, at most; points in a cell, on average


@dataclass(frozen=True)
class Plane:
    """Share of runs that meet the predicate over two numbers.

    `edges` are the bins of each; `share`, `runs` are (bins of the second, bins of the first); NaN
    where there is no run. `contour` holds for each bin of the second the first number's flip.
    """

    paths: tuple[str, str]
    test: str
    policy: str
    edges: tuple[Floats, Floats]
    share: Floats
    runs: Floats
    contour: tuple[float, ...]


def plane(
    ds: xarray.Dataset,
    predicate: Predicate | str,
    first: str,
    second: str,
    policy: str | None = None,
) -> Plane:
    """The share of runs that meet `predicate` over two numbers at once."""
    predicate, (label, at) = sample.asked(ds, predicate), sample.policy(ds, policy)
    holds = sample.holds(ds, predicate)[at]
    if np.isnan(holds).all():
        raise WargameError(f"'{predicate.text}' cannot be told of any run")
    xs = [column(ds, path) for path in (first, second)]
    side = min(SIDE, int(np.sqrt(len(xs[0]) / CELL)))
    edges = [cut(x, side) for x in xs]
    if min(len(one) for one in edges) < 3:
        raise WargameError(f"too few points to follow {first} and {second} together")
    column_of, row = (placed(x, edge) for x, edge in zip(xs, edges))
    shape = (len(edges[1]) - 1, len(edges[0]) - 1)
    hits, runs = np.zeros(shape), np.zeros(shape)
    np.add.at(hits, (row, column_of), np.nansum(holds, axis=1))
    np.add.at(runs, (row, column_of), (~np.isnan(holds)).sum(axis=1))
    share = np.divide(hits, runs, out=np.full(shape, np.nan), where=runs > 0)
    bins = [xs[0][column_of == b] for b in range(shape[1])]
    centres = np.array([of.mean() if len(of) else math.nan for of in bins])
    lines = [crossings(centres, along) for along in share]
    contour = tuple(line[0][0] if line else math.nan for line in lines)
    return Plane((first, second), predicate.text, label, (edges[0], edges[1]), share, runs, contour)
