"""Leave to strike third states, and a strike by order."""

from __future__ import annotations

from typing import Any

from wargame.declare.levers import NOBODY, Lever
from wargame.declare.rungs import CEILINGS, MISSILES, STRIKES, allows


def _ceiling(war: Any, value: Any) -> None:
    ceiling = value or war.policies.attacker.spillover
    war.allies.top = CEILINGS.index(ceiling) if war.on["spillover"] else 0
    war.leadership.may_strike = allows(ceiling, MISSILES)


def _strike(war: Any, value: Any) -> None:
    war.allies.ordered = None
    if value not in (None, NOBODY) and war.on["spillover"]:
        ally, _, rung = value.rpartition(" ")
        war.allies.ordered = (war.allies.row(ally), STRIKES.index(rung))


LEVERS = (
    Lever("spillover", "choice", _ceiling, lambda war: CEILINGS[war.allies.top], options=CEILINGS),
    Lever("strike", "choice", _strike, lambda war: NOBODY, options=(NOBODY,), once=True),
)
