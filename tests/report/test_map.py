"""The map: an equal-area projection, everything placed, no sites, the licence line."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from wargame.model.network import describe
from wargame.report import boxes, labels, places
from wargame.report import map as european_map
from wargame.report.figures import canvas
from wargame.scenario import load

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
    on_map = [node for node in NODES if not boxes.box_of(node)]
    found = places.places(on_map)
    assert set(found) == {"arsenal:kh101", "sector:kyiv", "supplier:poland", "ally:poland"}
    assert len(set(found.values())) == len(found)


def test_who_is_off_the_map_stands_in_a_box_and_boxes_do_not_meet() -> None:
    nodes = describe(load("continued_war"))["nodes"]
    found = boxes.fill(european_map.simplified({"nodes": nodes, "edges": []})["nodes"])
    assert {"supplier:canada", "supplier:usa", "line:pac3_mse"} <= set(found["beyond"].members)
    assert found["abroad"].members == ("factory:kn23",)
    for one in found.values():
        assert 0 < one.bottom < one.top < 1
        for other in found.values():
            apart = (
                one.left + one.width < other.left or other.left + other.width < one.left
                or one.top < other.bottom or other.top < one.bottom
            )  # fmt: skip
            assert one is other or apart, (one.name, other.name)


def test_no_two_kinds_of_link_look_alike() -> None:
    looks = [*european_map.LINKS.values(), european_map.OTHER_LINK]
    assert len({colour for colour, _, _ in looks}) == len(looks)
    kinds = {edge["kind"] for edge in describe(load("continued_war"))["edges"]}
    assert kinds <= set(european_map.LINKS)


def test_links_of_a_whole_box_are_drawn_once() -> None:
    description = describe(load("continued_war"))
    shown = european_map.simplified(description)
    links = european_map.bundled(shown)
    strikes = [link for link in links if link["kind"] == "strike"]
    assert {link["source"] for link in strikes} == {"box:commands"}
    assert len(strikes) == sum(node["kind"] == "sector" for node in description["nodes"])
    assert len(links) < len(shown["edges"]) / 2


def test_labels_on_the_map_do_not_cover_one_another() -> None:
    spots = {name: (0.3 * at, 0.0) for at, name in enumerate("abc")} | {"d": (0.002, 0.0)}
    found = labels.placed([(name, "Label") for name in spots], spots, set())
    wide = labels.LETTER * len("Label")
    places_ = [(x, y) for _, _, x, y in found]
    for at, (x, y) in enumerate(places_):
        for other_x, other_y in places_[at + 1 :]:
            assert abs(x - other_x) >= wide or abs(y - other_y) >= labels.HEIGHT


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
