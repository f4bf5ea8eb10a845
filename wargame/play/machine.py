"""Machine players: plain rules over what a seat sees, nothing more.

They know what a person in the seat knows (`Room.view`), and give orders through the same levers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

COLD = (10, 11, 12, 1, 2, 3)  # months in which the grid has no reserve
FEW = 60  # rounds against ballistic missiles below which Kyiv is called short of them


def orders(view: Mapping[str, Any], choices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Orders for the open turn of the seat whose `view` and `choices` these are."""
    wanted = PLAYERS[view["seat"]](view)
    standing = view["standing"]
    valid = {choice["name"] for choice in choices}
    return {k: v for k, v in wanted.items() if k in valid and standing.get(k) != v}


def _see(view: Mapping[str, Any], name: str) -> float:
    """The present value of a thing, as exactly as the seat knows it; 0 where there is none."""
    for part in ("own", "estimates", "public"):
        for indicator in view[part]:
            if indicator["name"] == name:
                return float(indicator["value"] or 0.0)
    return 0.0


def _first(view: Mapping[str, Any], name: str) -> float:
    """The first value of a thing that the seat still has before it."""
    for part in ("own", "estimates", "public"):
        for indicator in view[part]:
            if indicator["name"] == name and indicator["history"]:
                return float(indicator["history"][0] or 0.0)
    return 0.0


def _cold(view: Mapping[str, Any]) -> bool:
    return date.fromisoformat(view["from"]).month in COLD


def moscow(view: Mapping[str, Any]) -> dict[str, Any]:
    """Break the grid in the cold months; in the warm ones save up, unless Kyiv runs dry."""
    cold, dry = _cold(view), _see(view, "scarce") < FEW
    full = _see(view, "missiles") > 0.7 * max(1.0, _first(view, "missiles"))
    return {
        "posture": ("surge" if full else "winter_campaign") if cold or dry else "fire_as_made",
        "energy": 0.85 if cold else 0.5,
        "surge": 1.0 if cold else 0.0,
        "talks": "refuse" if cold or dry else "talk",
    }


def kyiv(view: Mapping[str, Any]) -> dict[str, Any]:
    """Ration early, hold the capital, strike lines; take a ceasefire when magazines are empty."""
    scarce = _see(view, "patriot") + _see(view, "aster")
    return {
        "protect": "energy" if _cold(view) else "balanced",
        "ration_days": 60.0,
        "concentrate": 3.0 if scarce < 2 * FEW else 2.0,
        "long_range": "lines",
        "talks": "ceasefire" if scarce < FEW / 3 else "talk",
    }


def europe(view: Mapping[str, Any]) -> dict[str, Any]:
    """Give while nobody at home is struck, and more when few rounds are left in Ukraine."""
    calm, few = _see(view, "spillover") < 1, _see(view, "scarce") < FEW
    missiles, first = _see(view, "missiles"), max(1.0, _first(view, "missiles"))
    return {
        "floor": 0.3 if calm and few else 0.5 if calm else None,
        "keep": "floor" if calm else "will",
        "patriot": 0.6,
        "sanctions": 0.02 if missiles > first else 0.0,
    }


def washington(view: Mapping[str, Any]) -> dict[str, Any]:
    """Refill first; release more when Kyiv runs dry and stocks are whole."""
    american = _see(view, "american") / max(1.0, _first(view, "american"))
    urgent = _see(view, "scarce") < FEW and american > 0.8
    return {
        "release": 60.0 if urgent else None,
        "from_stock": 0.9 if urgent else None,
        "refill": 0.5,
        "targeting": 1.2,
    }


PLAYERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "moscow": moscow,
    "kyiv": kyiv,
    "europe": europe,
    "washington": washington,
}
