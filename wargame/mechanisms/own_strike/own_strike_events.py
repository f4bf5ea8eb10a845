"""Campaigns of the defender's long-range weapons."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, Literal

from wargame.declare.event_types import Dated, Factor, latest


class DamageCampaign(Dated):
    """The defender's long-range strikes grow (or shrink) against one kind of target."""

    event: Literal["damage_campaign"]
    factor: Factor
    """Strikes relative to the ordinary effort."""
    against: Literal["lines", "depots", "energy"]
    """Production lines, weapon depots, or energy."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        war.own_lines.factor = prod(e.factor.internal for e in holding)
        war.own_lines.against = latest(holding, "against", war.policies.defender.long_range)
