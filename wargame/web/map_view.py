"""The map as inline SVG: countries drawn once, and marks that the page's script moves.

The shapes and the projection are those of the report's map.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from wargame.declare.errors import WargameError
from wargame.evidence.theatre import Theatre
from wargame.report import places
from wargame.scenario import Scenario
from wargame.web.offer import Flow, Map

WIDE = 1000.0
Point = tuple[float, float]


class View:
    """The map of a theatre in its own units, WIDE of them wide."""

    def __init__(self, ground: places.Map) -> None:
        self.ground = ground
        self.left, right, low, self.high = ground.frame
        self.scale = WIDE / (right - self.left)
        self.height = round(self.scale * (self.high - low))

    def position(self, longitude: float, latitude: float) -> Point:
        """Degrees -> x, y in the map's own units."""
        x, y = self.ground.spot((longitude, latitude))
        return round((x - self.left) * self.scale, 1), round((self.high - y) * self.scale, 1)

    @cached_property
    def shapes(self) -> dict[str, str]:
        """Country -> the `d` of its path."""
        result = {}
        for country in self.ground.countries.values():
            parts = []
            for ring in country.rings:
                x, y = ring.T
                xy = np.column_stack([(x - self.left) * self.scale, (self.high - y) * self.scale])
                off = (xy.max(axis=0) < -20).any() or (xy.min(axis=0) > WIDE + 20).any()
                if not off and len(xy) >= 4:
                    parts.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in xy) + "Z")
            if parts:
                result[country.name] = "".join(parts)
        return result


_VIEWS: dict[Path, View] = {}  # by folder of the theatre: drawing shapes takes a while


def view(theatre: Theatre) -> View:
    """The map of `theatre`. Raises WargameError where it has none."""
    if theatre.folder not in _VIEWS:
        ground = places.load(theatre)
        if ground is None:
            raise WargameError(f"the theatre {theatre.name} has no map")
        _VIEWS[theatre.folder] = View(ground)
    return _VIEWS[theatre.folder]


def map_data(given: Map, scenario: Scenario) -> dict[str, Any]:
    """What the page's template needs of the map of a theatre."""
    shown, texts = view(scenario.theatre), scenario.texts
    position = shown.position
    marks: list[dict[str, Any]] = []
    members: dict[str, int] = {}
    for at, ally in enumerate(sorted(scenario.entries("allies"))):
        code = texts.get(f"allies.{ally}.country", "")
        place = shown.ground.label(code)
        if place is None:
            continue
        country = shown.ground.countries[code].name
        x, y = position(*place)
        marks.append({"at": at, "name": texts[f"allies.{ally}.name"], "x": x, "y": y})
        members |= dict.fromkeys(given.members.get(country, [country]), at)
    attacker, defender = position(*given.attacker), position(*given.defender)
    return {
        "title": given.title,
        "height": shown.height,
        "shapes": [
            (d, members.get(name, -1), given.shapes.get(name, ""))
            for name, d in shown.shapes.items()
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
