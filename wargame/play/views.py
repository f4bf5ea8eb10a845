"""What a seat is shown, as plain data: its own books, the press, estimates, its levers."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

import numpy as np

from wargame.declare.tape import Array
from wargame.model.war import War
from wargame.play import fog
from wargame.play.game_rules import rules
from wargame.play.indicators import Indicator

HISTORY = 36  # points that a seat is shown; the truth is told whole
BAND, ENDS = ("low", "median", "high"), (10, 50, 90)  # percent of runs


class Shown(TypedDict):
    """An indicator as it is shown; an estimate has a band beside each of its values."""

    name: str
    label: str
    unit: str
    flow: bool
    value: float | None
    history: list[float | None]
    low: NotRequired[float | None]
    high: NotRequired[float | None]
    lows: NotRequired[list[float | None]]
    highs: NotRequired[list[float | None]]
    band: NotRequired[str]


class Books(TypedDict):
    """What a seat may see of the war."""

    own: list[Shown]
    public: list[Shown]
    estimates: list[Shown]


def books(war: War, seat: str) -> Books:
    """What a seat may see of the war now."""
    ruleset = rules(war.spec)
    return {
        "own": [_exact(war, one) for one in ruleset.own(seat)],
        "public": public(war),
        "estimates": [_estimate(war, seat, one) for one in ruleset.estimated(seat)],
    }


def public(war: War) -> list[Shown]:
    """What everybody reads."""
    return [_exact(war, one) for one in rules(war.spec).public()]


def truth(war: War) -> list[Shown]:
    """Everything, as it is: for the facilitator, and for all when the game is over."""
    return [_exact(war, one, None) for one in rules(war.spec).indicators()]


def plain(values: Array, digits: int = 1) -> list[float | None]:
    """Numbers that JSON can hold; None for what is not there."""
    return [None if not np.isfinite(x) else round(float(x), digits) for x in values]


def rounded(value: float | Array, digits: int = 3) -> float:
    """A number short enough to be shown."""
    return round(float(value), digits)


def months_band(values: Array) -> dict[str, list[float | None]]:
    """Low, median and high by month of `values` (months, runs)."""
    return dict(zip(BAND, map(plain, np.percentile(values, ENDS, axis=-1))))


def run_band(values: Array, digits: int) -> dict[str, float]:
    """Low, median and high of `values` (runs,)."""
    return {name: rounded(end, digits) for name, end in zip(BAND, np.percentile(values, ENDS))}


def named(indicator: Indicator) -> dict[str, Any]:
    """What an indicator is."""
    return indicator.model_dump(include={"name", "label", "unit"}) | {"flow": indicator.flow}


def _exact(war: War, indicator: Indicator, most: int | None = HISTORY) -> Shown:
    return _shown(indicator, plain(indicator.history(war)[-(most or 0) :, 0]))


def _shown(indicator: Indicator, history: list[float | None]) -> Shown:
    return {
        "name": indicator.name,
        "label": indicator.label,
        "unit": indicator.unit,
        "flow": indicator.flow,
        "value": history[-1] if history else None,
        "history": history,
    }


def _estimate(war: War, seat: str, indicator: Indicator) -> Shown:
    """Two digits, no more: the error is a fifth and more."""
    value, low, high = (
        plain(_two_digits(part[-HISTORY:])) for part in fog.estimate(war, seat, indicator)
    )
    result = _shown(indicator, value)
    result["low"], result["high"] = low[-1] if low else None, high[-1] if high else None
    result["lows"], result["highs"] = low, high
    result["band"] = "holds the truth four times in five"
    return result


def _two_digits(values: Array) -> Array:
    values = np.asarray(values, float)
    size = np.floor(np.log10(np.maximum(1e-9, np.abs(values))))
    step = 10.0 ** (size - 1)
    return np.where(values == 0, 0.0, np.rint(values / step) * step)
