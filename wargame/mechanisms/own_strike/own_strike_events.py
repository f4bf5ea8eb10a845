"""Campaigns of the defender's long-range weapons."""

from __future__ import annotations

from math import prod
from typing import ClassVar, Literal

from wargame.declare.event_types import Dated, Factor, latest
from wargame.declare.running_war import RunningWar


class DamageCampaign(Dated):
    """The defender's long-range strikes grow (or shrink) against one kind of target."""

    steers: ClassVar[bool] = True
    event: Literal["damage_campaign"]
    factor: Factor
    """Strikes relative to the ordinary effort."""
    against: Literal["lines", "depots", "energy"]
    """Production lines, weapon depots, or energy."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.own_lines.factor = prod(e.factor.internal for e in war.agenda.holding[self.event])
        war.own_lines.against = dated_target(war)


def dated_target(war: RunningWar) -> str:
    """What the campaign that holds is against, or what the policy says."""
    policy: str = war.policies.defender.long_range
    return latest(war, "damage_campaign", "against", policy)
