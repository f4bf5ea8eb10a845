"""Turns the parsed YAML of the catalogue into checked numbers, texts and sources."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wargame.declare.errors import Problems, did_you_mean, kind
from wargame.declare.quantity import parse
from wargame.declare.units import UNITS, bare_unit, to_internal, units_of
from wargame.evidence.fields import SECTIONS, Field, Section, Text, numbers_of
from wargame.evidence.number import JUDGEMENT, NONE, Estimate, Number, Source
from wargame.evidence.strict_yaml import Document

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
GRADES = ("A", "B", "C", "J")
_ESTIMATE_KEYS = ("value", "low", "high", "unit", "as_of", "source", "grade", "note")
_NUMBER_KEYS = (*_ESTIMATE_KEYS, "estimates")
_SOURCE_KEYS = ("title", "publisher", "date", "url", "note")
Path = tuple[str | int, ...]


class Checker:
    """Reads documents of the catalogue, noting every problem with its place."""

    def __init__(
        self, sources: Iterable[str], problems: Problems, names: Mapping[str, list[str]]
    ) -> None:
        """`sources`: keys of the bibliography; `names` of entries by section."""
        self.sources = {*sources, JUDGEMENT}
        self.problems = problems
        self.names = names

    def note(self, doc: Document, path: Path, message: str, key: bool = False) -> None:
        """Note that what stands at `path` (its key, if `key`) is wrong."""
        self.problems.add(doc.place(path, key), ".".join(str(part) for part in path), message)

    def mapping(self, doc: Document, path: Path, data: object) -> dict[str, Any]:
        """`data` if it is a mapping; else note it and return an empty one."""
        if isinstance(data, dict):
            return data
        self.note(doc, path, f"expected keys with values, found {kind(data)}")
        return {}

    def keys(
        self, doc: Document, path: Path, data: Mapping[str, Any], known: Iterable[str]
    ) -> None:
        """Note every key that is not known."""
        known = list(known)
        for key in data:
            if key not in known:
                self.note(doc, (*path, key), f"unknown key{did_you_mean(key, known)}", key=True)

    def entry(
        self, doc: Document, section: str, name: str, data: object
    ) -> tuple[dict[str, Number], dict[str, str]]:
        """All numbers and texts of one entry, by dotted path; omitted optional numbers are 0."""
        declared, at = SECTIONS[section], (section, name)
        if declared.entries and name not in declared.entries:
            hint = did_you_mean(name, declared.entries)
            self.note(doc, at, f"unknown entry{hint}", key=True)
        elif not NAME.fullmatch(name):
            self.note(doc, at, "a name is made of a-z, 0-9 and _, starting with a letter", key=True)
        given = self.mapping(doc, at, data)
        self.keys(doc, at, given, [*declared.fields, *declared.texts])
        numbers = self._numbers(doc, section, at, given)
        return numbers, self._texts(doc, declared, at, given)

    def _numbers(
        self, doc: Document, section: str, at: Path, given: dict[str, Any]
    ) -> dict[str, Number]:
        numbers: dict[str, Number] = {}
        written = {
            tail: data
            for name, field in SECTIONS[section].fields.items()
            if name in given
            for tail, data in self._written(doc, (*at, name), field, given[name]).items()
        }
        for name, field in numbers_of(section, self.names.__getitem__):
            path = ".".join(str(part) for part in (*at, name))
            if name in written:
                number = self.number(doc, (*at, *name.split(".")), written[name], field)
                if number is not None:
                    numbers[path] = number
            elif field.optional:
                numbers[path] = absent(path, field)
            else:
                self.note(doc, at, f"'{name}' is missing ({field.meaning})", key=True)
        return numbers

    def _written(self, doc: Document, at: Path, field: Field, data: object) -> dict[str, Any]:
        """What is written for `field` at `at`: one number, or one for each key of a table."""
        name = str(at[-1])
        if not field.over:
            return {name: data}
        table = self.mapping(doc, at, data)
        self.keys(doc, at, table, self.names[field.over])
        return {f"{name}.{key}": value for key, value in table.items()}

    def _texts(
        self, doc: Document, declared: Section, at: Path, given: dict[str, Any]
    ) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name, text in declared.texts.items():
            if name in given:
                problem = text_problem(text, given[name], self.names.__getitem__)
                if problem:
                    self.note(doc, (*at, name), problem)
                texts[".".join(str(part) for part in (*at, name))] = str(given[name])
            elif not text.optional:
                self.note(doc, at, f"'{name}' is missing ({text.meaning})", key=True)
        return texts

    def number(self, doc: Document, at: Path, data: object, field: Field | None) -> Number | None:
        """One number, checked against `field` (None: a fact, of any dimension).

        What it does not say is taken from the `defaults:` of its file, which also let it be a bare
        quantity.
        """
        data = self._with_defaults(doc, at, data, field)
        if not isinstance(data, dict):
            self.note(doc, at, f"expected value, unit, as_of, source, ...; found {kind(data)}")
            return None
        names = _NUMBER_KEYS if field else (*_NUMBER_KEYS, "name")
        self.keys(doc, at, data, names)
        main = self.estimate(doc, at, data, field, None)
        rows = data.get("estimates") or []
        if not isinstance(rows, list):
            self.note(doc, (*at, "estimates"), f"expected a list, found {kind(rows)}")
            rows = []
        found = [self._row(doc, (*at, "estimates", i), r, field, main) for i, r in enumerate(rows)]
        if main is None:
            return None
        estimates = tuple(row for row in found if row is not None)
        path = ".".join(str(part) for part in at)
        return Number(**vars(main), path=path, estimates=estimates)

    def _with_defaults(self, doc: Document, at: Path, data: object, field: Field | None) -> object:
        defaults = doc.data.get("defaults")
        if not isinstance(defaults, dict):
            return data
        if isinstance(data, dict):
            return {**defaults, **data}
        if field is None or not isinstance(data, str | int | float) or isinstance(data, bool):
            return data
        try:
            quantity = parse(data, field.dimension, bare_unit(field.dimension))
        except ValueError as error:
            self.note(doc, at, str(error))
            return data
        return {**defaults, "value": quantity.value, "unit": quantity.unit}

    def _row(
        self, doc: Document, at: Path, data: object, field: Field | None, main: Estimate | None
    ) -> Estimate | None:
        row = self.mapping(doc, at, data)
        self.keys(doc, at, row, _ESTIMATE_KEYS)
        return self.estimate(doc, at, row, field, main.unit if main else None)

    def estimate(
        self, doc: Document, at: Path, data: dict[str, Any], field: Field | None, unit: str | None
    ) -> Estimate | None:
        """One figure with its range; `unit` is taken where none is written."""
        before = len(self.problems.noted)
        unit = data.get("unit", unit)
        problem = unit_problem(unit, field)
        if problem:
            self.note(doc, (*at, "unit"), problem)
        for key in ("value", "as_of", "source"):
            if key not in data:
                self.note(doc, at, f"'{key}' is missing", key=True)
        values = {key: data[key] for key in ("value", "low", "high") if key in data}
        for key, value in values.items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                self.note(doc, (*at, key), f"expected a number, found {kind(value)}")
        self._provenance(doc, at, data)
        if len(self.problems.noted) > before:
            return None
        value = float(values["value"])
        low, high = float(values.get("low", value)), float(values.get("high", value))
        for key, problem in range_problems(value, low, high, str(unit), field):
            self.note(doc, (*at, key), problem)
        texts = (str(data.get(key, "")) for key in ("as_of", "source", "grade", "note"))
        return Estimate(value, low, high, str(unit), *texts)

    def _provenance(self, doc: Document, at: Path, data: dict[str, Any]) -> None:
        source, grade, date = data.get("source"), data.get("grade"), data.get("as_of")
        if source is not None and source not in self.sources:
            hint = did_you_mean(str(source), self.sources)
            self.note(doc, (*at, "source"), f"'{source}' is not in the bibliography{hint}")
        if date is not None and not DATE.fullmatch(str(date)):
            self.note(doc, (*at, "as_of"), f"expected YYYY, YYYY-MM or YYYY-MM-DD, found '{date}'")
        if grade is not None and grade not in GRADES:
            self.note(doc, (*at, "grade"), f"expected one of {', '.join(GRADES)}, found '{grade}'")
        if source == JUDGEMENT and not data.get("note"):
            self.note(doc, at, "a judgement needs a 'note' with its reasoning", key=True)

    def source(self, doc: Document, key: str, data: object) -> Source:
        """One publication of the bibliography."""
        at = ("bibliography", key)
        given = self.mapping(doc, at, data)
        self.keys(doc, at, given, _SOURCE_KEYS)
        for name in ("title", "publisher"):
            if not given.get(name):
                self.note(doc, at, f"'{name}' is missing", key=True)
        texts = ("" if given.get(name) is None else str(given[name]) for name in _SOURCE_KEYS)
        return Source(key, *texts)


def absent(path: str, field: Field) -> Number:
    """The number of a field that is not there: 0, or the least that it may be."""
    unit = units_of(field.dimension)[0]
    value = max(0.0, field.low) / UNITS[unit].factor
    return Number(value, value, value, unit, "", NONE, path=path, absent=True)


def text_problem(text: Text, value: object, entries: Callable[[str], Sequence[str]]) -> str:
    """Why `value` may not stand for `text`, or ''; `entries` has the names in a section."""
    if not isinstance(value, str) or not value:
        return f"expected a word, found {kind(value)}"
    if text.choices and value not in text.choices:
        hint = did_you_mean(value, text.choices)
        return f"'{value}' is not one of {', '.join(text.choices)}{hint}"
    if text.refers and value not in entries(text.refers):
        return f"there is no {text.refers}.{value}{did_you_mean(value, entries(text.refers))}"
    return ""


def unit_problem(unit: object, field: Field | None) -> str:
    """Why `unit` may not be used for `field` (None: any unit of the list), or ''."""
    if unit is None:
        return "a unit is missing"
    if not isinstance(unit, str) or unit not in UNITS:
        return f"unknown unit '{unit}'{did_you_mean(str(unit), UNITS)}"
    if field and UNITS[unit].dimension != field.dimension:
        wanted = ", ".join(units_of(field.dimension)[:4])
        return f"'{unit}' is a {UNITS[unit].dimension}; a {field.dimension} is needed ({wanted})"
    return ""


def range_problems(
    value: float, low: float, high: float, unit: str, field: Field | None
) -> list[tuple[str, str]]:
    """(key, why) for each of value, low, high that is out of order or out of `field`'s bounds."""
    found: list[tuple[str, str]] = []
    if low > high:
        found.append(("low", f"low {low:g} is above high {high:g}"))
    elif not low <= value <= high:
        found.append(("value", f"{value:g} is not between low {low:g} and high {high:g}"))
    if field is None:
        return found
    for key, number in (("value", value), ("low", low), ("high", high)):
        internal = to_internal(number, unit)
        slack = 1e-9 * max(1.0, abs(internal))  # 365.25/365.25 days may miss 1 by a rounding
        if not field.low - slack <= internal <= field.high + slack or not math.isfinite(number):
            factor = UNITS[unit].factor
            bounds = f"{field.low / factor:g} to {field.high / factor:g} {unit}"
            found.append((key, f"{number:g} is outside its range ({bounds})"))
    return found
