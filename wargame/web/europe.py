"""The map of Europe as inline SVG: countries drawn once, and marks that the page's script moves.

The shapes and the projection are those of the report's map.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence import theatre
from wargame.report.places import Map, load

WIDE = 1000.0
SPOTS = {  # schematic: whole degrees, never a site
    "russia": (39, 55),
    "defender": (31, 49),
    "west": (-9, 47),
    "europe": (7, 50),
}
TOGETHER = {"Latvia": ("Estonia", "Latvia", "Lithuania")}  # allies that stand for several states


@lru_cache
def _map() -> Map:
    """The map of the theatre that ships as the default."""
    shown = load(theatre.load())
    if shown is None:
        raise WargameError("the theatre has no map")
    return shown


def height() -> int:
    """Height of the map in its own units, WIDE of them wide."""
    left, right, low, high = _map().frame
    return round(WIDE * (high - low) / (right - left))


def spot(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees -> x, y in the map's own units."""
    left, right, _, high = _map().frame
    x, y = _map().spot((longitude, latitude))
    scale = WIDE / (right - left)
    return round((x - left) * scale, 1), round((high - y) * scale, 1)


@lru_cache
def shapes() -> dict[str, str]:
    """Country -> the `d` of its path."""
    left, right, _, high = _map().frame
    scale = WIDE / (right - left)
    result = {}
    for country in _map().countries.values():
        parts = []
        for ring in country.rings:
            xy = np.column_stack([(ring[:, 0] - left) * scale, (high - ring[:, 1]) * scale])
            if (xy.max(axis=0) < -20).any() or (xy.min(axis=0) > WIDE + 20).any() or len(xy) < 4:
                continue
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in xy) + "Z")
        if parts:
            result[country.name] = "".join(parts)
    return result


def drawn(allies: list[tuple[str, str]]) -> dict[str, Any]:
    """What the page's template needs; `allies` are (code of the country, name shown)."""
    marks, members = [], {}
    for at, (code, shown) in enumerate(allies):
        place = _map().label(code)
        if place is None:
            continue
        x, y = spot(*place)
        marks.append({"at": at, "name": shown, "x": x, "y": y})
        country = _map().countries[code].name
        for one in TOGETHER.get(country, (country,)):
            members[one] = at
    return {
        "height": height(),
        "shapes": [(d, members.get(name, -1), name) for name, d in shapes().items()],
        "allies": marks,
        "spots": {name: spot(*at) for name, at in SPOTS.items()},
    }
