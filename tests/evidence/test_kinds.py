"""Kinds of evidence: of each number, of its draw, and how many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wargame.declare.derivation import Derivation
from wargame.evidence import catalogue
from wargame.evidence.kinds import KINDS, counts, kind, kind_of_draw, rests_on
from wargame.evidence.number import Number
from wargame.scenario.library import START

PRINTED = Number(path="facts.made", value=5, low=4, high=6, unit="missiles/month", as_of="2026-01",
                 source="somebody_2026", grade="B", note="")  # fmt: skip
GUESSED = replace(PRINTED, path="weapons.dart.production", source="judgement", grade="J")
FOLLOWS = replace(
    PRINTED,
    path="weapons.kite.production",
    source="derived",
    derivation=Derivation({"a": "facts.made", "b": "weapons.dart.production"}, "a + b"),
)
FITTED = replace(GUESSED, estimates=(replace(GUESSED, source="calibration"),))


def test_kind_of_a_number_and_of_its_draw() -> None:
    assert [kind(n) for n in (PRINTED, GUESSED, FOLLOWS, FITTED)] == [
        "sourced", "judged", "derived", "observed"
    ]  # fmt: skip
    assert kind_of_draw(PRINTED) == "derived"  # read by formulas alone
    assert kind_of_draw(replace(PRINTED, path="weapons.dart.stock")) == "sourced"
    assert (
        kind_of_draw(replace(GUESSED, path="facts.guess")) == "judged"
    )  # and what follows from it
    assert kind(replace(GUESSED, source="scenario")) == "judged"


def test_what_a_formula_rests_on() -> None:
    every = {one.path: one for one in (PRINTED, GUESSED, FOLLOWS)}
    assert rests_on(FOLLOWS, every) == {"sourced", "judged"}


def test_counts_are_those_of_the_catalogue() -> None:
    numbers = catalogue.load().showing(date.fromisoformat(START)).numbers.values()
    found = counts(numbers)
    assert set(found) == set(KINDS)
    assert sum(found.values()) == sum(not one.absent for one in numbers)
    judged = [n for n in numbers if not n.absent and n.source == "judgement"]
    one = next(n.path for n in numbers if not n.absent and n.source == "judgement")
    assert counts(numbers, [one])["observed"] == found["observed"] + 1
    assert found["judged"] + found["observed"] == len(judged)
