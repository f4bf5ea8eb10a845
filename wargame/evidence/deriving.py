"""Reads derived numbers, and gives them the figures that their formulas give.

A derived number is written as `derived: {from: {name: path}, how: formula}` with its unit; a value
may stand beside it for the reader, and has to agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.declare.derivation import Derivation, DerivationError
from wargame.declare.errors import did_you_mean, kind
from wargame.declare.units import UNITS
from wargame.evidence.derivation import check_value, evaluate, in_order
from wargame.evidence.fields import field_of
from wargame.evidence.number import Number
from wargame.evidence.ranges import range_problems
from wargame.evidence.spot import Spot
from wargame.evidence.strict_yaml import KeyPath

_KEYS = ("derived", "value", "unit", "note", "estimates")


@dataclass(frozen=True)
class Stated:
    """Where a derived number is written, its formula, and the value stated beside it."""

    at: Spot
    derivation: Derivation
    value: float | None


def read_derived(at: Spot, data: dict[str, Any], more: Sequence[str] = ()) -> Stated | None:
    """What is written for a derived number (with keys `more` beside the usual); None if wrong."""
    before = len(at.problems.noted)
    at.mapping(data, (*_KEYS, *more))

    def note(path: KeyPath, why: str) -> None:
        spot = at / "derived"
        for part in path:
            spot = spot / part
        spot.note(why)

    derivation = read_derivation(data["derived"], note)
    value = data.get("value")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        (at / "value").note(f"expected a number, found {kind(value)}")
    if derivation is None or len(at.problems.noted) > before:
        return None
    return Stated(at, derivation, value)


def derive(stated: Mapping[str, Stated], numbers: dict[str, Number]) -> None:
    """Give each derived one of `numbers` (facts included) its figures; `stated` is by path."""
    for one in stated.values():
        for wanted in [path for path in one.derivation.inputs.values() if path not in numbers]:
            (one.at / "derived").note(f"there is no {wanted}{did_you_mean(wanted, numbers)}")
    if not stated or next(iter(stated.values())).at.problems.noted:
        return
    try:
        order = in_order(numbers)
    except DerivationError as error:
        next(iter(stated.values())).at.note(str(error))
        return
    for path in order:
        one = stated[path]
        try:
            numbers[path] = evaluate(numbers[path], numbers)
        except DerivationError as error:
            (one.at / "derived" / "how").note(str(error))
            return
        _check(numbers[path], one)


def _check(number: Number, stated: Stated) -> None:
    """Note figures of a formula that the number cannot have, or that are not those stated."""
    ends = (number.value, number.low, number.high)
    for key, why in range_problems(*ends, number.unit, field_of(number.path)):
        stated.at.note(f"the formula gives {key} {why}")
    if stated.value is not None:
        (stated.at / "value").note(check_value(number, stated.value))


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
