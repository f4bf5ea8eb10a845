"""Which numbers would sharpen an outcome most, were they known: the value of information.

If a number were known, the variance of an outcome would fall on average by Var(E[Y | x]), its
first-order effect; that is the expected value of perfect information on one parameter for who
pays by the square of an error. E[Y | x] is fitted by a cubic in the rank of x, with orthogonal
(Legendre) polynomials, over all runs of the design, and what chance alone adds to its square is
taken off. Shares are of what numbers decide, luck aside. A number is named if it stands out from
chance among all that were tried (Bonferroni, 1% for each outcome).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.polynomial import legendre

from wargame.results.intervals import LEVEL, mean_ranks, normal
from wargame.study.analysis.sample import Band
from wargame.study.arrays import Floats, Mask
from wargame.study.grounds import LEAST
from wargame.study.grounds_design import A, B, Design

DEGREE = 3
CHANCE = 0.01  # that any number is named for an outcome with which none goes
FEW = 20  # values of a number below which its effect is a straight line


@dataclass(frozen=True)
class Worth:
    """By what share of what numbers decide the variance of an outcome would fall, were the number
    at `path` known; `group` is its kind of evidence."""

    path: str
    group: str
    share: Band


class Shapes:
    """Orthonormal polynomials of the ranks of all numbers of a design: what outcomes are fitted by.

    Worked out once for all outcomes: `of` a side (A, B) is (paths, DEGREE, n).
    """

    def __init__(self, design: Design) -> None:
        self.design, self.paths = design, list(design.group)
        rows = [np.concatenate([design.drawn[side][p] for side in (A, B)]) for p in self.paths]
        shapes = _polynomials(np.array(rows).reshape(-1, 2 * design.n))
        self.of = {A: shapes[..., : design.n], B: shapes[..., design.n :]}

    def worths(self, outcome: str, luck: Band) -> list[Worth]:
        """Numbers that stand out from chance, the most telling first; `luck` is its share. None
        where all numbers together are not told from it."""
        values = {name: runs[outcome] for name, runs in self.design.runs.items()}
        complete = np.asarray(np.isfinite(np.stack(list(values.values()))).all(axis=0))
        both = np.concatenate([values[side][complete] for side in (A, B)])
        whole = float(both.var()) * (1.0 - luck.value)
        if complete.sum() < LEAST or luck.high >= 1.0:
            return []
        values = {name: of[complete] - both.mean() for name, of in values.items()}
        result = []
        least = normal(1 - CHANCE / (2 * DEGREE * len(self.paths)))
        for group in self.design.groups:
            rows = [at for at, path in enumerate(self.paths) if self.design.group[path] == group]
            slope, error = self._fitted(values, group, rows, complete)
            clear = (np.abs(slope) > least * error).any(axis=1)
            result += [
                Worth(self.paths[rows[at]], group, _share(slope[at], error[at], whole))
                for at in np.flatnonzero(clear)
            ]
        return sorted(result, key=lambda one: (-one.share.value, one.path))

    def _fitted(
        self, values: dict[str, Floats], group: str, rows: list[int], complete: Mask
    ) -> tuple[Floats, Floats]:
        """Coefficients and their standard errors, (rows, DEGREE), over A and over B."""
        children = [name for name in values if name not in (A, B)]
        with_a = [A, *(name for name in children if name != group)]  # LUCK has numbers of A
        parts = []
        for side, names in ((A, with_a), (B, [B, group])):
            mean = np.mean([values[name] for name in names], axis=0)
            each = self.of[side][rows][..., complete] * mean
            parts.append((each.mean(axis=-1), each.var(axis=-1, ddof=1) / len(mean)))
        (slope_a, error_a), (slope_b, error_b) = parts
        return (slope_a + slope_b) / 2, np.sqrt(error_a + error_b) / 2


def _share(slope: Floats, error: Floats, whole: float) -> Band:
    """The variance that a fit explains, without what chance adds, as a share of `whole`; the band
    is by the delta method."""
    value = float((slope**2 - error**2).sum()) / whole
    deviation = 2 * math.sqrt(float((slope**2 * error**2).sum())) / whole
    half = normal(0.5 + LEVEL / 2) * deviation
    return Band(value, max(0.0, value - half), value + half)


def _polynomials(values: Floats) -> Floats:
    """Of each row of values (paths, n): (paths, DEGREE, n), of mean 0 and mean square 1."""
    n = values.shape[1]
    x = 2.0 * (mean_ranks(values) - 0.5) / n - 1.0
    shapes = np.moveaxis(legendre.legvander(x, DEGREE)[..., 1:], -1, 1)
    few = np.array([len(np.unique(row)) < FEW for row in values], bool)
    shapes[few, 1:] = 0.0  # ties leave no room for more than a line
    shapes = shapes - shapes.mean(axis=-1, keepdims=True)
    scale = np.sqrt((shapes**2).mean(axis=-1, keepdims=True))
    return np.asarray(np.divide(shapes, scale, out=np.zeros_like(shapes), where=scale > 0))
