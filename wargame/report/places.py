"""The map of a theatre: shapes of countries, and where agents stand, schematic and never a site.

Spherical Lambert azimuthal equal-area projection (Snyder, USGS Professional Paper 1395, 1987,
eq. 24-2 to 24-4), in NumPy.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame.declare.event_types import Model
from wargame.evidence import model_file
from wargame.evidence.theatre import Theatre

FILE = "map.yaml"
FINEST = 0.0008  # of the unit sphere: half a pixel
APART = 1.1  # degrees between nodes that share a place

Floats = NDArray[np.float64]
Degrees = tuple[float, float]
"""Longitude and latitude."""


class MapFile(Model):
    """What `map/map.yaml` of a theatre may hold; places are longitude and latitude in degrees."""

    map: Literal[1]
    """Version of this format."""
    shapes: str
    """GeoJSON file beside it: a feature a country, with code (`id`), name and a point (`label`)."""
    credit: str
    """Whose shapes they are, and what is to be said of them."""
    centre: Degrees
    """Centre of the projection."""
    west_east: tuple[Degrees, Degrees]
    """A point on the left and one on the right edge."""
    south_north: tuple[Degrees, Degrees]
    """A point on the lower and one on the upper edge."""
    attacker: str
    """The attacker's country, by its code."""
    colours: dict[str, str]
    """Countries that are drawn in colours of their own."""
    sectors: dict[str, Degrees]
    """Where each sector stands."""
    air_command: Degrees
    """Where the defender's air command stands."""


class Country(NamedTuple):
    """Name, the point for labels, and the rings of its shape, each (points, 2) on the plane."""

    name: str
    label: Degrees
    rings: tuple[Floats, ...]


class Node(NamedTuple):
    """An agent on the map; `country` is a code, '' where it has none."""

    id: str
    label: str
    kind: str
    country: str = ""


@dataclass(frozen=True)
class Map:
    """The map of one theatre: its file, and its countries by code."""

    file: MapFile
    countries: dict[str, Country]

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, right, lower and upper edge on the plane."""
        across, _ = project(self.file.centre, *np.transpose(self.file.west_east))
        _, up = project(self.file.centre, *np.transpose(self.file.south_north))
        return float(across[0]), float(across[1]), float(up[0]), float(up[1])

    def spot(self, place: Degrees) -> tuple[float, float]:
        """Degrees as a point on the plane."""
        x, y = project(self.file.centre, *place)
        return float(x), float(y)

    def share(self, place: Degrees) -> tuple[float, float]:
        """Degrees as shares of the width and height of the map."""
        left, right, low, high = self.frame
        x, y = self.spot(place)
        return (x - left) / (right - left), (y - low) / (high - low)

    def label(self, code: str) -> Degrees | None:
        """Where a country is labelled; None for one that is not on the map."""
        if code not in self.countries:
            return None
        place = self.countries[code].label
        return place if all(0 < share < 1 for share in self.share(place)) else None

    def places(self, nodes: Iterable[Node], default: str) -> dict[str, Degrees]:
        """Where each node stands: at its sector's place or in its country (`default` if none).

        Nodes that share a place stand a little apart, in order, so that each can be seen.
        """
        result: dict[str, Degrees] = {}
        shared: dict[Degrees, int] = {}
        for node in nodes:
            own = (
                self.file.sectors.get(node.id.partition(":")[2]) if node.kind == "sector" else None
            )
            if node.kind == "air_command":
                own = self.file.air_command
            lon, lat = own or self.label(node.country or default) or self.file.centre
            shared[lon, lat] = shared.get((lon, lat), -1) + 1
            result[node.id] = (lon, lat - APART * shared[lon, lat])
        return result


def project(centre: ArrayLike, longitude: ArrayLike, latitude: ArrayLike) -> tuple[Floats, Floats]:
    """Degrees -> plane coordinates on a unit sphere around `centre`; equal areas stay equal."""
    lon, lat = np.radians(longitude), np.radians(latitude)
    lon0, lat0 = np.radians(centre)
    cos_c = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    k = np.sqrt(2 / (1 + np.maximum(cos_c, -0.999)))
    x = k * np.cos(lat) * np.sin(lon - lon0)
    y = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0))
    return x, y


def load(theatre: Theatre) -> Map | None:
    """The map of `theatre`; None where it has none.

    Raises InputError with every problem of its file.
    """
    return _read(theatre.folder / "map" / FILE)


@cache
def _read(path: Path) -> Map | None:
    if not path.is_file():
        return None
    _, file = model_file.read(path, MapFile)
    countries = {}
    for feature in json.loads((path.parent / file.shapes).read_text(encoding="utf-8"))["features"]:
        shape, properties = feature["geometry"], feature["properties"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = tuple(
            _coarse(np.column_stack(project(file.centre, *np.array(ring, float)[:, :2].T)))
            for part in parts
            for ring in part
        )
        lon, lat = properties["label"]
        countries[feature["id"]] = Country(properties["name"], (lon, lat), rings)
    return Map(file, countries)


def _coarse(ring: Floats) -> Floats:
    """Points of `ring` on a grid of half a pixel, repeats dropped; neighbours stay joined."""
    grid = np.round(ring / FINEST) * FINEST
    retained = np.append(True, (np.diff(grid, axis=0) != 0).any(axis=1))
    return np.asarray(grid[retained])
