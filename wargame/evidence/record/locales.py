"""Dates and counts as tables of different countries write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from wargame.declare.errors import WargameError

NOTHING = ("", "nan", "none", "null", "na", "n/a", "-", "\\n")
_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[ T]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_LOCAL = re.compile(r"(\d\d?)([./])(\d\d?)\2(\d{4})(?:,? \d\d?:\d\d(?::\d\d)?)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_PLAIN = re.compile(r"\d{1,7}(?:\.\d{1,6})?")
_COMMA = re.compile(r"\d{1,7},\d{1,2}")
_GROUPED = re.compile(r"\d{1,3}(?:([ ,\u00a0\u202f'])\d{3})+(?:\.0+)?")


@dataclass(frozen=True)
class Locale:
    """How a table writes: `month_first` in dates with slashes, `decimal_comma` in counts."""

    month_first: bool = False
    decimal_comma: bool = False

    def day(self, text: str) -> date | None:
        """A date, with or without a time of day; None for anything else."""
        try:
            if match := _ISO.fullmatch(text):
                return date(int(match[1]), int(match[2]), int(match[3]))
            if match := _LOCAL.fullmatch(text):
                first, second = int(match[1]), int(match[3])
                turned = match[2] == "/" and self.month_first
                month, day = (first, second) if turned else (second, first)
                return date(int(match[4]), month, day)
            if match := _SERIAL.fullmatch(text):  # as a sheet holds a date that has lost its format
                return _EXCEL_DAY_0 + timedelta(days=int(match[1]))
        except ValueError:
            pass
        return None

    def count(self, text: str) -> Fraction | None:
        """A count, zero or more; None for anything else."""
        if _PLAIN.fullmatch(text):
            return Fraction(text)
        if self.decimal_comma and _COMMA.fullmatch(text):
            return Fraction(text.replace(",", "."))
        if not self.decimal_comma and _GROUPED.fullmatch(text):
            return Fraction(re.sub(r"[^\d.]", "", text))
        return None


def locale_of(name: str, dates: Iterable[str], counts: Iterable[str]) -> Locale:
    """The locale in which the table called `name` writes its `dates` and `counts`.

    Raises WargameError where dates with slashes do not show whether the month or the day is first.
    """
    parts = {
        (int(m[1]), int(m[3])) for text in dates if (m := _LOCAL.fullmatch(text)) and m[2] == "/"
    }
    day_first = any(first > 12 for first, _ in parts)
    month_first = any(second > 12 for _, second in parts)
    if parts and day_first == month_first:
        why = "some have the day first and some the month" if day_first else "none is past the 12th"
        raise WargameError(
            f"{name}: dates such as {min(parts)[0]}/{min(parts)[1]}/2025 cannot be read: {why}; "
            "write them as YYYY-MM-DD"
        )
    return Locale(month_first, any(_COMMA.fullmatch(text) for text in counts))
