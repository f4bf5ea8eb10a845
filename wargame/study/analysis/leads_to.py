"""The inverse question: which sets of inputs lead to an outcome?

Of the points that lead there in at least half of their runs some are shown that stand for all:
medoids, each nearer to the points it stands for than any other is (partitioning around medoids,
Kaufman and Rousseeuw 1990). They differ as much as what leads there does. Beside them: how the
inputs of those points differ from all others (regional sensitivity analysis: Hornberger and Spear,
Journal of Environmental Management 12, 1981), by the Kolmogorov-Smirnov distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.study.analysis import sample
from wargame.study.analysis.sample import Band, Rows, numeric
from wargame.study.arrays import Floats, Mask, Whole

if TYPE_CHECKING:
    import pandas
    import xarray

SETS = 5
MOST = 1500  # points among which medoids are sought
HALF = 0.5
TURNS = 20
SHUFFLES = 400
CHANCE = 0.05


@dataclass(frozen=True)
class Way:
    """One set of inputs that leads there: policy, point, and the value of every input.

    It holds in `hits` of its `runs` runs, and stands for a share of `weight` of all points that
    lead there. `apart` names the inputs in which it lies furthest from the middle of the sweep.
    """

    policy: str
    point: int
    inputs: dict[str, float | str]
    hits: int
    runs: int
    weight: float
    apart: tuple[str, ...]


@dataclass(frozen=True)
class Contrast:
    """How one input differs between what leads there and what does not.

    `distance` is Kolmogorov and Smirnov's, for a word half the sum of differences of shares. Beyond
    `noise` one is not chance (5%): so far it goes where the input is dealt anew. `low`, `middle`,
    `high` are the quantiles (10, 50, 90%) where it leads there, `usual` the same over all points.
    For a word the shares of its values stand in `words`: (value, where it leads there, over all).
    """

    path: str
    distance: float
    noise: float
    low: float
    middle: float
    high: float
    usual: tuple[float, float, float]
    words: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True)
class LeadsTo:
    """What leads to `test`: its share of all runs, `there` of `points` sets of inputs that lead
    there in at least `bar` of their runs, some that stand for all, and how inputs differ there."""

    test: str
    share: Band
    runs: int
    points: int
    there: int
    bar: float
    ways: tuple[Way, ...]
    contrasts: tuple[Contrast, ...]


def leads_to(ds: xarray.Dataset, predicate: Predicate | str, sets: int = SETS) -> LeadsTo:
    """Sets of inputs of sweep `ds` that lead to `predicate`.

    Where none leads there in half of its runs, those that do so most often are shown, and `bar`
    says in what share. Raises WargameError if no run gets there.
    """
    predicate = sample.asked(ds, predicate)
    result = sample.rows(ds, predicate)
    if not result.hits.any():
        raise WargameError(
            f"'{predicate.text}' holds in none of {int(result.runs.sum()):,} runs of this sweep"
        )
    if result.share == 1.0:
        raise WargameError(f"'{predicate.text}' holds in every run: everything leads there")
    if not len(result.inputs.columns):
        raise WargameError("nothing differs between the points of this sweep")
    often = result.hits / result.runs
    bar = min(HALF, float(often.max()))
    reach = often >= bar
    there = result.take(reach)
    place = placed(result.inputs)
    ways = _ways(there, place[reach], sets, result.inputs)
    of_policy = set(map(str, sample.levers(ds)))
    names = map(str, result.inputs)
    contrasts = [_contrast(result, reach, name, name in of_policy) for name in names]
    contrasts.sort(key=lambda one: -one.distance)
    return LeadsTo(
        predicate.text, sample.share_band(result), int(result.runs.sum()), len(often),
        int(reach.sum()), bar, tuple(ways), tuple(contrasts),
    )  # fmt: skip


def placed(frame: pandas.DataFrame) -> Floats:
    """Inputs on one scale (rows, columns): numbers by their rank from 0 to 1, words as 0 or 1.

    By rank, a number with one far value counts like any other.
    """
    columns = []
    for name in frame:
        if numeric(frame[name]):
            ranks = frame[name].rank(method="average").to_numpy()
            columns.append((ranks - 1) / max(1, len(ranks) - 1))
        else:
            words = frame[name].astype(str)
            # Two different words are as far apart as the ends of a number.
            columns += [(words == word).to_numpy(float) / np.sqrt(2) for word in sorted(set(words))]
    return np.stack(columns, axis=1)


def _ways(there: Rows, place: Floats, sets: int, every: pandas.DataFrame) -> list[Way]:
    rng = np.random.default_rng(1)
    few = np.arange(len(place))
    if len(few) > MOST:
        few = np.sort(rng.choice(few, MOST, replace=False))
    chosen, member = medoids(place[few], min(sets, len(few)))
    weights = np.bincount(member, minlength=len(chosen)) / len(few)
    result = []
    for at, weight in zip(few[chosen], weights):
        inputs = {str(k): v for k, v in there.inputs.iloc[at].to_dict().items()}
        result.append(
            Way(
                str(there.policy[at]), int(there.point[at]), inputs, int(there.hits[at]),
                int(there.runs[at]), float(weight), _apart(inputs, every),
            )
        )  # fmt: skip
    return sorted(result, key=lambda one: (-one.weight, one.policy, one.point))


def _apart(inputs: dict[str, float | str], every: pandas.DataFrame) -> tuple[str, ...]:
    """Inputs by how far they lie from the middle of the sweep, the furthest first."""

    def far(name: str) -> float:
        column = every[name]
        if not numeric(column):
            return 1.0 - float((column.astype(str) == str(inputs[name])).mean())
        return abs(float((column < inputs[name]).mean() + (column <= inputs[name]).mean()) - 1.0)

    return tuple(sorted(inputs, key=lambda name: (-far(name), name)))


def medoids(x: Floats, k: int) -> tuple[Whole, Whole]:
    """`k` rows of x (rows, columns) that stand for all -> their indices, and for each row which.

    Built greedily, then each moved to the middle of its own until none moves.
    """
    squares = (x * x).sum(axis=1)
    apart = np.sqrt(np.maximum(0.0, squares[:, None] + squares[None, :] - 2 * x @ x.T))
    chosen = [int(apart.sum(axis=0).argmin())]
    near = apart[chosen[0]]
    while len(chosen) < k:
        gain = np.maximum(0.0, near[None, :] - apart).sum(axis=1)
        gain[chosen] = -1.0
        chosen.append(int(gain.argmax()))
        near = np.minimum(near, apart[chosen[-1]])
    member = apart[chosen].argmin(axis=0)
    for _ in range(TURNS):
        moved = list(chosen)
        for group in range(k):
            own = np.flatnonzero(member == group)
            if len(own):
                moved[group] = int(own[apart[np.ix_(own, own)].sum(axis=0).argmin()])
        if moved == chosen:
            break
        chosen = moved
        member = apart[chosen].argmin(axis=0)
    return np.array(chosen), member


def _contrast(rows: Rows, reach: Mask, name: str, lever: bool) -> Contrast:
    """How input `name` differs between the rows of `reach` and the others."""
    column = rows.inputs[name]
    plain = numeric(column)
    values, level = sample.levels(column)
    counts = np.array([np.bincount(level[rows], minlength=len(values)) for rows in (reach, ~reach)])
    apart = float(_distance(counts, plain))
    noise = _noise(rows, reach, level, plain, lever)
    if plain:
        (low, middle, high), (a, b, c) = (
            map(float, np.quantile(x, [0.1, 0.5, 0.9])) for x in (column[reach], column)
        )
        return Contrast(name, apart, noise, low, middle, high, (a, b, c))
    shares = zip(map(str, values), *(counts[0] / counts[0].sum(), counts.sum(axis=0) / len(level)))
    none = float("nan")
    words = tuple((word, float(here), float(every)) for word, here, every in shares)
    return Contrast(name, apart, noise, none, none, none, (none, none, none), words)


def _distance(counts: Floats | Whole, plain: bool) -> Floats:
    """Distance between counts (..., 2, levels) of what leads there and what does not."""
    shares = counts / np.maximum(1, counts.sum(axis=-1, keepdims=True))
    return sample.distance(shares[..., 0, :], shares[..., 1, :], plain)


def _noise(rows: Rows, reach: Mask, level: Whole, plain: bool, lever: bool) -> float:
    """The distance that chance alone exceeds in one of twenty: a permutation test.

    A point recurs under every policy with the same numbers and luck, so rows are no independent
    evidence. What happened to a whole block of points under all policies is dealt to another block
    (for a lever: what happened to a block under one policy, to another policy).
    """
    blocks, block = np.unique(rows.block, return_inverse=True)
    policies, policy = np.unique(rows.policy, return_inverse=True)
    first = np.full(len(blocks), rows.point.max() + 1)
    np.minimum.at(first, block, rows.point)
    place = rows.point - first[block]
    shape = (len(policies), len(blocks), int(place.max()) + 1)
    levels, counts = np.zeros(shape, int), np.zeros((2, *shape))
    # Of a point under a policy that has no run the input is known all the same.
    if lever:
        levels[policy] = level[:, None, None]
    else:
        levels[:, block, place] = level
    counts[(~reach).astype(int), policy, block, place] = 1.0
    rng = np.random.default_rng(1)
    deals = np.empty((SHUFFLES, 2, int(level.max()) + 1))
    for turn in range(SHUFFLES):
        if lever:
            order = rng.permuted(np.tile(np.arange(shape[0])[:, None], shape[1]), axis=0)
            dealt = np.take_along_axis(counts, order[None, :, :, None], axis=1)
        else:
            dealt = counts[:, :, rng.permutation(shape[1])]
        for side in (0, 1):
            deals[turn, side] = np.bincount(
                levels.ravel(), dealt[side].ravel(), minlength=deals.shape[2]
            )
    apart = _distance(deals, plain)
    # Rounding is no distance: a lever that does nothing at all has none, however it is dealt.
    return float(np.quantile(apart, 1 - CHANCE, method="higher")) + 1e-9
