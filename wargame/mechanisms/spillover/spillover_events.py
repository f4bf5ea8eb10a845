"""Incidents in third states."""

from __future__ import annotations

from typing import ClassVar, Literal

from wargame.declare.event_types import Dated
from wargame.declare.running_war import RunningWar


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
