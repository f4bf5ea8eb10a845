"""What can be ordered of the leadership."""

from wargame.declare.levers import Lever, sets
from wargame.declare.running_war import at
from wargame.mechanisms.codes import POSTURES
from wargame.mechanisms.leadership.leadership_events import dated_posture

LEVERS = (
    Lever("posture", "choice", sets("leadership.fixed", dated_posture),
          lambda war: POSTURES[int(war.leadership.posture[0])], options=(*POSTURES, "choose")),
    Lever("reserve", "number", sets("leadership.untouched", lambda war: None),
          at("leadership.reserve"), "share", path="postures.*.reserve"),
)  # fmt: skip
