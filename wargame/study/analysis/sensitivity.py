"""Which uncertainties an outcome hangs on, and how much of its spread is luck.

By the law of total variance Var(Y) = Var(E[Y|x]) + E[Var(Y|x)]: what the numbers x of a point
decide, and what luck (and whatever else the design leaves to be drawn) adds at each point. The
second part is the mean variance of replicates of a point. Indices are of the first part alone:
they are worked out by SALib from the means of replicates, whose variance holds luck / replicates
too much, and that is taken off.

- Sobol: S1, share that an uncertainty decides alone; ST, share it has a part in (Saltelli and
  others, Computer Physics Communications 181, 2010). Luck adds to ST and not to S1.
- Morris: mu_star, mean size of the change in Y over the range of an uncertainty (Campolongo and
  others, Environmental Modelling & Software 22, 2007); `luck` is what luck alone would show.
- any other sample: S1 by random balance, bias corrected (RBD-FAST; Tissot and Prieur,
  Reliability Engineering and System Safety 107, 2012).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.evidence.errors import WargameError
from wargame.study.analysis import sample
from wargame.study.analysis.sample import LEVEL, Band
from wargame.study.paired import student

if TYPE_CHECKING:
    import xarray

SEED = 1
LEAST = 60  # points of a sample without a design of its own
ONE_BY_ONE = "one_at_a_time"


@dataclass(frozen=True)
class Effect:
    """What one uncertainty does: its indices by name (S1, ST; mu_star, mu, sigma, luck)."""

    path: str
    indices: dict[str, Band]


@dataclass(frozen=True)
class Sensitivity:
    """Effects under one policy, the strongest first.

    `by` is sobol, morris or rbd_fast. `noise` is the share of luck in the whole variance, None
    with one replicate, and then indices are of outcome and luck together. `points` were used,
    each of `replicates`; `dropped` were not, because a run of their block failed. `spread` is the
    standard deviation of the outcome, `rest` whether other numbers are drawn or central.
    """

    outcome: str
    policy: str
    by: str
    effects: tuple[Effect, ...]
    noise: Band | None
    points: int
    replicates: int
    dropped: int
    spread: float
    rest: str

    def of_whole(self, effect: Effect) -> dict[str, Band]:
        """Indices of `effect` as shares of the whole variance, that of luck included."""
        own = 1.0 - self.noise.value if self.noise else 1.0
        return {name: Band(*(own * x for x in band)) for name, band in effect.indices.items()}

    def clear(self, effect: Effect) -> bool:
        """Whether `effect` is told from none: its strongest index from nought, or from luck."""
        if self.by == "morris":
            return effect.indices["mu_star"].low > effect.indices["luck"].value
        return max(band.low for band in effect.indices.values()) > 0.0


def sensitivity(ds: xarray.Dataset, outcome: str, policy: str | None = None) -> Sensitivity:
    """Effects of the uncertainties of sweep `ds` on `outcome` under `policy` (default: the first).

    Raises WargameError if the sweep cannot tell: no such outcome or policy, a design of one number
    at a time, nothing that varies, or too few points.
    """
    label, at = sample.policy(ds, policy)
    by = sample.kind(ds)
    by = by if by in ("sobol", "morris", ONE_BY_ONE) else "rbd_fast"
    if by == ONE_BY_ONE:
        raise WargameError(
            "a design of one number at a time shows responses (tipping), not shares of variance; "
            "use a design sobol, morris or lhs"
        )
    y = sample.values(ds, outcome)[at]
    frame, block = sample.uncertainties(ds), sample.blocks(ds)
    bad = np.isin(block, np.unique(block[np.isnan(y).any(axis=1)]))
    x, y, block = frame.to_numpy(float)[~bad], y[~bad], block[~bad]
    _require(outcome, y, LEAST if by == "rbd_fast" else 1)
    shared = sample.shared_luck(ds)
    in_means = max(0.0, luck(y, shared)[1])
    levels = int(sample.design(ds)["sizes"].get("levels", 4))
    problem = {
        "num_vars": x.shape[1],
        "names": [str(name) for name in frame],
        "bounds": [[lo, hi] for lo, hi in zip(x.min(axis=0), x.max(axis=0))],
    }
    means = y.mean(axis=1)
    if by == "morris":
        effects = _morris(problem, x, y, levels)
    else:
        effects = {"sobol": _sobol, "rbd_fast": _rbd_fast}[by](problem, x, means, in_means)
    return Sensitivity(
        outcome, label, by, tuple(effects), _noise(y, block, shared), len(y), y.shape[1],
        int(bad.sum()), float(np.std(y)), str(sample.design(ds)["rest"]),
    )  # fmt: skip


def _require(outcome: str, y: Any, least: int) -> None:
    """Raise WargameError unless y (points, replicates) has `least` points, and varies."""
    if len(y) < least:
        raise WargameError(
            f"{len(y)} whole points of {outcome} are too few to tell what it hangs on: at least "
            f"{least}"
        )
    if np.ptp(y) == 0:
        raise WargameError(f"{outcome} is the same in every run")


def luck(y: Any, shared: bool) -> tuple[float, float]:
    """Variance by luck of y (points, replicates), and of it what means over replicates keep.

    With shared luck a good replicate is good at every point: that moves all means alike, and only
    what luck does differently from point to point is left in their variance. NaN, 0 with one
    replicate.
    """
    points, replicates = y.shape
    if replicates < 2:
        return math.nan, 0.0
    own = y - y.mean(axis=1, keepdims=True)
    within = float((own * own).sum() / (points * (replicates - 1)))
    if not shared or points < 2:
        return within, within / replicates
    rest = own - own.mean(axis=0, keepdims=True)
    mean_square = float((rest * rest).sum() / ((points - 1) * (replicates - 1)))
    return within, mean_square / replicates


def _noise(y: Any, block: Any, shared: bool) -> Band | None:
    """Share of luck in the whole variance, with its interval over blocks of points."""
    if y.shape[1] < 2:
        return None

    def share(rows: Any) -> float:
        within, in_means = luck(y[rows], shared)
        whole = max(0.0, float(np.var(y[rows].mean(axis=1))) - in_means) + within
        return within / whole if whole > 0 else math.nan

    low, high = sample.bootstrap(block, share)
    return Band(share(np.arange(len(y))), float(low), float(high))


def _sobol(problem: dict[str, Any], x: Any, means: Any, in_means: float) -> list[Effect]:
    from SALib.analyze import sobol

    step = sample.sobol_step(x)
    second = step != x.shape[1] + 2
    found = sobol.analyze(
        problem, means, calc_second_order=second, conf_level=LEVEL, num_resamples=400, seed=SEED
    )
    # SALib divides by the variance of the first and last row of each block.
    rows = means.reshape(-1, step)
    whole = float(np.var(rows[:, [0, -1]]))
    own = whole - in_means
    if own <= 0:
        raise WargameError("all of the spread is luck: more replicates would be needed")
    effects = []
    for at, path in enumerate(problem["names"]):
        first = _scaled(found["S1"][at], found["S1_conf"][at], whole / own)
        total = _scaled(found["ST"][at], found["ST_conf"][at], whole / own, in_means / own)
        effects.append(Effect(path, {"S1": first, "ST": total}))
    return sorted(effects, key=lambda one: -one.indices["ST"].value)


def _scaled(value: float, half: float, factor: float, less: float = 0.0) -> Band:
    middle = value * factor - less
    return Band(float(middle), float(middle - half * factor), float(middle + half * factor))


def _morris(problem: dict[str, Any], x: Any, y: Any, levels: int) -> list[Effect]:
    from SALib.analyze import morris

    found = morris.analyze(
        problem, x, y.mean(axis=1), conf_level=LEVEL, num_resamples=400, num_levels=levels,
        seed=SEED,
    )  # fmt: skip
    runs, by_luck = len(y) // (x.shape[1] + 1), _by_luck(x, y, levels)
    effects = []
    for at, path in enumerate(problem["names"]):
        size, half = float(found["mu_star"][at]), float(found["mu_star_conf"][at])
        mean, sigma = float(found["mu"][at]), float(found["sigma"][at])
        error = student(0.5 + LEVEL / 2, runs - 1) * sigma / math.sqrt(runs)
        bands = {
            "mu_star": Band(size, size - half, size + half),
            "mu": Band(mean, mean - error, mean + error),
            "sigma": Band(sigma, math.nan, math.nan),
            "luck": Band(float(by_luck[at]), math.nan, math.nan),
        }
        effects.append(Effect(path, bands))
    return sorted(effects, key=lambda one: -one.indices["mu_star"].value)


def _by_luck(x: Any, y: Any, levels: int) -> Any:
    """Mean size of elementary effects that is luck alone, (k,), from their scatter over replicates:
    the mean of half a normal distribution. Nought with one replicate.

    x (points, k), y (points, replicates): a replicate of two points on a trajectory is a pair.
    """
    k, replicates = x.shape[1], y.shape[1]
    if replicates < 2:
        return np.zeros(k)
    column = np.abs(np.diff(x.reshape(-1, k + 1, k), axis=1)).argmax(axis=2)  # what each step moves
    delta = levels / (2 * (levels - 1))
    effects = np.diff(y.reshape(-1, k + 1, replicates), axis=1) / delta
    variance = effects.var(axis=2, ddof=1) / replicates
    mean = np.array([variance[column == at].mean() for at in range(k)])
    return np.sqrt(mean) * math.sqrt(2 / math.pi)


def _rbd_fast(problem: dict[str, Any], x: Any, means: Any, in_means: float) -> list[Effect]:
    from SALib.analyze import rbd_fast

    # Equal values in random order: in that of the table they would go with other uncertainties.
    apart = x + 1e-9 * np.ptp(x, axis=0) * np.random.default_rng(SEED).uniform(size=x.shape)
    found = rbd_fast.analyze(problem, apart, means, conf_level=LEVEL, num_resamples=200, seed=SEED)
    whole = float(np.var(means))
    if whole - in_means <= 0:
        raise WargameError("all of the spread is luck: more replicates would be needed")
    factor = whole / (whole - in_means)
    effects = [
        Effect(path, {"S1": _scaled(found["S1"][at], found["S1_conf"][at], factor)})
        for at, path in enumerate(problem["names"])
    ]
    return sorted(effects, key=lambda one: -one.indices["S1"].value)
