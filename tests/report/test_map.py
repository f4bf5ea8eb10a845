"""The map: an equal-area projection, everything placed, no sites, the licence line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence import theatre
from wargame.model.network import describe
from wargame.report import boxes, labels, places
from wargame.report import map as network_map
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


THEATRE = theatre.load()
GROUND = places.load(THEATRE)
assert GROUND is not None


def test_small_squares_keep_their_area() -> None:
    centre = GROUND.file.centre

    def area(lon: float, lat: float) -> float:
        side = 0.01
        x, y = places.project(
            centre,
            np.array([lon, lon + side, lon + side, lon]),
            np.array([lat, lat, lat + side, lat + side]),
        )
        shoelace = x * np.roll(y, -1) - y * np.roll(x, -1)
        return float(abs(shoelace.sum()) / 2 / np.cos(np.radians(lat + side / 2)))

    areas = [area(lon, lat) for lon in (-10, 27, 55) for lat in (38, 51, 65)]
    assert max(areas) / min(areas) < 1 + 1e-5
    assert places.project(centre, *centre) == (0.0, 0.0)


def test_what_passes_through_a_stock_is_joined_up() -> None:
    nodes, links = network_map.simplified(DESCRIPTION)
    assert "arsenal:kh101" not in {node.id for node in nodes}
    assert ("factory:kh101", "command:fleet") in [(link.source, link.target) for link in links]
    assert len(links) == 3


def test_everything_has_a_place_of_its_own() -> None:
    nodes, _ = network_map.simplified(DESCRIPTION)
    on_map = [node for node in nodes if not boxes.box_of(node, THEATRE, GROUND)]
    found = GROUND.places(on_map, "UKR")
    assert set(found) == {"sector:kyiv", "supplier:poland", "ally:poland"}
    assert len(set(found.values())) == len(found)


def boxed(theatre_: theatre.Theatre, scenario: str | Path) -> dict[str, boxes.Box]:
    nodes, _ = network_map.simplified(describe(load(scenario)))
    found = boxes.fill(nodes, theatre_, places.load(theatre_))
    for one in found.values():
        assert 0 < one.bottom < one.top < 1
        for other in found.values():
            apart = (
                one.left + one.width < other.left or other.left + other.width < one.left
                or one.top < other.bottom or other.top < one.bottom
            )  # fmt: skip
            assert one is other or apart, (one.name, other.name)
    return found


def test_who_is_off_the_map_stands_in_a_box_and_boxes_do_not_meet() -> None:
    found = boxed(THEATRE, "continued_war")
    assert {"supplier:canada", "supplier:usa", "line:pac3_mse"} <= set(found["beyond"].members)
    assert found["abroad"].members == ("factory:kn23",)
    assert found["lines"].title == "Russian lines"


def test_without_a_map_all_stand_in_boxes(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("scenario: 1\ntitle: T\nquestion: Q?\ntheatre: minimal\nmonths: 2\n")
    scenario = load(path)
    found = boxed(scenario.theatre, path)
    nodes, _ = network_map.simplified(describe(scenario))
    assert {member for box in found.values() for member in box.members} == {n.id for n in nodes}
    chart = network_map.draw(describe(scenario), scenario.theatre)
    assert "map" not in chart.title and "Places" not in chart.caption


def test_no_two_kinds_of_link_look_alike() -> None:
    looks = [*network_map.LINKS.values(), network_map.OTHER_LINK]
    assert len({colour for colour, _, _ in looks}) == len(looks)
    kinds = {edge["kind"] for edge in describe(load("continued_war"))["edges"]}
    assert kinds <= set(network_map.LINKS)


def test_links_of_a_whole_box_are_drawn_once() -> None:
    nodes, every = network_map.simplified(describe(load("continued_war")))
    links = network_map.bundled(every, boxes.fill(nodes, THEATRE, GROUND))
    strikes = [link for link in links if link.kind == "strike"]
    assert {link.source for link in strikes} == {"box:commands"}
    assert len(strikes) == sum(node.kind == "sector" for node in nodes)
    assert len(links) < len(every) / 2


def test_labels_on_the_map_do_not_cover_one_another() -> None:
    spots = {name: (0.3 * at, 0.0) for at, name in enumerate("abc")} | {"d": (0.002, 0.0)}
    found = labels.placed([(name, "Label") for name in spots], spots, set())
    wide = labels.LETTER * len("Label")
    places_ = [(x, y) for _, _, x, y in found]
    for at, (x, y) in enumerate(places_):
        for other_x, other_y in places_[at + 1 :]:
            assert abs(x - other_x) >= wide or abs(y - other_y) >= labels.HEIGHT


def test_default_places_are_whole_degrees() -> None:
    spots = [*GROUND.file.sectors.values(), GROUND.file.air_command]
    assert all(x == round(x) for spot in spots for x in spot)
    assert set(GROUND.file.sectors) == set(load("continued_war").entries("sectors"))


def test_a_fault_in_the_file_of_a_map_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(theatre.load("minimal").folder, folder)
    (folder / "map").mkdir()
    (folder / "map" / places.FILE).write_text("map: 1\nshapes: s.geojson\n")
    with pytest.raises(WargameError, match=r"map\.yaml.*centre"):
        places.load(theatre.load(folder))


def test_the_licence_line_is_under_the_map_and_halos_are_css() -> None:
    facts = {
        "title": "t", "version": "1", "commit": "none", "scenario": "s", "seed": "1",
        "scenario_hash": "a", "evidence_hash": "b", "command": "wargame network s",
    }  # fmt: skip
    chart = network_map.draw(DESCRIPTION, THEATRE, canvas.Source(facts, {"run": 0}))
    svg = canvas.render(chart.figure, facts, "svg").decode()
    assert GROUND.file.credit in svg
    assert "paint-order: stroke" in svg
    assert 'id="halo"' not in svg
    assert GROUND.file.credit in chart.caption
    assert canvas.render(chart.figure, facts, "svg").decode() == svg
