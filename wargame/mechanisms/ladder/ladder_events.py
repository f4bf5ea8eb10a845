"""Shots fired as a signal."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from wargame.declare.event_types import Dated
from wargame.declare.running_war import RunningWar


class SignalShot(Dated):
    """Missiles are fired as a signal, and engaged by nobody."""

    momentary: ClassVar[bool] = True
    event: Literal["signal_shot"]
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.ladder.shoot(self.count)
