"""What the leadership has decided to do with its missiles."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import series
from wargame.declare.tape import Array


@series(
    "posture",
    kind="level",
    better="neither",
    meaning="posture of the {attacker_adjective} leadership",
)
def posture(war: Any) -> Array:
    return war.leadership.posture
