"""Halts, truces and the course of talks."""

from __future__ import annotations

from typing import Literal

from wargame.declare.event_types import Dated, Share, latest
from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array
from wargame.mechanisms.codes import MOMENTUM


class Ceasefire(Dated):
    """Launches at the defender stop, but for violations; production goes on."""

    event: Literal["ceasefire"]
    violation: Share | None = None
    """Launches that go on, as a share of the ordinary rate (default: talks.process.violation)."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        war.talks.violation[:] = dated_violation(war)
        _halt(war, 2, self.event, begins)


class EnergyTruce(Dated):
    """Nobody aims at energy; other strikes go on."""

    event: Literal["energy_truce"]

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        _halt(war, 1, self.event, begins)


class TalksStep(Dated):
    """Talks gain momentum, stop, or fail."""

    event: Literal["talks"]
    momentum: Literal["none", "active", "failed"]
    """State of the talks while this holds: they neither start nor fail by chance. Failed ones are
    forgotten in time all the same (talks.process.failed_memory)."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        overtaken = not begins and latest(war, self.event, "on", self.on) > self.on
        if war.on["talks"] and not overtaken and not war.talks.steered:
            war.talks.talks[:] = MOMENTUM.index(latest(war, self.event, "momentum", "none"))
            war.talks.since[:] = 0.0


def dated_violation(war: RunningWar) -> Array | float:
    """Share of launches that go on under the halt that holds, or as drawn, (runs,)."""
    drawn: Array | float = war.numbers.one("talks.process.violation")
    return latest(war, "ceasefire", "violation", drawn)


def _halt(war: RunningWar, state: int, kind: str, begins: bool) -> None:
    if war.talks.steered:
        return  # what both sides have ordered goes before what is dated
    if begins:
        war.talks.call_halt(state)
    elif not war.agenda.holding[kind]:
        war.talks.end_halt(state)
