"""A past to test with: a short record, a base scenario, and figures planted in the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from wargame.evidence.catalogue import Catalogue
from wargame.evidence.dated import last_day
from wargame.evidence.number import Estimate, Number
from wargame.evidence.record import Cell, Record, load_record
from wargame.scenario import Scenario, load

RUNS = 60


def base(runs: int = RUNS) -> Scenario:
    """What a back-test starts from, with few runs."""
    return load("continued_war", runs=runs, seed=1)


def planted_record(day: date) -> Record:
    """The shipped record with every month from `day` on changed."""
    record = load_record()
    later = {
        key: Cell(cell.launched * 7 + 900, cell.intercepted, cell.suppressed)
        for key, cell in record.cells.items()
        if key[0] >= f"{day:%Y-%m}"
    }
    assert later
    return replace(record, cells=record.cells | later, hash="planted")


def planted_catalogue(catalogue: Catalogue, day: date) -> Catalogue:
    """`catalogue` with every figure of `day` or later changed, and a new one for each number."""
    numbers = {path: _planted(number, day) for path, number in catalogue.numbers.items()}
    assert numbers != catalogue.numbers
    return replace(catalogue, numbers=numbers, hash="planted")


def _planted(number: Number, day: date) -> Number:
    if number.absent:
        return number
    new: dict[str, Any] = {"value": number.high, "low": number.high, "high": number.high}
    extra = Estimate(*([number.high] * 3), number.unit, f"{day}", "judgement", "J", "planted")
    estimates = tuple(
        replace(e, value=e.high, low=e.high) if last_day(e.as_of) >= day else e
        for e in number.estimates
    )
    late = last_day(number.as_of) >= day
    return replace(number, **(new if late else {}), estimates=(*estimates, extra))
