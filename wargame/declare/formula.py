"""How draws of a number follow from those of others, for who draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Value = float | NDArray[np.float64]


class Formula(NamedTuple):
    """Paths of `inputs`, and what follows `of` their values by path.

    Values are (runs,) or single numbers in internal units, and so is what `of` gives.
    """

    inputs: tuple[str, ...]
    of: Callable[[Mapping[str, Value]], Value]
