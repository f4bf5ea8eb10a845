"""The map of Europe as inline SVG: countries drawn once, and marks that the page's script moves.

The shapes and the projection are those of the report's map.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from wargame.report.places import COUNTRIES, countries, project

WIDE = 1000.0
SPOTS = {  # schematic: whole degrees, never a site
    "russia": (39, 55),
    "defender": (31, 49),
    "west": (-9, 47),
    "europe": (7, 50),
}
TOGETHER = {"Latvia": ("Estonia", "Latvia", "Lithuania")}  # allies that stand for several states


def _frame() -> tuple[float, float, float, float]:
    (left, right), _ = project(np.array([-12.0, 60.0]), np.array([48.0, 50.0]))
    _, (low, high) = project(np.array([27.0, 27.0]), np.array([36.5, 67.0]))
    return float(left), float(right), float(low), float(high)


def height() -> int:
    """Height of the map in its own units, WIDE of them wide."""
    left, right, low, high = _frame()
    return round(WIDE * (high - low) / (right - left))


def spot(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees -> x, y in the map's own units."""
    left, right, _, high = _frame()
    x, y = project(float(longitude), float(latitude))
    scale = WIDE / (right - left)
    return round((float(x) - left) * scale, 1), round((high - float(y)) * scale, 1)


@lru_cache
def shapes() -> dict[str, str]:
    """Country -> the `d` of its path."""
    left, right, _, high = _frame()
    scale = WIDE / (right - left)
    result = {}
    for name, (_, rings) in countries().items():
        parts = []
        for ring in rings:
            xy = np.column_stack([(ring[:, 0] - left) * scale, (high - ring[:, 1]) * scale])
            if (xy.max(axis=0) < -20).any() or (xy.min(axis=0) > WIDE + 20).any() or len(xy) < 4:
                continue
            parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in xy) + "Z")
        if parts:
            result[name] = "".join(parts)
    return result


def drawn(allies: list[tuple[str, str]]) -> dict[str, Any]:
    """What the page's template needs; `allies` are (code of the country, name shown)."""
    valid = countries()
    marks, members = [], {}
    for at, (code, shown) in enumerate(allies):
        country = COUNTRIES.get(code, "")
        if country not in valid:
            continue
        x, y = spot(*valid[country][0])
        marks.append({"at": at, "name": shown, "x": x, "y": y})
        for one in TOGETHER.get(country, (country,)):
            members[one] = at
    return {
        "height": height(),
        "shapes": [(d, members.get(name, -1), name) for name, d in shapes().items()],
        "allies": marks,
        "spots": {name: spot(*at) for name, at in SPOTS.items()},
    }
