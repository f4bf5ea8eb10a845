"""Where strikes on energy are aimed."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.levers import Lever


def _set(war: Any, value: Any) -> None:
    war.grid.aimed = value


def _get(war: Any) -> Any:
    if war.grid.aimed is not None:
        return war.grid.aimed
    return np.minimum(0.95, war.grid.energy_share * war.leadership.energy)


LEVERS = (Lever("energy", "number", _set, _get, "share", high=0.95, path="grid.energy_share"),)
