"""The end of a treaty, and defences that grow."""

from __future__ import annotations

from typing import ClassVar, Literal

from wargame.declare.event_types import Dated, Growth, latest
from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array


class TreatyExpiry(Dated):
    """The treaty limit on deployed strategic warheads ends."""

    momentary: ClassVar[bool] = True
    event: Literal["treaty_expiry"]

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.powers.limited = False


class DefenceGrowth(Dated):
    """A power's strategic missile defence grows at a new pace."""

    actors: ClassVar[dict[str, str]] = {"power": "powers"}
    event: Literal["defence_growth"]
    power: str
    """Name of the power."""
    growth: Growth
    """Yearly growth of its interceptors, such as "15 percent/year"."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.powers.defence_growth[war.powers.row(self.power)] = dated_growth(war, self.power)


def dated_growth(war: RunningWar, power: str) -> Array | float:
    """Growth of a power's defence that is dated for now, or as drawn, (runs,)."""
    drawn: Array | float = war.numbers.one(f"powers.{power}.defence_growth")
    return latest(war, "defence_growth", "growth", drawn, power=power)
