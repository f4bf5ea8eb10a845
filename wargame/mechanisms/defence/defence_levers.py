"""What can be ordered of the air command."""

from __future__ import annotations

from wargame.declare.levers import Lever, of_number, ordered_or_drawn, sets
from wargame.declare.running_war import RunningWar, at

CONCENTRATION = "air_command.concentration_ballistic"


def _concentrate(war: RunningWar, value: float | None) -> None:
    war.air_command.concentration[1] = ordered_or_drawn(war, CONCENTRATION, value)
    war.air_command.weigh()


LEVERS = (
    Lever("protect", "choice",
          sets("air_command.protect", at("policies.defender.protect"), then="weigh"),
          at("air_command.protect"), options=("balanced", "cities", "energy", "industry")),
    Lever("ration", "switch", sets("air_command.rationing", at("policies.defender.ration")),
          at("air_command.rationing")),
    of_number("ration_days", "air_command", "air_command.ration_days", "days", 120.0),
    of_number("pool", "air_command", "air_command.reserve", high=0.9),
    Lever("concentrate", "number", _concentrate, lambda war: war.air_command.concentration[1],
          "times", high=5.0, path=CONCENTRATION),
)  # fmt: skip
