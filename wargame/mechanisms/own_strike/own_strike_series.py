"""The defender's own long-range missiles."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape


@series(
    "missiles",
    kind="stock",
    better="higher",
    meaning="{defender}'s long-range missiles held back",
)
def own_missiles(war: Any) -> Array:
    return war.own_lines.kept[war.own_lines.missiles].sum(axis=0)


@outcome(
    "missiles",
    kind="level",
    better="higher",
    meaning="{defender}'s long-range missiles held back at the end",
)
def own_missiles_end(tape: Tape) -> Array:
    return tape.of("own_missiles")[:, -1]
