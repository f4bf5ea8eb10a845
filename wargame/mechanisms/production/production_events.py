"""Sanctions, surges of production, purchases abroad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

import numpy as np

from wargame.declare.event_types import Change, Dated, Rate, Share, latest
from wargame.declare.quantity import Quantity


class SanctionsStep(Dated):
    """Sanctions on components get tighter or looser; it acts with the catalogue's delay."""

    event: Literal["sanctions_step"]
    change: Change
    """Change of the share of foreign inputs that is cut off; negative for relief."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        lines = war.factories
        if begins:
            lines.decided = np.clip(lines.decided + event.change.internal, 0.0, 1.0)
            return
        # What smuggling has already undone is not undone again: never past where it began.
        gone = lines.decided - event.change.internal
        beyond = np.maximum if event.change.internal > 0 else np.minimum
        past = (lines.decided - lines.tightness) * event.change.internal > 0
        lines.decided = np.where(past, beyond(gone, lines.tightness), lines.decided)


class SurgeProduction(Dated):
    """The leadership orders a surge of missile production."""

    event: Literal["surge_production"]
    share: Share = Quantity(1.0, "share")
    """Share of each line's surge that is ordered; 0 ends one."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        standing = 1.0 if war.policies.attacker.surge_production else 0.0
        war.factories.surging = latest(holding, "share", standing)


class ImportStep(Dated):
    """The attacker buys a weapon abroad at a new rate."""

    actors: ClassVar[dict[str, str]] = {"weapon": "weapons"}
    event: Literal["import_step"]
    weapon: str
    """Name of the weapon."""
    rate: Rate
    """Deliveries, such as "10 missiles/month"."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        if not war.on["imports"]:
            return
        drawn = war.numbers.one(f"weapons.{event.weapon}.imports")
        same = [e for e in holding if e.weapon == event.weapon]
        war.factories.imports[war.factories.row(event.weapon)] = latest(same, "rate", drawn)
