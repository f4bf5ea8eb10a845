"""Intervals and correlations that reports and studies share; distributions are SciPy's."""

from __future__ import annotations

import math

import numpy as np

from wargame.declare.tape import Array

LEVEL = 0.9
# Words of estimative probability and their upper bounds, ICD 203 (US intelligence community, 2015).
LIKELIHOOD = (
    (0.05, "remote"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "about as likely as not"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.0, "almost certain"),
)


def student(probability: float, freedom: int) -> float:
    """Quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, probability))


def normal(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    from scipy.special import ndtri

    return float(ndtri(probability))


def likelihood(share: float) -> int:
    """Place in LIKELIHOOD of the word for a probability."""
    bounds = [bound for bound, _ in LIKELIHOOD[:-1]]
    return int(np.searchsorted(bounds, share, side="right"))


def mean_interval(values: Array, level: float = LEVEL) -> tuple[float, float, float]:
    """Mean of `values` (n,) with its Student interval -> mean, low, high."""
    n = len(values)
    if n == 0:
        return math.nan, math.nan, math.nan
    mean = float(np.mean(values))
    if n == 1:
        return mean, -math.inf, math.inf
    half = student(0.5 + level / 2, n - 1) * float(np.std(values, ddof=1)) / math.sqrt(n)
    return mean, mean - half, mean + half


def wilson(hits: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Wilson score interval of a share of `hits` in `n` (Wilson, JASA 22, 1927).

    SciPy has it for whole hits alone; those of runs that are worth less than their number are not.
    """
    if n == 0:
        return 0.0, 1.0
    z = normal(0.5 + level / 2)
    share, spread = hits / n, z * z / n
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return 0.0 if hits == 0 else low, 1.0 if hits == n else high


def exact(share: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Interval of a share of `n` by the binomial distribution (Clopper and Pearson, Biometrika 26,
    1934); at none and all of them that is one-sided."""
    from scipy.special import betaincinv

    hits, tail = share * n, 0.5 - level / 2
    low = float(betaincinv(hits, n - hits + 1, tail)) if share > 0 else 0.0
    high = float(betaincinv(hits + 1, n - hits, 1 - tail)) if share < 1 else 1.0
    return low, high


def median_interval(values: Array, level: float = LEVEL) -> tuple[float, float]:
    """Interval of the median of `values` (n,), by order statistics.

    Ranks n/2 ± z sqrt(n)/2 (Conover, Practical Nonparametric Statistics, 3.2), outwards.
    """
    ordered, n = np.sort(values), len(values)
    half = normal(0.5 + level / 2) * math.sqrt(n) / 2
    low, high = math.floor(n / 2 - half), math.ceil(n / 2 + half)
    return float(ordered[max(0, low)]), float(ordered[min(n - 1, high)])


def rank_correlation(inputs: Array, outcomes: Array) -> Array:
    """Spearman's rho of every input (runs, k) with every outcome (runs, m) -> (k, m).

    NaN ('never') ranks last, ties share their mean rank. What does not vary has rho 0.
    """
    tables = (np.where(np.isnan(table), np.inf, table) for table in (inputs, outcomes))
    a, b = (mean_ranks(table.T).T for table in tables)
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    scale = np.outer(np.linalg.norm(a, axis=0), np.linalg.norm(b, axis=0))
    rho: Array = np.divide(a.T @ b, scale, out=np.zeros(scale.shape), where=scale > 0)
    return rho


def mean_ranks(rows: Array) -> Array:
    """Ranks from 1 on within each of `rows` (k, n); ties share the mean of theirs.

    As SciPy's `rankdata`, the whole of whose statistics take a third of a second to load.
    """
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    at, ends = np.arange(rows.shape[1]), np.ones((len(rows), 1), bool)
    new = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(np.hstack([ends, new]), at, 0), axis=1)
    closes = np.where(np.hstack([new, ends]), at, len(at))
    last = np.minimum.accumulate(closes[:, ::-1], axis=1)[:, ::-1]
    ranks = np.empty(rows.shape)
    np.put_along_axis(ranks, order, (first + last) / 2 + 1, axis=1)
    return ranks
