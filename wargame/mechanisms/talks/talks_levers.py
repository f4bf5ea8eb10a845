"""What a side offers in talks, and fire during a halt."""

from __future__ import annotations

from wargame.declare.levers import Lever, Order
from wargame.declare.running_war import RunningWar, at
from wargame.mechanisms.talks.talks_events import dated_violation

OFFERS = ("refuse", "talk", "energy_truce", "ceasefire")  # each gives more than the one before


def _violation(war: RunningWar, value: float | None) -> None:
    war.talks.violation[:] = dated_violation(war) if value is None else value


def _offer(war: RunningWar, value: Order) -> None:
    """An offer alone moves nothing: what both sides offer does; see `standing_orders.negotiate`."""


LEVERS = (
    Lever("violation", "number", _violation, at("talks.violation"), "share",
          path="talks.process.violation"),
    Lever("offer", "choice", _offer, lambda war: None, options=OFFERS),
)  # fmt: skip
