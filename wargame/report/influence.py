"""Which assumptions matter: rank correlation of what was drawn with what came out.

Spearman's rho is Pearson's r of ranks (ties share their mean rank). Intervals are Fisher's, with
the variance 1.06 / (n - 3) of Fieller, Hartley and Pearson (Biometrika 44, 1957).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import words
from wargame.results import select
from wargame.results.intervals import normal, rank_correlation

if TYPE_CHECKING:
    import xarray

LEVEL = 0.95


@dataclass(frozen=True)
class Influence:
    """How strongly one assumption goes with one outcome, over runs."""

    path: str
    outcome: str
    rho: float
    low: float
    high: float
    noise: float

    @property
    def clear(self) -> bool:
        """Whether it stands out from what chance alone would show among so many pairs."""
        return abs(self.rho) > self.noise


def noise_level(n: int, pairs: int) -> float:
    """|rho| that chance alone exceeds in one of twenty whole tables of `pairs` (Bonferroni)."""
    if n < 4 or pairs == 0:
        return 1.0
    return min(1.0, normal(1 - 0.05 / (2 * pairs)) / math.sqrt(n - 1))


def influences(data: xarray.Dataset, outcomes: list[str]) -> list[Influence]:
    """Every pair of varying input and outcome, strongest first."""
    paths = [str(path) for path in data["input"].values]
    n = data.sizes["run"]
    if not paths or n < 5:
        return []
    columns = np.stack([select.outcome(data, name) for name in outcomes], axis=1)
    rho = np.clip(rank_correlation(data["inputs"].values, columns), -0.999999, 0.999999)
    half = normal(0.5 + LEVEL / 2) * math.sqrt(1.06 / (n - 3))
    low, high = np.tanh(np.arctanh(rho) - half), np.tanh(np.arctanh(rho) + half)
    noise = noise_level(n, rho.size)
    pairs = [
        Influence(
            paths[at[0]], outcomes[at[1]], float(rho[at]), float(low[at]), float(high[at]), noise
        )
        for at in np.ndindex(rho.shape)
    ]
    return sorted(pairs, key=lambda one: (-abs(one.rho), one.path, one.outcome))


def top_assumptions(pairs: list[Influence], count: int = 10) -> tuple[list[Influence], str]:
    """The `count` assumptions that stand out most, each once, and what is said of the rest."""
    best: dict[str, Influence] = {}
    for one in pairs:
        best.setdefault(one.path, one)
    clear = [one for one in best.values() if one.clear]
    faint, more = len(best) - len(clear), max(0, len(clear) - count)
    rest = f"{more:,} more that stand out, weaker than these. " if more else ""
    if faint:
        what = f"{faint:,} others" if clear else f"All {faint:,}"
        rest += f"{what} not distinguishable from noise."
    return clear[:count], rest.strip()


def drivers(pairs: list[Influence], outcome: str, count: int = 3) -> list[Influence]:
    """The clearest influences on one outcome; empty if none stands out from chance."""
    return [one for one in pairs if one.outcome == outcome and one.clear][:count]


def noise_words(pairs: list[Influence], n: int) -> str:
    """The threshold below which nothing is claimed, in words."""
    if not pairs:
        return "Too few runs, or no assumption that varies: influence is unknown."
    return (
        f"With n = {n:,} runs and {len(pairs):,} pairs tried, a rank correlation below "
        f"{words.number(pairs[0].noise, 0.01)} in size cannot be distinguished from zero."
    )
