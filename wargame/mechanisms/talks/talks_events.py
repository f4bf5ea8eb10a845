"""Halts, truces and the course of talks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from wargame.declare.event_types import Dated, Share, latest
from wargame.mechanisms.codes import MOMENTUM


class Ceasefire(Dated):
    """Launches at the defender stop, but for violations; production goes on."""

    event: Literal["ceasefire"]
    violation: Share | None = None
    """Launches that go on, as a share of the ordinary rate (default: talks.process.violation)."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        drawn = war.numbers.one("talks.process.violation")
        war.talks.violation[:] = latest(holding, "violation", drawn)
        _halt(war, 2, begins, holding)


class EnergyTruce(Dated):
    """Nobody aims at energy; other strikes go on."""

    event: Literal["energy_truce"]

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        _halt(war, 1, begins, holding)


class TalksStep(Dated):
    """Talks gain momentum, stop, or fail."""

    event: Literal["talks"]
    momentum: Literal["none", "active", "failed"]
    """State of the talks while this holds: they neither start nor fail by chance. Failed ones are
    forgotten in time all the same (talks.process.failed_memory)."""

    @classmethod
    def carry_out(cls, war: Any, event: Any, begins: bool, holding: Sequence[Any]) -> None:
        """See `Dated`."""
        overtaken = not begins and holding and holding[-1].on > event.on
        if war.on["talks"] and not overtaken and not war.talks.steered:
            war.talks.talks[:] = MOMENTUM.index(latest(holding, "momentum", "none"))
            war.talks.since[:] = 0.0


def _halt(war: Any, state: int, begins: bool, holding: Sequence[Any]) -> None:
    if war.talks.steered:
        return  # what both sides have ordered goes before what is dated
    if begins:
        war.talks.call_halt(state)
    elif not holding:
        war.talks.end_halt(state)
