"""Batteries that arrive."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from wargame.declare.event_types import Dated
from wargame.declare.running_war import RunningWar


class BatteryDelivery(Dated):
    """Batteries of one kind reach the defender, beyond what is pledged in the catalogue."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"interceptor": "interceptors"}
    event: Literal["battery_delivery"]
    interceptor: str
    """Kind of interceptor that they fire."""
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        number = np.zeros((len(war.interceptors), war.runs), np.int64)
        number[war.interceptors.index(self.interceptor)] = self.count
        war.air_command.batteries.deliver(number)
        war.air_command.station()
