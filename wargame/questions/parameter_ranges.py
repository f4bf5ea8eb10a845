"""Ranges of the uncertainties of a sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from wargame.declare.errors import did_you_mean, kind
from wargame.declare.quantity import parse_each
from wargame.declare.units import UNITS, units_of
from wargame.evidence.catalogue import field_of
from wargame.evidence.fields import Field
from wargame.evidence.ranges import range_problems
from wargame.questions.policy_grid import Policy
from wargame.questions.question_file import Note, Reading
from wargame.scenario.scenario import Scenario

Key = TypeVar("Key", str, int)
_KEYS = ("low", "high", "value", "unit")


@dataclass(frozen=True)
class Parameter:
    """One uncertainty: low <= value <= high in `unit`; `levels` are values given one by one."""

    path: str
    unit: str
    low: float
    value: float
    high: float
    meaning: str
    levels: tuple[float, ...] = ()

    @property
    def factor(self) -> float:
        """What turns a value into internal units."""
        return UNITS[self.unit].factor


def parameters(file: Any, policies: Sequence[Policy], reading: Reading) -> tuple[Parameter, ...]:
    """The uncertainties of `file`; problems are noted at their places."""
    result = []
    for path, data in file.uncertainties.items():
        note = reading.within("uncertainties", path)
        field = field_of(path)
        if why := unfit(path, policies):
            note(why, key=True)
        if field is None or any(path not in one.scenario.numbers for one in policies):
            continue
        listed = file.design.kind in ("factorial", "one_at_a_time")
        one = _parameter(path, data, field, policies, listed, note)
        if one is not None:
            result.append(one)
    return tuple(result)


def unfit(path: str, policies: Sequence[Policy]) -> str:
    """Why the number at `path` may not be given to every policy, or ''."""
    lacking = [one.label for one in policies if path not in one.scenario.numbers]
    if len(lacking) == len(policies):
        first = policies[0].scenario
        return f"there is no such number{first.catalogue.addresses.hint(path, first.numbers)}"
    if lacking:
        return f"the policy '{lacking[0]}' has no such number"
    setting = [one.label for one in policies if path in one.sets]
    return f"is set by a lever or constant too (policy '{setting[0]}')" if setting else ""


def unit_of(path: str, scenario: Scenario) -> str:
    """The unit of the number at `path` in designs and tables: that of the catalogue."""
    return scenario.catalogue.numbers.get(path, scenario.numbers[path]).unit


def _parameter(
    path: str, data: object, field: Field, policies: Sequence[Policy], listed: bool, note: Note
) -> Parameter | None:
    """One uncertainty from what is written for it; None if that is noted as wrong."""
    scenario = policies[0].scenario
    unit = unit_of(path, scenario)
    levels: tuple[float, ...] = ()
    if data == "catalogue" or data is None:
        return _of_catalogue(path, field, policies, note)
    if isinstance(data, list):
        if not listed:
            note("a list of values is for a factorial or one_at_a_time design")
        levels = _levels(data, field, unit, note)
        read: dict[str, float] = {"low": min(levels), "high": max(levels)} if levels else {}
    elif isinstance(data, dict):
        unit = str(data.get("unit", unit))
        if unit not in units_of(field.dimension):
            note(f"'{unit}' is no unit of a {field.dimension}", "unit")
            return None
        read = _range(data, field, unit, note)
    else:
        note(f"expected catalogue, {{low, high}} or a list of values; found {kind(data)}")
        return None
    if not {"low", "high"} <= set(read):
        return None
    low, high = read["low"], read["high"]
    if low >= high:
        note(f"low {low:g} is not below high {high:g}")
        return None
    central = read.get("value", scenario.numbers[path].internal[0] / UNITS[unit].factor)
    if "value" not in read and not low <= central <= high:
        central = (low + high) / 2
    for _, why in range_problems(central, low, high, unit, field):
        note(why)
    return Parameter(path, unit, low, central, high, field.meaning, levels)


def _levels(data: list[object], field: Field, unit: str, note: Note) -> tuple[float, ...]:
    """Values given one by one, in `unit`; () if anything is noted as wrong."""
    result = tuple(_figures(dict(enumerate(data)), field, unit, note).values())
    if result and len(set(result)) < max(2, len(result)):
        note("expected at least two values, each once")
        return ()
    return result


def _range(data: Mapping[str, object], field: Field, unit: str, note: Note) -> dict[str, float]:
    """low, high and perhaps value, in `unit`; empty if anything is noted as wrong."""
    for key in data:
        if key not in _KEYS:
            note(f"unknown key{did_you_mean(key, _KEYS)}", key, key=True)
    for key in ("low", "high"):
        if key not in data:
            note(f"'{key}' is missing")
    figures = {key: data[key] for key in ("low", "high", "value") if key in data}
    return _figures(figures, field, unit, note)


def _figures(data: Mapping[Key, object], field: Field, unit: str, note: Note) -> dict[Key, float]:
    """Quantities in `unit`; empty if any is noted as wrong."""
    read = parse_each(data, field.dimension, unit, note)
    if len(read) < len(data):
        return {}
    return {key: quantity.to(unit).value for key, quantity in read.items()}


def _of_catalogue(
    path: str, field: Field, policies: Sequence[Policy], note: Note
) -> Parameter | None:
    """The range that the scenarios have; it must be one range, and it must have a width."""
    number = policies[0].scenario.numbers[path]
    for other in policies[1:]:
        if other.scenario.numbers[path].internal != number.internal:
            note(
                f"the policies '{policies[0].label}' and '{other.label}' give it other ranges; "
                "write {low, high}, which then holds in all"
            )
            return None
    if number.low >= number.high:
        note("has no range in the catalogue or scenario; write {low, high}")
        return None
    return Parameter(path, number.unit, number.low, number.value, number.high, field.meaning)
