"""Incidents in third states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from wargame.declare.event_types import Dated


class Incident(Dated):
    """Something falls on, or flies over, a third state."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"ally": "allies"}
    event: Literal["incident"]
    ally: str
    """Name of the allied state."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        if begins and war.on["spillover"]:
            war.allies.alarm(event.ally, war.allies.incursion_alarm)
