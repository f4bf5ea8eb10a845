"""Defences at home."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import Lever, own


def _set(war: Any, value: Any) -> None:
    seller = war.setup.roles.seller
    same = [e for e in war.agenda.holding["defence_growth"] if e.power == seller]
    if value is None and same:
        value = same[-1].growth.internal
    growth = own(war, f"powers.{seller}.defence_growth", value)
    war.powers.defence_growth[war.powers.row(seller)] = growth


def _get(war: Any) -> Any:
    return war.powers.defence_growth[war.powers.row(war.setup.roles.seller)]


LEVERS = (
    Lever(
        "home_defence", "number", _set, _get, "percent/year", high=50.0,
        path="powers.{seller}.defence_growth",
    ),
)  # fmt: skip
