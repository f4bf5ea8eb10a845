"""Derived numbers in scenarios: they follow what is set, in every run, and are written back."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from wargame.agents.numbers import Numbers
from wargame.declare.errors import WargameError
from wargame.scenario import load
from wargame.scenario.scenario import Scenario

HEAD = """
scenario: 1
title: Derived
question: What follows?
theatre: minimal
months: 6
set:
"""
STOCK = """
  weapons.arrow.stock:
    derived:
      from: {made: weapons.arrow.production}
      how: 200 * missiles + 3 * months * made
"""
PATHS = ("weapons.arrow.stock", "weapons.arrow.production")


def scenario(
    folder: Path, text: str, sets: tuple[str, ...] = (), estimate: str = "central"
) -> Scenario:
    file = folder / "derived.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    return load(file, sets, estimate)


def drawn(one: Scenario, given: dict[str, object] | None = None) -> list[np.ndarray]:
    numbers = Numbers(one, np.arange(200), 1, given)
    at_once = [numbers.one(path) for path in PATHS]
    numbers.settle()
    for path, values in zip(PATHS, at_once):
        np.testing.assert_array_equal(numbers.one(path), values)
    return at_once


def follows(stock: np.ndarray, made: np.ndarray) -> None:
    np.testing.assert_array_equal(stock, np.rint(200 + 3 * 365.25 / 12 * made))  # whole missiles


def test_every_run_follows_its_own_draws(tmp_path: Path) -> None:
    one = scenario(tmp_path, STOCK)
    assert one.numbers["weapons.arrow.stock"].value == pytest.approx(320)
    stock, made = drawn(one)
    follows(stock, made)
    assert np.ptp(stock) > 10


def test_what_is_set_is_followed(tmp_path: Path) -> None:
    one = scenario(tmp_path, STOCK, ("weapons.arrow.production=80 missiles/month",))
    assert one.numbers["weapons.arrow.stock"].value == pytest.approx(440)
    assert np.ptp(drawn(one)[0]) == 0


def test_values_given_by_a_sweep_are_followed(tmp_path: Path) -> None:
    one = scenario(tmp_path, STOCK)
    follows(*drawn(one, {"weapons.arrow.production": np.linspace(1, 2, 200)}))
    stock, _ = drawn(one, {"weapons.arrow.stock": np.arange(200.0)})
    np.testing.assert_array_equal(stock, np.arange(200))


def test_a_derived_number_is_no_input_of_its_own(tmp_path: Path) -> None:
    numbers = Numbers(scenario(tmp_path, STOCK), np.arange(3), 1)
    assert "weapons.arrow.stock" not in numbers.inputs()
    assert "weapons.arrow.production" in numbers.inputs()


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    one = scenario(tmp_path, STOCK)
    again = tmp_path / "again.yaml"
    again.write_text(json.dumps(one.resolved()))  # JSON is YAML too, and quicker
    other = load(again)
    assert other.hash == one.hash
    np.testing.assert_array_equal(drawn(other)[0], drawn(one)[0])


def test_low_and_high_fix_it_at_its_ends(tmp_path: Path) -> None:
    central = scenario(tmp_path, STOCK).numbers["weapons.arrow.stock"]
    low = scenario(tmp_path, STOCK, estimate="low").numbers["weapons.arrow.stock"]
    assert low.fixed and low.value == central.low < central.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from: {made: weapons.arow.production}, how: made", "did you mean 'weapons.arrow.prod"),
        ("from: {made: weapons.arrow.production}, how: made", "pieces/days"),
        ("from: {made: weapons.arrow.stock}, how: made", "in a circle"),
        ("from: {made: weapons.arrow.production}, how: -3 * months * made", "outside its range"),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WargameError) as caught:
        scenario(tmp_path, f"  weapons.arrow.stock: {{derived: {{{text}}}}}\n")
    assert said in str(caught.value)
