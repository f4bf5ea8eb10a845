"""What the leadership has decided to do with its missiles."""

from wargame.declare.outcome_types import Series
from wargame.declare.running_war import at

SERIES = (
    Series("posture", "level", "posture", (), "posture of the {attacker_adjective} leadership",
           "neither", at("leadership.posture")),
)  # fmt: skip
