"""Numbers that stand for words in rules: state of the war, of talks, and postures."""

from __future__ import annotations

WAR, TRUCE, HALT = range(3)  # state of the war: open, an energy truce, a halt of strikes
QUIET, MOVING, FAILED = range(3)  # state of the talks
FIRE_AS_MADE, HOARD, WINTER, COERCE, SURGE, SPILL_OVER = range(6)  # postures
