"""Entries that a scenario adds and removes, of any section that is not fixed by the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wargame.declare.errors import WargameError
from wargame.scenario import Scenario, load

HEAD = "scenario: 1\ntitle: T\nquestion: Q?\n"
NEW = """
add:
  classes:
    glider: {from: ballistic, decay: 1 percent/year}
  weapons:
    wedge: {from: kh101, class: glider, stock: 12}
  interceptors:
    lance:
      from: irist
      after: irist
      hit_chance: {glider: 0.4, cruise: 0.9}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "s.yaml"
    path.write_text(f"{HEAD}extends: continued_war\n{text}")
    return path


def back(scenario: Scenario, tmp_path: Path) -> Scenario:
    """The scenario as it is read back from what it resolves to."""
    path = tmp_path / "resolved.yaml"
    path.write_text(json.dumps(scenario.resolved()))  # JSON is YAML too, and quicker
    return load(path)


def test_a_supplier_and_an_ally_join(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "add:\n  suppliers:\n    japan:\n      from: norway\n      country: JPN\n      will: 0.3\n"
        "  allies:\n    sweden: {from: finland, name: Sweden, country: SWE, magazine: 90}\n",
    )
    scenario = load(path, ["suppliers.japan.floor=0.5"])
    assert scenario.entries("suppliers")[-1] == "japan"
    assert scenario.added == ("suppliers.japan", "allies.sweden")
    assert scenario.texts["suppliers.japan.country"] == "JPN"
    assert scenario.numbers["suppliers.japan.will"].value == 0.3
    assert scenario.numbers["suppliers.japan.floor"].value == 0.5
    norway = scenario.numbers["suppliers.norway.purchases"]
    assert scenario.numbers["suppliers.japan.purchases"].internal == norway.internal
    assert back(scenario, tmp_path).hash == scenario.hash


def test_new_entries_name_each_other_and_stand_where_they_are_put(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, NEW), ["suppliers.usa.stock.lance=30"])
    kinds = scenario.entries("interceptors")
    assert kinds[kinds.index("irist") + 1] == "lance"
    numbers = scenario.numbers
    assert numbers["interceptors.lance.hit_chance.glider"].value == 0.4
    assert numbers["interceptors.lance.hit_chance.cruise"].value == 0.9
    irist = numbers["interceptors.irist.hit_chance.air_tactical"]
    assert numbers["interceptors.lance.hit_chance.air_tactical"].internal == irist.internal
    assert numbers["interceptors.irist.hit_chance.glider"].absent
    assert numbers["suppliers.usa.stock.lance"].value == 30
    assert numbers["suppliers.france.stock.lance"].absent
    assert scenario.texts["weapons.wedge.class"] == "glider"
    again = back(scenario, tmp_path)
    assert again.hash == scenario.hash
    assert again.entries("interceptors") == kinds


def test_what_is_removed_takes_along_what_others_held_for_it(tmp_path: Path) -> None:
    scenario = load(write(tmp_path, "remove: {interceptors: [guns], suppliers: [poland]}\n"))
    assert "guns" not in scenario.entries("interceptors")
    assert not [path for path in scenario.numbers if "guns" in path.split(".")]
    assert scenario.removed == ("interceptors.guns", "suppliers.poland")
    assert "allies.poland.supplier" not in scenario.texts  # may be missing, and so goes too
    assert back(scenario, tmp_path).hash == scenario.hash


def test_one_entry_stands_in_for_another_of_the_same_name(tmp_path: Path) -> None:
    change = "remove: {suppliers: [poland]}\nadd: {suppliers: {poland: {from: spain}}}\n"
    scenario = load(write(tmp_path, change))
    spain = scenario.numbers["suppliers.spain.will"]
    assert scenario.numbers["suppliers.poland.will"].internal == spain.internal
    assert back(scenario, tmp_path).hash == scenario.hash


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("remove: {weapons: [kh102]}", "remove.weapons.0: there is no weapons.kh102 — did you"),
        ("remove: {grid: [ukraine]}", "'grid' has entries that the model knows by name"),
        ("remove: {wepons: [kh101]}", "'wepons' is no section — did you mean 'weapons'?"),
        ("remove: {weapons: kh101}", "remove.weapons: expected a list, found the text 'kh101'"),
        (
            "remove: {weapons: [kh101]}\nset: {weapons.kh101.stock: 5}",
            "nothing reads this: weapons.kh101 was removed at",
        ),
        ("remove: {classes: [cruise]}", "classes.cruise is needed (weapons.kh101.class: weapon"),
        (
            "add: {interceptors: {lance: {from: irist, hit_chance: {cruse: 0.4}}}}",
            "add.interceptors.lance.hit_chance.cruse: unknown key — did you mean 'cruise'?",
        ),
        (
            "add: {interceptors: {lance: {from: irist, hit_chance: 0.4}}}",
            "hit_chance: expected one for each of classes, found the number 0.4",
        ),
        ("add: {interceptors: {lance: {from: irist, after: iris}}}", "did you mean 'irist'?"),
        (
            "add: {weapons: {wedge: {from: kh101, class: cruse}}}",
            "add.weapons.wedge.class: there is no classes.cruse — did you mean 'cruise'?",
        ),
        ("set: {weapons.kh101.class: cruse}", "there is no classes.cruse — did you mean"),
        (
            "set: {interceptors.irist.hit_chance.cruse: 0.3}",
            "interceptors.irist has no 'hit_chance.cruse' — did you mean 'hit_chance.cruise'?",
        ),
        (
            "set: {interceptors.irist.hit_chance: 0.3}",
            "interceptors.irist has no 'hit_chance' — did you mean",
        ),
    ],
)
def test_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(WargameError) as caught:
        load(write(tmp_path, text + "\n"))
    assert message in str(caught.value)
