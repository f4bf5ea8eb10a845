"""A posture that is ordered."""

from __future__ import annotations

from typing import ClassVar, Literal

from wargame.declare.event_types import Dated, latest
from wargame.declare.running_war import RunningWar
from wargame.mechanisms.codes import Posture


class PostureChange(Dated):
    """The leadership takes a posture, whatever the policy says."""

    steers: ClassVar[bool] = True
    event: Literal["posture"]
    posture: Posture
    """What the leadership does with its missiles."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.leadership.order(dated_posture(war))


def dated_posture(war: RunningWar) -> str:
    """The posture that is dated for now, or that of the policy."""
    policy: str = war.policies.attacker.posture
    return latest(war, "posture", "posture", policy)
