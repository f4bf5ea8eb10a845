"""The ledger of public figures: each row went somewhere, or says why it informs nothing."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from wargame.declare.units import to_internal
from wargame.evidence import catalogue
from wargame.evidence.catalogue import DATA
from wargame.evidence.number import Estimate, Number

LEDGER = DATA.parent / "ledger.csv"
LAST = "2026-06-30"  # later months are kept back, to test forecasts with
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


def rows() -> list[dict[str, str]]:
    with LEDGER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entry(path: str) -> Number:
    found = catalogue.load()
    section, _, name = path.partition(".")
    return found.facts[name] if section == "facts" else found.numbers[path]


def figures(path: str, source: str) -> list[Number | Estimate]:
    number = entry(path)
    return [one for one in (number, *number.estimates) if one.source == source]


PLACED = [pytest.param(row, id=row["id"]) for row in rows() if row["goes_to"]]


def test_every_row_stands_once_and_goes_to_one_place_or_says_why_not() -> None:
    found = rows()
    assert len(found) == 473
    assert not [name for name, times in Counter(row["id"] for row in found).items() if times > 1]
    for row in found:
        assert len(row["goes_to"].split()) <= 1, row["id"]
        if not row["goes_to"]:
            assert len(row["why"]) > 20, row["id"]
            assert not (row["source"] or row["dated"] or row["also"] or row["frames"]), row["id"]


@pytest.mark.parametrize("row", PLACED)
def test_the_figure_is_there_and_agrees(row: dict[str, str]) -> None:
    there = [one for one in figures(row["goes_to"], row["source"]) if one.as_of == row["dated"]]
    assert there
    for path in row["also"].split():
        assert figures(path, row["source"]), path
    for path in row["frames"].split():
        assert entry(path)
    if not row["reads_as"]:  # words: one event or statement, or what the row says beside it
        assert row["why"] or {(1.0, "events"), (1.0, "statements")} & {
            (one.value, one.unit) for one in there
        }
        return
    value = to_internal(float(row["value"]) * float(row["rate"]), row["reads_as"])
    ends = [[to_internal(x, one.unit) for x in (one.value, one.low, one.high)] for one in there]
    same = any(value == pytest.approx(middle, rel=2e-3, abs=1e-9) for middle, _, _ in ends)
    inside = any(low <= value <= high for _, low, high in ends)
    outside = row["id"] == "T01-024"  # a sum of which a part stands, as the row says
    assert same or (row["why"] and (inside or outside)), (value, ends)


@pytest.mark.parametrize("row", PLACED)
def test_dates_agree_and_nothing_is_later_than_the_ledger(row: dict[str, str]) -> None:
    assert row["dated"] <= LAST and row["dated"] != LAST[:4]  # a bare year ends in December
    if DAY.fullmatch(row["as_of"]) and row["as_of"] != row["dated"]:
        assert row["why"] or row["as_of"] == LAST[:4]
