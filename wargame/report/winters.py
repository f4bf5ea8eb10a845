"""Power demand met, winter by winter: how each begins and how bad it gets.

A winter is October to March. One that the horizon cuts says which months it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.report import against, words
from wargame.report.against import Against
from wargame.report.table import Column, Table, table

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

FIRST, MONTHS = 10, 6  # October, six months
WORST = "power_met_worst_month"  # the outcome in whose unit and direction winters are compared


class Winter(NamedTuple):
    """One winter: its name, the places of its months in the series, whether October is there."""

    name: str
    months: tuple[int, ...]
    begins: bool


def winters(months: Iterable[str]) -> list[Winter]:
    """The winters in `months` ('YYYY-MM', in order), the first and last perhaps cut."""
    names = [str(month) for month in months]
    places: dict[int, list[int]] = {}
    for at, month in enumerate(names):
        year, number = (int(part) for part in month.split("-"))
        if (number - FIRST) % 12 < MONTHS:
            places.setdefault(year if number >= FIRST else year - 1, []).append(at)
    result = []
    for year, ats in places.items():
        name = f"{year}-{(year + 1) % 100:02}"
        if len(ats) < MONTHS:
            ends = [words.month_name(names[ats[at]]).split()[0] for at in (0, -1)]
            name += f" ({' to '.join(dict.fromkeys(ends))})"
        result.append(Winter(name, tuple(ats), names[ats[0]].endswith(f"-{FIRST}")))
    return result


def worst(data: xarray.Dataset, winter: Winter) -> NDArray[np.float64]:
    """Share of demand met in the worst month of a winter -> (run,)."""
    met = data["power_met"].values[:, list(winter.months)]
    return np.asarray(met.astype(float).min(axis=1))


def opening(data: xarray.Dataset, winter: Winter) -> NDArray[np.float64]:
    """Share of demand met in the October with which a winter begins -> (run,)."""
    return worst(data, winter._replace(months=winter.months[:1]))


def winter_table(data: xarray.Dataset, base: Against | None = None) -> Table:
    """One row for each winter: October, worst month, and the difference from the base."""
    heads: list[Column | str] = ["Winter", "In October", "In its worst month"]
    heads += [f"Against “{base.scenario.title}”"] if base else []
    rows = []
    for winter in winters(data["month"].values):
        row = [winter.name, _median(opening(data, winter)) if winter.begins else "-"]
        row += [_median(worst(data, winter))] + ([_apart(winter, base)] if base else [])
        rows.append([*row, f"{data.sizes['run']:,}"])
    return table("", [*heads, Column("n", align="right")], rows)


def _apart(winter: Winter, base: Against) -> str:
    """By how much the worst month differs from that of the base."""
    one = base.pair(WORST, worst(base.base, winter), worst(base.own, winter))
    text = against.difference(one)
    return text if one.equal == 1 else f"{text} ({against.interval(one)})"


def _median(values: NDArray[np.float64]) -> str:
    value, span = words.amount(values, "share")
    return f"{value} ({words.marked(span, 'share')})"


def sentence(data: xarray.Dataset, base: Against | None = None) -> str:
    """Whether the last winter begins weaker, and gets worse, than the first; '' if there is one."""
    begun = [winter for winter in winters(data["month"].values) if winter.begins]
    if len(begun) < 2:
        return ""
    first, last = begun[0], begun[-1]
    medians = "; ".join(
        f"{w.name} {words.amount(opening(data, w), 'share')[0]}, then "
        f"{words.amount(worst(data, w), 'share')[0]} in its worst month"
        for w in begun
    )
    weaker = int((opening(data, last) < opening(data, first)).sum())
    text = (
        f"Winter by winter, demand met in October of the median run: {medians}. That the winter "
        f"of {last.name[:7]} begins weaker than that of {first.name[:7]} is "
        f"{words.probability(weaker, data.sizes['run'])}."
    )
    one = base and base.pair(WORST, opening(base.base, last), opening(base.own, last))
    if not base or not one or one.equal == 1:
        return text
    return (
        f"{text} Against “{base.scenario.title}” October {last.name[:4]} differs by "
        f"{against.difference(one)} (90% interval {against.interval(one)}; n = {one.n:,} each)."
    )
