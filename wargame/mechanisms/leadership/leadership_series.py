"""What the leadership has decided to do with its missiles."""

from __future__ import annotations

from wargame.declare.outcome_types import Series, at

SERIES = (
    Series("posture", "level", "posture", (), "posture of the {attacker_adjective} leadership",
           "neither", at("leadership.posture")),
)  # fmt: skip
