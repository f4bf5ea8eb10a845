"""Signals by order."""

from __future__ import annotations

from wargame.declare.levers import Lever, sets
from wargame.declare.running_war import RunningWar


def _shots(war: RunningWar, value: int | None) -> None:
    if value is not None:
        war.ladder.by_order = True
        war.ladder.shoot(value)


LEVERS = (
    Lever("signal_shots", "whole", _shots, lambda war: 0, "missiles", 0, 5, once=True),
    Lever("threat", "switch", sets("ladder.threatened", lambda war: None), lambda war: False,
          once=True),
)  # fmt: skip
