"""Strikes on third states, and incidents there."""

from __future__ import annotations

from typing import ClassVar, Literal

from wargame.declare.event_types import Dated
from wargame.declare.rungs import STRIKES
from wargame.declare.running_war import RunningWar


class Strike(Dated):
    """The attacker strikes a third state, whatever the policy says; it comes as a month opens."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"ally": "allies"}
    event: Literal["strike"]
    ally: str
    """Name of the allied state."""
    size: Literal["incursion", "limited", "large"] = "limited"
    """Drones alone, or missiles; how many, spillover.choice says."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        if war.on["spillover"]:
            war.allies.dated[war.allies.row(self.ally)] = STRIKES.index(self.size)


class Incident(Dated):
    """Something falls on, or flies over, a third state."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"ally": "allies"}
    event: Literal["incident"]
    ally: str
    """Name of the allied state."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        if war.on["spillover"]:
            war.allies.alarm(self.ally, war.allies.incursion_alarm)
