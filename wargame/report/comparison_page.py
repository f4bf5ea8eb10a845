"""The comparison page: inputs that differ, paired differences, stock after a halt, figures.

It takes a Comparison of `wargame.study.compare` as a plain object: report and study are
siblings and do not import each other.
"""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from wargame.report import against, assumptions, figured, page_file, words
from wargame.report.figures import overlay_figure
from wargame.report.headlines import HEADLINES
from wargame.report.sentences import forbidden, meaning
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select


def write(directory: Path, comparison: Any, fair: list[list[Any]], stocks: list[Any]) -> None:
    """Write compare.html and figures/ into `directory`.

    `fair` are the pairs to show for each scenario after the first, `stocks` what
    `wargame.study.compare.stock_after` gives.
    """
    first = comparison.datasets[0]
    charts = overlay_figure.draw(comparison.names, list(comparison.datasets), comparison.scenarios)
    values = {
        "names": comparison.names,
        "scenarios": comparison.scenarios,
        "inputs": input_table(comparison),
        "tables": [
            (
                name,
                paired_table(pairs, comparison, at),
                [_same(p, comparison, at) for p in pairs if same(p)],
            )
            for at, (name, pairs) in enumerate(zip(comparison.names[1:], fair), start=1)
        ],
        "stocks": stock_table(comparison, stocks),
        "break_even": break_even(comparison),
    }
    page_file.write(directory, "compare", first, values, charts)


def same(one: Any) -> bool:
    """Whether an outcome is the same in every run of both."""
    return not one.n or one.equal == 1


def _same(one: Any, comparison: Any, at: int) -> str:
    """The label of an outcome that is the same in every run, and why, if it is ruled out."""
    ruled_out = all(forbidden(comparison.scenarios[k], one.name) for k in (0, at))
    return meaning(one.name) + (" (not allowed in either)" if ruled_out else "")


def rows(pairs: list[Any], comparison: Any, at: int) -> list[dict[str, str]]:
    """Scenario number `at` against the first, headline outcomes first; what is the same is out."""
    order = {name: place for place, name in enumerate(HEADLINES)}
    ranked = sorted(pairs, key=lambda one: order.get(one.name, len(order)))
    return [row(one, comparison, at) for one in ranked if not same(one)]


def row(one: Any, comparison: Any, at: int) -> dict[str, str]:
    """One paired difference: both levels, the mean difference with its interval, the median."""
    first, other = (
        against.level(comparison.datasets[k], comparison.scenarios[k], one.name) for k in (0, at)
    )
    cells = {"name": one.name, "label": against.label(one.name), "n": f"{one.n:,}"}
    cells |= {"base": first, "other": other}
    if "not allowed" in (first, other):
        return cells | {"mean": "not compared", "median": "", "higher": "-", "sure": ""}
    later = " later or never" if one.never else ""
    return cells | {
        "mean": f"{against.difference(one)} ({against.interval(one)})",
        "median": _median(one),
        "higher": words.percent(one.higher, one.n) + later,
        "sure": "yes" if against.sure(one) else "",
    }


def _median(one: Any) -> str:
    """The median difference; for what may never happen, of the months where it does in both."""
    if math.isnan(one.median) or select.chance(one.name):
        return ""
    if not one.never:
        return f"median {against.difference(one, one.median)}"
    months = words.counted(words.signed(one.median, 1.0), "months")
    return f"median {months} where it happens in both ({one.both:,} runs)"


def input_table(comparison: Any) -> Table:
    """What differs in the inputs of a comparison, with its sources."""
    texts, rows = comparison.scenarios[0].texts, []
    for one in comparison.differences:
        path = one.what if one.kind == "number" else ""
        label = assumptions.label(path, texts) if path else one.what.replace("_", " ")
        values = [v.replace("_", " ") if one.kind == "policy" else v for v in one.values]
        cells = [Cell(*pair) for pair in zip(values, one.sources)]
        rows.append([Cell(f"{one.kind}: {label}", path, code=bool(path)), *cells])
    return table("What differs in the inputs", ("Input", *comparison.names), rows)


def paired_table(pairs: list[Any], comparison: Any, at: int) -> Table:
    """Scenario number `at` less the first, run by run."""
    base, name = comparison.names[0], comparison.names[at]
    apart = "Mean difference (90% interval)"
    cells = [
        (
            text["label"], text["base"], text["other"],
            Cell(text["mean"], text["median"], bool(text["sure"])), text["higher"], text["n"],
        )
        for text in rows(pairs, comparison, at)
    ]  # fmt: skip
    n = Column("n", align="right")
    heads = ("Outcome", base, name, apart, "Runs in which it is higher", n)
    return table(f"{name} less {base}, run by run", heads, cells)


def sentences(comparison: Any, stocks: list[Any]) -> list[str]:
    """Missiles held after a halt, and the break-even of each scenario."""
    lines = []
    for when, *held in stock_table(comparison, stocks).rows:
        cells = (f"{name} {cell.text}" for name, cell in zip(comparison.names, held))
        lines.append(f"Missiles held {when.text}: {'; '.join(cells)}")
    return lines + [f"Break-even, {name}: {text}." for name, text in break_even(comparison)]


def as_data(comparison: Any, frame: Any, stocks: list[Any], same_clock: bool) -> dict[str, Any]:
    """The comparison for a program; `frame` has a row per pair. What is not there is null."""
    frame = frame.replace([math.inf, -math.inf], math.nan).astype(object)
    paired = frame.where(frame.notna(), None).to_dict("records")
    text = {
        (name, row["name"]): f"{row['base']}; {row['other']}; difference {row['mean']}"
        for at, (name, pairs) in enumerate(zip(comparison.names[1:], comparison.pairs), start=1)
        for row in rows(list(pairs), comparison, at)
    }
    for one in paired:
        one["words"] = text.get((one["scenario"], one["name"]), "the same in every run")
    levels = {
        name: {key: figured.outcome(data, str(key)) for key in data["outcome"].values}
        for name, data in zip(comparison.names, comparison.datasets)
    }
    return {
        "scenarios": comparison.names,
        "command": comparison.datasets[0].attrs["command"],
        "inputs": [asdict(one) for one in comparison.differences],
        "levels": levels,
        "stock_after_halt": stock_numbers(stocks, comparison.names),
        "break_even": break_even_numbers(comparison),
        "same_clock": same_clock,
        "paired": paired,
    }


def stock_table(comparison: Any, stocks: list[Any]) -> Table:
    """Missiles held some months after the halt, in each scenario: median and 80 percent band."""
    rows = []
    for one in stocks:
        when = f"{one.after} months after the halt ({words.month_name(one.month)})"
        rows.append([when, *("{} ({})".format(*words.amount(v, "")) for v in one.values)])
    heads: list[Column | str] = ["When", *(Column(name, strong=True) for name in comparison.names)]
    return table("Missiles held after the halt", heads, rows)


def stock_numbers(stocks: list[Any], names: list[str]) -> list[dict[str, Any]]:
    """As `stock_table`, as numbers: for each scenario p10, median, p90 and n."""
    result = []
    for one in stocks:
        held = {}
        for name, values in zip(names, one.values):
            low, middle, high = words.band(values)
            held[name] = {"p10": low, "median": middle, "p90": high, "n": len(values)}
        result.append({"months_after_halt": one.after, "month": one.month, "missiles": held})
    return result


def break_even(comparison: Any) -> list[tuple[str, str]]:
    """When Russia's ballistic stock exceeds what Ukraine can stop, in each scenario, in words."""
    output = []
    for name, scenario, data in zip(comparison.names, comparison.scenarios, comparison.datasets):
        values = select.outcome(data, "break_even_month")
        hits, n = int((~np.isnan(values)).sum()), len(values)
        halt = select.halt_date(scenario)
        origin = halt or select.start(data)
        clock = "the halt" if halt else "the start"
        text = words.probability(hits, n)
        if hits:
            text += f"; where it happens, {_counted(words.band(values), clock, origin)}"
        output.append((name, text))
    return output


def break_even_numbers(comparison: Any) -> dict[str, dict[str, Any]]:
    """As `break_even`, as numbers; months count from `from`. The words ride along as `words`."""
    result = {}
    texts = dict(break_even(comparison))
    for name, scenario, data in zip(comparison.names, comparison.scenarios, comparison.datasets):
        origin = select.halt_date(scenario) or select.start(data)
        numbers = figured.outcome(data, "break_even_month")
        result[name] = {"from": origin.isoformat()} | numbers | {"words": texts[name]}
    return result


def _counted(band: tuple[float, float, float], clock: str, origin: Any) -> str:
    """A band of months counted from `origin`, in words and as a date."""
    low, middle, high = band
    date = words.date_after(origin, middle)
    if high < 1:
        return f"within a month of {clock} ({date})"
    fine = max(1.0, words.step(low, high))
    ends = f"{words.number(low, fine)} to {words.number(high, fine)}"
    months = words.counted(words.number(middle, fine), "months")
    return f"{months} after {clock} (80% of those runs: {ends}), by {date}"
