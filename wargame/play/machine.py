"""Machine players: plain rules over what a seat sees, nothing more.

They know what a person in the seat knows (`Room.view`), and give orders through the same levers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

COLD = (10, 11, 12, 1, 2, 3)  # months in which the grid has no reserve


def orders(view: Mapping[str, Any], choices: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Orders for the open turn of the seat whose `view` and `choices` these are."""
    wanted = PLAYERS[view["seat"]](view)
    standing = view["standing"]
    known = {choice["name"] for choice in choices}
    return {k: v for k, v in wanted.items() if k in known and standing.get(k) != v}


def _see(view: Mapping[str, Any], name: str) -> float:
    """The present value of a thing, as exactly as the seat knows it; 0 where there is none."""
    for part in ("own", "estimates", "public"):
        for thing in view[part]:
            if thing["name"] == name:
                return float(thing["value"] or 0.0)
    return 0.0


def _first(view: Mapping[str, Any], name: str) -> float:
    """The first value of a thing that the seat still has before it."""
    for part in ("own", "estimates", "public"):
        for thing in view[part]:
            if thing["name"] == name and thing["history"]:
                return float(thing["history"][0] or 0.0)
    return 0.0


def _cold(view: Mapping[str, Any]) -> bool:
    return date.fromisoformat(view["from"]).month in COLD


def moscow(view: Mapping[str, Any]) -> dict[str, Any]:
    """Save up in the warm months, break the grid in the cold ones, hardest when Kyiv runs dry."""
    cold, dry = _cold(view), _see(view, "scarce") < 60
    full = _see(view, "missiles") > 1.3 * max(1.0, _first(view, "missiles"))
    found: dict[str, Any] = {"talks": "refuse" if cold or dry else "talk", "invest_in": "ballistic"}
    found["invest"] = 0.5
    found["posture"] = "winter_campaign" if cold else "surge" if dry and full else "hoard"
    found["energy"] = 0.8 if cold else 0.5
    found["surge"] = 1.0 if cold else 0.0
    return found


def kyiv(view: Mapping[str, Any]) -> dict[str, Any]:
    """Protect energy in the cold, cities in the warm; strike lines; talk, and take a ceasefire when
    the magazines are empty."""
    scarce = _see(view, "patriot") + _see(view, "aster")
    return {
        "protect": "energy" if _cold(view) else "balanced",
        "long_range": "lines",
        "ration": True,
        "pool": 0.05,
        "talks": "ceasefire" if scarce < 20 else "talk",
    }


def europe(view: Mapping[str, Any]) -> dict[str, Any]:
    """Pay more where few rounds arrive, tighten sanctions, give down to the floor when calm."""
    missiles, first = _see(view, "missiles"), max(1.0, _first(view, "missiles"))
    return {
        "purchases": 1.5 if _see(view, "scarce") < 150 else 1.0,
        "patriot": 0.6,
        "keep": "floor" if _see(view, "spillover") < 1 else "will",
        "sanctions": 0.02 if missiles > first else 0.0,
    }


def washington(view: Mapping[str, Any]) -> dict[str, Any]:
    """Release while stocks last, Ukraine first in the queue; build up again when they shrink."""
    american = _see(view, "american") / max(1.0, _first(view, "american"))
    low = american < 0.85
    return {
        "release": 30 if low else 80,
        "refill": 0.4 if low else 0.2,
        "priority": 0.6,
        "targeting": 1.2,
        "sanctions": 0.02 if not low else 0.0,
    }


PLAYERS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "moscow": moscow,
    "kyiv": kyiv,
    "europe": europe,
    "washington": washington,
}
