"""Days, months and seasons of a war."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import cache

import numpy as np

from wargame.declare.durations import DAYS_PER_YEAR


@cache
def calendar(start: date, days: int) -> Calendar:
    """The calendar of a war; every chunk of its runs shares one, for nothing in it changes."""
    return Calendar(start, days)


class Calendar:
    """Maps day numbers (0 is the start) to dates, calendar months and seasons."""

    def __init__(self, start: date, days: int) -> None:
        self.start = start
        self.days = days
        self.months: list[str] = []
        self.month_of: list[int] = []
        for offset in range(days):
            label = f"{start + timedelta(days=offset):%Y-%m}"
            if not self.months or self.months[-1] != label:
                self.months.append(label)
            self.month_of.append(len(self.months) - 1)
        self.dates = [start + timedelta(days=d) for d in range(self.days)]
        self.seasons = np.array(
            [
                0.5 + 0.5 * math.cos(2 * math.pi * (d.timetuple().tm_yday - 15) / DAYS_PER_YEAR)
                for d in self.dates
            ]
        )

    def opens_month(self, day: int) -> bool:
        """Whether `day` is the first of a calendar month, or of the war."""
        return day == 0 or self.month_of[day] != self.month_of[day - 1]

    def closes_month(self, day: int) -> bool:
        """Whether `day` is the last of a calendar month, or of the war."""
        return day == self.days - 1 or self.month_of[day] != self.month_of[day + 1]

    def next_turn(self, day: int) -> int:
        """The first day after `day` that opens a week or a month; weeks count from the start."""
        day += 1
        while day < self.days and day % 7 and not self.opens_month(day):
            day += 1
        return day

    def day_of(self, when: date) -> int:
        """Day number of a date."""
        return (when - self.start).days
