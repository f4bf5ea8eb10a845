"""Formulas over facts and numbers: values, units, ranges, and what is refused."""

from __future__ import annotations

import math

import numpy as np
import pytest

from wargame.declare.derivation import Derivation, DerivationError, measure
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.errors import WargameError
from wargame.evidence import catalogue, strict_yaml
from wargame.evidence.derivation import evaluate, formula_of, in_order
from wargame.evidence.number import DERIVED, Number
from wargame.evidence.strict_yaml import parse
from wargame.evidence.theatre import FOLDER

SOURCES = (
    "bibliography:\n"
    "  a: {title: T, publisher: P, date: '2025', url: u}\n"
    "facts:\n"
    "  left: {name: Left, value: 600, low: 540, high: 660, unit: missiles, as_of: '2025-06',"
    " source: a, grade: A}\n"
    "  made: {name: Made, value: 65, low: 60, high: 70, unit: missiles/month, as_of: '2025-07',"
    " source: a, grade: C}\n"
)


def number(path: str, value: float, unit: str, low: float = 0, high: float = 0) -> Number:
    ends = (low, high) if low or high else (value, value)
    return Number(value, *ends, unit, "2025-06", "a", "B", path=path)


def derived(inputs: dict[str, str], formula: str, unit: str) -> Number:
    derivation = Derivation(inputs, formula)
    return Number(0, 0, 0, unit, "", DERIVED, path="x", derivation=derivation)


MINIMAL = [
    strict_yaml.load(path, path.name)
    for path in sorted((FOLDER / "minimal" / "evidence").glob("*.yaml"))
]


def fact(text: str) -> Number:
    return catalogue.read([*MINIMAL, parse(SOURCES + text, "x.yaml")]).facts["then"]


def why(text: str) -> str:
    with pytest.raises(WargameError) as caught:
        fact(text)
    return str(caught.value)


def test_a_stock_plus_half_a_year_of_output() -> None:
    one = fact(
        "  then: {name: Then, unit: missiles, value: 990, derived: {from: [facts.left, facts.made],"
        " how: left + 6 * months * made}}\n"
    )
    assert one.value == pytest.approx(990)
    spread = math.hypot(60, 6 * 5)  # each input's end alone, in quadrature
    assert (one.low, one.high) == pytest.approx((990 - spread, 990 + spread))
    assert (one.source, one.as_of, one.grade) == ("derived", "2025-07", "C")


def test_names_are_given_or_the_last_parts_of_paths() -> None:
    one = fact(
        "  then: {name: Then, unit: percent, derived: {from: {a: facts.made, b: facts.left},"
        " how: a * 1 * months / b}}\n"
    )
    assert one.value == pytest.approx(100 * 65 / 600)


def test_ends_that_pull_apart_are_told_apart() -> None:
    inputs = {"a": number("a", 10, "missiles", 8, 11), "b": number("b", 4, "missiles", 4, 7)}
    one = evaluate(derived({"a": "a", "b": "b"}, "a - b", "missiles"), inputs)
    assert one.value == pytest.approx(6)
    assert one.low == pytest.approx(6 - math.hypot(2, 3))
    assert one.high == pytest.approx(7)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("a + b", "pieces and pieces/days cannot be added"),
        ("a * b", "the formula gives pieces^2/days"),
        ("b * months * 2", None),
        ("min(a, 5 * missiles)", None),
        ("max(a, b)", "one dimension"),
        ("a * log(a / missiles)", None),
        ("log(a) * missiles", "a logarithm needs a plain number"),
        ("a * log(0 * a / missiles)", "not positive"),
        ("a / (a - a)", "division by zero"),
        ("a ** 0.5", "plain numbers"),
        ("c * 2", "'c' is not declared"),
        ("a if b else a", "expected a formula"),
        ("a.value", "expected a formula"),
        ("__import__('os')", "expected a formula"),
        ("[a for a in (1, 2)]", "expected a formula"),
        ("a +", "expected a formula"),
        ("'x' * a", "expected a formula"),
        ("9 ** 9 ** 9 * a", "too large"),
    ],
)
def test_what_a_formula_may_be(formula: str, said: str | None) -> None:
    inputs = {"a": number("a", 10, "missiles"), "b": number("b", 4, "missiles/month")}
    one = derived({"a": "a", "b": "b"}, formula, "missiles")
    if said is None:
        assert evaluate(one, inputs).value > 0
        return
    with pytest.raises(DerivationError, match=said.replace("^", r"\^")):
        evaluate(one, inputs)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{from: [facts.lefd], how: lefd}", "there is no facts.lefd — did you mean 'facts.left'"),
        ("{from: [facts.left, facts.made], how: left}", "does not use 'made'"),
        ("{from: [facts.left, other.left], how: left}", "the same name"),
        ("{from: {months: facts.left}, how: months}", "that is no unit"),
        ("{from: [facts.left]}", "from: paths, and how: a formula"),
        ("{from: facts.left, how: left}", "expected paths"),
        ("{from: [facts.left], how: 5}", "expected a formula"),
        ("{from: [facts.then], how: then}", "derived in a circle"),
    ],
)
def test_what_is_refused_at_its_place(text: str, said: str) -> None:
    found = why(f"  then: {{name: Then, unit: missiles, derived: {text}}}\n")
    assert said in found
    assert found.startswith("x.yaml:6:")


def test_a_value_beside_the_formula_has_to_agree() -> None:
    row = (
        "  then: {name: Then, unit: missiles, value: %s,"
        " derived: {from: [facts.left], how: left}}\n"
    )
    assert fact(row % 603).value == 600
    assert "610 missiles is stated, the formula gives 600" in why(row % 610)


def test_derived_from_derived_in_order() -> None:
    numbers = {
        "c": derived({"b": "b"}, "b * 2", "missiles"),
        "a": number("a", 3, "missiles"),
        "b": derived({"a": "a"}, "a * 2", "missiles"),
    }
    assert in_order(numbers) == ["b", "c"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_draws_follow_those_of_the_inputs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    numbers = {
        "a": number("a", 600, "missiles", 540, 660),
        "b": number("b", 65, "missiles/month", 60, 70),
        "c": derived({"a": "a", "b": "b"}, "a + 6 * months * b", "missiles"),
    }
    formula = formula_of("c", numbers, (0, 980))
    values = {"a": rng.uniform(540, 660, 9), "b": rng.uniform(60, 70, 9) / DAYS_PER_MONTH}
    wanted = np.minimum(values["a"] + 6 * DAYS_PER_MONTH * values["b"], 980)
    np.testing.assert_allclose(formula.of(values), wanted)
    assert formula.inputs == ("a", "b")


def test_a_date_is_no_quantity() -> None:
    with pytest.raises(DerivationError, match="date"):
        measure(2026, "calendar year")
