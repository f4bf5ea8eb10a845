"""Which uncertainties an outcome hangs on, and how much of its spread is luck.

By the law of total variance Var(Y) = Var(E[Y|x]) + E[Var(Y|x)]: what the numbers x of a point
decide, and what luck (and whatever else the design leaves to be drawn) adds at each point. The
second part is the mean variance of replicates of a point. Indices are of the first part alone:
they are worked out by SALib from the means of replicates, whose variance holds luck / replicates
too much, and that is taken off.

- Sobol: S1, share that an uncertainty decides alone; ST, share it has a part in; S2, where the
  design was made for it, share that two decide only together (Saltelli and others, Computer Physics
  Communications 145, 2002 and 181, 2010). Luck adds to ST and not to S1 and S2.
- Morris: mu_star, mean size of the change in Y over the range of an uncertainty (Campolongo and
  others, Environmental Modelling & Software 22, 2007); `luck` is what luck alone would show (not
  known with one replicate).
- factorial: S1 and ST by the analysis of variance of the grid, which is exact for its levels; what
  stands out does so by an F test, and intervals are by the noncentral F distribution (`anova`).
- any other sample: S1 by random balance, bias corrected (RBD-FAST; Tissot and Prieur,
  Reliability Engineering and System Safety 107, 2012).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.study.analysis import anova, indices, sample
from wargame.study.analysis.indices import Effect, Pair, Problem, noise_variance
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Mask, Whole

if TYPE_CHECKING:
    import xarray

LUCKY = 0.9  # share of luck in the variance beyond which a sample says too little of the rest
LEAST = 60  # points of a sample without a design of its own
ONE_BY_ONE = "one_at_a_time"
OWN = ("sobol", "morris", "factorial")  # designs with an analysis of their own


@dataclass(frozen=True)
class Sensitivity:
    """Effects under one policy, the strongest first.

    `by` is sobol, morris, factorial or rbd_fast. `noise` is the share of luck in the whole
    variance, None with one replicate; then indices are of outcome and luck together. `points` were
    used, each of `replicates`; `dropped` were not, because a run of their block failed. `spread` is
    the standard deviation of the outcome, `rest` whether other numbers are drawn or central.
    `pairs` are what two decide together, the strongest first; empty where the design is not for it.
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
    pairs: tuple[Pair, ...] = ()

    def of_whole(self, effect: Effect) -> dict[str, Band]:
        """Indices of `effect` as shares of the whole variance, that of luck included."""
        own = 1.0 - self.noise.value if self.noise else 1.0
        return {name: Band(*(own * x for x in band)) for name, band in effect.indices.items()}

    def clear(self, effect: Effect) -> bool:
        """Whether `effect` is told from none: its strongest index from zero, or from luck.

        Luck adds to mu_star and ST, so with one replicate, where it is not known, no mu_star is
        told, and of the others S1 alone.
        """
        if effect.clear is not None:
            return effect.clear
        if self.by == "morris":
            return effect.indices["mu_star"].low > effect.indices["luck"].value
        if self.replicates < 2:
            return effect.indices["S1"].low > 0.0
        return max(band.low for band in effect.indices.values()) > 0.0

    def clear_pair(self, pair: Pair) -> bool:
        """Whether `pair` is told from none. More than either has a part in at all is noise."""
        total = {effect.path: effect.indices["ST"].high for effect in self.effects}
        most = min(1.0, *(total[path] for path in pair.paths))
        return pair.share.low > 0.0 and pair.share.value <= most


def sensitivity(ds: xarray.Dataset, outcome: str, policy: str | None = None) -> Sensitivity:
    """Effects of the uncertainties of sweep `ds` on `outcome` under `policy` (default: the first).

    Raises WargameError if the sweep cannot tell: no such outcome or policy, a design of one number
    at a time, nothing that varies, or too few points.
    """
    label, at = sample.policy(ds, policy)
    by = sample.kind(ds)
    if by == ONE_BY_ONE:
        raise WargameError(
            "a design of one number at a time shows responses (tipping), not shares of variance; "
            "use a design sobol, morris or lhs"
        )
    y = sample.values(ds, outcome)[at]
    frame, block = sample.uncertainties(ds), sample.blocks(ds)
    bad = np.isin(block, np.unique(block[np.isnan(y).any(axis=1)]))
    x, y, block = frame.to_numpy(float)[~bad], y[~bad], block[~bad]
    if by not in OWN or (by == "factorial" and not anova.whole_grid(x)):
        by = "rbd_fast"
    _require(outcome, y, LEAST if by == "rbd_fast" else 1)
    shared = sample.common_random_numbers(ds)
    in_means = max(0.0, noise_variance(y, shared)[1])
    levels = int(sample.design(ds)["sizes"].get("levels", 4))
    problem: Problem = {
        "num_vars": x.shape[1],
        "names": [str(name) for name in frame],
        "bounds": [[lo, hi] for lo, hi in zip(x.min(axis=0), x.max(axis=0))],
    }
    noise = _noise(y, block, shared)
    pairs: list[Pair] = []
    if by == "morris":
        effects = indices.morris(problem, x, y, levels)
    elif by == "factorial":
        effects = indices.factorial(problem, x, y, shared, outcome)
    elif by == "sobol":
        _require_signal(
            outcome, y, block, shared, noise, np.isin(np.arange(len(y)), indices.ends(x))
        )
        effects, pairs = indices.sobol(problem, x, y, shared)
    else:
        _require_signal(outcome, y, block, shared, noise, np.ones(len(y), bool))
        effects = indices.rbd_fast(problem, x, y.mean(axis=1), in_means)
    return Sensitivity(
        outcome, label, by, tuple(effects), noise, len(y), y.shape[1],
        int(bad.sum()), float(np.std(y)), str(sample.design(ds)["rest"]), tuple(pairs),
    )  # fmt: skip


def _require(outcome: str, y: Floats, least: int) -> None:
    """Raise WargameError unless y (points, replicates) has `least` points, and varies."""
    if len(y) < least:
        raise WargameError(
            f"{len(y)} whole points of {outcome} are too few to tell what it hangs on: at least "
            f"{least}"
        )
    if np.ptp(y) == 0:
        raise WargameError(f"{outcome} is the same in every run")


def _require_signal(
    outcome: str, y: Floats, block: Whole, shared: bool, noise: Band | None, over: Mask
) -> None:
    """Raise WargameError unless what numbers decide is clear of luck.

    It is the variance over the points of `over` (points,), of which indices are shares.
    """
    if noise is None:
        return

    def own(rows: Whole) -> float:
        return float(np.var(y[rows[over[rows]]].mean(axis=1))) - noise_variance(y[rows], shared)[1]

    if sample.bootstrap(block, own)[0] <= 0:
        why = "what the numbers decide cannot be told from luck"
    elif noise.value > LUCKY:
        why = f"luck makes {100 * noise.value:.0f}% of the variance, and what is left is too little"
    else:
        return
    raise WargameError(f"{outcome}: {why}; more replicates would be needed")


def _noise(y: Floats, block: Whole, shared: bool) -> Band | None:
    """Share of luck in the whole variance, with its interval over blocks of points."""
    if y.shape[1] < 2:
        return None

    def share(of: Floats) -> float:
        within, in_means = noise_variance(of, shared)
        whole = max(0.0, float(np.var(of.mean(axis=1))) - in_means) + within
        return within / whole if whole > 0 else float("nan")

    low, high = sample.bootstrap(block, lambda rows: share(y[rows]))
    band = Band(share(y), float(low), float(high))
    if shared and y.shape[1] > 2:
        band = sample.widened(band, sample.without(y, share))
    return sample.in_range(band)
