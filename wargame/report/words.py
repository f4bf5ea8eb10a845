"""Numbers in words: never more digits than the interval supports, always with n."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from wargame.results import intervals
from wargame.results.intervals import LIKELIHOOD, wilson

STEPS = 6  # how many steps an interval holds at least
NEARLY = 0.995  # a share that would be written as 100%
COARSE = 2.0  # percentage points; a wider interval is written in whole percent
BAND = 0.8  # of runs, about the median
LEAST = 9  # runs that a band takes: with fewer, none need lie beyond its ends
TOO_FEW = "too few runs for a band"
FEW = 20  # below so many runs chances are counts: "2 of 3 runs", without a word or an interval
COUNTED = ("days", "missiles", "drones", "interceptors", "rungs", "raids", "weapons")
ENDS = {"low": "every number low", "high": "every number high"}  # choices of figures, no sources
MINUS = "\N{MINUS SIGN}"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SCALES = {"USD": ((1e9, "billion USD"), (1e6, "million USD"))}


def step(low: float, high: float) -> float:
    """The step (1 or 5 times a power of ten) to which a number in low..high is written.

    The interval is at least six such steps wide: 1893..2904 is written in hundreds. 0 for an
    interval without width.
    """
    width = abs(high - low)
    if not math.isfinite(width) or width == 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(width / STEPS))
    return 5 * power if 5 * power <= width / STEPS else power


def number(value: float, unit_step: float) -> str:
    """`value` rounded to `unit_step` (0: as it is, to three digits) with thousands marked."""
    if not math.isfinite(value):
        return "never" if value > 0 else "-"
    if unit_step <= 0:
        unit_step = 1.0 if value == round(value) else _three_digits(value)
    decimals = max(0, -math.floor(math.log10(unit_step) + 1e-9))
    rounded = round(value / unit_step) * unit_step
    text = f"{abs(rounded):,.{decimals}f}"
    if decimals and _is_five(unit_step) and text.endswith("." + "0" * decimals):
        text = text[: -decimals - 1]  # in steps of a half, a whole number says enough
    return f"{MINUS}{text}" if rounded < 0 and float(text.replace(",", "")) > 0 else text


def signed(value: float, unit_step: float) -> str:
    """A difference with its sign; zero has none."""
    text = number(value, unit_step)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def _is_five(unit_step: float) -> bool:
    lead = unit_step / 10.0 ** math.floor(math.log10(unit_step) + 1e-9)
    return round(lead) == 5


def _three_digits(value: float) -> float:
    return float(10.0 ** (math.floor(math.log10(abs(value))) - 2)) if value else 1.0


def ends(low: float, high: float, unit_step: float) -> str:
    """The ends of an interval: '1,900 to 2,900'."""
    return f"{number(low, unit_step)} to {number(high, unit_step)}"


def spread(low: float, middle: float, high: float, after: str) -> str:
    """Median and band, either of which may be never; `after` is the unit: '12 months (80% ...)'."""
    fine = step(low, high) if all(map(math.isfinite, (low, middle, high))) else 0.1
    near = number(middle, fine)
    return f"{near}{after if near != 'never' else ''} (80% of runs: {ends(low, high, fine)})"


def signed_ends(low: float, high: float, unit_step: float) -> str:
    """The ends of an interval of differences, with signs; one where both read the same."""
    first, last = signed(low, unit_step), signed(high, unit_step)
    return first if first == last else f"{first} to {last}"


def capital(text: str) -> str:
    """`text` with a capital letter first and the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def plural(count: int, noun: str) -> str:
    """A count with its noun: '1 month', '1,200 months'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def few_of(names: Sequence[str], most: int) -> str:
    """At most so many names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def band(values: ArrayLike) -> tuple[float, float, float]:
    """Low, median, high of `values` (runs,): the central 80% of runs. NaN is left out."""
    valid = np.asarray(values, dtype=float)
    valid = valid[~np.isnan(valid)]
    if valid.size == 0:
        return math.nan, math.nan, math.nan
    tail = (1 - BAND) / 2
    low, middle, high = np.quantile(valid, [tail, 0.5, 1 - tail])
    return float(low), float(middle), float(high)


def amount(values: ArrayLike, unit: str) -> tuple[str, str]:
    """Median and band of `values` in words, such as ('2,300 missiles', '1,900 to 2,900').

    With fewer than LEAST values, TOO_FEW stands in the place of the band.
    """
    low, middle, high = band(values)
    if math.isnan(middle):
        return "nothing to measure", "no runs"
    low, middle, high, unit = scaled(low, middle, high, unit)
    fine = fineness(low, high, unit)
    if low == high and unit == "%" and middle == round(middle):
        fine = 1.0
    near = number(middle, fine)
    near = "100" if unit == "%" and near == "100.0" else near
    if near == "0" and round(middle):  # small beside its band, and not zero
        near = number(middle, 10.0 ** math.floor(math.log10(abs(middle))))
    if np.count_nonzero(~np.isnan(np.asarray(values, dtype=float))) < LEAST:
        return counted(near, unit), TOO_FEW
    first, last = number(low, fine), number(high, fine)
    return counted(near, unit), first if first == last else f"{first} to {last}"


def scaled(low: float, middle: float, high: float, unit: str) -> tuple[float, float, float, str]:
    """A band in the unit in which it is read: shares in percent, money in millions or billions."""
    if unit == "share":
        return 100 * low, 100 * middle, 100 * high, "%"
    for factor, name in _SCALES.get(unit, ()):
        if max(abs(low), abs(high)) >= factor:
            return low / factor, middle / factor, high / factor, name
    return low, middle, high, unit


def fineness(low: float, high: float, unit: str) -> float:
    """The step in which numbers between `low` and `high` are written, in `unit` as scaled."""
    fine = step(low, high)
    if unit == "%":
        return max(fine, 1.0 if high - low >= COARSE else 0.1)
    return max(fine, 1.0) if unit in COUNTED else fine


def counted(text: str, unit: str) -> str:
    """A number with its unit: '5%', '1 month', 'no days', '2,300 missiles'."""
    if unit == "%":
        return f"{text}%"
    if unit in ("", "factor", "share"):
        return text
    if text == "0" and unit in COUNTED:
        return f"no {unit}"
    if text.lstrip(f"+{MINUS}") == "1" and unit.endswith("s"):
        return f"{text} {unit[:-1]}"
    return f"{text} {unit}"


def bound(value: float, unit: str, difference: bool = False) -> str:
    """What an outcome is compared with: '10%', '2.5 points', '0 missiles', '3,000 missiles'."""
    if unit == "share":
        return f"{100 * value:g}{' points' if difference else '%'}"
    return f"{number(value, 0)}{'' if unit in ('', 'factor') else f' {unit}'}"


def span(text: str, unit: str) -> str:
    """What stands in the brackets after a median: '80% of runs: 1,900 to 2,900'."""
    if text == TOO_FEW:
        return text
    none = text == "0" and unit in COUNTED
    return f"80% of runs: {'none' if none else marked(text, unit)}"


def marked(text: str, unit: str) -> str:
    """A band of `amount` with its percent sign where it is one of shares."""
    return f"{text}%" if unit == "share" and text[-1:].isdigit() else text


def likelihood(share: float) -> str:
    """Words for a probability, after the scale of ICD 203."""
    return LIKELIHOOD[intervals.likelihood(share)][1]


def percent(share: float, n: int) -> str:
    """A share of `n` runs, no finer than the runs can tell: 'under 1%', '62%', '2 of 3'."""
    if 0 < n < FEW:
        return f"{round(share * n)} of {n}"
    if n and share == 0:
        return f"under {max(1, math.ceil(100 / n))}%"
    if n and share >= NEARLY:
        return f"over {min(99, math.floor(100 - 100 / n))}%"
    if n < 100 and 0.025 < share < 0.975:  # nearer the ends it would read as never or always
        return f"{5 * round(20 * share)}%"
    if 0 < share < 0.005:
        return "under 1%"
    return f"{round(100 * share)}%"


def of_runs(share: float, n: int, what: str = "runs") -> str:
    """A share of runs with the noun: '62% of runs', or '2 of 3 runs' where there are few."""
    return f"{percent(share, n)} {what}" if 0 < n < FEW else f"{percent(share, n)} of {what}"


def interval(hits: int, n: int) -> str:
    """The 90 percent Wilson interval of a share, in whole percent: '58 to 66%'."""
    low, high = wilson(hits, n)
    return f"{round(100 * low)} to {round(100 * high)}%"


def probability(hits: int, n: int) -> str:
    """A probability in words: 'likely (62%, 90% interval 58 to 66%, n = 500)'.

    With fewer than FEW runs it is a count: 'seen in 2 of 3 runs'.
    """
    if n == 0:
        return "not known (no runs)"
    if n < FEW:
        return f"seen in {hits} of {n} {'run' if n == 1 else 'runs'}"
    share = hits / n
    return f"{likelihood(share)} ({percent(share, n)}, 90% interval {interval(hits, n)}, n = {n:,})"


def chance(share: float, n: int, low: float, high: float) -> str:
    """A share of runs with its word: 'very likely: 95% (90% interval 92 to 97%)'."""
    if not n:
        return "nothing to measure"
    text = percent(share, n)
    if n < FEW:
        return text
    return f"{likelihood(share)}: {text} (90% interval {100 * low:.0f} to {100 * high:.0f}%)"


def month_name(month: str) -> str:
    """'2027-03' -> 'March 2027'."""
    year, number_of = month.split("-")[:2]
    return f"{_MONTHS[int(number_of) - 1]} {year}"


def of_days(month: str, days: int, whole: int) -> str:
    """A month that is not whole: 'July 2026 (17 of 31 days)'."""
    return f"{month_name(month)} ({days} of {whole} days)"


def date_after(start: datetime.date, months: float) -> str:
    """The calendar month that lies `months` after `start`: 'March 2027'."""
    whole = start.month - 1 + math.floor(months + (start.day - 1) / 30.5)
    return f"{_MONTHS[whole % 12]} {start.year + whole // 12}"


def full_date(day: datetime.date) -> str:
    """1 January 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
