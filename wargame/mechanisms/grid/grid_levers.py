"""Where strikes on energy are aimed."""

from __future__ import annotations

import numpy as np

from wargame.declare.levers import Lever, sets
from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array


def _aimed(war: RunningWar) -> Array | float:
    ordered: float | None = war.grid.aimed
    if ordered is not None:
        return ordered
    return np.asarray(np.minimum(0.95, war.grid.energy_share * war.leadership.energy))


LEVERS = (
    Lever("energy", "number", sets("grid.aimed", lambda war: None), _aimed, "share", high=0.95,
          path="grid.energy_share"),
)  # fmt: skip
