"""What the defender's own weapons hit, and what is held back."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import Lever


def _long_range(war: Any, value: Any) -> None:
    own = [event.against for event in war.agenda.holding["damage_campaign"]]
    war.own_lines.against = value or (own[-1] if own else war.policies.defender.long_range)


def _held_back(war: Any, value: Any) -> None:
    lines = war.own_lines
    lines.held_back[:] = war.numbers.column("strike_weapons", lines.names, "held_back")
    if value is not None:
        lines.held_back[lines.missiles] = value


def _targeting(war: Any, value: Any) -> None:
    war.own_lines.help = 1.0 if value is None else value


LEVERS = (
    Lever(
        "long_range", "choice", _long_range, lambda war: war.own_lines.against,
        options=("balanced", "lines", "depots", "energy"),
    ),
    Lever(
        "held_back", "number", _held_back,
        lambda war: war.own_lines.held_back[war.own_lines.missiles], "share",
        path="strike_weapons.*.held_back",
    ),
    Lever("targeting", "number", _targeting, lambda war: war.own_lines.help, "times", high=2.0),
)  # fmt: skip
