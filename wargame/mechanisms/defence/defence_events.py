"""Batteries that arrive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from wargame.declare.event_types import Dated


class BatteryDelivery(Dated):
    """Batteries of one kind reach the defender, beyond what is pledged in the catalogue."""

    momentary: ClassVar[bool] = True
    actors: ClassVar[dict[str, str]] = {"interceptor": "interceptors"}
    event: Literal["battery_delivery"]
    interceptor: str
    """Kind of interceptor that they fire."""
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        number = np.zeros((len(war.interceptors), war.runs), np.int64)
        number[war.interceptors.index(event.interceptor)] = event.count
        war.air_command.batteries.deliver(number)
        war.air_command.station()
