"""Signals by order."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import Lever


def _shots(war: Any, value: Any) -> None:
    if value is not None:
        war.ladder.by_order = True
        war.ladder.shoot(value)


def _threat(war: Any, value: Any) -> None:
    war.ladder.threatened = value


LEVERS = (
    Lever("signal_shots", "whole", _shots, lambda war: 0, "missiles", 0, 5, once=True),
    Lever("threat", "switch", _threat, lambda war: False, once=True),
)
