"""The inverse question: which sets of inputs lead to an outcome?

Of the points that lead there in at least half of their runs some are shown that stand for all:
medoids, each nearer to the points it stands for than any other is (partitioning around medoids,
Kaufman and Rousseeuw 1990). They differ as much as what leads there does. Beside them: how the
inputs of those points differ from all others (regional sensitivity analysis: Hornberger and Spear,
Journal of Environmental Management 12, 1981), by the Kolmogorov-Smirnov distance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.evidence.errors import WargameError
from wargame.scenario.predicates import Predicate
from wargame.study.analysis import sample
from wargame.study.analysis.sample import Band, Rows, numeric

if TYPE_CHECKING:
    import xarray

SETS = 5
MOST = 1500  # points among which medoids are sought
HALF = 0.5
TURNS = 20


@dataclass(frozen=True)
class Way:
    """One set of inputs that leads there: policy, point, and the value of every input.

    It holds in `hits` of its `runs` runs, and stands for a share of `weight` of all points that
    lead there. `apart` names the inputs in which it lies furthest from the middle of the sweep.
    """

    policy: str
    point: int
    inputs: dict[str, Any]
    hits: int
    runs: int
    weight: float
    apart: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """How one input differs between what leads there and what does not.

    `distance` is Kolmogorov and Smirnov's, beyond `noise` one is not chance; `low`, `middle`,
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
    there in at least `bar` of their runs, some that stand for all, and what tells them apart."""

    test: str
    share: Band
    runs: int
    points: int
    there: int
    bar: float
    ways: tuple[Way, ...]
    told: tuple[Told, ...]


def leads_to(ds: xarray.Dataset, predicate: Predicate | str, sets: int = SETS) -> LeadsTo:
    """Sets of inputs of sweep `ds` that lead to `predicate`.

    Where none leads there in half of its runs, those that do so most often are shown, and `bar`
    says in what share. Raises WargameError if no run gets there.
    """
    predicate = sample.asked(ds, predicate)
    found = sample.rows(ds, predicate)
    if not found.hits.any():
        raise WargameError(
            f"'{predicate.text}' holds in none of {int(found.runs.sum()):,} runs of this sweep"
        )
    if found.share == 1.0:
        raise WargameError(f"'{predicate.text}' holds in every run: everything leads there")
    if not len(found.inputs.columns):
        raise WargameError("nothing differs between the points of this sweep")
    often = found.hits / found.runs
    bar = min(HALF, float(often.max()))
    reach = often >= bar
    there = found.take(reach)
    place = placed(found.inputs)
    ways = _ways(there, place[reach], sets, found.inputs)
    told = [_told(found, reach, str(name)) for name in found.inputs]
    told.sort(key=lambda one: -one.distance)
    return LeadsTo(
        predicate.text, sample.share_band(found), int(found.runs.sum()), len(often),
        int(reach.sum()), bar, tuple(ways), tuple(told),
    )  # fmt: skip


def placed(frame: Any) -> Any:
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


def _ways(there: Rows, place: Any, sets: int, every: Any) -> list[Way]:
    rng = np.random.default_rng(1)
    kept = np.arange(len(place))
    if len(kept) > MOST:
        kept = np.sort(rng.choice(kept, MOST, replace=False))
    chosen, member = medoids(place[kept], min(sets, len(kept)))
    weights = np.bincount(member, minlength=len(chosen)) / len(kept)
    found = []
    for at, weight in zip(kept[chosen], weights):
        inputs = {str(k): v for k, v in there.inputs.iloc[at].to_dict().items()}
        found.append(
            Way(
                str(there.policy[at]), int(there.point[at]), inputs, int(there.hits[at]),
                int(there.runs[at]), float(weight), _apart(inputs, every),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (-one.weight, one.policy, one.point))


def _apart(inputs: dict[str, Any], every: Any) -> tuple[str, ...]:
    """Inputs by how far they lie from the middle of the sweep, the furthest first."""

    def far(name: str) -> float:
        column = every[name]
        if not numeric(column):
            return 1.0 - float((column.astype(str) == str(inputs[name])).mean())
        return abs(float((column < inputs[name]).mean() + (column <= inputs[name]).mean()) - 1.0)

    return tuple(sorted(inputs, key=lambda name: (-far(name), name)))


def medoids(x: Any, k: int) -> tuple[Any, Any]:
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


def _told(found: Rows, reach: Any, name: str) -> Told:
    """How input `name` differs between the rows of `reach` and the others."""
    column = found.inputs[name]
    mine, other = column[reach], column[~reach]
    n = max(1.0, len(mine) * len(other) / max(1, len(column)))
    noise = 1.36 / np.sqrt(n)  # Smirnov's 5% point for two samples
    if not numeric(column):
        words = column.astype(str)
        shares = tuple(
            (word, float((words[reach] == word).mean()), float((words == word).mean()))
            for word in sorted(set(words))
        )
        gaps = [abs(float((words[~reach] == w).mean()) - mine_) for w, mine_, _ in shares]
        distance = 0.5 * sum(gaps) if len(other) else 0.0
        none = float("nan")
        return Told(name, distance, float(noise), none, none, none, (none, none, none), shares)
    levels = np.unique(column.to_numpy())
    ends = [
        np.searchsorted(np.sort(part.to_numpy()), levels, side="right") / max(1, len(part))
        for part in (mine, other)
    ]
    distance = float(np.abs(ends[0] - ends[1]).max()) if len(other) else 0.0
    low, middle, high = (float(v) for v in np.quantile(mine, [0.1, 0.5, 0.9]))
    usual = tuple(float(v) for v in np.quantile(column, [0.1, 0.5, 0.9]))
    return Told(name, distance, float(noise), low, middle, high, usual)  # type: ignore[arg-type]
