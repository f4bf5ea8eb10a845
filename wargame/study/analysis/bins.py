"""Bins along a number of a sweep, each with as many points as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.errors import WargameError, did_you_mean
from wargame.study.analysis import sample

if TYPE_CHECKING:
    import xarray

LEVELS = 12  # a number with no more values is binned by value
FEWEST = 5  # points in a bin


def column(ds: xarray.Dataset, path: str) -> Any:
    """Values of the number `path`, (points,); WargameError if the sweep does not vary it."""
    frame = sample.uncertainties(ds)
    if path not in frame or not sample.numeric(frame[path]):
        held = [str(name) for name in frame if sample.numeric(frame[name])]
        raise WargameError(f"the sweep does not vary {path}{did_you_mean(path, held)}")
    return frame[path].to_numpy(float)


def cut(x: Any, most: int) -> Any:
    """Edges of bins along x (points,): between its values if they are few, else by quantiles."""
    x = np.asarray(x, float)
    levels = np.unique(x)
    if len(levels) <= LEVELS:
        middles = (levels[1:] + levels[:-1]) / 2
        return np.concatenate([levels[:1], middles, levels[-1:]])
    bins = int(min(most, max(1, len(x) // FEWEST)))
    return np.unique(np.quantile(x, np.linspace(0, 1, bins + 1)))


def placed(x: Any, edges: Any) -> Any:
    """The bin in which each of x (points,) lies, (points,)."""
    return np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(edges) - 2)
