"""The schema of scenario files: the one shipped is the one exported, and it fits the files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import ValidationError

from tests.schemas import validator
from wargame.evidence import catalogue
from wargame.evidence.strict_yaml import load
from wargame.scenario.events import KINDS
from wargame.scenario.library import shipped
from wargame.scenario.policies import Mechanisms
from wargame.scenario.schema import ScenarioFile, json_schema

FILE = Path(__file__).parents[2] / "docs" / "scenario.schema.json"


def test_shipped_schema_is_the_exported_one() -> None:
    assert json.loads(FILE.read_text()) == json_schema(), "python run.py schema > " + FILE.name


@pytest.mark.slow
def test_it_is_a_schema() -> None:
    validator(json_schema).check_schema(json_schema())


@pytest.mark.parametrize("name", list(shipped()))
def test_shipped_scenarios_fit(name: str) -> None:
    path = shipped()[name]
    validator(json_schema).validate(load(path).data)
    assert path.read_text().startswith("# yaml-language-server: $schema=../docs/scenario.schema")


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"},
        {"months": 0},
        {"set": {"weapons.kh101.prodction": 5}},
        {"set": {"weapons.kh101.production": {"low": 5}}},
        {"policies": {"attacker": {"posture": "wait"}}},
        {"events": [{"on": "2026-01-01", "event": "truce"}]},
        {"answer": ["victory"]},
        {"add": {"postures": {}}},
    ],
)
def test_schema_refuses(change: dict[str, object]) -> None:
    data = {"scenario": 1, "title": "T", "question": "Q?"} | change
    with pytest.raises(ValidationError):
        validator(json_schema).validate(data)


def test_everything_is_described() -> None:
    for model in (ScenarioFile, Mechanisms):
        for name, field in model.model_fields.items():
            assert field.description, name
    assert len(Mechanisms.model_fields) == 18


def test_names_in_events_complete_in_editors() -> None:
    """Every field that names an entry offers those of the catalogue, and takes any other word."""
    made = json_schema()
    for one in KINDS.values():
        for name, section in one.actors.items():
            choices = made["$defs"][one.__name__]["properties"][name]["anyOf"]
            assert set(catalogue.load().entries(section)) <= set(choices[0]["enum"])
            assert ("all" in choices[0]["enum"]) == (name in one.all_of)
            assert choices[1] == {"type": "string"}
