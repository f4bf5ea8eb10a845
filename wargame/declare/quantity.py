"""Quantities in scenarios: a value with a unit of the closed list, such as "80 missiles/month"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic_core import core_schema

from wargame.declare.errors import did_you_mean, kind
from wargame.declare.meant import meant, unclear
from wargame.declare.units import UNITS, to_internal, units_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

Key = TypeVar("Key")
_TEXT = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S.*)?")
_EXAMPLES = {
    "weapon rate": "80 missiles/month",
    "money rate": "1 billion USD/month",
    "share rate": "10 percent/year",
}


@dataclass(frozen=True)
class Quantity:
    """A value in a unit of UNITS; `internal` is in missiles, days, USD, MW or shares."""

    value: float
    unit: str

    @property
    def internal(self) -> float:
        """The value in internal units."""
        return to_internal(self.value, self.unit)

    def to(self, unit: str) -> Quantity:
        """The same quantity in another `unit` of its dimension."""
        same = unit == self.unit
        return self if same else Quantity(self.internal / UNITS[unit].factor, unit)

    def __str__(self) -> str:
        return f"{plain(self.value)} {self.unit}"


def plain(value: float) -> int | float:
    """`value` as an int where it is whole, so that 50.0 is written as 50."""
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def parse(data: object, dimension: str, unit: str | None = None) -> Quantity:
    """Read a quantity of `dimension` from a number (then in `unit`) or a text such as "5 days".

    Raises ValueError, with a message for the user and the word that was meant, on anything else, an
    unknown unit, a unit of another dimension, or a bare number where no `unit` is understood.
    """
    if isinstance(data, str) and (why := unclear(data.strip())):
        raise ValueError(why)
    try:
        return _parse(data, dimension, unit)
    except ValueError as error:
        better = meant(data, unit or units_of(dimension)[0]) if isinstance(data, str) else ""
        try:
            _parse(better, dimension, unit)
        except ValueError as other:  # read, but of another dimension: that is what is wrong
            raise (other if " is needed (" in str(other) else error) from None
        said = str(error).split(" — did you mean")[0]
        raise ValueError(f"{said} — did you mean '{better}'?") from None


def _parse(data: object, dimension: str, unit: str | None) -> Quantity:
    example = _EXAMPLES.get(dimension, f"5 {units_of(dimension)[0]}")
    if isinstance(data, str):
        match = _TEXT.fullmatch(data.strip())
        if not match:
            raise ValueError(f"expected a quantity such as '{example}', found {kind(data)}")
        value, unit = float(match[1]), match[2] or unit
    elif isinstance(data, int | float) and not isinstance(data, bool):
        value = float(data)
    else:
        raise ValueError(f"expected a quantity such as '{example}', found {kind(data)}")
    if unit is None:
        raise ValueError(f"a unit is missing; write for example '{example}'")
    if unit not in UNITS:
        raise ValueError(f"unknown unit '{unit}'{did_you_mean(unit, UNITS)}")
    if UNITS[unit].dimension != dimension:
        wanted = ", ".join(units_of(dimension)[:4])
        raise ValueError(
            f"'{unit}' is a {UNITS[unit].dimension}; a {dimension} is needed ({wanted})"
        )
    return Quantity(value, unit)


def parse_each(
    given: Mapping[Key, object], dimension: str, unit: str | None, note: Callable[[str, Key], None]
) -> dict[Key, Quantity]:
    """Read several quantities, such as the ends of a range; what is wrong is noted at its key."""
    result = {}
    for key, data in given.items():
        try:
            result[key] = parse(data, dimension, unit)
        except ValueError as error:
            note(str(error), key)
    return result


@dataclass(frozen=True)
class Amount:
    """Pydantic annotation: a Quantity of `dimension` within bounds given in `unit`.

    A bare number is taken in `unit` if `bare`; otherwise the unit must be written.
    """

    dimension: str
    unit: str
    low: float
    high: float
    bare: bool = False

    def read(self, data: object) -> Quantity:
        """Check and convert; raises ValueError with a message for the user."""
        if isinstance(data, Quantity):
            return data
        quantity = parse(data, self.dimension, self.unit if self.bare else None)
        result = quantity.internal / UNITS[self.unit].factor
        if not self.low - 1e-9 <= result <= self.high + 1e-9:
            bounds = f"{self.low:g} to {self.high:g} {self.unit}"
            raise ValueError(f"{quantity} is outside its range ({bounds})")
        return quantity

    def write(self, quantity: Quantity) -> str | int | float:
        """The text (or bare number) that reads back as the same quantity."""
        if self.bare and quantity.unit == self.unit:
            return plain(quantity.value)
        return str(quantity)

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        names = "|".join(re.escape(name) for name in units_of(self.dimension))
        text = {"type": "string", "pattern": rf"^[-+]?[0-9.eE+-]+ *({names})$"}
        if not self.bare:
            return text
        return {"anyOf": [{"type": "number", "minimum": self.low, "maximum": self.high}, text]}
