"""Strategic forces of the powers, and whether they grow."""

from __future__ import annotations

import numpy as np

from wargame.declare.outcome_types import Mark, Outcome, Series
from wargame.declare.running_war import at
from wargame.declare.tape import Array, Tape, added, ratio

YEAR = 12
SLOW = 0.01  # growth in a year, as a share of the start


def _opening(tape: Tape) -> Array:
    """Warheads of both rivals on the first day, (runs,)."""
    return added(tape.mark("opening_warheads", "rivals"))


def _pair(tape: Tape) -> Array:
    """Warheads of both rivals at the end of each month, (runs, months)."""
    return np.asarray(tape.of("strategic_warheads", "rivals").sum(axis=2))


def _stable(tape: Tape) -> Array:
    pair = _pair(tape)
    year = min(YEAR, tape.months - 1)
    return pair[:, -1] - pair[:, -1 - year] < SLOW * _opening(tape)


SERIES = (
    Series("strategic_warheads", "stock", "warheads", ("power",), "deployed strategic warheads",
           "lower", at("powers.warheads")),
    Series("strategic_defence", "stock", "interceptors", ("power",), "strategic interceptors",
           "neither", at("powers.defence")),
    Mark("opening_warheads", ("power",), at("powers.opening")),
)  # fmt: skip

OUTCOMES = (
    Outcome("race_growth", "level", "share", "growth of {rivals_adjectives} deployed warheads",
            "lower", lambda tape: ratio(_pair(tape)[:, -1], _opening(tape)) - 1.0, signed=True,
            when_empty="where neither has any at the start"),
    Outcome("race_stable", "event", "share",
            "the last year adds under one percent to {rivals_adjectives} deployed warheads",
            "higher", _stable),
)  # fmt: skip
