"""Defences at home."""

from __future__ import annotations

from wargame.declare.levers import Lever
from wargame.declare.running_war import RunningWar
from wargame.mechanisms.race.race_events import dated_growth


def _set(war: RunningWar, value: float | None) -> None:
    seller = war.setup.roles.seller
    growth = dated_growth(war, seller) if value is None else value
    war.powers.defence_growth[war.powers.row(seller)] = growth


LEVERS = (
    Lever("home_defence", "number", _set,
          lambda war: war.powers.defence_growth[war.powers.row(war.setup.roles.seller)],
          "percent/year", high=50.0, path="powers.{seller}.defence_growth"),
)  # fmt: skip
