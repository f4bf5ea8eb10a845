"""Days, months and seasons of a war."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache

import numpy as np

from wargame.declare.durations import DAYS_PER_YEAR


@cache
def calendar(start: date, days: int, before: int = 0) -> Calendar:
    """The calendar of a war; every chunk of its runs shares one, for nothing in it changes."""
    return Calendar(start, days, before)


class Calendar:
    """Maps day numbers (0 is the start) to dates, calendar months and seasons.

    `before` days lead up to the start; they are -1, -2 and so on, and their months are negative.
    Lists by day hold them at their end, where Python looks for what has a negative number.
    """

    def __init__(self, start: date, days: int, before: int = 0) -> None:
        self.start = start
        self.days = days
        self.before = before
        self.dates = [start + timedelta(days=d) for d in range(days)]
        every = [*self.dates, *(start - timedelta(days=d) for d in range(before, 0, -1))]
        first = _month(start)
        self.month_of = [_month(day) - first for day in every]
        last = self.month_of[days - 1]
        self.months = [f"{m // 12}-{m % 12 + 1:02}" for m in range(first, first + last + 1)]
        self.seasons = np.array(
            [
                0.5 + 0.5 * math.cos(2 * math.pi * (d.timetuple().tm_yday - 15) / DAYS_PER_YEAR)
                for d in every
            ]
        )

    @property
    def earlier_months(self) -> list[str]:
        """Labels of the calendar months before the start, the start's own if it is not whole."""
        days = [self.start - timedelta(days=d) for d in range(self.before, 0, -1)]
        return list(dict.fromkeys(f"{day:%Y-%m}" for day in days))

    def label(self, month: int) -> str:
        """YYYY-MM of a month by its number, 0 that of the start."""
        year, rest = divmod(_month(self.start) + month, 12)
        return f"{year}-{rest + 1:02}"

    def earlier(self, day: int) -> int:
        """Position of a `day` before the start among `earlier_months`."""
        return self.month_of[day] - self.month_of[-self.before]

    def opens_month(self, day: int) -> bool:
        """Whether `day` is the first of a calendar month, or of the war, or of all."""
        return day in (0, -self.before) or self.month_of[day] != self.month_of[day - 1]

    def closes_month(self, day: int) -> bool:
        """Whether `day` is the last of a calendar month, or of the war, or before it."""
        return day in (self.days - 1, -1) or self.month_of[day] != self.month_of[day + 1]

    def next_turn(self, day: int) -> int:
        """The first day after `day` that opens a week or a month; weeks count from the start."""
        day += 1
        while day < self.days and day % 7 and not self.opens_month(day):
            day += 1
        return day

    def day_of(self, when: date) -> int:
        """Day number of a date."""
        return (when - self.start).days


def _month(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1
