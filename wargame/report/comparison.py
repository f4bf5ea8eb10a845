"""The comparison page: inputs that differ, paired differences, stock after a halt, figures.

It takes a Comparison of `wargame.study.compare` as a plain object: report and study are
siblings and do not import each other.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from wargame.report import assumptions, words
from wargame.report.answer import HEADLINES
from wargame.report.figures import canvas, overlay
from wargame.report.page import page, picture
from wargame.results import select
from wargame.scenario.outcomes import OUTCOMES

_FINEST = {"missiles": 1.0, "drones": 1.0, "interceptors": 1.0, "days": 1.0, "%": 0.1}


def write(directory: Path, comparison: Any, fair: list[list[Any]], stocks: list[Any]) -> None:
    """Write compare.html and figures/ into `directory`.

    `fair` are the pairs to show for each scenario after the first, `stocks` what
    `wargame.study.compare.stock_after` gives.
    """
    home = directory / "figures"
    home.mkdir()
    first = comparison.datasets[0]
    charts = overlay.draw(comparison.names, list(comparison.datasets))
    pictures = [picture(chart, first.attrs, home) for chart in charts]
    values = {
        "names": comparison.names,
        "scenarios": comparison.scenarios,
        "facts": first.attrs,
        "n": first.sizes["run"],
        "differences": [difference(one, comparison) for one in comparison.differences],
        "tables": [
            (name, rows(pairs), [_label(one.name) for one in pairs if same(one)])
            for name, pairs in zip(comparison.names[1:], fair)
        ],
        "stocks": stock_rows(stocks),
        "break_even": break_even(comparison),
        "pictures": pictures,
        "citation": canvas.footer(first),
    }
    (directory / "compare.html").write_text(page("compare.html.j2", values), encoding="utf-8")


def difference(one: Any, comparison: Any) -> dict[str, Any]:
    """One input that differs, with its label in words."""
    texts = comparison.scenarios[0].texts
    label = (
        assumptions.label(one.what, texts) if one.kind == "number" else one.what.replace("_", " ")
    )
    cells = [
        {"value": value.replace("_", " ") if one.kind == "policy" else value, "source": source}
        for value, source in zip(one.values, one.sources)
    ]
    return {
        "kind": one.kind,
        "label": label,
        "path": one.what if one.kind == "number" else "",
        "cells": cells,
    }


def same(one: Any) -> bool:
    """Whether an outcome is the same in every run of both."""
    return not one.n or one.equal == 1


def rows(pairs: list[Any]) -> list[dict[str, str]]:
    """Paired differences in words, headline outcomes first; without those that are the same."""
    order = {name: at for at, name in enumerate(HEADLINES)}
    ranked = sorted(pairs, key=lambda one: order.get(one.name, len(order)))
    return [row(one) for one in ranked if not same(one)]


def _label(name: str) -> str:
    label = OUTCOMES[name].meaning.split("; empty")[0]
    label = label.replace("months until", "how often:").replace("months from", "how often, from")
    return label[0].upper() + label[1:]


def row(one: Any) -> dict[str, str]:
    """One paired difference: B less A, median, interval of the mean, share of runs B > A."""
    points = one.never or one.unit == "share"
    scale, unit = (100.0, " points") if points else (1.0, _unit(one.unit))
    fine = fineness(one.low * scale, one.high * scale, "%" if points else one.unit)
    middle = _months(one) if one.never else f"{sign(one.median * scale, fine)}{unit}"
    return {
        "label": _label(one.name),
        "median": middle,
        "interval": span(one.low * scale, one.high * scale, fine) + unit,
        "higher": words.percent(one.higher, one.n) + (" later or never" if one.never else ""),
        "n": f"{one.n:,}",
        "sure": "yes" if one.low > 0 or one.high < 0 else "",
    }


def _unit(unit: str) -> str:
    return "" if unit == "factor" else f" {unit}"


def _months(one: Any) -> str:
    shares = f"happens in {words.percent(one.a, one.n)}, then {words.percent(one.b, one.n)}"
    if math.isnan(one.median):
        return shares
    return f"{shares}; {sign(one.median, 1.0)} months where in both ({one.both:,} runs)"


def sign(value: float, fine: float) -> str:
    """A difference with its sign."""
    text = words.number(value, fine)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def fineness(low: float, high: float, unit: str) -> float:
    """The step in which a difference is written: no finer than its interval, or than is read."""
    fine = words.step(low, high)
    return max(fine, _FINEST.get(unit, 0.01)) if fine else fine


def span(low: float, high: float, fine: float) -> str:
    """An interval of differences, in steps of `fine`."""
    return f"{sign(low, fine)} to {sign(high, fine)}"


def stock_rows(stocks: list[Any]) -> list[dict[str, Any]]:
    """Missiles held some months after the halt, in each scenario: median and 80 percent band."""
    return [
        {
            "after": f"{one.after} months after the halt ({words.month_name(one.month)})",
            "cells": ["{} ({})".format(*words.amount(values, "")) for values in one.values],
        }
        for one in stocks
    ]


def break_even(comparison: Any) -> list[tuple[str, str]]:
    """When Russia's ballistic stock exceeds what Ukraine can stop, in each scenario, in words."""
    import numpy as np

    told = []
    for name, scenario, data in zip(comparison.names, comparison.scenarios, comparison.datasets):
        values = select.outcome(data, "break_even_month")
        hits, n = int((~np.isnan(values)).sum()), len(values)
        halt = select.halt_date(scenario)
        origin = halt or select.start(data)
        clock = "the halt" if halt else "the start"
        text = words.probability(hits, n)
        if hits:
            text += f"; where it happens, {_counted(words.band(values), clock, origin)}"
        told.append((name, text))
    return told


def _counted(band: tuple[float, float, float], clock: str, origin: Any) -> str:
    """A band of months counted from `origin`, in words and as a date."""
    low, middle, high = band
    date = words.date_after(origin, middle)
    if high < 1:
        return f"within a month of {clock} ({date})"
    fine = max(1.0, words.step(low, high))
    span_ = f"{words.number(low, fine)} to {words.number(high, fine)}"
    return (
        f"{words.number(middle, fine)} months after {clock} (80% of those runs: {span_}), by {date}"
    )
