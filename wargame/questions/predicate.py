"""Predicates over outcomes in one line: "capital_ballistic_dry < 2026-12 and stock_end > 3000".

The comparison is that of every file ("< 12"). Outcomes that count months from the start may be held
against a calendar month: `< 2026-12` is before it begins, `<= 2026-12` before it ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from wargame.declare import comparison
from wargame.declare.comparison import SIGN, Comparison
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.errors import WargameError
from wargame.declare.tape import Array
from wargame.scenario.outcomes import OUTCOMES, hint
from wargame.scenario.scenario import add_months

_ONE = re.compile(rf"(\w+) *({SIGN}) *(\S+)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
SHAPE = "expected OUTCOME, a sign (<, <=, >, >=, ==) and a number or a month, such as"
EXAMPLE = '"capital_ballistic_dry < 2026-12"'


@dataclass(frozen=True)
class Condition:
    """One outcome and what it is held against, in its unit; `text` as it was written."""

    outcome: str
    test: Comparison
    text: str


@dataclass(frozen=True)
class Predicate:
    """Conditions that must all hold; `text` as it was written."""

    conditions: tuple[Condition, ...]
    text: str

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes it reads, each once."""
        return tuple(dict.fromkeys(one.outcome for one in self.conditions))

    def holds(self, values: Callable[[str], Array]) -> Array:
        """1.0 where all conditions hold, 0.0 where not, NaN where any of them cannot be told.

        `values` gives an outcome by name, all of one shape, NaN for never or nothing to measure.
        """
        held = [one.test.holds(comparable(one.outcome, values(one.outcome)))
                for one in self.conditions]  # fmt: skip
        all_hold: Array = np.minimum.reduce(held)
        return all_hold


def timed(name: str) -> bool:
    """Whether outcome `name` is a time until something that may never happen."""
    return OUTCOMES[name].kind == "time"


def comparable(name: str, values: Array) -> Array:
    """Values of outcome `name` as a comparison reads them: what never happens is later than all."""
    return comparison.late(values) if timed(name) else values


def parse(text: str, start: date) -> Predicate:
    """Read a predicate for wars that begin on `start`; conditions are joined by 'and'.

    Raises WargameError that says what was expected, with the nearest outcome.
    """
    parts = re.split(r"\s+and\s+", text.strip())
    return Predicate(tuple(_condition(part, start) for part in parts), " ".join(text.split()))


def _condition(part: str, start: date) -> Condition:
    match = _ONE.fullmatch(part.strip())
    if not match:
        raise WargameError(f"'{part}': {SHAPE} {EXAMPLE}")
    name, sign, value = match.groups()
    if name not in OUTCOMES:
        raise WargameError(f"'{part}': there is no outcome '{name}'{hint(name, OUTCOMES)}")
    test = f"{sign} {value}"
    if month := _MONTH.fullmatch(value):
        bound = _since(name, sign, month, start, part)
        return Condition(name, Comparison(sign, bound, test), part)
    try:
        return Condition(name, comparison.parse(test), part)
    except ValueError:
        raise WargameError(f"'{part}': {SHAPE} {EXAMPLE}") from None


def _since(name: str, sign: str, month: re.Match[str], start: date, part: str) -> float:
    """The calendar month as months since `start`: its first day, or the day after its last."""
    if not dated(name):
        declared = OUTCOMES[name]
        raise WargameError(
            f"'{part}': {name} is in {declared.unit}, not a date: {declared.description}"
        )
    if sign == "==":
        raise WargameError(f"'{part}': a month is a span; use < and >= with it")
    try:
        day = add_months(date(int(month[1]), int(month[2]), 1), sign in ("<=", ">"))
    except ValueError as error:
        raise WargameError(f"'{part}': there is no such month in the calendar") from error
    # The last day of a month ends it: what happens on the day after is later.
    bound = (day - start).days / DAYS_PER_MONTH
    return bound if sign in ("<", ">=") else bound - 0.5 / DAYS_PER_MONTH


def dated(name: str) -> bool:
    """Whether outcome `name` is a moment, in months since the start."""
    declared = OUTCOMES[name]
    return declared.kind == "time" and declared.clock == "start"
