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


@lru_cache
def _frame() -> tuple[float, float, float, int]:
    """Left and upper edge in the projection, the map's units in one of its own, its height."""
    (left, right), _ = project(np.array([-12.0, 60.0]), np.array([48.0, 50.0]))
    _, (low, high) = project(np.array([27.0, 27.0]), np.array([36.5, 67.0]))
    scale = WIDE / (right - left)
    return float(left), float(high), float(scale), round(scale * (high - low))


def position(longitude: float, latitude: float) -> Point:
    """Degrees -> x, y in the map's own units, WIDE of them wide."""
    left, high, scale, _ = _frame()
    x, y = project(float(longitude), float(latitude))
    return round((float(x) - left) * scale, 1), round((high - float(y)) * scale, 1)


@lru_cache
def shapes() -> dict[str, str]:
    """Country -> the `d` of its path."""
    left, high, scale, _ = _frame()
    result: dict[str, str] = {}
    for name, (_, rings) in countries().items():
        for ring in rings:
            xy = np.column_stack([(ring[:, 0] - left) * scale, (high - ring[:, 1]) * scale])
            within = (xy.max(axis=0) >= -20).all() and (xy.min(axis=0) <= WIDE + 20).all()
            if within and len(xy) > 3:
                path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in xy) + "Z"
                result[name] = result.get(name, "") + path
    return result


def map_data(given: Map, scenario: Scenario) -> dict[str, Any]:
    """What the page's template needs of the map of a theatre."""
    valid, texts = countries(), scenario.texts
    marks: list[dict[str, Any]] = []
    members: dict[str, int] = {}
    for at, ally in enumerate(sorted(scenario.entries("allies"))):
        country = COUNTRIES.get(texts.get(f"allies.{ally}.country", ""), "")
        if country not in valid:
            continue
        x, y = position(*valid[country][0])
        marks.append({"at": at, "name": texts[f"allies.{ally}.name"], "x": x, "y": y})
        members |= dict.fromkeys(given.members.get(country, [country]), at)
    attacker, defender = position(*given.attacker), position(*given.defender)
    return {
        "title": given.title,
        "height": _frame()[3],
        "shapes": [
            (d, members.get(name, -1), given.shapes.get(name, "")) for name, d in shapes().items()
        ],
        "allies": marks,
        "attacker": attacker,
        "defender": defender,
        "flows": [
            {
                "path": _curve(position(*flow.at), defender, flow),
                "x": position(*flow.at)[0] + 30,
                "y": (defender[1] if flow.bend > 0 else position(*flow.at)[1]) + flow.label,
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
