"""What a seat is shown, as plain data: its own books, the press, estimates, its levers."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.model.war import War
from wargame.play import fog
from wargame.play.game import openings
from wargame.play.indicators import INDICATORS, Indicator, of_ally
from wargame.play.log import Log
from wargame.play.roles import ROLES

SAID = 60  # declarations that are shown; the debrief has them all
HISTORY = 36  # points that a seat is shown; the truth is told whole


def card(seat: str) -> dict[str, Any]:
    """The role card."""
    role = ROLES[seat]
    return {
        "seat": seat,
        "title": role.title,
        "brief": role.brief,
        "sees": role.sees,
        "goals": [{"says": g.says, "weight": g.weight} for g in role.goals],
    }


def status(war: War, log: Log, question: str) -> dict[str, Any]:
    """Where a game stands: turn, dates, clock, who plays, who is ready, what was said."""
    days, dates = openings(war, log.header["turn"]), war.calendar.dates
    over, now = log.state == "finished", len(log.played)
    last = days[now + 1] - 1 if now + 1 < len(days) else len(dates) - 1
    return {
        "name": log.header["name"],
        "title": log.header["title"],
        "question": question,
        "state": log.state,
        "turn": now + (not over),
        "turns": log.header["turns"],
        "from": dates[-1 if over else days[now]].isoformat(),
        "until": dates[-1 if over else last].isoformat(),
        "deadline": log.deadline,
        "seats": dict(log.seats),
        "ready": sorted(log.ready),
        "said": [dict(one) for one in log.said[-SAID:]],
    }


def books(war: War, seat: str) -> dict[str, Any]:
    """What a seat may see of the war now: `own`, `public`, `estimates`, each a list of things."""
    return {
        "own": [_exact(war, indicator) for indicator in fog.own(war, seat)],
        "public": public(war),
        "estimates": [_estimate(war, seat, indicator) for indicator in fog.estimated(seat)],
    }


def public(war: War) -> list[dict[str, Any]]:
    """What everybody reads."""
    return [_exact(war, indicator) for indicator in fog.public()]


def truth(war: War) -> list[dict[str, Any]]:
    """Everything, as it is: for the facilitator, and for all when the game is over."""
    indicators = [*INDICATORS.values(), *(of_ally(war, name) for name in war.allies.names)]
    return [_exact(war, indicator, None) for indicator in indicators]


def plain(values: Any, digits: int = 1) -> list[float | None]:
    """Numbers that JSON can hold; None for what is not there."""
    return [None if not np.isfinite(x) else round(float(x), digits) for x in values]


def rounded(value: Any, digits: int = 3) -> float:
    """A number short enough to be told."""
    return round(float(value), digits)


def _named(thing: Indicator) -> dict[str, Any]:
    return {"name": thing.name, "label": thing.label, "unit": thing.unit, "flow": thing.flow}


def _exact(war: War, thing: Indicator, most: int | None = HISTORY) -> dict[str, Any]:
    history = plain(thing.history(war)[-(most or 0) :, 0])
    return _named(thing) | {"value": history[-1] if history else None, "history": history}


def _estimate(war: War, seat: str, thing: Indicator) -> dict[str, Any]:
    """Two digits, no more: the error is a fifth and more."""
    result = [plain(_short(part[-HISTORY:])) for part in fog.estimate(war, seat, thing)]
    value, low, high = result
    return _named(thing) | {
        "value": value[-1] if value else None,
        "low": low[-1] if low else None,
        "high": high[-1] if high else None,
        "history": value,
        "lows": low,
        "highs": high,
        "band": "holds the truth four times in five",
    }


def _short(values: Any) -> Any:
    """Each number to two digits."""
    values = np.asarray(values, float)
    size = np.floor(np.log10(np.maximum(1e-9, np.abs(values))))
    step = 10.0 ** (size - 1)
    return np.where(values == 0, 0.0, np.rint(values / step) * step)
