"""Months that are not whole are found, and their days counted, whatever the day of the start."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np
import pytest
import xarray
from hypothesis import given
from hypothesis import strategies as st

from wargame.agents.calendar import calendar
from wargame.results.month_days import last_day, length, month_days, parts
from wargame.scenario.scenario import add_months


def labelled(start: date, months: int) -> xarray.Dataset:
    days = (add_months(start, months) - start).days
    labels = calendar(start, days).months
    return xarray.Dataset(
        coords={"month": labels}, attrs={"start": str(start), "months": str(months)}
    )


@given(st.dates(date(2025, 7, 1), date(2032, 12, 31)), st.integers(1, 60))
def test_days_add_up_to_the_war(start: date, months: int) -> None:
    data = labelled(start, months)
    days, end = month_days(data), add_months(start, months)
    assert days.sum() == (end - start).days and (days > 0).all()
    assert (last_day(data) - start).days == days.sum() - 1
    wholes = [monthrange(*map(int, str(m).split("-")))[1] for m in data["month"].values]
    assert (days[1:-1] == wholes[1:-1]).all()
    assert [part.month for part in parts(data)] == [
        str(month) for month, held, of in zip(data["month"].values, days, wholes) if held < of
    ]
    assert (not parts(data)) == (start.day == 1)
    assert abs(length(data) - months) < 0.11 and (start.day > 1 or length(data) == months)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 7, 15), 1, [("2026-07", 17, 31), ("2026-08", 14, 31)]),
        (date(2026, 7, 31), 1, [("2026-07", 1, 31), ("2026-08", 30, 31)]),
        (date(2028, 2, 29), 1, [("2028-02", 1, 29), ("2028-03", 28, 31)]),
        (date(2026, 1, 31), 1, [("2026-01", 1, 31), ("2026-02", 27, 28)]),
        (date(2026, 7, 1), 1, []),
    ],
)
def test_ends_of_months(start: date, months: int, expected: list[tuple[str, int, int]]) -> None:
    assert [tuple(part) for part in parts(labelled(start, months))] == expected
    assert np.asarray(month_days(labelled(start, months))).dtype == np.int64
