"""The end of a treaty, and defences that grow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from wargame.declare.event_types import Dated, Growth, latest


class TreatyExpiry(Dated):
    """The treaty limit on deployed strategic warheads ends."""

    momentary: ClassVar[bool] = True
    remains: ClassVar[bool] = True
    event: Literal["treaty_expiry"]

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        war.powers.limited = False


class DefenceGrowth(Dated):
    """A power's strategic missile defence grows at a new pace."""

    actors: ClassVar[dict[str, str]] = {"power": "powers"}
    event: Literal["defence_growth"]
    power: str
    """Name of the power."""
    growth: Growth
    """Yearly growth of its interceptors, such as "15 percent/year"."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        drawn = war.numbers.one(f"powers.{event.power}.defence_growth")
        same = [e for e in holding if e.power == event.power]
        war.powers.defence_growth[war.powers.row(event.power)] = latest(same, "growth", drawn)
