"""Entries that a scenario adds or removes: a state that joins the donors, a weapon that is gone.

Within one file entries are removed first, then all new names are known, then each is filled; so one
entry may stand in for another of the same name, and new ones may name each other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from wargame.declare.errors import did_you_mean, kind
from wargame.declare.units import bare_unit
from wargame.evidence.checking import NAME, absent, text_problem
from wargame.evidence.fields import SECTIONS, Field, numbers_of
from wargame.scenario.layers import Layer
from wargame.scenario.settings import Numbers, mapping_at

FROM, AFTER = "from", "after"


class New(NamedTuple):
    """One entry as it is added: what is written for it, and the entry that is its template."""

    section: str
    name: str
    data: dict[str, Any]
    template: str

    @property
    def at(self) -> tuple[str, str, str]:
        """Where it stands in the file."""
        return ("add", self.section, self.name)

    def path(self, tail: str) -> str:
        """Path of one of its numbers or texts."""
        return f"{self.section}.{self.name}.{tail}"

    def written(self, tail: str) -> Any:
        """What is written for one of its numbers, None if nothing is."""
        name, _, key = tail.partition(".")
        data = self.data.get(name)
        return data.get(key) if key and isinstance(data, dict) else data


def change(numbers: Numbers, layer: Layer) -> None:
    """Remove what stands under `remove:` in `layer`, and add what stands under `add:`."""
    for section, names in mapping_at(layer, "remove").items():
        _remove(numbers, layer, section, names)
    result = [
        new
        for section, entries in mapping_at(layer, "add").items()
        for new in _named(numbers, layer, section, entries)
    ]
    for new in result:
        _fill(numbers, layer, new)


def _open(numbers: Numbers, layer: Layer, key: str, section: str) -> bool:
    """Whether entries of `section` may be added and removed; notes it if not."""
    declared = SECTIONS.get(section)
    allowed = [name for name, one in SECTIONS.items() if one.open]
    if declared is None or not declared.open:
        why = "is no section" if declared is None else "has entries that the model knows by name"
        hint = did_you_mean(section, allowed)
        numbers.note(layer, (key, section), f"'{section}' {why}{hint}", key=True)
        return False
    return True


def _remove(numbers: Numbers, layer: Layer, section: str, names: object) -> None:
    if not _open(numbers, layer, "remove", section):
        return
    for i, name in enumerate(names if isinstance(names, list) else []):
        valid = numbers.entries(section)
        if name in valid:
            numbers.drop(section, name, layer.place(("remove", section, i)))
        else:
            hint = did_you_mean(str(name), valid)
            numbers.note(layer, ("remove", section, i), f"there is no {section}.{name}{hint}")


def _named(numbers: Numbers, layer: Layer, section: str, entries: object) -> list[New]:
    """The new entries of one section, whose names are known from here on."""
    if not _open(numbers, layer, "add", section):
        return []
    if not isinstance(entries, dict):
        message = f"expected names of new entries, found {kind(entries)}"
        numbers.note(layer, ("add", section), message)
        return []
    valid = numbers.entries(section)
    result = []
    for name, data in entries.items():
        new = _checked(numbers, layer, New(section, name, data, ""), valid)
        if new:
            numbers.join(section, name, data.get(AFTER))
            result.append(new)
    return result


def _checked(numbers: Numbers, layer: Layer, new: New, valid: list[str]) -> New | None:
    """`new` with its template, or None if it cannot be added; `valid`: entries that are there."""
    section, name, data, _ = new
    if not NAME.fullmatch(name) or not isinstance(data, dict):
        message = "expected a name of a-z, 0-9 and _ with fields under it"
        numbers.note(layer, new.at, message)
        return None
    if name in valid:
        message = f"{section}.{name} exists; use 'set:' to change it"
        numbers.note(layer, new.at, message, key=True)
        return None
    declared, sound = SECTIONS[section], True
    for word in (FROM, AFTER):
        entry = data.get(word)
        if entry is not None and entry not in numbers.entries(section):
            hint = did_you_mean(str(entry), valid)
            numbers.note(layer, (*new.at, word), f"there is no {section}.{entry}{hint}")
            sound = False
    names = [FROM, AFTER, *declared.fields, *declared.texts]
    for key in data:
        if key not in names:
            hint = did_you_mean(key, names)
            numbers.note(layer, (*new.at, key), f"unknown key{hint}", key=True)
    return new._replace(template=str(data.get(FROM, ""))) if sound else None


def _fill(numbers: Numbers, layer: Layer, new: New) -> None:
    """Texts and numbers of a new entry, and those that others hold for it."""
    _texts(numbers, layer, new)
    _check_tables(numbers, layer, new)
    for tail, field in numbers_of(new.section, numbers.entries):
        _number(numbers, layer, new, tail, field)
    for section, declared in SECTIONS.items():
        tables = [name for name, field in declared.fields.items() if field.over == new.section]
        for entry in numbers.entries(section) if tables else ():
            for name in tables:
                path = f"{section}.{entry}.{name}.{new.name}"
                numbers.numbers.setdefault(path, absent(path, declared.fields[name]))


def _check_tables(numbers: Numbers, layer: Layer, new: New) -> None:
    for name, field in SECTIONS[new.section].fields.items():
        data = new.data.get(name)
        if not field.over or data is None:
            continue
        if not isinstance(data, dict):
            message = f"expected one for each of {field.over}, found {kind(data)}"
            numbers.note(layer, (*new.at, name), message)
            continue
        valid = numbers.entries(field.over)
        for key in data:
            if key not in valid:
                hint = did_you_mean(key, valid)
                numbers.note(layer, (*new.at, name, key), f"unknown key{hint}", key=True)


def _texts(numbers: Numbers, layer: Layer, new: New) -> None:
    for key, text in SECTIONS[new.section].texts.items():
        at = (*new.at, key)
        value = new.data.get(key, numbers.texts.get(f"{new.section}.{new.template}.{key}"))
        if value is None and key == "name":
            value = new.name.replace("_", " ").title()
        if value is None:
            if not text.optional:
                numbers.note(layer, at, f"is missing ({text.meaning})")
            continue
        problem = text_problem(text, value, numbers.entries)
        if problem:
            numbers.note(layer, at, problem)
        numbers.texts[new.path(key)] = str(value)


def _number(numbers: Numbers, layer: Layer, new: New, tail: str, field: Field) -> None:
    path, at = new.path(tail), (*new.at, *tail.split("."))
    template = numbers.numbers.get(f"{new.section}.{new.template}.{tail}")
    data = new.written(tail)
    if data is not None:
        base = replace(template or absent(path, field), path=path, estimates=())
        base = base if template else replace(base, unit=bare_unit(field.dimension) or "")
        number = numbers.number(layer, at, data, base, field)
        numbers.numbers[path] = number or absent(path, field)
    elif template is not None:
        note = template.note or f"as {template.path}"
        numbers.numbers[path] = replace(template, path=path, note=note, estimates=())
    else:
        if not field.optional:
            numbers.note(layer, at, f"is missing ({field.meaning})")
        numbers.numbers[path] = absent(path, field)
