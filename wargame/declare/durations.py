"""How long a week, a month and a year are, in days: the mean lengths of the Julian calendar."""

from __future__ import annotations

MONTHS_PER_YEAR = 12.0
DAYS_PER_WEEK = 7.0
DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / MONTHS_PER_YEAR  # 30.4375, without a rounding error
