"""Robust policy: which policy does well, or well enough, whatever the future turns out to be?

A future is a point of the sweep; every policy meets the same futures with the same luck. How a
policy does in a future is the mean over its replicates.

- regret: how much better the best policy of the sweep does in that future. Savage's criterion
  takes the policy whose largest regret is least (minimax; Journal of the American Statistical
  Association 46, 1951). The 90% quantile stands beside it, since one future decides a maximum.
- satisficing: the share of futures and luck in which a goal is met (Starr's domain criterion,
  Product Design and Decision Theory, 1963).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.predicate import Predicate
from wargame.scenario.outcomes import OUTCOMES
from wargame.study.analysis import sample
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Whole

if TYPE_CHECKING:
    import xarray

MOST_OFTEN = 90  # quantile of regret beside its maximum
ROUNDING = 1e-9
FEWEST = 10  # futures
Measure = Callable[[Whole], Floats]


@dataclass(frozen=True)
class Standing:
    """How one policy stands: mean outcome, regret (largest, 90% quantile, mean), share of futures
    in which no policy does better, share of runs that meet the goal, and whether no other policy is
    at least as good in both largest regret and goal, and better in one."""

    policy: str
    levers: dict[str, float | str]
    mean: Band
    worst: Band
    often: Band
    regret: Band
    best: Band
    met: Band
    efficient: bool


@dataclass(frozen=True)
class Robust:
    """Policies over the same `futures`, each of `replicates` runs; `goal` in words of a predicate,
    with `avoid` where it is to be avoided. `dropped` futures lack a run of some policy."""

    outcome: str
    better: str
    goal: str
    avoid: bool
    standings: tuple[Standing, ...]
    futures: int
    replicates: int
    dropped: int


def robust(ds: xarray.Dataset, outcome: str, predicate: Predicate | str) -> Robust:
    """Standing of every policy of sweep `ds`, the least largest regret first.

    Raises WargameError with fewer than two policies or ten futures, for an outcome of which neither
    more nor less is better, or a predicate that is no goal.
    """
    predicate = sample.asked(ds, predicate)
    sample.require(ds, outcome)
    better = OUTCOMES[outcome].better
    if ds.sizes["policy"] < 2:
        raise WargameError("the sweep has one policy; regret needs levers with two options or more")
    if better == "neither":
        raise WargameError(f"{outcome}: neither more nor less of it is better")
    values, held = sample.values(ds, outcome), sample.holds(ds, predicate)
    whole = ~(np.isnan(values).any(axis=(0, 2)) | np.isnan(held).any(axis=(0, 2)))
    if not whole.any():
        raise WargameError(f"no future has all runs of every policy for {outcome}")
    block = sample.blocks(ds)[whole]
    futures = len(np.unique(block))
    if futures < FEWEST:
        raise WargameError(
            f"{futures} whole futures of {outcome}, independent of each other, are too few to tell "
            f"what is robust: at least {FEWEST}"
        )
    values, held = values[:, whole], held[:, whole]
    sign = 1.0 if better == "higher" else -1.0
    avoid = unwanted(predicate)
    held = 1.0 - held if avoid else held
    labels = sample.policies(ds)
    every, replicates = np.arange(values.shape[1]), values.shape[2]
    measures = _measures(values, held, sign)
    bands = {name: _bands(block, of, every) for name, of in measures.items()}
    if sample.common_random_numbers(ds) and replicates > 1:
        rest = [np.delete(np.arange(replicates), at) for at in range(replicates)]
        fewer = [_measures(values[..., subset], held[..., subset], sign) for subset in rest]
        bands = {
            name: list(map(sample.widened, of, np.array([one[name](every) for one in fewer]).T))
            for name, of in bands.items()
        }
    n = min(futures, replicates) if sample.common_random_numbers(ds) and replicates > 1 else futures
    bands |= {name: [sample.in_range(band, n) for band in bands[name]] for name in ("best", "met")}
    front = efficient(bands["worst"], bands["met"])
    chosen = sample.levers(ds)
    result = [
        Standing(
            policy=label,
            levers={str(k): v for k, v in chosen.iloc[at].to_dict().items()},
            efficient=front[at],
            **{name: of[at] for name, of in bands.items()},
        )
        for at, label in enumerate(labels)
    ]
    result.sort(key=lambda one: (one.worst.value, -one.met.value, one.policy))
    return Robust(
        outcome, better, predicate.text, avoid, tuple(result), int(whole.sum()),
        replicates, int((~whole).sum()),
    )  # fmt: skip


def _measures(values: Floats, held: Floats, sign: float) -> dict[str, Measure]:
    """Figures of each policy over the futures that are named, of values and whether the goal is
    met, both (policy, future, replicate)."""
    level, met = values.mean(axis=2), held.mean(axis=2)
    lost = (sign * level).max(axis=0) - sign * level
    return {
        "mean": lambda at: level[:, at].mean(axis=1),
        "worst": lambda at: lost[:, at].max(axis=1),
        "often": lambda at: np.percentile(lost[:, at], MOST_OFTEN, axis=1),
        "regret": lambda at: lost[:, at].mean(axis=1),
        "best": lambda at: (lost[:, at] <= ROUNDING * (1 + np.abs(level[:, at]))).mean(axis=1),
        "met": lambda at: met[:, at].mean(axis=1),
    }


def _bands(block: Whole, of: Measure, every: Whole) -> list[Band]:
    low, high = sample.bootstrap(block, of)
    return [Band(float(v), float(a), float(b)) for v, a, b in zip(of(every), low, high)]


def efficient(worst: list[Band], met: list[Band]) -> list[bool]:
    """For each policy whether none is at least as good in both and better in one."""
    pairs = [(-a.value, b.value) for a, b in zip(worst, met)]
    return [
        not any(all(o >= m for o, m in zip(other, mine)) and other != mine for other in pairs)
        for mine in pairs
    ]


def unwanted(predicate: Predicate) -> bool:
    """Whether the predicate tells of what is to be avoided: its conditions are on the side that is
    worse for the defence. Outcomes of which neither more nor less is better do not count.

    Raises WargameError if conditions are on both sides, or none has a side.
    """

    good = {"higher": 1, "lower": -1, "neither": 0}
    ways = {one.test.way * good[OUTCOMES[one.outcome].better] for one in predicate.conditions}
    sides = {way < 0 for way in ways if way}
    if len(sides) != 1:
        why = "mixes what is better with what is worse" if sides else "is neither better nor worse"
        raise WargameError(
            f"'{predicate.text}' {why} for the defence, so it is no goal to be met or avoided"
        )
    return bool(sides.pop())
