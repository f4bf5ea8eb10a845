"""Numbers that stand for words in rules: state of the war, of talks, and postures."""

from __future__ import annotations

from typing import Literal, get_args

WAR, TRUCE, HALT = range(3)  # state of the war: open, an energy truce, a halt of strikes
QUIET, MOVING, FAILED = range(3)  # state of the talks
FIRE_AS_MADE, HOARD, WINTER, COERCE, SURGE, SPILL_OVER = range(6)  # postures

MOMENTUM = ("none", "active", "failed")  # words for the state of the talks
Posture = Literal["fire_as_made", "hoard", "winter_campaign", "coerce", "surge", "spill_over"]
POSTURES: tuple[str, ...] = get_args(Posture)
