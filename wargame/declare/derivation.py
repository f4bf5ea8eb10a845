"""Numbers that follow from others: a formula over facts and numbers, with its units checked.

A formula is read by simpleeval: names, numbers, `+ - * / **`, `min`, `max` and `log` (natural), and
nothing else. A name is one of those declared under `from:`, or a unit of the closed list that is
one word, such as `months`. Counted things (missiles, batteries), days, USD and MW are the base
dimensions, so that a stock plus an output is refused, and an output times months is a stock.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import simpleeval

from wargame.declare.units import UNITS

if TYPE_CHECKING:
    from wargame.declare.formula import Value

BASE = ("pieces", "days", "USD", "MW")
Exponents = tuple[int, int, int, int]
PURE: Exponents = (0, 0, 0, 0)
OF_DIMENSION: dict[str, Exponents] = {
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
        zero = other.value == 0
        if zero.any() if isinstance(zero, np.ndarray) else zero:
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
    if other.exponents == PURE:
        return one.exponents
    exponents = tuple(a + sign * b for a, b in zip(one.exponents, other.exponents))
    return cast(Exponents, exponents)


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
    if dimension not in OF_DIMENSION:
        raise DerivationError(f"a {dimension} cannot stand in a formula")
    return Measure(value * UNITS[unit].factor, OF_DIMENSION[dimension])


@dataclass(frozen=True)
class Derivation:
    """`formula` over `inputs`: names that it uses, and the path that each stands for."""

    inputs: Mapping[str, str]
    formula: str

    def __call__(self, values: Mapping[str, Measure]) -> Measure:
        """The formula for `values` by name. Raises DerivationError if it cannot be evaluated."""
        code = _accepted.get(self.formula)
        if code is not None:
            with suppress(NameError, TypeError, OverflowError):  # simpleeval says which, below
                return _measure(eval(code, _globals(), dict(values)))
        result = self._read(values)
        if len(_accepted) >= _MOST:  # a server is sent others for as long as it runs
            _accepted.clear()
        _accepted[self.formula] = _code(self.formula)
        return result

    def _read(self, values: Mapping[str, Measure]) -> Measure:
        """The formula, read with care: of what is not allowed in it, nothing is evaluated."""
        reader = simpleeval.SimpleEval(
            operators=_OPERATORS, functions=_FUNCTIONS, names={**_units(), **values}
        )
        reader.nodes = {kind: reader.nodes[kind] for kind in _NODES} | {ast.Constant: _constant}
        try:
            return _measure(
                cast("Measure | float", reader.eval(self.formula, _parsed(self.formula)))
            )
        except DerivationError:
            raise
        except simpleeval.NameNotDefined as error:
            raise DerivationError(f"'{error.name}' is not declared under from") from None
        except (simpleeval.InvalidExpression, SyntaxError, TypeError) as error:
            said = "expected a formula of + - * / ** min max log"
            raise DerivationError(f"{said}: {error}") from None
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


@cache
def _parsed(formula: str) -> ast.AST:
    """A formula as a tree: each is read once, and worked out for every war."""
    return cast(ast.AST, simpleeval.SimpleEval.parse(formula))


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


def _log(given: Measure | float) -> Measure:
    one = _measure(given)
    if one.exponents != PURE:
        raise DerivationError("a logarithm needs a plain number")
    if np.any(np.asarray(one.value) <= 0.0):
        raise DerivationError("logarithm of a number that is not positive")
    return Measure(np.log(one.value))


_FUNCTIONS: dict[str, Callable[..., object]] = {"min": _least, "max": _most, "log": _log}


@cache
def _units() -> dict[str, Measure]:
    words = [unit for unit in UNITS if unit.isidentifier()]
    return {word: measure(1.0, word) for word in words if UNITS[word].dimension in OF_DIMENSION}


# Formulas that simpleeval accepted, as code. It has no part that is evaluated only at times, so
# what it accepted once holds nothing else; as code a formula takes a tenth of the time, and a war
# evaluates hundreds.
_accepted: dict[str, CodeType] = {}
_MOST = 10_000


def _code(formula: str) -> CodeType:
    first = cast(ast.Expr, ast.parse(formula.strip()).body[0])  # as simpleeval does
    tree = ast.Expression(_Floats().visit(first.value))
    return compile(ast.fix_missing_locations(tree), "<formula>", "eval")


class _Floats(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.Constant(_constant(node))


@cache
def _globals() -> dict[str, Any]:
    return {"__builtins__": {}, **_FUNCTIONS, **_units()}
