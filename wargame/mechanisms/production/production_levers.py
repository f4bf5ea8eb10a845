"""What can be ordered of factories, and of sanctions on them."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.levers import Lever
from wargame.mechanisms.production.production_events import SurgeProduction

AS_PLANNED = "as_planned"


def _surge(war: Any, value: Any) -> None:
    if value is None:
        SurgeProduction.carry_out(war, None, False, war.agenda.holding["surge_production"])
    else:
        war.factories.surging = value


def _invest_in(war: Any, value: Any) -> None:
    as_planned = value in (None, AS_PLANNED)
    war.factories.favoured = None if as_planned else war.setup.index_of(value)
    war.factories.invest()


def _favoured(war: Any) -> Any:
    row = war.factories.favoured
    return AS_PLANNED if row is None else war.setup.classes[row]


def _invest(war: Any, value: Any) -> None:
    war.factories.moved = value or 0.0
    war.factories.invest()


def _sanctions(war: Any, value: Any) -> None:
    if value:
        war.factories.decided = np.clip(war.factories.decided + value, 0.0, 1.0)


LEVERS = (
    Lever("surge", "number", _surge, lambda war: war.factories.surging, "share"),
    Lever(
        "invest_in", "choice", _invest_in, _favoured,
        options=(AS_PLANNED, "ballistic", "cruise", "one_way_drone"),
    ),
    Lever("invest", "number", _invest, lambda war: war.factories.moved, "share"),
    Lever("sanctions", "number", _sanctions, lambda war: 0.0, "share", -0.1, 0.1, once=True),
)  # fmt: skip
