"""Arrays over agents and runs: how they lie in memory, and sums with a fixed order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from wargame.declare.tape import Array
from wargame.kernel.elementary import add_up


def by_run_empty(shape: tuple[int, ...], dtype: DTypeLike) -> Any:
    """An array `(agents, runs, ...)` to be filled; the numbers of one run lie together in memory.

    A rule reads many arrays for one run; with runs apart it would touch as many pages as rows.
    """
    agents, runs, *rest = shape
    return np.empty((runs, agents, *rest), dtype).swapaxes(0, 1)


def by_run(array: Array) -> Any:
    """A copy of `(agents, runs, ...)` laid out so."""
    return np.array(array.swapaxes(0, 1), order="C").swapaxes(0, 1)


def total(array: Array) -> Any:
    """Sum over agents, one after the other.

    NumPy's own sum of fractions changes its order of addition with the number of runs, and with it
    the last bit; a run must give the same bits alone and in company.
    """
    if array.dtype.kind != "f":
        return np.add.reduce(array, axis=0)
    return add_up(array.T if array.ndim == 2 else np.moveaxis(array, 0, -1))
