"""A War of which chosen runs are lived through a second time on plain objects."""

from __future__ import annotations

import time
import warnings
from typing import Any

from benchmarks.plain_day import reading
from benchmarks.plain_day.day import PlainDay
from wargame.model.war import War


class TwinnedWar(War):
    """`plain` and `compiled` are the seconds of processor time that the days took in each way.

    Raises AssertionError where a run differs after a stretch of days.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        self.plain = self.compiled = 0.0
        super().__init__(*args, **named)

    def live(self, days: int) -> None:
        """What comes every day, both ways; plain objects hold no launches to a record."""
        if self.day < 0:
            super().live(days)
            return
        twins = [PlainDay(self, row) for row in range(self.runs)]
        began = time.process_time()
        super().live(days)
        between = time.process_time()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # addresses wrap around, as they should
            for twin in twins:
                twin.live(days)
        self.compiled += between - began
        self.plain += time.process_time() - between
        for row, twin in enumerate(twins):
            wrong = reading.differences(self, row, twin.objects)
            if wrong:
                raise AssertionError(f"run {twin.run}, to day {twin.day}: " + "; ".join(wrong))
