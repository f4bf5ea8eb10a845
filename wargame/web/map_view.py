"""The map as inline SVG: countries drawn once, and marks that the page's script moves.

The shapes and the projection are those of the report's map.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from wargame.report.places import COUNTRIES, countries, project
from wargame.scenario import Scenario
from wargame.web.offer import Flow, Map

WIDE = 1000.0
Point = tuple[float, float]


def _frame() -> tuple[float, float, float, float]:
    (left, right), _ = project(np.array([-12.0, 60.0]), np.array([48.0, 50.0]))
    _, (low, high) = project(np.array([27.0, 27.0]), np.array([36.5, 67.0]))
    return float(left), float(right), float(low), float(high)


def height() -> int:
    """Height of the map in its own units, WIDE of them wide."""
    left, right, low, high = _frame()
    return round(WIDE * (high - low) / (right - left))


def spot(longitude: float, latitude: float) -> Point:
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


def drawn(given: Map, scenario: Scenario) -> dict[str, Any]:
    """What the page's template needs of the map of a theatre."""
    valid, texts = countries(), scenario.texts
    marks: list[dict[str, Any]] = []
    members: dict[str, int] = {}
    for at, ally in enumerate(sorted(scenario.entries("allies"))):
        country = COUNTRIES.get(texts.get(f"allies.{ally}.country", ""), "")
        if country not in valid:
            continue
        x, y = spot(*valid[country][0])
        marks.append({"at": at, "name": texts[f"allies.{ally}.name"], "x": x, "y": y})
        members |= dict.fromkeys(given.members.get(country, [country]), at)
    attacker, defender = spot(*given.attacker), spot(*given.defender)
    return {
        "title": given.title,
        "height": height(),
        "shapes": [
            (d, members.get(name, -1), given.shapes.get(name, "")) for name, d in shapes().items()
        ],
        "allies": marks,
        "attacker": attacker,
        "defender": defender,
        "flows": [
            {
                "path": _curve(spot(*flow.at), defender, flow),
                "x": spot(*flow.at)[0] + 30,
                "y": (defender[1] if flow.bend > 0 else spot(*flow.at)[1]) + flow.label,
                "short": flow.short,
                "words": flow.words,
            }
            for flow in given.flows
        ],
    }


def _curve(start: Point, end: Point, flow: Flow) -> str:
    """The `d` of an arrow of supply."""
    bend = f"{(start[0] + end[0]) / 2} {end[1] + flow.bend}"
    return f"M{start[0]} {start[1]}Q{bend} {end[0] + flow.head[0]} {end[1] + flow.head[1]}"
