"""The map: an equal-area projection, everything placed, no sites, the licence line."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from wargame.report import map as european_map
from wargame.report import places
from wargame.report.figures import canvas

NODES = [
    {"id": "factory:kh101", "label": "Kh-101", "kind": "factory", "country": "RUS"},
    {"id": "arsenal:kh101", "label": "Kh-101 stock", "kind": "arsenal"},
    {"id": "command:fleet", "label": "Fleet", "kind": "command"},
    {"id": "sector:kyiv", "label": "Kyiv", "kind": "sector"},
    {"id": "supplier:poland", "label": "Poland", "kind": "supplier", "country": "POL"},
    {"id": "ally:poland", "label": "Poland", "kind": "ally", "country": "POL"},
]
EDGES = [
    {"source": "factory:kh101", "target": "arsenal:kh101", "kind": "production", "weight": 50},
    {"source": "arsenal:kh101", "target": "command:fleet", "kind": "production", "weight": 50},
    {"source": "command:fleet", "target": "sector:kyiv", "kind": "strike", "weight": 0.2},
    {"source": "supplier:poland", "target": "sector:kyiv", "kind": "supply", "weight": 1},
]
DESCRIPTION = {"nodes": NODES, "edges": EDGES}


def test_small_squares_keep_their_area() -> None:
    def area(lon: float, lat: float) -> float:
        side = 0.01
        x, y = places.project(
            np.array([lon, lon + side, lon + side, lon]),
            np.array([lat, lat, lat + side, lat + side]),
        )
        shoelace = x * np.roll(y, -1) - y * np.roll(x, -1)
        return float(abs(shoelace.sum()) / 2 / np.cos(np.radians(lat + side / 2)))

    areas = [area(lon, lat) for lon in (-10, 27, 55) for lat in (38, 51, 65)]
    assert max(areas) / min(areas) < 1 + 1e-5
    assert places.project(*places.CENTRE) == (0.0, 0.0)


def test_what_passes_through_a_stock_is_joined_up() -> None:
    shown = european_map.simplified(DESCRIPTION)
    assert "arsenal:kh101" not in {node["id"] for node in shown["nodes"]}
    pairs = [(edge["source"], edge["target"]) for edge in shown["edges"]]
    assert ("factory:kh101", "command:fleet") in pairs
    assert len(pairs) == 3


def test_everything_has_a_place_of_its_own() -> None:
    found = places.places(DESCRIPTION)
    assert set(found) == {node["id"] for node in NODES}
    assert len(set(found.values())) == len(found)


def test_default_places_are_whole_degrees() -> None:
    assert all(isinstance(x, int) for spot in places.SECTORS.values() for x in spot)


def test_the_licence_line_is_under_the_map_and_halos_are_css() -> None:
    facts = {
        "title": "t", "version": "1", "commit": "none", "scenario": "s", "seed": "1",
        "scenario_hash": "a", "evidence_hash": "b", "command": "wargame network s",
    }  # fmt: skip
    data = SimpleNamespace(attrs=facts, sizes={"run": 0})
    chart = european_map.draw(DESCRIPTION, data)
    svg = canvas.render(chart.figure, facts, "svg").decode()
    assert european_map.LICENCE in svg
    assert "paint-order: stroke" in svg
    assert 'id="halo"' not in svg
    assert european_map.LICENCE in chart.caption
    assert canvas.render(chart.figure, facts, "svg").decode() == svg
