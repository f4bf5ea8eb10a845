"""A finished sweep as plain tables, whatever its design.

A sweep is an xarray.Dataset as `open_sweep` gives it: dims (policy, point, replicate),
uncertainties as coordinates on `point`, levers as coordinates on `policy`, outcomes as variables.
Replicates of a point share its numbers and differ in luck; the same (point, replicate) has the
same luck under every policy.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from wargame.declare.errors import WargameError, did_you_mean
from wargame.questions.predicate import Predicate, parse
from wargame.results import select
from wargame.results.intervals import LEVEL, exact, student
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.arrays import Floats, Mask, Whole

if TYPE_CHECKING:
    import pandas
    import xarray
    from numpy.typing import ArrayLike, NDArray

RESAMPLES = 200
DIMS = ("policy", "point", "replicate")


class Band(NamedTuple):
    """A figure with its 90% interval."""

    value: float
    low: float
    high: float


def uncertainties(ds: xarray.Dataset) -> pandas.DataFrame:
    """What differs between points: one row a point, one column an uncertainty."""
    return _frame(ds, "point")


def levers(ds: xarray.Dataset) -> pandas.DataFrame:
    """What differs between policies: one row a policy, under its label, one column a lever."""
    return _frame(ds, "policy")


def _frame(ds: xarray.Dataset, dim: str) -> pandas.DataFrame:
    import pandas as pd

    # Variables, not arrays of the Dataset: each array would carry hundreds of coordinates along.
    own = set(ds.coords) - {dim}
    held = {str(name): one for name, one in ds.variables.items() if name in own}
    columns = {name: one.values for name, one in held.items() if one.dims == (dim,)}
    return pd.DataFrame(columns, index=ds[dim].values)


def outcomes(ds: xarray.Dataset) -> list[str]:
    """Outcomes that the sweep kept."""
    return [str(name) for name in ds.data_vars if name in OUTCOMES]


def require(ds: xarray.Dataset, name: str) -> None:
    """Raise WargameError unless the sweep kept outcome `name`."""
    held = outcomes(ds)
    if name not in held:
        raise WargameError(
            f"the sweep holds no outcome '{name}'{did_you_mean(name, held)}; it holds "
            + ", ".join(held)
        )


def policies(ds: xarray.Dataset) -> list[str]:
    """Labels of the policies, in order."""
    return [str(label) for label in ds["policy"].values]


def policy(ds: xarray.Dataset, wanted: str | None) -> tuple[str, int]:
    """The policy `wanted`, by default the first -> its label and place; WargameError if unknown."""
    labels = policies(ds)
    if wanted is not None and wanted not in labels:
        hint = did_you_mean(wanted, labels)
        raise WargameError(f"there is no policy '{wanted}'{hint}; there is {', '.join(labels)}")
    at = labels.index(wanted) if wanted is not None else 0
    return labels[at], at


def start(ds: xarray.Dataset) -> date:
    """First day of its wars."""
    return date.fromisoformat(str(design(ds)["start"]))


def horizon(ds: xarray.Dataset) -> int:
    """Months that its wars last."""
    return int(design(ds)["months"])


def kind(ds: xarray.Dataset) -> str:
    """Kind of the design: sobol, morris, lhs, factorial, one_at_a_time, table."""
    return str(ds.attrs["design_kind"])


def design(ds: xarray.Dataset) -> dict[str, Any]:
    """The resolved design."""
    result: dict[str, Any] = json.loads(ds.attrs["design"])
    return result


def failed(ds: xarray.Dataset) -> Mask:
    """Which runs failed or are not there yet, (policy, point, replicate)."""
    return np.asarray(ds.variables["failed"].transpose(*DIMS).values, bool)


def common_random_numbers(ds: xarray.Dataset) -> bool:
    """Whether a replicate has the same luck at every point."""
    run = ds.variables["run"].transpose("point", "replicate").values
    return len(run) > 1 and bool((run == run[0]).all())


def _raw(ds: xarray.Dataset, name: str) -> Floats:
    require(ds, name)
    return np.asarray(ds.variables[name].transpose(*DIMS).values, float)


def values(ds: xarray.Dataset, name: str, never: float | None = None) -> Floats:
    """Outcome `name`, (policy, point, replicate); NaN for a failed run or nothing to measure.

    What never happens is `never`, by default the whole horizon: its mean is then the mean time
    within the horizon (restricted mean survival time).
    """
    result = _raw(ds, name)
    if not select.never(name):
        return result
    late = float(horizon(ds)) if never is None else never
    return np.where(np.isnan(result) & ~failed(ds), late, result)


def asked(ds: xarray.Dataset, predicate: Predicate | str) -> Predicate:
    """A predicate, read if it is in words; WargameError if it is none."""
    return parse(predicate, start(ds)) if isinstance(predicate, str) else predicate


def holds(ds: xarray.Dataset, predicate: Predicate) -> Floats:
    """Whether `predicate` holds, 1.0 or 0.0, (policy, point, replicate); NaN where it cannot be
    told."""
    return np.where(failed(ds), np.nan, predicate.holds(lambda name: _raw(ds, name)))


def blocks(ds: xarray.Dataset) -> Whole:
    """For each point the number of its block, (points,): points of one block share numbers.

    They are left out, drawn and split together, since they are not independent.
    """
    points = np.arange(ds.sizes["point"])
    width = uncertainties(ds).shape[1]
    if kind(ds) == "sobol":
        return points // sobol_step(uncertainties(ds).to_numpy(float))
    return points // (width + 1) if kind(ds) == "morris" else points


def sobol_step(x: Floats) -> int:
    """Rows of one block of a Saltelli design x (points, k): k + 2, or 2k + 2 with second order.

    Raises WargameError if the points are not such a design in its order.
    """
    points, k = x.shape
    for step in (k + 2, 2 * k + 2):
        if points % step:
            continue
        rows = x.reshape(-1, step, k)
        wanted = np.repeat(rows[:, :1], k, axis=1)  # A, with one column taken from B
        for j in range(k):
            wanted[:, j, j] = rows[:, -1, j]
        if np.array_equal(rows[:, 1 : k + 1], wanted):
            return int(step)
    raise WargameError(f"{points} points of {k} uncertainties are not a whole Sobol design")


def bootstrap(
    block: Whole, statistic: Callable[[Whole], ArrayLike], seed: int = 1
) -> tuple[Floats, Floats]:
    """90% interval of `statistic` over resampled blocks -> low, high, of its shape.

    `block` (points,) are block numbers; `statistic` takes indices of points. NaN is left out.
    """
    rng = np.random.default_rng(seed)
    order = np.argsort(block, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(block[order])) + 1)
    # Blocks of one size, the usual case, are drawn as rows of a table: many at once.
    table = order.reshape(len(parts), -1) if len({len(part) for part in parts}) == 1 else None
    result = []
    for _ in range(RESAMPLES):
        chosen = rng.integers(len(parts), size=len(parts))
        drawn = np.concatenate([parts[at] for at in chosen]) if table is None else table[chosen]
        result.append(statistic(drawn.ravel()))
    with np.errstate(all="ignore"):
        tail = 50 * (1 - LEVEL)
        low, high = np.nanpercentile(np.array(result, float), [tail, 100 - tail], axis=0)
    return low, high


class Rows(NamedTuple):
    """One row per policy and point of which any run counts.

    `inputs` (rows, uncertainties and levers), `hits` and `runs` (rows,) of the predicate, `policy`
    (rows,) labels, `point` (rows,), and `block` (rows,) for resampling. `holds` (rows, replicates)
    is what `hits` and `runs` count, NaN where it cannot be told; `shared` (rows,) whether a
    replicate has the same luck in every row.
    """

    inputs: pandas.DataFrame
    hits: Floats
    runs: Whole
    policy: NDArray[np.object_]
    point: Whole
    block: Whole
    holds: Floats
    shared: Mask

    def take(self, chosen: Mask) -> Rows:
        """The rows of the mask `chosen`."""
        return self._replace(**{name: part[chosen] for name, part in self._asdict().items()})

    @property
    def share(self) -> float:
        """Share of runs in which the predicate holds."""
        return float(self.hits.sum() / self.runs.sum()) if self.runs.sum() else float("nan")


def rows(ds: xarray.Dataset, predicate: Predicate) -> Rows:
    """Every policy and point, with how many of its runs meet `predicate`.

    Raises WargameError if no run can be told.
    """
    import pandas as pd

    held = holds(ds, predicate)
    count, points, _ = held.shape
    runs = (~np.isnan(held)).sum(axis=2).ravel()
    hits = np.nansum(held, axis=2).ravel()
    point = np.tile(np.arange(points), count)
    policy = np.repeat(np.arange(count), points)
    parts = [uncertainties(ds).iloc[point], levers(ds).iloc[policy]]
    frame = pd.concat([part.reset_index(drop=True) for part in parts], axis=1)
    frame = frame.loc[:, [frame[name].nunique() > 1 for name in frame]]
    shared = np.full(len(point), common_random_numbers(ds))
    result = Rows(frame, hits, runs, ds["policy"].values[policy], point, blocks(ds)[point],
                 held.reshape(len(point), -1), shared)  # fmt: skip
    if not runs.any():
        raise WargameError(f"'{predicate.text}' cannot be told of any run")
    return result.take(runs > 0)


def share_band(of: Rows) -> Band:
    """Share of runs, with its interval over blocks of points and over luck that they share."""
    shared = bool(of.shared.any()) and of.holds.shape[1] > 1
    block = len(np.unique(of.block))
    if of.share in (0.0, 1.0) or block < 2:
        # Points share luck, and runs of a point its numbers: neither are further evidence.
        replicates = int((~np.isnan(of.holds)).any(axis=0).sum())
        return Band(of.share, *exact(of.share, min(block, replicates) if shared else block))
    low, high = bootstrap(of.block, lambda at: of.hits[at].sum() / max(1, of.runs[at].sum()))
    band = Band(of.share, float(low), float(high))
    return in_range(widened(band, without(of.holds, np.nanmean))) if shared else band


def in_range(band: Band, n: int = 0) -> Band:
    """A share between none and all; there, by the binomial distribution of `n` cases."""
    if n and band.value in (0.0, 1.0):
        return Band(band.value, *exact(band.value, n))
    return Band(band.value, max(0.0, band.low), min(1.0, band.high))


def without(values: Floats, statistic: Callable[[Floats], ArrayLike]) -> Floats:
    """`statistic` of values (..., replicates) with each replicate left out in turn; empty with one
    replicate."""
    count = values.shape[-1]
    if count < 2:
        return np.empty(0)
    return np.array([statistic(np.delete(values, at, axis=-1)) for at in range(count)])


def widened(band: Band, left_out: Floats) -> Band:
    """`band` over points, made wider by luck that all points share.

    `left_out` (replicates,) is the figure with each replicate left out: the jackknife over
    replicates, with Student's t, since they are few. The two errors are taken together (MOVER).
    """
    finite = left_out[np.isfinite(left_out)] if len(left_out) else left_out
    n = len(finite)
    if n < 2:
        return band
    error = math.sqrt((n - 1) / n * float(((finite - finite.mean()) ** 2).sum()))
    half = student(0.5 + LEVEL / 2, n - 1) * error
    return Band(
        band.value,
        band.value - math.hypot(band.value - band.low, half),
        band.value + math.hypot(band.high - band.value, half),
    )


def levels(column: pandas.Series) -> tuple[NDArray[np.generic], Whole]:
    """Values of a column of inputs, each once and in order, and for each row which it has."""
    return np.unique(column if numeric(column) else column.astype(str), return_inverse=True)


def distance(these: Floats | Whole, others: Floats | Whole, plain: bool) -> Floats:
    """How far two lots of shares (..., levels) differ: Kolmogorov and Smirnov's distance for
    numbers (`plain`), for words half the sum of differences."""
    apart = these - others
    if plain:
        return np.asarray(np.abs(np.cumsum(apart, axis=-1)).max(axis=-1))
    return np.asarray(np.abs(apart).sum(axis=-1) / 2)


def numeric(column: pandas.Series) -> bool:
    """Whether a column of inputs holds numbers, and not words or yes and no."""
    return bool(column.dtype.kind in "fiu")
