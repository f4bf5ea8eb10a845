"""Types of the arrays that studies pass around."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Whole: TypeAlias = NDArray[np.integer[Any]]
Mask: TypeAlias = NDArray[np.bool_]
Outcomes: TypeAlias = dict[str, Floats]  # outcome -> (runs,), NaN for never or nothing to measure
