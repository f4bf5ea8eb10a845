"""Scenario discovery: in which regions of the inputs does something hold unusually often?

Boxes by PRIM and leaves of a regression tree are found on two thirds of the points and measured
on the other third, which had no say in them: a box looks denser than it is on what chose it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.study.analysis import prim, sample
from wargame.study.analysis.prim import Limits, Step
from wargame.study.analysis.sample import Band, Rows, numeric
from wargame.study.arrays import Floats, Whole

if TYPE_CHECKING:
    import pandas
    import xarray
    from sklearn.tree._tree import Tree

BOXES = 3
LEAST = 0.04  # share of runs that a box must hold
FEWEST = 40  # points
DEPTH = 3
Condition = tuple[str, str, float | str]  # path, '<=' or '>' or 'is' or 'is not', value
Columns = list[tuple[str, str]]  # of the tree: input, and the word that it stands for


@dataclass(frozen=True)
class Box:
    """A box: density (share of its runs that meet the predicate), coverage (share of all runs
    that meet it which lie inside), both measured apart from the points that it was found on, in
    `runs` runs of `points` points. `way` is how it was found."""

    limits: Limits
    density: Band
    coverage: Band
    runs: int
    points: int
    way: tuple[Step, ...]
    chosen: Step


@dataclass(frozen=True)
class Leaf:
    """A leaf of the tree: its conditions from the root down, and the share of its `runs`."""

    limits: tuple[Condition, ...]
    share: Band
    runs: int


@dataclass(frozen=True)
class Discovery:
    """What was found about `test`: the base rate, boxes, and leaves of the tree."""

    test: str
    base: Band
    runs: int
    points: int
    boxes: tuple[Box, ...]
    leaves: tuple[Leaf, ...]
    ranges: dict[str, tuple[float, float]]  # of each number over the whole sweep


def discover(ds: xarray.Dataset, predicate: Predicate | str, seed: int = 1) -> Discovery:
    """Boxes and leaves of sweep `ds` in which `predicate` holds unusually often.

    Raises WargameError if it holds in every run or in none, or points are too few.
    """
    predicate = sample.asked(ds, predicate)
    result = sample.rows(ds, predicate)
    base = sample.share_band(result)
    if result.share in (0.0, 1.0):
        how = "every run" if result.share else "no run"
        raise WargameError(f"'{predicate.text}' holds in {how}: there is nothing to tell apart")
    points = len(np.unique(result.point))
    if points < FEWEST or not len(result.inputs.columns):
        raise WargameError(f"{points} points are too few to find regions: at least {FEWEST}")
    learn, test = split(result, seed)
    if not learn.hits.any():
        raise WargameError(f"'{predicate.text}' holds in too few runs to find regions")
    ranges = {
        str(name): (float(column.min()), float(column.max()))
        for name, column in result.inputs.items()
        if numeric(column)
    }
    return Discovery(
        predicate.text, base, int(result.runs.sum()), points,
        tuple(_boxes(learn, test)), tuple(_leaves(learn, test)), ranges,
    )  # fmt: skip


def split(rows: Rows, seed: int) -> tuple[Rows, Rows]:
    """Two thirds to find and one to measure, by whole blocks of points."""
    valid = np.unique(rows.block)
    held = np.random.default_rng(seed).permutation(valid)[: max(1, len(valid) // 3)]
    apart = np.isin(rows.block, held)
    return rows.take(~apart), rows.take(apart)


def _boxes(learn: Rows, test: Rows) -> list[Box]:
    """Box after box, each from what the ones before left, while its density is surely higher than
    the base rate where it is measured."""
    result: list[Box] = []
    whole, base = test, test.share
    while len(result) < BOXES and learn.hits.any() and test.hits.any():
        way, best = prim.search(learn, LEAST)
        box = _measured(test, whole, way, best)
        if not best.limits or not box.runs or box.density.low <= base:
            break
        result.append(box)
        learn, test = (one.take(~prim.inside(one.inputs, best.limits)) for one in (learn, test))
    return result


def _measured(test: Rows, whole: Rows, way: list[Step], best: Step) -> Box:
    """The box on points that did not choose it; coverage is of all hits, in earlier boxes too."""
    within = prim.inside(test.inputs, best.limits)
    own = test.take(within)
    coverage = float(own.hits.sum()) / float(whole.hits.sum())
    # Resampled over all points that were kept apart, so that hits outside the box vary as well.
    inside = set(zip(own.policy, own.point))
    mine = np.array([key in inside for key in zip(whole.policy, whole.point)])

    def share(at: Whole) -> float:
        return float((whole.hits * mine)[at].sum() / max(1.0, whole.hits[at].sum()))

    low, high = sample.bootstrap(whole.block, share)
    covered = Band(coverage, float(low), float(high))
    if whole.shared.any():  # luck that all points share
        hits = np.nan_to_num(whole.holds)
        rest = sample.without(hits, lambda of: float(of[mine].sum() / max(1.0, of.sum())))
        covered = sample.widened(covered, rest)
    density = sample.share_band(own) if len(own.hits) else Band(0.0, 0.0, 1.0)
    return Box(
        best.limits, density, covered, int(own.runs.sum()),
        len(np.unique(own.point)), tuple(way), best,
    )  # fmt: skip


def _leaves(learn: Rows, test: Rows) -> list[Leaf]:
    """Leaves of a regression tree of the share of runs, from the lowest predicted to the highest.

    Breiman and others, Classification and Regression Trees (1984), as in scikit-learn.
    """
    from sklearn.tree import DecisionTreeRegressor

    names, table = _coded(learn.inputs)
    target = learn.hits / learn.runs
    tree = DecisionTreeRegressor(
        max_depth=DEPTH, min_samples_leaf=max(10, round(LEAST * len(target))),
        min_impurity_decrease=0.01 * float(np.var(target)), random_state=0,
    )  # fmt: skip
    tree.fit(table, target, sample_weight=learn.runs)
    there = tree.apply(_coded(test.inputs, names)[1])
    leaves = []
    for node, conditions in _ways(tree.tree_, names):
        own = test.take(there == node)
        share = sample.share_band(own) if len(own.hits) else Band(float("nan"), 0.0, 1.0)
        leaves.append(Leaf(conditions, share, int(own.runs.sum())))
    return leaves


def _coded(frame: pandas.DataFrame, like: Columns | None = None) -> tuple[Columns, Floats]:
    """Columns of numbers: those there are, and yes or no for each word of the others."""
    names = like or [
        (str(name), word)
        for name in frame
        for word in ([""] if numeric(frame[name]) else sorted(set(frame[name].astype(str))))
    ]
    columns = [(frame[name].astype(str) == word) if word else frame[name] for name, word in names]
    return names, np.stack([np.asarray(column, float) for column in columns], axis=1)


def _ways(
    tree: Tree, names: Columns, node: int = 0, so_far: tuple[Condition, ...] = ()
) -> Iterator[tuple[int, tuple[Condition, ...]]]:
    """(leaf, its conditions) in the order of the tree."""
    children = (tree.children_left[node], tree.children_right[node])
    if children[0] == children[1]:
        yield node, so_far
        return
    (name, word), value = names[tree.feature[node]], float(tree.threshold[node])
    for sign, child in zip(("is not", "is") if word else ("<=", ">"), children):
        yield from _ways(tree, names, child, (*so_far, (name, sign, word or value)))
