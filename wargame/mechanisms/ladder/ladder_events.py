"""Shots fired as a signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from wargame.declare.event_types import Dated


class OreshnikShot(Dated):
    """Missiles are fired as a signal, and engaged by nobody."""

    momentary: ClassVar[bool] = True
    event: Literal["signal_shot"]
    count: Annotated[int, Field(ge=1, le=100)] = 1
    """How many."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        if begins:
            war.ladder.shoot(event.count)
