"""Turns the parsed YAML of the catalogue into checked numbers, texts and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wargame.declare.errors import did_you_mean, kind
from wargame.declare.quantity import parse
from wargame.declare.units import UNITS, bare_unit, units_of
from wargame.evidence.deriving import Stated, read_derived
from wargame.evidence.fields import SECTIONS, Field, Section, Text, numbers_of
from wargame.evidence.number import DERIVED, JUDGEMENT, NONE, Estimate, Number, Source
from wargame.evidence.ranges import range_problems, unit_problem
from wargame.evidence.spot import Spot

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
DATE = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
GRADES = ("A", "B", "C", "J")
_DAY = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_FIGURE_KEYS = ("value", "low", "high", "unit", "as_of", "source", "grade", "note")
_NUMBER_KEYS = (*_FIGURE_KEYS, "estimates")
_ESTIMATE_KEYS = (*_FIGURE_KEYS, "holds_from")
_SOURCE_KEYS = ("title", "publisher", "date", "url", "note", "running")


class Checker:
    """Reads what a catalogue holds, noting every problem with its place."""

    def __init__(self, sources: Iterable[str], names: Mapping[str, list[str]]) -> None:
        """`sources`: keys of the bibliography; `names` of entries by section."""
        self.sources = {*sources, JUDGEMENT}
        self.names = names
        self.stated: dict[str, Stated] = {}  # derived numbers by path

    def entry(self, at: Spot, data: object) -> tuple[dict[str, Number], dict[str, str]]:
        """All numbers and texts of one entry, by dotted path; omitted optional numbers are 0."""
        section, name = map(str, at.path)
        declared = SECTIONS[section]
        if declared.entries and name not in declared.entries:
            at.note(f"unknown entry{did_you_mean(name, declared.entries)}", key=True)
        elif not NAME.fullmatch(name):
            at.note("a name is made of a-z, 0-9 and _, starting with a letter", key=True)
        given = at.mapping(data, [*declared.fields, *declared.texts])
        return self._numbers(at, given), self._texts(at, declared, given)

    def _numbers(self, at: Spot, given: dict[str, Any]) -> dict[str, Number]:
        numbers: dict[str, Number] = {}
        section = str(at.path[0])
        written: dict[str, object] = {}
        for name, field in SECTIONS[section].fields.items():
            if name in given and field.over:  # a table: one number for each key
                table = (at / name).mapping(given[name], self.names[field.over])
                written |= {f"{name}.{key}": value for key, value in table.items()}
            elif name in given:
                written[name] = given[name]
        for name, field in numbers_of(section, self.names.__getitem__):
            path = str(at / name)
            if name in written:
                spot = replace(at, path=(*at.path, *name.split(".")))
                number = self.number(spot, written[name], field)
                if number is not None:
                    numbers[path] = number
            elif field.optional:
                numbers[path] = absent(path, field)
            else:
                at.note(f"'{name}' is missing ({field.meaning})", key=True)
        return numbers

    def _texts(self, at: Spot, declared: Section, given: dict[str, Any]) -> dict[str, str]:
        texts: dict[str, str] = {}
        for name, text in declared.texts.items():
            if name in given:
                (at / name).note(text_problem(text, given[name], self.names.__getitem__))
                texts[str(at / name)] = str(given[name])
            elif not text.optional:
                at.note(f"'{name}' is missing ({text.meaning})", key=True)
        return texts

    def number(self, at: Spot, data: object, field: Field | None) -> Number | None:
        """One number, checked against `field` (None: a fact, of any dimension).

        What it does not say is taken from the `defaults:` of its file, which also let it be a bare
        quantity.
        """
        if isinstance(data, dict) and "derived" in data:
            return self._derived(at, data, field)
        data = self._with_defaults(at, data, field)
        if not isinstance(data, dict):
            at.note(f"expected value, unit, as_of, source, ...; found {kind(data)}")
            return None
        at.mapping(data, _NUMBER_KEYS if field else (*_NUMBER_KEYS, "name"))
        main = self.estimate(at, data, field, None)
        unit = main.unit if main else None
        estimates = self.estimates(at / "estimates", data.get("estimates") or [], field, unit)
        if main is None:
            return None
        return Number(**main.figure(), path=str(at), estimates=estimates)

    def estimates(
        self, at: Spot, rows: object, field: Field | None, unit: str | None
    ) -> tuple[Estimate, ...]:
        """The estimates in a list of them; `unit` is taken where none is written."""
        if not isinstance(rows, list):
            at.note(f"expected a list, found {kind(rows)}")
            return ()
        spots = [(at / i, row) for i, row in enumerate(rows)]
        read = [self.estimate(s, s.mapping(r, _ESTIMATE_KEYS), field, unit) for s, r in spots]
        return tuple(one for one in read if one is not None)

    def _derived(self, at: Spot, data: dict[str, Any], field: Field | None) -> Number | None:
        """A number that follows from others; its value waits until all of these are read."""
        unit = data.get("unit")
        problem = unit_problem(unit, field)
        (at / "unit").note(problem)
        stated = read_derived(at, data, () if field else ("name",))
        estimates = self.estimates(at / "estimates", data.get("estimates") or [], field, str(unit))
        if problem or stated is None:
            return None
        self.stated[str(at)] = stated
        empty = Estimate(0.0, 0.0, 0.0, str(unit), "", DERIVED, "", str(data.get("note", "")))
        return Number(
            **empty.figure(), path=str(at), estimates=estimates, derivation=stated.derivation
        )

    def _with_defaults(self, at: Spot, data: object, field: Field | None) -> object:
        defaults = at.doc.data.get("defaults")
        if not isinstance(defaults, dict):
            return data
        if isinstance(data, dict):
            return {**defaults, **data}
        if field is None or not isinstance(data, str | int | float) or isinstance(data, bool):
            return data
        try:
            quantity = parse(data, field.dimension, bare_unit(field.dimension))
        except ValueError as error:
            at.note(str(error))
            return data
        return {**defaults, "value": quantity.value, "unit": quantity.unit}

    def estimate(
        self, at: Spot, data: dict[str, Any], field: Field | None, unit: str | None
    ) -> Estimate | None:
        """One figure with its range; `unit` is taken where none is written."""
        before = len(at.problems.noted)
        unit = data.get("unit", unit)
        (at / "unit").note(unit_problem(unit, field))
        for key in ("value", "as_of", "source"):
            if key not in data:
                at.note(f"'{key}' is missing", key=True)
        values = {key: data[key] for key in ("value", "low", "high") if key in data}
        for key, value in values.items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                (at / key).note(f"expected a number, found {kind(value)}")
        self._provenance(at, data)
        if len(at.problems.noted) > before:
            return None
        value = float(values["value"])
        low, high = float(values.get("low", value)), float(values.get("high", value))
        for key, problem in range_problems(value, low, high, str(unit), field):
            (at / key).note(problem)
        texts = (str(data.get(k, "")) for k in ("as_of", "source", "grade", "note", "holds_from"))
        return Estimate(value, low, high, str(unit), *texts)

    def _provenance(self, at: Spot, data: dict[str, Any]) -> None:
        holds = data.get("holds_from", "")
        if holds != "" and not _DAY.fullmatch(str(holds)):
            (at / "holds_from").note(f"expected YYYY-MM-DD, found '{holds}'")
        source, grade, date = data.get("source"), data.get("grade"), data.get("as_of")
        if source is not None and source not in self.sources:
            hint = did_you_mean(str(source), self.sources)
            (at / "source").note(f"'{source}' is not in the bibliography{hint}")
        if date is not None and not DATE.fullmatch(str(date)):
            (at / "as_of").note(f"expected YYYY, YYYY-MM or YYYY-MM-DD, found '{date}'")
        if grade is not None and grade not in GRADES:
            (at / "grade").note(f"expected one of {', '.join(GRADES)}, found '{grade}'")
        if source == JUDGEMENT and not data.get("note"):
            at.note("a judgement needs a 'note' with its reasoning", key=True)


def source(at: Spot, key: str, data: object) -> Source:
    """One publication of the bibliography."""
    given = at.mapping(data, _SOURCE_KEYS)
    for name in ("title", "publisher"):
        if not given.get(name):
            at.note(f"'{name}' is missing", key=True)
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
