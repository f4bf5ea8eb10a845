"""Files of lessons: the shipped ones are sound, every fault has its place, and points fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.schemas import validator
from tests.short_lesson import TEXT, written
from wargame.declare.errors import InputError, WargameError
from wargame.evidence import strict_yaml
from wargame.questions import lesson_loading
from wargame.questions.lesson_file import Statement
from wargame.questions.question_library import json_schema, shipped

SCHEMA = Path(__file__).parents[2] / "docs" / "lesson.schema.json"


def said(tmp_path: Path, old: str, new: str) -> str:
    """What is said of the short lesson with `old` as `new`, without the name of its file."""
    assert old in TEXT
    file = written(tmp_path, TEXT.replace(old, new, 1))
    with pytest.raises(InputError) as found:
        lesson_loading.load(file)
    return str(found.value).replace(f"{file}:", "")


def test_the_seven_lessons_are_shipped() -> None:
    assert set(shipped("lesson")) == {
        "flow_and_stock", "empty_magazine", "ceasefire_threat", "donors_dilemma",
        "offence_defence_race", "credible_deterrence", "what_debris_tells",
    }  # fmt: skip


@pytest.mark.parametrize("name", shipped("lesson"))
def test_a_shipped_lesson_predicts_reveals_and_lets_try(name: str) -> None:
    lesson = lesson_loading.load(name)
    assert sum(bool(s.choose or s.draw or s.guess) for s in lesson.steps) >= 2
    assert any(step.controls and step.goals for step in lesson.steps)
    assert sum(isinstance(one.model, Statement) for one in lesson.asked()) >= 4
    assert all(step.key for step in lesson.steps)
    assert 20 <= lesson.file.minutes <= 30
    assert 45 <= sum(lesson.file.key.minutes.values()) <= 50


@pytest.mark.parametrize("name", shipped("lesson"))
def test_the_shipped_schema_fits_the_file(name: str) -> None:
    path = shipped("lesson")[name]
    validator(json_schema, "lesson").validate(strict_yaml.load(path).data)
    head = path.read_text().splitlines()[0]
    assert head == "# yaml-language-server: $schema=../../docs/lesson.schema.json"


def test_the_schema_in_docs_is_the_exported_one() -> None:
    told = "python run.py schema lesson > docs/lesson.schema.json"
    assert json.loads(SCHEMA.read_text()) == json_schema("lesson"), told


@pytest.mark.parametrize("name", shipped("lesson"))
def test_points_are_positions_of_the_controls(name: str) -> None:
    lesson = lesson_loading.load(name)
    for point in lesson.points:
        assert all(at in one.choices for at, one in zip(point, lesson.controls.values()))
    for step in lesson.steps:
        assert lesson.open(step)[0] == lesson.stands(step)
        assert set(lesson.open(step)) <= set(lesson.points)
    for asked in lesson.asked():
        assert {one.point for one in lesson.sides(asked)} <= set(lesson.points)
    assert len(set(lesson.points)) == len(lesson.points)


def test_a_point_is_a_scenario_with_the_changes_of_all_controls(tmp_path: Path) -> None:
    lesson = lesson_loading.load(written(tmp_path))
    plain = lesson.scenario(("usual", "war"), runs=5)
    both = lesson.scenario(("none", "halt"), runs=5)
    assert plain.policies.attacker.posture == both.policies.attacker.posture == "fire_as_made"
    assert plain.numbers["weapons.kh101.production"].value > 0
    assert both.numbers["weapons.kh101.production"].value == 0
    assert "ceasefire" in [event.event for event in both.events]
    assert (both.runs, both.months) == (5, 3)


def test_a_goal_moves_both_sides_with_the_reader(tmp_path: Path) -> None:
    whole, part = "against: {at: {output: usual, halt: war}}", "against: {at: {halt: war}}"
    text = TEXT.replace(whole, part, 1)
    lesson = lesson_loading.load(written(tmp_path, text))
    goal = next(one for one in lesson.asked() if one.at[2] == "try")
    first, second = lesson.sides(goal, ("none", "halt"))
    assert (first.point, second.point) == (("none", "halt"), ("none", "war"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    start: usual", "    start: ususal",
         "13:12: controls.output.start: there is no position 'ususal' — did you mean 'usual'?"),
        ("at: {halt: halt}\n    choose", "at: {hult: halt}\n    choose", "did you mean 'halt'?"),
        ("controls: [output, halt]", "controls: [output, hall]", "there is no control 'hall'"),
        ("chart: flows", "chart: flow", "there is no chart 'flow' — did you mean 'flows'?"),
        ("series: stock, of: missiles", "series: stack, of: missiles", "no series 'stack'"),
        ("series: stock, of: missiles", "series: stock, of: misiles", "did you mean 'missiles'?"),
        ("series: stock, of: missiles", "series: stock, of: ballistic_defence", "no weapon"),
        ("series: stock, of", "series: stock, also: [lossed], of", "did you mean 'lost'?"),
        ("series: stock, of", "series: stock, also: [stock_age], of", "not in the unit"),
        ("series: stock, of: missiles", "series: stock_age, also: [launch_age]", "is no count"),
        ("says: The store holds {value}.", "says: The store holds {median}.",
         "neither {value} nor {share}"),
        ("outcome: stock_end\n", "outcome: stock_ends\n", "did you mean 'stock_end'?"),
        ("expect: fewer", "expect: less", "there is no option 'less'"),
        (", because: The drain is closed.", "", "the expected answer needs a 'because'"),
        ("weapons.kh101.production: 0", "weapons.kh102.production: 0", "kh101.production"),
        ("event: ceasefire", "event: cease_fire", "did you mean 'ceasefire'?"),
        ("draw: {ask: Draw the store.}", "draw: {ask: Draw}\n    guess: {ask: How many, outcome: "
         "stock_end, low: 0, high: 1}", "a step has one prediction"),
        ("low: 0\n      high: 1", "low: 2\n      high: 1", "1 is not above 'low' (2)"),
        ("by: ratio\n        test", "by: ratios\n        test", "did you mean 'ratio'?"),
        ("running: true}\n      fired", "reached: '> 1'}\n      fired",
         "lines of one chart have one unit"),
        ("    chart: chance\n", "    chart: store\n", "charts.chance: no step shows it"),
        ("  - title: Third", "  - titel: Third", "unknown key — did you mean 'title'?"),
        ("scenario: continued_war", "scenario: continued_wars", "did you mean 'continued_war'?"),
        ("[What else?]", "[What else?]\n    colour: red", "unknown key"),
        ("outcome: stock_end\n", "outcome: stock_end\n        month: 2\n", "only a 'line' is read"),
        ("outcome: stock_end\n", "line: store.held\n        month: 4\n", "beyond the horizon of 3"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = said(tmp_path, old, new)
    assert told in text
    assert all(line.split(":")[0].isdigit() for line in text.splitlines())


def test_a_name_that_is_not_there_is_told() -> None:
    with pytest.raises(WargameError, match="did you mean 'flow_and_stock'"):
        lesson_loading.load("flow_and_stok")


def test_the_lesson_in_the_documents_is_sound(tmp_path: Path) -> None:
    text = (SCHEMA.parent / "teaching.md").read_text()
    written(tmp_path, text.split("```yaml\n")[1].split("```")[0])
    assert len(lesson_loading.load(tmp_path / "short.yaml").points) == 2
