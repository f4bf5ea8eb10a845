"""Designs of sweeps: the shipped ones are sound, and every fault has its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import ValidationError

from tests.schemas import validator
from wargame.declare.errors import InputError, WargameError
from wargame.evidence import strict_yaml
from wargame.questions import design_file
from wargame.questions.question_library import json_schema, shipped

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "sweeps.md").read_text(encoding="utf-8")
SHIPPED = list(shipped("sweep").values())
TWO = "weapons.kh101.production,weapons.kalibr.production"
DESIGN = """sweep: 1
title: T
question: Q?
scenario: continued_war
months: 6
design: {kind: lhs, points: 8}
replicates: 2
outcomes: [stock_growth]
levers:
  policies.attacker.posture: [choose, hoard]
  aid:
    none: {}
    more: {set: {suppliers.usa.will: 0.5}, events: []}
uncertainties:
  weapons.kh101.production: catalogue
  weapons.kalibr.production: {low: 20, high: 1 missiles/day}
constants:
  mechanisms.talks: false
  suppliers.spain.will: 0.2
"""


def said(text: str, tmp_path: Path) -> str:
    """What is said of a design with `text`, without its name."""
    file = tmp_path / "design.yaml"
    file.write_text(text)
    with pytest.raises(InputError) as found:
        design_file.read(file)
    return str(found.value).replace(f"{file}:", "").replace(f"{tmp_path}/", "")


def changed(old: str, new: str) -> str:
    assert old in DESIGN
    return DESIGN.replace(old, new)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_designs_are_sound(file: Path) -> None:
    found = design_file.read(file.stem)
    assert found.name == file.stem and found.file.question.endswith("?")
    validator(json_schema, "sweep").validate(strict_yaml.load(file).data)
    head = "# yaml-language-server: $schema=../../docs/sweeps.schema.json"
    assert file.read_text().startswith(head)


def test_there_are_designs_of_several_kinds() -> None:
    kinds = {design_file.read(file).file.design.kind for file in SHIPPED}
    assert len(SHIPPED) >= 4 and kinds >= {"sobol", "morris", "lhs", "factorial"}


def test_the_schema_is_the_exported_one() -> None:
    written = json.loads((DOCS / "sweeps.schema.json").read_text())
    assert written == json_schema("sweep"), "python run.py schema sweep > docs/sweeps.schema.json"
    file: Any = strict_yaml.parse(DESIGN, "design").data
    validator(json_schema, "sweep").validate(file)
    with pytest.raises(ValidationError):
        validator(json_schema, "sweep").validate(
            file | {"uncertainties": {"weapons.kh101.prodction": None}}
        )


def test_levers_are_combined_and_laid_over_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "design.yaml").write_text(DESIGN)
    found = design_file.read(tmp_path / "design.yaml")
    labels = [one.label for one in found.policies]
    assert labels == [
        "posture=choose, none", "posture=choose, more",
        "posture=hoard, none", "posture=hoard, more",
    ]  # fmt: skip
    will = "suppliers.usa.will"
    for one in found.policies:
        scenario = one.scenario
        assert scenario.policies.attacker.posture == one.levers["policies.attacker.posture"]
        assert (scenario.numbers[will].value == 0.5) == (one.levers["aid"] == "more")
        assert not scenario.mechanisms["talks"] and scenario.months == 6
        spain = scenario.numbers["suppliers.spain.will"]
        assert spain.low == spain.high == spain.value == 0.2
    kh101, kalibr = found.parameters
    assert (kh101.low, kh101.high, kh101.unit) == (60.0, 70.0, "missiles/month")
    assert kalibr.high == pytest.approx(365.25 / 12) and kalibr.value == 27.5  # of the catalogue


def test_a_scenario_may_be_a_lever_and_stand_beside_the_design(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "scenario: 1\ntitle: T\nquestion: Q?\nextends: ceasefire\nmonths: 12\n"
    )
    text = changed("scenario: continued_war\nmonths: 6\n", "")
    text = text.replace("levers:\n", "levers:\n  scenario: [mine.yaml, ceasefire]\n")
    (tmp_path / "design.yaml").write_text(text)
    found = design_file.read(tmp_path / "design.yaml")
    assert [one.scenario.months for one in found.policies[::4]] == [12, 36]
    assert found.policies[0].label == "mine, posture=choose, none"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sweep: 1", "sweep: 2", "1:8: sweep: expected one of 1; found the number 2"),
        ("title: T", "titel: T", "2:1: titel: unknown key — did you mean 'title'?"),
        ("continued_war", "continued_wr", "did you mean 'continued_war'?"),
        ("kind: lhs", "kind: lsh", "expected one of factorial, lhs, sobol"),
        ("kind: lhs", "kind: lsh", "did you mean 'lhs'?"),
        ("kind: lhs", "kind: sobol, levels: 3", "design.levels: is not read by a design of kind"),
        ("kind: lhs, points: 8", "kind: sobol, points: 9", "6:31: design.points: expected a power"),
        ("kind: lhs, points: 8", "kind: morris, levels: 5", "expected an even number, found 5"),
        ("points: 8", "points: 0", "design.points: expected 1 to 1000000, found 0"),
        ("points: 8", "second_order: true", "second_order: is not read by a design of kind lhs"),
        ("kind: lhs, points: 8", "kind: table", "design.file: is missing"),
        ("points: 8", "file: x.csv", "design.file: is read by kind table only"),
        ("replicates: 2", "replicates: 0", "7:13: replicates: expected greater than or equal to 1"),
        ("[stock_growth]", "[stock_grwth]", "there is no outcome 'stock_grwth' — did you mean"),
        ("hoard]", "hord]", "10:39: policies.attacker.posture: expected one of"),
        ("hoard]", "choose]", "two policies are called 'posture=choose, none'"),
        (
            "policies.attacker.posture",
            "policies.attacker.postre",
            "unknown key — did you mean 'posture'",
        ),
        ("[choose, hoard]", "hoard", "expected a list of options, or options by name; found the"),
        ("[choose, hoard]", "{a: {}}", "options by name are for a lever with a name of one's own"),
        ("  aid:\n", "  Aid 1:\n", "options by name are for a lever with a name"),
        ("none: {}", "none: 3", "12:11: levers.aid.none: expected what the option changes"),
        ("usa.will", "usa.wil", "13:18: nothing reads this: suppliers.usa has no 'wil'"),
        ("usa.will: 0.5", "usa.will: 50", "13:38: 50 is outside its range"),
        ("{set:", "{scael: {}, set:", "13:12: scael: unknown key — did you mean 'scale'?"),
        (
            "more: {set: {suppliers.usa.will: 0.5}",
            "more: {policies: {attacker: {posture: hoard}}",
            "is set by levers.policies.attacker.posture too",
        ),
        ("kh101.production: c", "kh101.prodction: c", "15:3: uncertainties.weapons.kh101.prod"),
        ("catalogue", "catalog", "expected catalogue, {low, high} or a list of values; found the"),
        ("catalogue", "[20, 30]", "a list of values is for a factorial or one_at_a_time design"),
        ("{low: 20,", "{lwo: 20,", "16:31: uncertainties.weapons.kalibr.production.lwo: unknown"),
        ("{low: 20,", "{", "'low' is missing"),
        ("low: 20", "low: 40", "low 40 is not below high 30.4"),
        ("low: 20", "low: -1", "-1 is outside its range"),
        ("low: 20", "unit: days, low: 20", "'days' is no unit of a weapon rate"),
        ("low: 20", "low: 5 days", "'days' is a time; a weapon rate is needed"),
        ("weapons.kh101.production", "air_command.ukraine.hub_delys", "there is no such number"),
        ("weapons.kh101.production", "suppliers.spain.will", "is set by a lever or constant too"),
        ("weapons.kh101.production", "suppliers.usa.will", "set by a lever or constant too"),
        ("mechanisms.talks: false", "mechanisms.talk: false", "did you mean 'talks'?"),
        ("spain.will: 0.2", "spain.will: 2 days", "19:25: 'days' is a time; a share is needed"),
    ],
)
def test_faults(old: str, new: str, words: str, tmp_path: Path) -> None:
    assert words in said(changed(old, new), tmp_path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = changed("hoard]", "hord]").replace("usa.will", "usa.wil").replace("talks", "talk")
    assert len({line.split(":")[0] for line in said(text, tmp_path).splitlines()}) >= 2


def test_ranges_that_differ_between_policies_must_be_written_out(tmp_path: Path) -> None:
    text = changed("scenario: continued_war\n", "").replace(
        "levers:\n", "levers:\n  scenario: [continued_war, porcupine]\n"
    )
    path = "strike_weapons.flamingo.production_goal"
    wrong = text.replace("weapons.kh101.production: catalogue", f"{path}: catalogue")
    assert "give it other ranges; write {low, high}" in said(wrong, tmp_path)
    text = wrong.replace(f"{path}: catalogue", f"{path}: {{low: 1, high: 9}}")
    (tmp_path / "design.yaml").write_text(text)
    assert design_file.read(tmp_path / "design.yaml").parameters[0].low == 1


def test_a_scenario_as_constant_and_as_lever(tmp_path: Path) -> None:
    text = changed("levers:\n", "levers:\n  scenario: [ceasefire]\n")
    assert "4:11: scenario: is a lever too; write it there alone" in said(text, tmp_path)


def test_nothing_varies(tmp_path: Path) -> None:
    text = DESIGN[: DESIGN.index("uncertainties")]
    assert "uncertainties: is missing: nothing varies between points" in said(text, tmp_path)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("weapons.kh101.prodction\n1\n", "points.csv:1:1: weapons.kh101.prodction: there is"),
        ("weapons.kh101.production\n", "points.csv:1:1: holds no points"),
        ("weapons.kh101.production\n20\nmany\n", "points.csv:3:1: weapons.kh101.production: exp"),
        ("weapons.kh101.production\n-20\n", "-20 is outside its range"),
        ("weapons.kh101.production\nnan\n", "expected a finite number"),
        (f"{TWO}\n20,30\n20\n", "points.csv:3:1: expected 2 values, found 1"),
        (f"{TWO}\n20,x\n", "points.csv:2:4: weapons.kalibr.production: expected a finite"),
        ("weapons.kh101.production,weapons.kh101.production\n1,2\n", "a column is there twice"),
        ("suppliers.usa.will\n0.1\n", "is set by a lever or constant too"),
    ],
)  # fmt: skip
def test_faults_of_tables(table: str, words: str, tmp_path: Path) -> None:
    text = changed("{kind: lhs, points: 8}", "{kind: table, file: points.csv}")
    head, _, tail = text.partition("uncertainties:")
    (tmp_path / "points.csv").write_text(table)
    assert words in said(head + tail[tail.index("constants:") :], tmp_path)
    assert "are the columns of the table; leave this out" in said(text, tmp_path)


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    for name, words in (("no.csv", "cannot be read (No such file"), ("bad.parquet", "not a read")):
        (tmp_path / "bad.parquet").write_text("no")
        text = changed("{kind: lhs, points: 8}", f"{{kind: table, file: {name}}}")
        head, _, tail = text.partition("uncertainties:")
        assert words in said(head + tail[tail.index("constants:") :], tmp_path)


def test_names_of_designs(tmp_path: Path) -> None:
    with pytest.raises(WargameError, match="did you mean 'screening'"):
        design_file.read("screning")
    with pytest.raises(WargameError, match="no such file"):
        design_file.read(tmp_path / "nothing.yaml")


def test_the_guide_shows_a_sound_design_and_leaves_no_key_out(tmp_path: Path) -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    (tmp_path / "mine.yaml").write_text(block)
    found = design_file.read(tmp_path / "mine.yaml")
    assert (len(found.policies), found.sizes["points"], found.file.replicates) == (2, 60, 3)
    names = [
        *design_file.SweepFile.model_fields,
        *design_file.Design.model_fields,
        *get_args(design_file.Kind),
    ]
    assert [name for name in names if f"`{name}`" not in GUIDE] == []
    assert all(f"/{file.name})" in GUIDE for file in SHIPPED)


def test_python_in_the_guide_is_python() -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) >= 5
    for block in blocks:
        compile(block, "docs/sweeps.md", "exec")
