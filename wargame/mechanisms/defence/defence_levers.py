"""What can be ordered of the air command."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import Lever, of_number, own

CONCENTRATION = "air_command.concentration_ballistic"


def _protect(war: Any, value: Any) -> None:
    war.air_command.protect = value or war.policies.defender.protect
    war.air_command.weigh()


def _ration(war: Any, value: Any) -> None:
    war.air_command.rationing = war.policies.defender.ration if value is None else value


def _concentrate(war: Any, value: Any) -> None:
    war.air_command.concentration[1] = own(war, CONCENTRATION, value)
    war.air_command.weigh()


LEVERS = (
    Lever(
        "protect", "choice", _protect, lambda war: war.air_command.protect,
        options=("balanced", "cities", "energy", "industry"),
    ),
    Lever("ration", "switch", _ration, lambda war: war.air_command.rationing),
    of_number("ration_days", "air_command", "air_command.ration_days", "days", 120.0),
    of_number("pool", "air_command", "air_command.reserve", high=0.9),
    Lever(
        "concentrate", "number", _concentrate, lambda war: war.air_command.concentration[1],
        "times", high=5.0, path=CONCENTRATION,
    ),
)  # fmt: skip
