"""Points of a design: samples of the uncertainties, one row per point.

Latin hypercubes are SciPy's (`scipy.stats.qmc`); Saltelli's scheme and Morris trajectories are
SALib's, whose analyses expect exactly their order of rows.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.questions.design_file import Sweep
from wargame.questions.parameter_ranges import Parameter
from wargame.study.arrays import Floats

MOST_POINTS = 10_000_000


def sample(sweep: Sweep) -> Floats:
    """The points of `sweep` (points, parameters), each column in the unit of its parameter.

    Raises WargameError for a design too large, or one that needs SALib where it is not installed.
    """
    kind, sizes, result = sweep.file.design.kind, sweep.sizes, sweep.parameters
    if (points := _count(sweep)) > MOST_POINTS:
        raise WargameError(f"the design makes {points:,} points (limit {MOST_POINTS:,})")
    if kind == "table":
        return np.array(sweep.table, float)
    if kind == "factorial":
        return np.array(list(itertools.product(*(_levels(one, sizes["levels"]) for one in result))))
    if kind == "one_at_a_time":
        return _one_at_a_time(result, sizes["levels"])
    shares = _shares(kind, sizes, result, sweep.file.seed)
    even = sweep.file.distribution == "uniform"
    return np.stack([_spread(one, u, even) for one, u in zip(result, shares.T)], axis=1)


def problem(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """SALib's problem of these parameters: what its analyses ask for beside the outcomes."""
    return {
        "num_vars": len(parameters),
        "names": [one.path for one in parameters],
        "bounds": [[one.low, one.high] for one in parameters],
    }


def _count(sweep: Sweep) -> int:
    """How many points the design makes."""
    sizes, result = sweep.sizes, sweep.parameters
    levels = [len(one.levels) or sizes.get("levels", 1) for one in result]
    return {
        "table": len(sweep.table),
        "factorial": math.prod(levels),
        "one_at_a_time": 1 + sum(levels),
        "lhs": sizes.get("points", 0),
        "sobol": sizes.get("points", 0) * (2 + len(result) * (1 + sizes.get("second_order", 0))),
        "morris": sizes.get("points", 0) * (len(result) + 1),
    }[sweep.file.design.kind]


def _levels(one: Parameter, count: int) -> Floats:
    """Values of one parameter: those given one by one, or evenly from low to high."""
    return np.array(one.levels) if one.levels else np.linspace(one.low, one.high, count)


def _one_at_a_time(parameters: Sequence[Parameter], count: int) -> Floats:
    """The central values, then each parameter at its other values alone."""
    base = np.array([one.value for one in parameters])
    rows = [base]
    for at, one in enumerate(parameters):
        for value in _levels(one, count):
            if value != one.value:
                rows.append(base.copy())
                rows[-1][at] = value
    return np.array(rows)


def _shares(kind: str, sizes: dict[str, int], parameters: Sequence[Parameter], seed: int) -> Floats:
    """Points of the unit cube (points, parameters)."""
    if kind == "lhs":
        from scipy.stats import qmc

        return np.asarray(qmc.LatinHypercube(len(parameters), rng=seed).random(sizes["points"]))
    try:
        from SALib.sample import morris, sobol
    except ImportError as error:
        what = f"a design of kind {kind} needs SALib: pip install 'wargame[analysis]'"
        raise WargameError(what) from error
    cube = problem(parameters) | {"bounds": [[0.0, 1.0]] * len(parameters)}
    if kind == "morris":
        return np.asarray(
            morris.sample(cube, sizes["points"], num_levels=sizes["levels"], seed=seed)
        )
    second = bool(sizes["second_order"])
    return np.asarray(sobol.sample(cube, sizes["points"], calc_second_order=second, seed=seed))


def _spread(one: Parameter, share: Floats, even: bool) -> Floats:
    """Shares of the unit interval as values: by the triangle low..value..high, or evenly."""
    width = one.high - one.low
    if even:
        return one.low + share * width
    from scipy.stats import triang

    return np.asarray(triang.ppf(share, (one.value - one.low) / width, loc=one.low, scale=width))
