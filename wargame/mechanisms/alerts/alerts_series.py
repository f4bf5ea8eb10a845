"""How often the capital is under alert."""

from __future__ import annotations

from typing import Any

from wargame.declare.outcome_types import outcome, series
from wargame.declare.tape import Array, Tape


@series(
    "days",
    kind="flow",
    better="lower",
    meaning="days on which missiles came at {capital}",
    cumulative=True,
)
def alert_days(war: Any) -> Array:
    return war.alerts.alert_days


@outcome(
    "share",
    kind="share",
    better="lower",
    meaning="share of days on which missiles came at {capital}",
)
def alert_share(tape: Tape) -> Array:
    return tape.total("alert_days") / sum(tape.month_days)
