"""Leave to strike third states, and a strike by order."""

from __future__ import annotations

from wargame.declare.levers import NOBODY, Lever
from wargame.declare.rungs import CEILINGS, MISSILES, STRIKES, allows
from wargame.declare.running_war import RunningWar


def _ceiling(war: RunningWar, value: str | None) -> None:
    ceiling = value or war.policies.attacker.spillover
    war.allies.top = CEILINGS.index(ceiling) if war.on["spillover"] else 0
    war.leadership.may_strike = allows(ceiling, MISSILES)


def _strike(war: RunningWar, value: str | None) -> None:
    war.allies.ordered = None
    if value and value != NOBODY and war.on["spillover"]:
        ally, _, rung = value.rpartition(" ")
        war.allies.ordered = (war.allies.row(ally), STRIKES.index(rung))


LEVERS = (
    Lever("spillover", "choice", _ceiling, lambda war: CEILINGS[war.allies.top], options=CEILINGS),
    Lever("strike", "choice", _strike, lambda war: NOBODY, options=(NOBODY,), once=True),
)
