"""Power demand met, winter by winter: how each begins and how bad it gets.

A winter is October to March. One that the horizon cuts says which months it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wargame.report import against, words
from wargame.report.against import Against
from wargame.report.table import Column, Table, table

FIRST, MONTHS = 10, 6  # October, six months


@dataclass(frozen=True)
class Winter:
    """One winter: its name, the places of its months in the series, whether it is whole."""

    name: str
    months: tuple[int, ...]
    whole: bool

    @property
    def begins(self) -> bool:
        """Whether its October lies in the horizon."""
        return self.whole or "October" in self.name


def winters(months: Any) -> list[Winter]:
    """The winters in `months` ('YYYY-MM', in order), the first and last perhaps cut."""
    held: dict[int, list[int]] = {}
    for at, month in enumerate(months):
        year, number = (int(part) for part in str(month).split("-"))
        if (number - FIRST) % 12 < MONTHS:
            held.setdefault(year if number >= FIRST else year - 1, []).append(at)
    result = []
    for year, places in held.items():
        name, whole = f"{year}-{(year + 1) % 100:02}", len(places) == MONTHS
        if not whole:
            first, last = (words.month_name(str(months[places[at]])).split()[0] for at in (0, -1))
            name += f" ({first})" if first == last else f" ({first} to {last})"
        result.append(Winter(name, tuple(places), whole))
    return result


def worst(data: Any, winter: Winter) -> Any:
    """Share of demand met in the worst month of a winter -> (run,)."""
    return data["power_met"].values[:, list(winter.months)].astype(float).min(axis=1)


def opening(data: Any, winter: Winter) -> Any:
    """Share of demand met in the October with which a winter begins -> (run,)."""
    return data["power_met"].values[:, winter.months[0]].astype(float)


def winter_table(data: Any, base: Against | None = None) -> Table:
    """One row for each winter: October, worst month, and the difference from the base."""
    apart = [f"Against “{base.scenario.title}”"] if base is not None else []
    heads: list[Column | str] = [
        "Winter",
        "In October",
        "In its worst month",
        *apart,
        Column("n", align="right"),
    ]
    rows = []
    for winter in winters(data["month"].values):
        october = _median(opening(data, winter)) if winter.begins else "-"
        difference = [_apart(winter, base)] if base is not None else []
        n = f"{data.sizes['run']:,}"
        rows.append([winter.name, october, _median(worst(data, winter)), *difference, n])
    return table("", heads, rows)


def _apart(winter: Winter, base: Against) -> str:
    """By how much the worst month differs from that of the base."""
    one = base.pair("power_met_worst_month", worst(base.base, winter), worst(base.own, winter))
    text = against.difference(one)
    return text if one.equal == 1 else f"{text} ({against.interval(one)})"


def _median(values: Any) -> str:
    value, span = words.amount(values, "share")
    return f"{value} ({span}%)"


def sentence(data: Any, base: Against | None = None) -> str:
    """Whether the last winter begins weaker, and gets worse, than the first; '' if there is one."""
    begun = [winter for winter in winters(data["month"].values) if winter.begins]
    if len(begun) < 2:
        return ""
    first, last = begun[0], begun[-1]
    n = data.sizes["run"]
    medians = "; ".join(
        f"{w.name} {words.amount(opening(data, w), 'share')[0]}, then "
        f"{words.amount(worst(data, w), 'share')[0]} in its worst month"
        for w in begun
    )
    weaker = int((opening(data, last) < opening(data, first)).sum())
    text = (
        f"Winter by winter, demand met in October of the median run: {medians}. That the winter "
        f"of {last.name[:7]} begins weaker than that of {first.name[:7]} is "
        f"{words.probability(weaker, n)}."
    )
    if base is None:
        return text
    one = base.pair("power_met_worst_month", opening(base.base, last), opening(base.own, last))
    if one.equal == 1:
        return text
    return (
        f"{text} Against “{base.scenario.title}” October {last.name[:4]} differs by "
        f"{against.difference(one)} (90% interval {against.interval(one)}; n = {one.n:,} each)."
    )
