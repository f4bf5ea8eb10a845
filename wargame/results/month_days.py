"""Days of each simulated month: a war that starts on the 15th has months that are not whole."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.results import select
from wargame.scenario.scenario import add_months

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray


class Part(NamedTuple):
    """A month that is not simulated whole: 'YYYY-MM', its days that are, and all that it has."""

    month: str
    days: int
    whole: int


def month_days(data: xarray.Dataset) -> NDArray[np.int64]:
    """Days of each month of `data` that are simulated, (month,)."""
    first, end = _ends(data)
    edges = [_first(str(month)) for month in data["month"].values] + [end]
    edges[0] = first
    return np.diff(np.array(edges, "datetime64[D]")).astype(np.int64)


def parts(data: xarray.Dataset) -> list[Part]:
    """The months of `data` that are not whole: at most the first and the last."""
    months = [str(month) for month in data["month"].values]
    every = [Part(month, int(days), _whole(month)) for month, days in zip(months, month_days(data))]
    return [part for part in every if part.days < part.whole]


def length(data: xarray.Dataset) -> float:
    """How many months were simulated, where one that is not whole counts for its days."""
    months = [str(month) for month in data["month"].values]
    return float(sum(days / _whole(month) for month, days in zip(months, month_days(data))))


def last_day(data: xarray.Dataset) -> date:
    """The last day that is simulated."""
    return _ends(data)[1] - timedelta(days=1)


def _ends(data: xarray.Dataset) -> tuple[date, date]:
    """The first day, and the day after the last."""
    first = select.start(data)
    return first, add_months(first, int(data.attrs["months"]))


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _whole(month: str) -> int:
    return monthrange(*map(int, month.split("-")))[1]
