"""Values of derived numbers: what their formulas give, how sure that is, and in which order."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache, partial
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, cast

import numpy as np

from wargame.declare.derivation import (
    OF_DIMENSION,
    Derivation,
    DerivationError,
    Measure,
    measure,
    written,
)
from wargame.declare.formula import Formula
from wargame.declare.units import UNITS, to_internal
from wargame.evidence.fields import field_of
from wargame.evidence.number import DERIVED, Number

if TYPE_CHECKING:
    from wargame.declare.formula import Value


def evaluate(number: Number, inputs: Mapping[str, Number]) -> Number:
    """`number` with the value that its derivation gives, and low and high of what it is made of.

    `inputs` has each input by path. The range is that of the law of propagation of uncertainty: the
    input's ends are put in one at a time, and the changes up and the changes down are each added in
    quadrature (JCGM 100:2008, 5.1.2, with ends in place of standard deviations); it ends where the
    field's bounds do. The date is that of the newest input, the grade that of the weakest. Raises
    DerivationError.
    """
    derivation = cast(Derivation, number.derivation)
    used = {name: inputs[path] for name, path in derivation.inputs.items()}
    figures = ((name, one.value, one.low, one.high, one.unit) for name, one in used.items())
    value, low, high = _propagated(derivation.formula, number.unit, tuple(figures))
    low, high = _within_bounds(number, value, low, high)
    return number.with_figures(
        value=value,
        low=low,
        high=high,
        as_of=max((one.as_of for one in used.values()), default=""),
        source=DERIVED,
        grade=max((one.grade for one in used.values()), default=""),
    )


Figures = tuple[str, float, float, float, str]  # name, value, low, high, unit


@lru_cache(maxsize=20_000)  # of a theatre as of two days, nearly all formulas give the same
def _propagated(formula: str, unit: str, inputs: tuple[Figures, ...]) -> tuple[float, float, float]:
    """Value, low and high of `formula` in `unit`, where the field has no bounds."""
    derivation = Derivation({}, formula)
    central = {name: measure(value, of) for name, value, _, _, of in inputs}
    result = derivation(central)
    target = measure(1.0, unit)
    if result.exponents != target.exponents:
        actual, wanted = written(result.exponents), written(target.exponents)
        raise DerivationError(f"the formula gives {actual}, {unit} is {wanted}")
    down = up = 0.0
    for name, value, low, high, of in inputs:
        for end in {low, high} - {value}:
            moved = derivation(central | {name: measure(end, of)})
            change = float(moved.value - result.value)
            down, up = (down + change**2, up) if change < 0 else (down, up + change**2)
    value = float(result.value)
    if not all(map(math.isfinite, (value, down, up))):
        raise DerivationError("the formula gives no finite number")
    ends = (value, value - math.sqrt(down), value + math.sqrt(up))
    value, low, high = (_plain(end / UNITS[unit].factor) for end in ends)
    return value, low, high


def _within_bounds(number: Number, value: float, low: float, high: float) -> tuple[float, float]:
    """Ends no further out than the field's bounds, as draws are; `value` may still break them."""
    field = field_of(number.path)
    if field is None:
        return low, high
    least, most = (end / UNITS[number.unit].factor for end in (field.low, field.high))
    return min(value, max(low, least)), max(value, min(high, most))


def _plain(value: float) -> float:
    """`value` without the last bits, which depend on the order of the operations."""
    return float(f"{value:.12g}")


def formula_of(path: str, numbers: Mapping[str, Number], bounds: tuple[float, float]) -> Formula:
    """The formula of the derived number at `path`, whose values stay within `bounds`."""
    number = numbers[path]
    paths = tuple(cast(Derivation, number.derivation).inputs.values())
    inputs = {one: numbers[one] for one in paths}
    return Formula(paths, partial(_within, number, inputs, bounds))  # travels between processes


def _within(
    number: Number,
    inputs: Mapping[str, Number],
    bounds: tuple[float, float],
    values: Mapping[str, Value],
) -> Value:
    least, most = bounds  # np.clip, which is slower on few values
    return np.minimum(np.maximum(drawn(number, inputs, values), least), most)


def drawn(number: Number, inputs: Mapping[str, Number], values: Mapping[str, Value]) -> Value:
    """The derived value of each run, in internal units, from the `values` of its inputs by path."""
    derivation = cast(Derivation, number.derivation)
    given = {
        name: Measure(values[path], OF_DIMENSION[inputs[path].dimension])
        for name, path in derivation.inputs.items()
    }
    return derivation(given).value


def in_order(numbers: Mapping[str, Number]) -> list[str]:
    """Paths of the derived numbers, each behind those that it is derived from.

    Raises DerivationError where they go in a circle.
    """
    graph = tuple(
        (path, tuple(p for p in one.derivation.inputs.values() if p in numbers))
        for path, one in numbers.items()
        if one.derivation
    )
    return list(_order(graph))


@lru_cache(maxsize=64)  # most scenarios of a theatre derive the same numbers from the same
def _order(graph: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    behind = dict(graph)
    try:
        order = list(TopologicalSorter(behind).static_order())
    except CycleError as error:
        raise DerivationError("derived in a circle: " + " from ".join(error.args[1])) from None
    return tuple(path for path in order if path in behind)


def check_value(number: Number, stated: float) -> str:
    """Why the `stated` value does not agree with that of the formula, or ''."""
    if math.isclose(to_internal(stated, number.unit), number.internal[0], rel_tol=0.01):
        return ""
    return f"{stated:g} {number.unit} is stated, the formula gives {number.value:.4g}"
