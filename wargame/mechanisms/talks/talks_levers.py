"""What a side offers in talks, and fire during a halt."""

from __future__ import annotations

from typing import Any

from wargame.declare.event_types import latest
from wargame.declare.levers import Lever

OFFERS = ("refuse", "talk", "energy_truce", "ceasefire")  # each gives more than the one before


def _violation(war: Any, value: Any) -> None:
    drawn = war.numbers.one("talks.process.violation")
    dated = latest(war.agenda.holding["ceasefire"], "violation", drawn)
    war.talks.violation[:] = dated if value is None else value


def _offer(war: Any, value: Any) -> None:
    """An offer alone moves nothing: what both sides offer does; see `standing_orders.negotiate`."""


LEVERS = (
    Lever(
        "violation", "number", _violation, lambda war: war.talks.violation, "share",
        path="talks.process.violation",
    ),
    Lever("offer", "choice", _offer, lambda war: None, options=OFFERS),
)  # fmt: skip
