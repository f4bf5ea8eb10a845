"""Numbers that follow from others: a formula over facts and numbers, with its units checked.

A formula is read by simpleeval: names, numbers, `+ - * / **`, `min` and `max`, and nothing else. A
name is one of those declared under `from:`, or a unit of the closed list that is one word, such as
`months`. Counted things (missiles, batteries), days, USD and MW are the base dimensions, so that a
stock plus an output is refused, and an output times months is a stock.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, cast

import numpy as np
import simpleeval

from wargame.declare.formula import Formula
from wargame.declare.units import UNITS, to_internal
from wargame.evidence.fields import field_of
from wargame.evidence.number import DERIVED, Number

if TYPE_CHECKING:
    from wargame.declare.formula import Value

BASE = ("pieces", "days", "USD", "MW")
Exponents = tuple[int, int, int, int]
PURE: Exponents = (0, 0, 0, 0)
_OF_DIMENSION: dict[str, Exponents] = {
    "weapons": (1, 0, 0, 0),
    "count": (1, 0, 0, 0),
    "weapon rate": (1, -1, 0, 0),
    "count rate": (1, -1, 0, 0),
    "time": (0, 1, 0, 0),
    "money": (0, 0, 1, 0),
    "money rate": (0, -1, 1, 0),
    "power": (0, 0, 0, 1),
    "power rate": (0, -1, 0, 1),
    "share": PURE,
    "factor": PURE,
    "share rate": (0, -1, 0, 0),
}


class DerivationError(ValueError):
    """A formula that cannot be evaluated; the text says why, for the author of the evidence."""


@dataclass(frozen=True)
class Measure:
    """A value, or one per run, in internal units, with the exponents of its base dimensions."""

    value: Value
    exponents: Exponents = PURE

    def __add__(self, other: Measure | float) -> Measure:
        other = self._like(other, "added")
        return Measure(self.value + other.value, self.exponents)

    def __sub__(self, other: Measure | float) -> Measure:
        other = self._like(other, "subtracted")
        return Measure(self.value - other.value, self.exponents)

    def __mul__(self, other: Measure | float) -> Measure:
        other = _measure(other)
        return Measure(self.value * other.value, _powers(self, other, 1))

    def __truediv__(self, other: Measure | float) -> Measure:
        other = _measure(other)
        if np.any(np.asarray(other.value) == 0):
            raise DerivationError("division by zero")
        return Measure(self.value / other.value, _powers(self, other, -1))

    def __pow__(self, other: Measure | float) -> Measure:
        other = _measure(other)
        if other.exponents != PURE or self.exponents != PURE:
            raise DerivationError("a power needs plain numbers on both sides")
        return Measure(self.value**other.value)

    def __neg__(self) -> Measure:
        return Measure(-self.value, self.exponents)

    def __radd__(self, other: float) -> Measure:
        return _measure(other) + self

    def __rsub__(self, other: float) -> Measure:
        return _measure(other) - self

    def __rmul__(self, other: float) -> Measure:
        return self * other

    def __rtruediv__(self, other: float) -> Measure:
        return _measure(other) / self

    def _like(self, other: Measure | float, what: str) -> Measure:
        other = _measure(other)
        if other.exponents != self.exponents:
            units = f"{written(self.exponents)} and {written(other.exponents)}"
            raise DerivationError(f"{units} cannot be {what}")
        return other


def _measure(one: Measure | float) -> Measure:
    return one if isinstance(one, Measure) else Measure(float(one))


def _powers(one: Measure, other: Measure, sign: int) -> Exponents:
    found = tuple(a + sign * b for a, b in zip(one.exponents, other.exponents))
    return cast(Exponents, found)


def written(exponents: Exponents) -> str:
    """Base dimensions in words, such as `pieces/days`."""
    above = [_power(b, n) for b, n in zip(BASE, exponents) if n > 0]
    below = [_power(b, -n) for b, n in zip(BASE, exponents) if n < 0]
    return "/".join([" ".join(above) or ("1" if below else "a plain number"), *below])


def _power(base: str, exponent: int) -> str:
    return base if exponent == 1 else f"{base}^{exponent}"


def measure(value: Value, unit: str) -> Measure:
    """`value` in `unit` of the closed list. Raises DerivationError for a date."""
    dimension = UNITS[unit].dimension
    if dimension not in _OF_DIMENSION:
        raise DerivationError(f"a {dimension} cannot stand in a formula")
    return Measure(value * UNITS[unit].factor, _OF_DIMENSION[dimension])


@dataclass(frozen=True)
class Derivation:
    """`formula` over `inputs`: names that it uses, and the path that each stands for."""

    inputs: Mapping[str, str]
    formula: str

    def __call__(self, values: Mapping[str, Measure]) -> Measure:
        """The formula for `values` by name. Raises DerivationError if it cannot be evaluated."""
        reader = simpleeval.SimpleEval(
            operators=_OPERATORS, functions=_FUNCTIONS, names={**_units(), **values}
        )
        reader.nodes = {kind: reader.nodes[kind] for kind in _NODES} | {ast.Constant: _constant}
        try:
            return _measure(cast("Measure | float", reader.eval(self.formula)))
        except DerivationError:
            raise
        except simpleeval.NameNotDefined as error:
            raise DerivationError(f"'{error.name}' is not declared under from") from None
        except (simpleeval.InvalidExpression, SyntaxError, TypeError) as error:
            raise DerivationError(f"expected a formula of + - * / ** min max: {error}") from None
        except OverflowError:
            raise DerivationError("the formula gives a number that is too large") from None

    def unused(self) -> list[str]:
        """Names under `from` that the formula does not use."""
        try:
            tree = ast.parse(self.formula, mode="eval")
        except SyntaxError:
            return []
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return [name for name in self.inputs if name not in used]


_OPERATORS: dict[type[ast.AST], Callable[..., object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
_NODES = (ast.Expr, ast.BinOp, ast.UnaryOp, ast.Name, ast.Call)


def _constant(node: ast.Constant) -> float:
    """A number of the formula; as a float, because powers of whole numbers have no bound."""
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise DerivationError(f"expected a formula of numbers, found {node.value!r}")
    return float(node.value)


def _least(*given: Measure | float) -> Measure:
    return _extreme(np.minimum, given)


def _most(*given: Measure | float) -> Measure:
    return _extreme(np.maximum, given)


def _extreme(of: np.ufunc, given: Iterable[Measure | float]) -> Measure:
    measures = [_measure(one) for one in given]
    if len({one.exponents for one in measures}) != 1:
        raise DerivationError("min and max need values of one dimension")
    value = measures[0].value
    for other in measures[1:]:
        value = of(value, other.value)
    return Measure(value, measures[0].exponents)


_FUNCTIONS: dict[str, Callable[..., object]] = {"min": _least, "max": _most}


@cache
def _units() -> dict[str, Measure]:
    words = [unit for unit in UNITS if unit.isidentifier()]
    return {word: measure(1.0, word) for word in words if UNITS[word].dimension in _OF_DIMENSION}


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
    central = {name: measure(one.value, one.unit) for name, one in used.items()}
    result = derivation(central)
    target = measure(1.0, number.unit)
    if result.exponents != target.exponents:
        found, wanted = written(result.exponents), written(target.exponents)
        raise DerivationError(f"the formula gives {found}, {number.unit} is {wanted}")
    down = up = 0.0
    for name, one in used.items():
        for end in {one.low, one.high} - {one.value}:
            moved = derivation(central | {name: measure(end, one.unit)})
            change = float(moved.value - result.value)
            down, up = (down + change**2, up) if change < 0 else (down, up + change**2)
    value = float(result.value)
    if not all(map(math.isfinite, (value, down, up))):
        raise DerivationError("the formula gives no finite number")
    ends = (value, value - math.sqrt(down), value + math.sqrt(up))
    value, low, high = (_plain(end / UNITS[number.unit].factor) for end in ends)
    low, high = _within_bounds(number, value, low, high)
    return number.with_figures(
        value=value,
        low=low,
        high=high,
        as_of=max((one.as_of for one in used.values()), default=""),
        source=DERIVED,
        grade=max((one.grade for one in used.values()), default=""),
    )


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


def steps(number: Number, inputs: Mapping[str, Number]) -> Iterator[tuple[str, Number]]:
    """Each name of the formula of `number` with the number or fact that it stands for."""
    derivation = cast(Derivation, number.derivation)
    for name, path in derivation.inputs.items():
        yield name, inputs[path]


def formula_of(path: str, numbers: Mapping[str, Number], bounds: tuple[float, float]) -> Formula:
    """The formula of the derived number at `path`, whose values stay within `bounds`."""
    number = numbers[path]

    def of(values: Mapping[str, Value]) -> Value:
        return np.clip(drawn(number, numbers, values), *bounds)

    return Formula(tuple(cast(Derivation, number.derivation).inputs.values()), of)


def drawn(number: Number, inputs: Mapping[str, Number], values: Mapping[str, Value]) -> Value:
    """The derived value of each run, in internal units, from the `values` of its inputs by path."""
    derivation = cast(Derivation, number.derivation)
    given = {
        name: Measure(values[path], _OF_DIMENSION[inputs[path].dimension])
        for name, path in derivation.inputs.items()
    }
    return derivation(given).value


def in_order(numbers: Mapping[str, Number]) -> list[str]:
    """Paths of the derived numbers, each behind those that it is derived from.

    Raises DerivationError where they go in a circle.
    """
    graph = {
        path: [p for p in one.derivation.inputs.values() if p in numbers]
        for path, one in numbers.items()
        if one.derivation
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise DerivationError("derived in a circle: " + " from ".join(error.args[1])) from None
    return [path for path in order if path in graph]


def check_value(number: Number, stated: float) -> str:
    """Why the `stated` value does not agree with that of the formula, or ''."""
    if math.isclose(to_internal(stated, number.unit), number.internal[0], rel_tol=0.01):
        return ""
    return f"{stated:g} {number.unit} is stated, the formula gives {number.value:.4g}"
