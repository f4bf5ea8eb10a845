"""What a scenario does to derived numbers: they follow what is set, and it may derive others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from wargame.declare.derivation import DerivationError
from wargame.declare.errors import Place, Problems, did_you_mean
from wargame.declare.units import units_of
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.derivation import evaluate, in_order
from wargame.evidence.deriving import read_derivation
from wargame.evidence.fields import field_of
from wargame.evidence.number import DERIVED, FACTS, Number
from wargame.evidence.ranges import range_problems
from wargame.evidence.strict_yaml import KeyPath
from wargame.scenario.layers import Layer

Faults = tuple[tuple[str, str], ...]  # the key that is wrong with a number, and why


class Laid(Protocol):
    """Numbers of a scenario while its layers are laid over the catalogue."""

    catalogue: Catalogue
    numbers: dict[str, Number]

    def note(self, layer: Layer, at: KeyPath, message: str, key: bool = False) -> None:
        """Note that what `layer` says at `at` is wrong."""


def derived_setting(
    laid: Laid, layer: Layer, at: KeyPath, data: dict[str, Any], base: Number
) -> Number | None:
    """`base` as `data` derives it; its figures come when all layers are laid (`derive`)."""
    for key in data.keys() - {"derived", "unit", "note"}:
        laid.note(layer, (*at, key), "does not go with derived", key=True)
    unit, field = str(data.get("unit", base.unit)), field_of(base.path)
    dimension = field.dimension if field else base.dimension  # of a new entry no unit is known
    if unit not in units_of(dimension):
        hint = did_you_mean(unit, units_of(dimension))
        laid.note(layer, (*at, "unit"), f"expected a {dimension}{hint}")
        return None
    derivation = read_derivation(
        data["derived"], lambda path, why: laid.note(layer, (*at, "derived", *path), why)
    )
    if derivation is None:
        return None
    for path in derivation.inputs.values():
        fact = laid.catalogue.facts.get(path.removeprefix(FACTS))
        if path not in laid.numbers and fact:
            laid.numbers[path] = fact
        elif path not in laid.numbers:
            hint = did_you_mean(path, laid.numbers)
            laid.note(layer, (*at, "derived", "from"), f"there is no {path}{hint}")
    base = replace(
        base, unit=unit, absent=False, derivation=derivation, note=str(data.get("note", ""))
    )
    return base.with_figures(source=DERIVED, as_of="", grade="")


# Formulas of the catalogue give the same at every loading: four fifths of its time. The numbers
# that went in are held with what came out, so that none can be mistaken for a later one.
_RESULTS: dict[tuple[int, ...], tuple[tuple[Number, ...], Number, Faults]] = {}
_MOST = 20_000


def _evaluated(path: str, numbers: dict[str, Number]) -> tuple[Number, Faults]:
    """What `evaluate` gives for the number at `path`, and what is wrong with it, once for the same
    number and inputs."""
    number = numbers[path]
    inputs = number.derivation.inputs.values() if number.derivation else ()
    went_in = (number, *[numbers[one] for one in inputs if one in numbers])
    key = tuple(map(id, went_in))
    held = _RESULTS.get(key)
    if held is None:
        result = evaluate(number, numbers)
        faults = range_problems(result.value, result.low, result.high, result.unit, field_of(path))
        if len(_RESULTS) >= _MOST:
            _RESULTS.clear()
        held = _RESULTS[key] = went_in, result, tuple(faults)
    return held[1:]


def derive(numbers: dict[str, Number], place: Place, problems: Problems) -> None:
    """Let derived numbers follow what was set; `place` is named where one no longer can."""
    try:
        for path in in_order(numbers):
            numbers[path], faults = _evaluated(path, numbers)
            for key, why in faults:
                problems.add(place, path, f"follows from what is set, and its {key} {why}")
    except DerivationError as error:
        problems.add(place, "", str(error))
