"""What the defender's own weapons hit, and what is held back."""

from __future__ import annotations

from wargame.declare.levers import Lever, sets
from wargame.declare.running_war import RunningWar, at
from wargame.mechanisms.own_strike.own_strike_events import dated_target


def _held_back(war: RunningWar, value: float | None) -> None:
    lines = war.own_lines
    lines.held_back[:] = war.numbers.column("strike_weapons", lines.names, "held_back")
    if value is not None:
        lines.held_back[lines.missiles] = value


LEVERS = (
    Lever("long_range", "choice", sets("own_lines.against", dated_target),
          at("own_lines.against"), options=("balanced", "lines", "depots", "energy")),
    Lever("held_back", "number", _held_back,
          lambda war: war.own_lines.held_back[war.own_lines.missiles], "share",
          path="strike_weapons.*.held_back"),
    Lever("targeting", "number", sets("own_lines.help", lambda war: 1.0), at("own_lines.help"),
          "times", high=2.0),
)  # fmt: skip
