"""A posture that is ordered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from wargame.declare.event_types import Dated, latest
from wargame.mechanisms.codes import Posture


class PostureChange(Dated):
    """The leadership takes a posture, whatever the policy says."""

    event: Literal["posture"]
    posture: Posture
    """What the leadership does with its missiles."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        war.leadership.order(latest(holding, "posture", war.policies.attacker.posture))
