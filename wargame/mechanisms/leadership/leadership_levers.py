"""What can be ordered of the leadership."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import Lever
from wargame.mechanisms.codes import POSTURES


def _posture(war: Any, value: Any) -> None:
    own = [event.posture for event in war.agenda.holding["posture"]]
    war.leadership.fixed = value or (own[-1] if own else war.policies.attacker.posture)


def _reserve(war: Any, value: Any) -> None:
    war.leadership.untouched = value


LEVERS = (
    Lever(
        "posture", "choice", _posture, lambda war: POSTURES[int(war.leadership.posture[0])],
        options=(*POSTURES, "choose"),
    ),
    Lever(
        "reserve", "number", _reserve, lambda war: war.leadership.reserve, "share",
        path="postures.*.reserve",
    ),
)  # fmt: skip
