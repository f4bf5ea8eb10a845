"""What an outcome stands on: shares of its variance by kind of evidence, and the share of luck.

Of an ensemble that has group K of B and all else of A (`grounds_design`), the expectation given A
and B is S_K of the outcome in B plus S_(not K) of that in A, where S is the closed first-order
index: the share of variance that a group decides without others. So the least-squares slopes of
such an ensemble on its two parents are these indices. For small groups this is the estimator of
Saltelli (2010), for large ones that of Janon and others (ESAIM: Probability and Statistics 18,
2014), each where it is the better; SALib, which has the first alone, gave three times the error
for the largest group, and shares of more than the whole.

The share of luck is all that it has a part in, E[Var(Y | numbers)]: one less the closed index of
numbers. Numbers of a kind have what they decide by themselves; what is left is what kinds decide
only together. Bands are 90% by bootstrap over runs. What does not stand clear of zero is not told
from what is left, and is shown with it: so shares add up to the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from wargame.evidence.kinds import JUDGED, KINDS
from wargame.results.intervals import LEVEL
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Mask
from wargame.study.grounds_design import LUCK, A, B, Design

LEAST = 100  # runs of an ensemble below which nothing is shared out
RESAMPLES = 400
SEED = 1


@dataclass(frozen=True)
class Grounds:
    """Shares of the variance of one outcome over `n` runs an ensemble.

    `luck` is the share of luck; `kinds` has what each kind of evidence decides by itself, of the
    whole variance, and `aside` the same of what numbers decide, luck aside; that is empty where
    numbers are not told from luck. `together` is what is left of the whole. `deviation` is the
    standard deviation of the outcome, in its own unit.
    """

    outcome: str
    n: int
    deviation: float
    luck: Band
    kinds: dict[str, Band]
    together: Band
    aside: dict[str, Band]

    @property
    def shown(self) -> dict[str, float]:
        """Shares that stand clear of zero, luck first; they are at most the whole together."""
        shares = {LUCK: self.luck, **self.kinds}
        clear = {name: band.value for name, band in shares.items() if clear_of_zero(band)}
        return {name: share / max(1.0, sum(clear.values())) for name, share in clear.items()}

    @property
    def rest(self) -> float:
        """What is left beside `shown`: decided together, or not told from zero."""
        return max(0.0, 1.0 - sum(self.shown.values()))


@dataclass(frozen=True)
class Mean:
    """Means over several outcomes of shares of what numbers decide, luck aside: `kinds` of each
    kind, `grounded` of all but judged ones, `together` of what is left; `n` runs an ensemble."""

    outcomes: tuple[str, ...]
    n: int
    kinds: dict[str, Band]
    grounded: Band
    together: Band


def clear_of_zero(band: Band) -> bool:
    """Whether a share stands clear of zero."""
    return band.low > 0.0


def grounds(design: Design, outcome: str) -> Grounds | None:
    """Shares of the variance of `outcome`; None if it is the same in every run, or can be measured
    in fewer than LEAST."""
    complete = _measured(design, outcome)
    if complete is None:
        return None
    indices = _indices(design, outcome, complete, _weights(int(complete.sum())))
    groups = design.groups
    both = np.concatenate([design.runs[side][outcome][complete] for side in (A, B)])
    luck = _band(indices[0])
    with np.errstate(all="ignore"):
        aside = indices[1:-1] / (1.0 - indices[0]) if luck.high < 1.0 else ()
    return Grounds(
        outcome,
        int(complete.sum()),
        float(both.std()),
        luck,
        dict(zip(groups, map(_band, indices[1:-1]))),
        _band(indices[-1]),
        dict(zip(groups, map(_band, aside))),
    )


def mean(design: Design, outcomes: Sequence[str]) -> Mean:
    """Means over those of `outcomes` in which numbers are told from luck; all ensembles are
    resampled together. Raises ValueError if there is none."""
    names, shares = [], []
    for name in outcomes:
        complete = _measured(design, name)
        if complete is not None:
            weights = _weights(design.n)[:, complete]
            indices = _indices(design, name, complete, weights / weights.sum(axis=1)[:, None])
            if _band(indices[0]).high < 1.0:
                names.append(name)
                shares.append(indices)
    if not names:
        raise ValueError("numbers are told from luck in no outcome")
    with np.errstate(all="ignore"):
        over = np.mean([indices[1:-1] / (1.0 - indices[0]) for indices in shares], axis=0)
    by_kind = dict(zip(design.groups, over))
    grounded = [share for name, share in by_kind.items() if name != JUDGED]
    nothing = np.zeros(RESAMPLES + 1)
    return Mean(
        tuple(names),
        design.n,
        {name: _band(by_kind[name]) for name in by_kind if name in KINDS},
        _band(np.sum(grounded, axis=0) if grounded else nothing),
        _band(1.0 - np.sum(list(by_kind.values()), axis=0)),
    )


def _measured(design: Design, outcome: str) -> Mask | None:
    """Runs in which `outcome` can be measured under every ensemble, (n,); None: see `grounds`."""
    values = np.stack([runs[outcome] for runs in design.runs.values()])
    complete = np.asarray(np.isfinite(values).all(axis=0))
    if complete.sum() < LEAST or min(np.ptp(values[:2, complete], axis=1)) == 0:
        return None
    return complete


def _weights(n: int) -> Floats:
    """Weight of each run, (1 + RESAMPLES, n): all alike first, then as often as it is drawn."""
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(n, np.full(n, 1.0 / n), size=RESAMPLES)
    return np.concatenate([np.ones((1, n)), drawn]) / n


def _indices(design: Design, outcome: str, complete: Mask, weights: Floats) -> Floats:
    """Luck, each group, and what is left, (2 + groups, 1 + RESAMPLES)."""
    a, b = (design.runs[side][outcome][complete] for side in (A, B))
    luck = 1.0 - slopes(weights, a, b, design.runs[LUCK][outcome][complete])[0]
    own = [slopes(weights, a, b, design.runs[k][outcome][complete])[1] for k in design.groups]
    return np.stack([luck, *own, 1.0 - luck - np.sum(own, axis=0)])


def slopes(weights: Floats, a: Floats, b: Floats, child: Floats) -> tuple[Floats, Floats]:
    """Least-squares slopes of `child` (n,) on `a` and on `b`, for each row of weights (m, n)."""
    a, b, child = a - a.mean(), b - b.mean(), child - child.mean()  # moments lose fewer digits
    of_a, of_b, of_child = weights @ a, weights @ b, weights @ child
    aa, bb, ab = (weights @ (a * a) - of_a**2, weights @ (b * b) - of_b**2,
                  weights @ (a * b) - of_a * of_b)  # fmt: skip
    ac, bc = weights @ (a * child) - of_a * of_child, weights @ (b * child) - of_b * of_child
    with np.errstate(all="ignore"):
        whole = aa * bb - ab * ab
        return (bb * ac - ab * bc) / whole, (aa * bc - ab * ac) / whole


def _band(values: Floats) -> Band:
    """The first of `values` with the 90% interval of the others."""
    tail = 50 * (1 - LEVEL)
    finite = values[1:][np.isfinite(values[1:])]
    low, high = np.percentile(finite, [tail, 100 - tail]) if len(finite) else (np.nan, np.nan)
    return Band(float(values[0]), float(low), float(high))
