"""Where things stand on the map of Europe: whole degrees, schematic, never a site.

Spherical Lambert azimuthal equal-area projection (Snyder, USGS Professional Paper 1395, 1987,
eq. 24-2 to 24-4), in NumPy.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

CENTRE = (27.0, 51.0)
SECTORS = {
    "kyiv": (31, 50),
    "north": (33, 51),
    "north_east": (36, 50),
    "centre": (29, 49),
    "dnipro": (35, 48),
    "south": (32, 47),
    "west": (25, 49),
}
FINEST = 0.0008  # of the unit sphere: half a pixel
COUNTRIES = {
    "USA": "United States",
    "GBR": "United Kingdom",
    "DEU": "Germany",
    "FRA": "France",
    "POL": "Poland",
    "NLD": "Netherlands",
    "NOR": "Norway",
    "DNK": "Denmark",
    "SWE": "Sweden",
    "FIN": "Finland",
    "EST": "Estonia",
    "LVA": "Latvia",
    "LTU": "Lithuania",
    "ROU": "Romania",
    "MDA": "Moldova",
    "ITA": "Italy",
    "ESP": "Spain",
    "BEL": "Belgium",
    "CZE": "Czechia",
    "GRC": "Greece",
    "UKR": "Ukraine",
    "RUS": "Russia",
    "BLR": "Belarus",
    "TUR": "Turkey",
}
HOMES = {"defender": (26, 51)}


def project(longitude: Any, latitude: Any) -> tuple[Any, Any]:
    """Degrees -> plane coordinates on a unit sphere around CENTRE; equal areas stay equal."""
    lon, lat = np.radians(longitude), np.radians(latitude)
    lon0, lat0 = np.radians(CENTRE)
    cos_c = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    k = np.sqrt(2 / (1 + np.maximum(cos_c, -0.999)))
    x = k * np.cos(lat) * np.sin(lon - lon0)
    y = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0))
    return x, y


@cache
def countries() -> dict[str, tuple[tuple[float, float], tuple[Any, ...]]]:
    """Name -> label point and projected rings of each country on the map."""
    text = (files("wargame") / "theatres" / "ukraine" / "map" / "europe.geojson").read_text(
        encoding="utf-8"
    )
    result = {}
    for feature in json.loads(text)["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = tuple(
            _coarse(np.column_stack(project(*np.array(ring, float)[:, :2].T)))
            for part in parts
            for ring in part
        )
        lon, lat = feature["properties"]["label"]
        result[feature["properties"]["name"]] = ((lon, lat), rings)
    return result


def _coarse(ring: Any) -> Any:
    """Points of `ring` on a grid of half a pixel, repeats dropped; neighbours stay joined."""
    grid = np.round(ring / FINEST) * FINEST
    retained = np.append(True, (np.diff(grid, axis=0) != 0).any(axis=1))
    return grid[retained]


def places(nodes: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude of every node: its own, its sector's, or its country's."""
    result: dict[str, tuple[float, float]] = {}
    for node in nodes:
        name, own = str(node["id"]), node.get("position")
        short = name.split(".")[-1].split(":")[-1]
        if own is not None:
            result[name] = (float(own[0]), float(own[1]))
        elif short in SECTORS and node["kind"] == "sector":
            result[name] = SECTORS[short]
        elif node["kind"] in HOMES:
            result[name] = HOMES[node["kind"]]
        else:
            result[name] = _home(str(node.get("country") or "UKR"))
    return _apart(result)


def _home(code: str) -> tuple[float, float]:
    valid = countries()
    name = COUNTRIES.get(code, code)
    return valid[name][0] if name in valid else CENTRE


def _apart(found: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Move nodes that share a place a little apart, in order, so that each can be seen."""
    seen: dict[tuple[float, float], int] = {}
    moved = {}
    for name, place in found.items():
        nth = seen[place] = seen.get(place, -1) + 1
        moved[name] = (place[0], place[1] - 1.1 * nth)
    return moved
