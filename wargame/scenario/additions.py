"""Newcomers: suppliers and allies that a scenario adds, such as a state that joins the donors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wargame.declare.errors import did_you_mean, kind
from wargame.declare.units import units_of
from wargame.evidence.checking import NAME, absent, text_problem
from wargame.evidence.fields import SECTIONS, Field
from wargame.scenario.layers import Layer
from wargame.scenario.settings import Numbers, mapping_at

_BARE = ("share", "factor", "count", "weapons")  # a bare number needs no unit here


def add(numbers: Numbers, layer: Layer) -> None:
    """Add what stands under `add:` in `layer`; fields not written are taken `from:` an entry."""
    for section, entries in mapping_at(layer, "add").items():
        _add_section(numbers, layer, section, entries)


def _add_section(numbers: Numbers, layer: Layer, section: str, entries: Any) -> None:
    at = ("add", section)
    if section not in ("suppliers", "allies"):
        numbers.note(layer, at, "only suppliers and allies can be added", key=True)
    elif not isinstance(entries, dict):
        numbers.note(layer, at, f"expected names of newcomers, found {kind(entries)}")
    else:
        for name, data in entries.items():
            _add(numbers, layer, section, name, data)


def _add(numbers: Numbers, layer: Layer, section: str, name: str, data: Any) -> None:
    declared, at = SECTIONS[section], ("add", section, name)
    known = numbers.entries(section)
    if not NAME.fullmatch(name) or not isinstance(data, dict):
        numbers.note(layer, at, "expected a name of a-z, 0-9 and _ with fields under it")
        return
    if name in known:
        numbers.note(layer, at, f"{section}.{name} exists; use 'set:' to change it", key=True)
        return
    template = data.get("from")
    if template is not None and template not in known:
        hint = did_you_mean(str(template), known)
        numbers.note(layer, (*at, "from"), f"there is no {section}.{template}{hint}")
        return
    names = ["from", *declared.fields, *declared.texts]
    for key in data:
        if key not in names:
            numbers.note(layer, (*at, key), f"unknown key{did_you_mean(key, names)}", key=True)
    numbers.added.append(f"{section}.{name}")
    _add_texts(numbers, layer, section, name, data)
    for key, field in declared.fields.items():
        _add_number(numbers, layer, section, name, key, field, data)


def _add_texts(
    numbers: Numbers, layer: Layer, section: str, name: str, data: dict[str, Any]
) -> None:
    for key, text in SECTIONS[section].texts.items():
        path, at = f"{section}.{name}.{key}", ("add", section, name, key)
        value = data.get(key, numbers.texts.get(f"{section}.{data.get('from')}.{key}"))
        if value is None and key == "name":
            value = name.replace("_", " ").title()
        if value is None:
            if not text.optional:
                numbers.note(layer, at, f"is missing ({text.meaning})")
            continue
        problem = text_problem(text, value)
        if problem:
            numbers.note(layer, at, problem)
        numbers.texts[path] = str(value)


def _add_number(
    numbers: Numbers,
    layer: Layer,
    section: str,
    name: str,
    key: str,
    field: Field,
    data: dict[str, Any],
) -> None:
    path, at = f"{section}.{name}.{key}", ("add", section, name, key)
    template = numbers.numbers.get(f"{section}.{data.get('from')}.{key}")
    if key in data:
        unit = units_of(field.dimension)[0] if field.dimension in _BARE else ""
        unit = "share" if field.dimension == "share" else unit
        base = replace(template or absent(path, field), path=path, estimates=())
        base = base if template else replace(base, unit=unit)
        number = numbers.number(layer, at, data[key], base, field)
        numbers.numbers[path] = number or absent(path, field)
    elif template is not None:
        note = template.note or f"as {template.path}"
        numbers.numbers[path] = replace(template, path=path, note=note, estimates=())
    else:
        if not field.optional:
            numbers.note(layer, at, f"is missing ({field.meaning})")
        numbers.numbers[path] = absent(path, field)
