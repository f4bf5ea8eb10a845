"""Sanctions, surges of production, purchases abroad."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from wargame.declare.event_types import Change, Dated, Rate, Share, latest
from wargame.declare.quantity import Quantity
from wargame.declare.running_war import RunningWar


class SanctionsStep(Dated):
    """Sanctions on components get tighter or looser; it acts with the catalogue's delay."""

    event: Literal["sanctions_step"]
    change: Change
    """Change of the share of foreign inputs that is cut off; negative for relief."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        lines = war.factories
        if begins:
            lines.decided = np.clip(lines.decided + self.change.internal, 0.0, 1.0)
            return
        # What smuggling has already undone is not undone again: never past where it began.
        gone = lines.decided - self.change.internal
        beyond = np.maximum if self.change.internal > 0 else np.minimum
        past = (lines.decided - lines.tightness) * self.change.internal > 0
        lines.decided = np.where(past, beyond(gone, lines.tightness), lines.decided)


class SurgeProduction(Dated):
    """The leadership orders a surge of missile production."""

    steers: ClassVar[bool] = True
    event: Literal["surge_production"]
    share: Share = Quantity(1.0, "share")
    """Share of each line's surge that is ordered; 0 ends one."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.factories.surging = dated_surge(war)


class ImportStep(Dated):
    """The attacker buys a weapon abroad at a new rate."""

    actors: ClassVar[dict[str, str]] = {"weapon": "weapons"}
    event: Literal["import_step"]
    weapon: str
    """Name of the weapon."""
    rate: Rate
    """Deliveries, such as "10 missiles/month"."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        if not war.on["imports"]:
            return
        drawn = war.numbers.one(f"weapons.{self.weapon}.imports")
        rate = latest(war, self.event, "rate", drawn, weapon=self.weapon)
        war.factories.imports[war.factories.row(self.weapon)] = rate


def dated_surge(war: RunningWar) -> float:
    """Share of a surge of production that is dated for now, or that of the policy."""
    policy = 1.0 if war.policies.attacker.surge_production else 0.0
    return latest(war, "surge_production", "share", policy)
