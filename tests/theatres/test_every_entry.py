"""Every entry of the shipped theatre may go, or be renamed: the model runs, or says why not."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wargame.declare.errors import WargameError
from wargame.evidence import catalogue, strict_yaml, theatre
from wargame.evidence.catalogue import Catalogue, field_of
from wargame.evidence.derivation import Derivation
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import Number
from wargame.model.batch import Record, simulate
from wargame.scenario import load
from wargame.scenario.casting import SECTION_OF

UKRAINE = catalogue.load()
OPEN = [s for s, one in SECTIONS.items() if one.open]
ENTRIES = [(s, name) for s in OPEN for name in UKRAINE.entries(s)]
NAMED = [(s, name) for s, one in SECTIONS.items() if not one.entries for name in UKRAINE.entries(s)]
HEAD = "scenario: 1\ntitle: T\nquestion: Q?\nmonths: 2\nruns: 24\n"
NEEDED = {  # what the model cannot do without
    *(("classes", name) for name in UKRAINE.entries("classes")),
    *(("commands", name) for name in UKRAINE.entries("commands")),
    ("sectors", "kyiv"),
}
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("section", "name"), ENTRIES, ids=".".join)
def test_an_entry_that_is_removed(section: str, name: str, tmp_path: Path) -> None:
    """Ledgers are held against a count every evening, so a run that ends has lost no weapon."""
    path = tmp_path / "s.yaml"
    path.write_text(f"{HEAD}remove: {{{section}: [{name}]}}\n")
    if (section, name) in NEEDED:
        with pytest.raises(WargameError, match=rf"{section}\.{name}"):
            load(path)
        return
    record = simulate(load(path))
    dim = {"weapons": "weapon", "interceptors": "interceptor", "allies": "ally", "powers": "power"}
    if section in dim:
        assert name not in record.labels[dim[section]]
    assert_finite(record)


@pytest.mark.parametrize("section", OPEN)
def test_a_section_that_is_emptied(section: str, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"{HEAD}remove: {{{section}: [{', '.join(UKRAINE.entries(section))}]}}\n")
    if section in ("weapons", "classes", "interceptors", "sectors", "commands"):
        with pytest.raises(WargameError, match=section):
            load(path)
        return
    assert_finite(simulate(load(path)))


@pytest.mark.parametrize(("section", "name"), NAMED, ids=".".join)
def test_an_entry_that_is_renamed_plays_the_same_parts(
    section: str, name: str, tmp_path: Path
) -> None:
    place = tmp_path / "other"
    place.mkdir()
    (place / theatre.FILE).write_text(json.dumps(renamed_theatre(section, name)))
    (place / "evidence").symlink_to(theatre.load().evidence)
    path = tmp_path / "s.yaml"
    path.write_text(f"{HEAD}theatre: other\n")
    scenario = load(path, catalogue=renamed(UKRAINE, section, name))
    before, _ = plain()
    parts = json.dumps(scenario.roles.model_dump())
    assert json.loads(parts.replace(new(name), name)) == json.loads(
        json.dumps(before.roles.model_dump())
    )
    assert_alike(simulate(scenario))


@cache
def plain() -> tuple[Any, Record]:
    """The shipped theatre as it is: its scenario and its runs."""
    scenario = replace(load("continued_war", months=2, runs=24), events=())
    return scenario, simulate(scenario)


def new(name: str) -> str:
    """Another name, which sorts elsewhere."""
    return f"zz_{name}"


def renamed(found: Catalogue, section: str, name: str) -> Catalogue:
    """The catalogue with one entry under another name, wherever it stands."""

    def place(path: str) -> str:
        parts = path.split(".")
        if parts[:2] == [section, name]:
            parts[1] = new(name)
        declared = field_of(path)
        if declared and declared.over == section and parts[3] == name:
            parts[3] = new(name)
        return ".".join(parts)

    def word(path: str, text: str) -> str:
        parts = path.split(".")
        declared = SECTIONS[parts[0]].texts.get(parts[-1]) if parts[0] in SECTIONS else None
        return new(name) if declared and declared.refers == section and text == name else text

    def follows(number: Number) -> Derivation | None:
        if number.derivation is None:
            return None
        inputs = {key: place(path) for key, path in number.derivation.inputs.items()}
        return replace(number.derivation, inputs=inputs)

    numbers = {
        place(path): replace(n, path=place(path), derivation=follows(n))
        for path, n in found.numbers.items()
    }
    return replace(
        found, numbers=numbers, texts={place(p): word(p, t) for p, t in found.texts.items()}
    )


def renamed_theatre(section: str, name: str) -> dict[str, Any]:
    """`theatre.yaml` with one entry under another name."""
    kept = strict_yaml.load(theatre.load().folder / theatre.FILE)  # one for all who read it
    data = deepcopy(kept.data)
    for role, where in SECTION_OF.items():
        given = data["roles"].get(role)
        if where == section and isinstance(given, list):
            data["roles"][role] = [new(name) if one == name else one for one in given]
        elif where == section and given == name:
            data["roles"][role] = new(name)
    return data


def assert_finite(record: Record) -> None:
    for name in ("launched", "stock", "held", "fired", "power_met", "support"):
        assert np.isfinite(record.series[name]).all(), name
    assert record.series["launched"].sum() > 0


def assert_alike(record: Record) -> None:
    """Other draws for what has another name, and the same war."""
    _, before = plain()
    for name, values in before.series.items():
        assert record.series[name].shape == values.shape, name
    for name in ("launched", "made", "stock", "held", "fired", "leaked"):
        was, now = (float(one.series[name].sum()) for one in (before, record))
        assert 0.5 < now / was < 2.0, (name, was, now)
