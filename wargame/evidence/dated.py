"""What was known on a day: which figures were out, and which of them was the value.

A figure is out when the day it speaks of and the day its source was published are both past. Of
the figures of a number, one holds: the latest of those that say `holds_from` and whose day has
come, else the number's own, or its formula. One that holds and was not out yet gives way to the
latest other figure that was. Our own judgements are no publications: they stand for every start, as
the structure of the model does.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wargame.evidence.derivation import evaluate, in_order
from wargame.evidence.number import CALIBRATION, JUDGEMENT, NONE, Estimate, Number, Source


def last_day(text: str) -> date:
    """The last day of a date written YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts if len(parts) == 2 else (parts[0], 12)
    return date(year, month, monthrange(year, month)[1])


def published(figure: Number | Estimate, sources: Mapping[str, Source]) -> date:
    """When a figure could be read: with its source; in a running table, when its day was over."""
    source = sources.get(figure.source)
    if source is None or source.running or not source.date:
        return last_day(figure.as_of)
    return last_day(source.date)


def is_out(figure: Number | Estimate, day: date, sources: Mapping[str, Source]) -> bool:
    """Whether a figure is about a time before `day`, and was published before it.

    What this model fitted to the record (`calibration`) is never evidence of its own.
    """
    if figure.source == CALIBRATION or last_day(figure.as_of) >= day:
        return False
    return published(figure, sources) < day


def latest_out(
    number: Number, day: date, sources: Mapping[str, Source], of: date | None = None
) -> Estimate | None:
    """The latest other figure of `number` that was out before `day`, and spoke of before `of`."""
    figures = [one for one in number.estimates if _usable(one, day, sources, of)]
    return max(figures, key=lambda one: last_day(one.as_of), default=None)


def _usable(
    figure: Number | Estimate, day: date, sources: Mapping[str, Source], of: date | None
) -> bool:
    """Whether a figure was out before `day`, and spoke of a time before `of`."""
    return is_out(figure, day, sources) and (of is None or last_day(figure.as_of) < of)


def on(number: Number, day: date, sources: Mapping[str, Source], of: date | None = None) -> Number:
    """`number` with the figure that holds on `day`, and the others that were out before it.

    With `of`, the figure is one of how things stood before that day, though it came out later.
    """
    if not number.estimates:
        return number  # its own figure, or what it follows from
    held = [one for one in number.estimates if _holds(one, day) and _usable(one, day, sources, of)]
    if number.absent or (number.derivation and not held):
        return replace(number, estimates=_others(number, number, day, sources))
    chosen = max(held, key=lambda one: one.holds_from, default=None) or _own(number)
    if chosen.source not in (JUDGEMENT, NONE) and not _usable(chosen, day, sources, of):
        chosen = latest_out(number, day, sources, of) or chosen
    others = _others(number, chosen, day, sources)
    return replace(number, **chosen.figure(), estimates=others, derivation=None)


def unknown(numbers: Mapping[str, Number], day: date, sources: Mapping[str, Source]) -> list[str]:
    """Paths of those of `numbers` of which no figure was out before `day`."""
    return [
        path
        for path, number in numbers.items()
        if not (number.absent or number.derivation or number.source in (JUDGEMENT, NONE))
        and not is_out(number, day, sources)
        and latest_out(number, day, sources) is None
    ]


def _holds(figure: Estimate, day: date) -> bool:
    return bool(figure.holds_from) and last_day(figure.holds_from) <= day


def beside_all(then: Number, number: Number) -> Number:
    """`then`, the number as it holds on a day, with every other figure of `number` beside it."""
    every = number.estimates if then.derivation else (_own(number), *number.estimates)
    return replace(then, estimates=tuple(o for o in every if o.figure() != then.figure()))


def all_on(
    numbers: Mapping[str, Number],
    day: date,
    sources: Mapping[str, Source],
    of: date | None = None,
) -> dict[str, Number]:
    """`numbers` (facts by their paths among them) as they stood on `day`, the derived ones anew.

    With `of`, as they stood on that day by what was out before `day`. Raises DerivationError where
    a formula cannot be evaluated for the figures of that day.
    """
    result = {path: on(number, day, sources, of) for path, number in numbers.items()}
    for path in in_order(result):
        result[path] = evaluate(result[path], result)
    return result


def _own(number: Number) -> Estimate:
    return Estimate(**number.figure())


def _others(
    number: Number, chosen: Number | Estimate, day: date, sources: Mapping[str, Source]
) -> tuple[Estimate, ...]:
    """The figures that were out and do not hold, the number's own first."""
    own = () if chosen is number or number.derivation else (_own(number),)
    every = (*own, *number.estimates)
    rest = [one for one in every if one != chosen]
    return tuple(one for one in rest if is_out(one, day, sources) or _fitted(one, day))


def _fitted(figure: Estimate, day: date) -> bool:
    """Whether this model fitted it to the record before `day`."""
    return figure.source == CALIBRATION and last_day(figure.as_of) < day
