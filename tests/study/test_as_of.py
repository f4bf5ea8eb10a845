"""What was known on a day: latest figure by then, and nothing later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.study import past
from wargame.evidence import priors
from wargame.evidence.catalogue import load
from wargame.evidence.dated import last_day
from wargame.evidence.number import CALIBRATION, Estimate
from wargame.evidence.record import load_record
from wargame.study import as_of

PATH = "weapons.kh101.production"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 31)),
        ("2024-05-06", date(2024, 5, 6)),
    ],
)
def test_a_date_ends_with_its_last_day(text: str, day: date) -> None:
    assert last_day(text) == day


def test_the_latest_figure_published_by_the_day_is_taken() -> None:
    catalogue = load()
    number = catalogue.numbers[PATH]
    assert as_of.number_at(number, date(2023, 7, 1), catalogue) is None  # published in 2024
    assert as_of.number_at(number, date(2024, 8, 1), catalogue).as_of == "2023"  # type: ignore[union-attr]
    assert as_of.number_at(number, date(2026, 1, 1), catalogue) == number


def test_a_figure_does_not_count_before_its_source_was_published() -> None:
    catalogue = load()
    number = catalogue.numbers[PATH]
    early = Estimate(9, 9, 9, "missiles/month", "2022-01", "rusi_2024_06", "A", "told later")
    planted = replace(number, estimates=(early,))
    assert as_of.number_at(planted, date(2023, 7, 1), catalogue) is None


def test_a_calibration_is_never_its_own_evidence() -> None:
    catalogue = load()
    number = catalogue.numbers["classes.ballistic.monthly_spread"]
    own = Estimate(0.9, 0.9, 0.9, "share", "2026-01", CALIBRATION, "C", "own")
    found = as_of.number_at(replace(number, estimates=(own,)), date(2026, 6, 1), catalogue)
    assert found is not None and found.value == number.value


@pytest.mark.parametrize("day", [date(2023, 7, 1), date(2024, 10, 1), date(2025, 7, 1)])
def test_no_number_depends_on_a_later_figure(day: date) -> None:
    catalogue = load()
    planted = past.planted_catalogue(catalogue, day)
    assert as_of.numbers_at(planted, day) == as_of.numbers_at(catalogue, day)


def test_a_figure_of_the_day_before_does_count() -> None:
    catalogue = load()
    day = date(2024, 10, 1)
    extra = Estimate(7, 7, 7, "missiles/month", "2024-09-30", "judgement", "J", "in time")
    numbers = dict(catalogue.numbers)
    numbers[PATH] = replace(numbers[PATH], estimates=(extra,))
    found = as_of.numbers_at(replace(catalogue, numbers=numbers), day)
    assert found[PATH].value == 7


def test_the_record_ends_before_the_day() -> None:
    record = as_of.record_before(load_record(), date(2024, 3, 1))
    assert record.months[-1] == "2024-02"


def test_every_prior_speaks_for_a_number_of_the_catalogue() -> None:
    from fnmatch import fnmatchcase

    paths = load().numbers
    for row in priors.load().rows:
        assert any(fnmatchcase(path, row.path) for path in paths), row.path
        assert len(row.note) > 10


def test_a_derived_number_is_known_with_the_last_of_what_it_follows_from() -> None:
    catalogue = load()
    number = catalogue.numbers["weapons.kalibr.fire_share"]
    assert as_of.number_at(number, date(2025, 7, 1), catalogue) is None
    found = as_of.number_at(number, date(2026, 1, 1), catalogue)
    assert found is not None
    assert (found.value, found.derivation) == (number.value, None)
