"""What can be ordered of factories, and of sanctions on them."""

from __future__ import annotations

import numpy as np

from wargame.declare.levers import Lever, sets
from wargame.declare.running_war import RunningWar, at
from wargame.mechanisms.production.production_events import dated_surge

AS_PLANNED = "as_planned"


def _invest_in(war: RunningWar, value: str | None) -> None:
    as_planned = value in (None, AS_PLANNED)
    war.factories.favoured = None if as_planned else war.setup.index_of(value)
    war.factories.invest()


def _favoured(war: RunningWar) -> str:
    row: int | None = war.factories.favoured
    return AS_PLANNED if row is None else str(war.setup.classes[row])


def _sanctions(war: RunningWar, value: float | None) -> None:
    if value:
        war.factories.decided = np.clip(war.factories.decided + value, 0.0, 1.0)


LEVERS = (
    Lever("surge", "number", sets("factories.surging", dated_surge), at("factories.surging"),
          "share"),
    Lever("invest_in", "choice", _invest_in, _favoured,
          options=(AS_PLANNED, "ballistic", "cruise", "one_way_drone")),
    Lever("invest", "number", sets("factories.moved", lambda war: 0.0, then="invest"),
          at("factories.moved"), "share"),
    Lever("sanctions", "number", _sanctions, lambda war: 0.0, "share", -0.1, 0.1, once=True),
)  # fmt: skip
