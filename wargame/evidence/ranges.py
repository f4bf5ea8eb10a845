"""Whether a figure may stand where it does: its unit, the order of its range, its bounds."""

from __future__ import annotations

import math

from wargame.declare.errors import did_you_mean
from wargame.declare.fields import Field
from wargame.declare.units import UNITS, to_internal, units_of


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
    problems: list[tuple[str, str]] = []
    if low > high:
        problems.append(("low", f"low {low:g} is above high {high:g}"))
    elif not low <= value <= high:
        problems.append(("value", f"{value:g} is not between low {low:g} and high {high:g}"))
    if field is None:
        return problems
    for key, number in (("value", value), ("low", low), ("high", high)):
        internal = to_internal(number, unit)
        slack = 1e-9 * max(1.0, abs(internal))  # 365.25/365.25 days may miss 1 by a rounding
        if not field.low - slack <= internal <= field.high + slack or not math.isfinite(number):
            factor = UNITS[unit].factor
            bounds = f"{field.low / factor:g} to {field.high / factor:g} {unit}"
            problems.append((key, f"{number:g} is outside its range ({bounds})"))
    return problems
