"""Turns the parsed YAML of the catalogue into checked numbers, texts and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wargame.declare.errors import Problems, did_you_mean, kind
from wargame.declare.quantity import parse
from wargame.declare.units import UNITS, bare_unit, units_of
from wargame.evidence.deriving import DerivedReader
from wargame.evidence.fields import SECTIONS, Field, Section, Text, numbers_of
from wargame.evidence.number import JUDGEMENT, NONE, Estimate, Number, Source
from wargame.evidence.ranges import range_problems, unit_problem
from wargame.evidence.strict_yaml import Document, KeyPath

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DAY = r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
GRADES = ("A", "B", "C", "J")
_FIGURE_KEYS = ("value", "low", "high", "unit", "as_of", "source", "grade", "note")
_NUMBER_KEYS = (*_FIGURE_KEYS, "estimates")
_ESTIMATE_KEYS = (*_FIGURE_KEYS, "holds_from")
_SOURCE_KEYS = ("title", "publisher", "date", "url", "note", "running")


class Checker(DerivedReader):
    """Reads documents of the catalogue, noting every problem with its place."""

    def __init__(
        self, sources: Iterable[str], problems: Problems, names: Mapping[str, list[str]]
    ) -> None:
        """`sources`: keys of the bibliography; `names` of entries by section."""
        super().__init__(problems)
        self.sources = {*sources, JUDGEMENT}
        self.names = names

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
        self, doc: Document, section: str, at: KeyPath, given: dict[str, Any]
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

    def _written(self, doc: Document, at: KeyPath, field: Field, data: object) -> dict[str, Any]:
        """What is written for `field` at `at`: one number, or one for each key of a table."""
        name = str(at[-1])
        if not field.over:
            return {name: data}
        table = self.mapping(doc, at, data)
        self.keys(doc, at, table, self.names[field.over])
        return {f"{name}.{key}": value for key, value in table.items()}

    def _texts(
        self, doc: Document, declared: Section, at: KeyPath, given: dict[str, Any]
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

    def number(
        self, doc: Document, at: KeyPath, data: object, field: Field | None
    ) -> Number | None:
        """One number, checked against `field` (None: a fact, of any dimension).

        What it does not say is taken from the `defaults:` of its file, which also let it be a bare
        quantity.
        """
        if isinstance(data, dict) and "derived" in data:
            unit = data.get("unit")
            problem = unit_problem(unit, field)
            if problem:
                self.note(doc, (*at, "unit"), problem)
                return None
            estimates = self._estimates(doc, at, data, field, unit)
            return self.derived(doc, at, data, field, estimates)
        data = self._with_defaults(doc, at, data, field)
        if not isinstance(data, dict):
            self.note(doc, at, f"expected value, unit, as_of, source, ...; found {kind(data)}")
            return None
        names = _NUMBER_KEYS if field else (*_NUMBER_KEYS, "name")
        self.keys(doc, at, data, names)
        main = self.estimate(doc, at, data, field, None)
        estimates = self._estimates(doc, at, data, field, main.unit if main else None)
        if main is None:
            return None
        path = ".".join(str(part) for part in at)
        return Number(**main.figure(), path=path, estimates=estimates)

    def _estimates(
        self,
        doc: Document,
        at: KeyPath,
        data: dict[str, Any],
        field: Field | None,
        unit: str | None,
    ) -> tuple[Estimate, ...]:
        rows = data.get("estimates") or []
        return self.estimates(doc, (*at, "estimates"), rows, field, unit)

    def estimates(
        self, doc: Document, at: KeyPath, rows: object, field: Field | None, unit: str | None
    ) -> tuple[Estimate, ...]:
        """The estimates in a list of them; `unit` is taken where none is written."""
        if not isinstance(rows, list):
            self.note(doc, at, f"expected a list, found {kind(rows)}")
            return ()
        found = [self._row(doc, (*at, i), r, field, unit) for i, r in enumerate(rows)]
        return tuple(row for row in found if row is not None)

    def _with_defaults(
        self, doc: Document, at: KeyPath, data: object, field: Field | None
    ) -> object:
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
        self, doc: Document, at: KeyPath, data: object, field: Field | None, unit: str | None
    ) -> Estimate | None:
        row = self.mapping(doc, at, data)
        self.keys(doc, at, row, _ESTIMATE_KEYS)
        return self.estimate(doc, at, row, field, unit)

    def estimate(
        self,
        doc: Document,
        at: KeyPath,
        data: dict[str, Any],
        field: Field | None,
        unit: str | None,
    ) -> Estimate | None:
        """One figure with its range; `unit` is taken where none is written."""
        before = len(self.problems.found)
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
        if len(self.problems.found) > before:
            return None
        value = float(values["value"])
        low, high = float(values.get("low", value)), float(values.get("high", value))
        for key, problem in range_problems(value, low, high, str(unit), field):
            self.note(doc, (*at, key), problem)
        texts = (
            str(data.get(key, "")) for key in ("as_of", "source", "grade", "note", "holds_from")
        )
        return Estimate(value, low, high, str(unit), *texts)

    def _provenance(self, doc: Document, at: KeyPath, data: dict[str, Any]) -> None:
        holds = data.get("holds_from", "")
        if holds != "" and not re.fullmatch(_DAY, str(holds)):
            self.note(doc, (*at, "holds_from"), f"expected YYYY-MM-DD, found '{holds}'")
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
