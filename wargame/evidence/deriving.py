"""Reads derived numbers from documents of the catalogue, and gives them the figures they follow.

A derived number is written as `derived: {from: {name: path}, how: formula}` with its unit; a value
may stand beside it for the reader, and has to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wargame.declare.derivation import Derivation, DerivationError
from wargame.declare.errors import Problems, did_you_mean, kind
from wargame.declare.units import UNITS
from wargame.evidence.derivation import check_value, evaluate, in_order
from wargame.evidence.fields import Field, field_of
from wargame.evidence.number import DERIVED, Estimate, Number
from wargame.evidence.ranges import range_problems
from wargame.evidence.strict_yaml import Document, KeyPath

_KEYS = ("derived", "value", "unit", "note", "estimates")


@dataclass(frozen=True)
class Stated:
    """Where a derived number is written, and the value that is stated beside its formula."""

    doc: Document
    at: KeyPath
    value: float | None


class DocumentReader:
    """Notes what is wrong in a document, with its place."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def note(self, doc: Document, path: KeyPath, message: str, key: bool = False) -> None:
        """Note that what stands at `path` (its key, if `key`) is wrong."""
        self.problems.add(doc.place(path, key), ".".join(str(part) for part in path), message)

    def mapping(self, doc: Document, path: KeyPath, data: object) -> dict[str, Any]:
        """`data` if it is a mapping; else note it and return an empty one."""
        if isinstance(data, dict):
            return data
        self.note(doc, path, f"expected keys with values, found {kind(data)}")
        return {}

    def keys(
        self, doc: Document, path: KeyPath, data: Mapping[str, Any], known: Iterable[str]
    ) -> None:
        """Note every key that is not known."""
        known = list(known)
        for key in data:
            if key not in known:
                self.note(doc, (*path, key), f"unknown key{did_you_mean(key, known)}", key=True)


class DerivedReader(DocumentReader):
    """Reads derived numbers; `stated` has where each is written, by path."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.stated: dict[str, Stated] = {}

    def derived(
        self,
        doc: Document,
        at: KeyPath,
        data: dict[str, Any],
        field: Field | None,
        estimates: tuple[Estimate, ...],
    ) -> Number | None:
        """A number that follows from others; its value waits until all of these are read."""
        before = len(self.problems.found)
        self.keys(doc, at, data, _KEYS if field else (*_KEYS, "name"))
        derivation = read_derivation(
            data["derived"], lambda path, why: self.note(doc, (*at, "derived", *path), why)
        )
        value = data.get("value")
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            self.note(doc, (*at, "value"), f"expected a number, found {kind(value)}")
        if derivation is None or len(self.problems.found) > before:
            return None
        path = ".".join(str(part) for part in at)
        self.stated[path] = Stated(doc, at, value)
        unit, note = str(data["unit"]), str(data.get("note", ""))
        empty = Estimate(0.0, 0.0, 0.0, unit, "", DERIVED, "", note)
        return Number(**empty.figure(), path=path, estimates=estimates, derivation=derivation)

    def derive(self, numbers: dict[str, Number]) -> None:
        """Give each derived one of `numbers` (facts included) the figures of its formula."""
        for path, stated in self.stated.items():
            derivation = numbers[path].derivation
            inputs = derivation.inputs.values() if derivation else ()
            for wanted in [one for one in inputs if one not in numbers]:
                hint = did_you_mean(wanted, numbers)
                self.note(stated.doc, (*stated.at, "derived"), f"there is no {wanted}{hint}")
        if self.problems.found:
            return
        first = next(iter(self.stated.values()), None)
        try:
            order = in_order(numbers)
        except DerivationError as error:
            assert first
            self.note(first.doc, first.at, str(error))
            return
        for path in order:
            stated, number = self.stated[path], numbers[path]
            try:
                numbers[path] = evaluate(number, numbers)
            except DerivationError as error:
                self.note(stated.doc, (*stated.at, "derived", "how"), str(error))
                return
            self._derived_fits(numbers[path], stated)

    def _derived_fits(self, number: Number, stated: Stated) -> None:
        field = field_of(number.path)
        for key, why in range_problems(number.value, number.low, number.high, number.unit, field):
            self.note(stated.doc, stated.at, f"the formula gives {key} {why}")
        if stated.value is not None and (why := check_value(number, stated.value)):
            self.note(stated.doc, (*stated.at, "value"), why)


def read_derivation(data: object, note: Callable[[KeyPath, str], None]) -> Derivation | None:
    """The derivation that `data` (`from`, `how`) holds; else None, with each problem noted."""
    if not isinstance(data, dict) or set(data) != {"from", "how"}:
        note((), f"expected from: paths, and how: a formula; found {kind(data)}")
        return None
    how, inputs = data["how"], _inputs(data["from"], note)
    if not isinstance(how, str):
        note(("how",), f"expected a formula, found {kind(how)}")
        return None
    derivation = Derivation(inputs, how)
    for name in derivation.unused():
        note(("from",), f"the formula does not use '{name}'")
    return derivation if inputs else None


def _inputs(data: object, note: Callable[[KeyPath, str], None]) -> dict[str, str]:
    """Paths by the names that a formula uses: as given, or the last parts of listed paths."""
    if isinstance(data, list):
        paths = [str(path) for path in data]
        names = [path.rpartition(".")[2] for path in paths]
        if len(set(names)) < len(names):
            note(("from",), "two of these end in the same name; write name: path for each")
        data = dict(zip(names, paths))
    if not isinstance(data, dict) or not data:
        note(("from",), f"expected paths of facts or numbers, found {kind(data)}")
        return {}
    for name in data:
        if not str(name).isidentifier() or name in UNITS:
            note(("from", name), "expected a name in letters that is no unit")
    return {str(name): str(path) for name, path in data.items()}
