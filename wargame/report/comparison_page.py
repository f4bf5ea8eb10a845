"""The comparison page: inputs that differ, paired differences, stock after a halt, figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import against, assumptions, figured, page_file, words
from wargame.report.figures import overlay_figure
from wargame.report.headlines import HEADLINES, named
from wargame.report.phrases import phrase
from wargame.report.sentences import forbidden, meaning
from wargame.report.table import Cell, Column, Table, table
from wargame.results import select

if TYPE_CHECKING:
    import pandas
    import xarray

    from wargame.scenario import Scenario
    from wargame.study.compare import Comparison, StockAt
    from wargame.study.paired import Paired

BREAK_EVEN = "break_even_month"


def write(
    directory: Path,
    comparison: Comparison,
    fair: Sequence[Sequence[Paired]],
    stocks: Sequence[StockAt],
    opening: Sequence[str] = (),
) -> None:
    """Write compare.html and figures/ into `directory`.

    `fair` are the pairs to show for each scenario after the first, `stocks` what
    `wargame.study.compare.stock_after` gives; `opening` are sentences that go first.
    """
    names, scenarios = comparison.names, comparison.scenarios
    charts = overlay_figure.draw(names, list(comparison.datasets), scenarios)
    theatre = scenarios[0].theatre
    values = {
        "names": names,
        "opening": opening,
        "scenarios": scenarios,
        "hashes": [(f"scenario {one.name}", one.hash) for one in scenarios],
        "inputs": input_table(comparison),
        "tables": [
            (
                names[at],
                paired_table(pairs, comparison, at),
                [_same(one, comparison, at) for one in pairs if same(one)],
            )
            for at, pairs in enumerate(fair, start=1)
        ],
        "stocks": stock_table(comparison, stocks),
        "held_after_halt": phrase(theatre, "page", "held_after_halt"),
        "break_even": break_even(comparison),
        "break_even_is": phrase(theatre, "page", "break_even"),
    }
    page_file.write(directory, "compare", comparison.datasets[0], values, charts)


def same(one: Paired) -> bool:
    """Whether an outcome is the same in every run of both."""
    return not one.n or one.equal == 1


def _same(one: Paired, comparison: Comparison, at: int) -> str:
    """The label of an outcome that is the same in every run, and why, if it is ruled out."""
    ruled_out = all(forbidden(comparison.scenarios[k], one.name) for k in (0, at))
    return meaning(one.name, comparison.scenarios[0]) + (
        " (not allowed in either)" if ruled_out else ""
    )


def input_table(comparison: Comparison) -> Table:
    """What differs in the inputs of a comparison, with its sources."""
    texts, rows = comparison.scenarios[0].texts, []
    for one in comparison.differences:
        path = one.what if one.kind == "number" else ""
        label = assumptions.label(path, texts) if path else one.what.replace("_", " ")
        values = [v.replace("_", " ") if one.kind == "policy" else v for v in one.values]
        cells = [Cell(*pair) for pair in zip(values, one.sources)]
        rows.append([Cell(f"{one.kind}: {label}", path, code=bool(path)), *cells])
    return table("What differs in the inputs", ("Input", *comparison.names), rows)


def paired_table(pairs: Iterable[Paired], comparison: Comparison, at: int) -> Table:
    """Scenario number `at` less the first, headline outcomes first; what is the same is left out.

    Both levels, the mean difference with its interval, the median, how often it is higher, n.
    """
    order = {name: place for place, name in enumerate(named(HEADLINES, comparison.scenarios[0]))}
    rows = []
    for one in sorted(pairs, key=lambda one: order.get(one.name, len(order))):
        if same(one):
            continue
        first, other = (_level(one, comparison, k) for k in (0, at))
        mean, higher = Cell("not compared"), "-"
        if "not allowed" not in (first, other):
            text = f"{against.difference(one)} ({against.interval(one)})"
            mean = Cell(text, _median(one), strong=against.sure(one))
            later = " later or never" if one.never else ""
            higher = words.percent(one.higher, one.n) + later
        rows.append(
            (
                against.label(one.name, comparison.scenarios[0]),
                first,
                other,
                mean,
                higher,
                f"{one.n:,}",
            )
        )
    base, name = comparison.names[0], comparison.names[at]
    apart, n = "Mean difference (90% interval)", Column("n", align="right")
    heads = ("Outcome", base, name, apart, "Runs in which it is higher", n)
    return table(f"{name} less {base}, run by run", heads, rows)


def _level(one: Paired, comparison: Comparison, at: int) -> str:
    return against.level(comparison.datasets[at], comparison.scenarios[at], one.name)


def _median(one: Paired) -> str:
    """The median difference; for what may never happen, of the months where it does in both."""
    if math.isnan(one.median) or select.chance(one.name):
        return ""
    if not one.never:
        return f"median {against.difference(one, one.median)}"
    months = words.counted(words.signed(one.median, 1.0), "months")
    return f"median {months} where it happens in both ({one.both:,} runs)"


def sentences(comparison: Comparison, stocks: Sequence[StockAt]) -> list[str]:
    """Missiles held after a halt, and the break-even of each scenario."""
    lines = []
    for when, *held in stock_table(comparison, stocks).rows:
        cells = (f"{name} {cell.text}" for name, cell in zip(comparison.names, held))
        lines.append(f"Missiles held {when.text}: {'; '.join(cells)}")
    return lines + [f"Break-even, {name}: {text}." for name, text in break_even(comparison)]


def as_data(
    comparison: Comparison, frame: pandas.DataFrame, stocks: Sequence[StockAt], same_clock: bool
) -> dict[str, object]:
    """The comparison for a program; `frame` has a row per pair. What is not there is null."""
    frame = frame.replace([math.inf, -math.inf], math.nan).astype(object)
    paired = frame.where(frame.notna(), None).to_dict("records")
    text = {}
    for at, pairs in enumerate(comparison.pairs, start=1):
        for one in (one for one in pairs if not same(one)):
            (row,) = paired_table([one], comparison, at).rows
            base, other, mean = (cell.text for cell in row[1:4])
            text[comparison.names[at], one.name] = f"{base}; {other}; difference {mean}"
    for of in paired:
        of["words"] = text.get((of["scenario"], of["name"]), "the same in every run")
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


def stock_table(comparison: Comparison, stocks: Iterable[StockAt]) -> Table:
    """Missiles held some months after the halt, in each scenario: median and 80 percent band."""
    rows = []
    for one in stocks:
        when = f"{one.after} months after the halt ({words.month_name(one.month)})"
        rows.append([when, *("{} ({})".format(*words.amount(v, "")) for v in one.values)])
    heads: list[Column | str] = ["When", *(Column(name, strong=True) for name in comparison.names)]
    return table("Missiles held after the halt", heads, rows)


def stock_numbers(stocks: Iterable[StockAt], names: Sequence[str]) -> list[dict[str, object]]:
    """As `stock_table`, as numbers: for each scenario p10, median, p90 and n."""
    result: list[dict[str, object]] = []
    for one in stocks:
        missiles = {
            name: dict(zip(("p10", "median", "p90"), words.band(values))) | {"n": len(values)}
            for name, values in zip(names, one.values)
        }
        result.append({"months_after_halt": one.after, "month": one.month, "missiles": missiles})
    return result


def break_even(comparison: Comparison) -> list[tuple[str, str]]:
    """When the attacker's ballistic stock exceeds what the defender can stop, in each scenario."""
    return [
        (name, _break_even(scenario, data))
        for name, scenario, data in zip(comparison.names, comparison.scenarios, comparison.datasets)
    ]


def _break_even(scenario: Scenario, data: xarray.Dataset) -> str:
    """A probability, and where it happens the months from the halt (or start), and the date."""
    values = select.outcome(data, BREAK_EVEN)
    hits, n = int((~np.isnan(values)).sum()), len(values)
    text = words.probability(hits, n)
    if not hits:
        return text
    halt = select.halt_date(scenario)
    clock, origin = ("the halt", halt) if halt else ("the start", scenario.start)
    low, middle, high = words.band(values)
    when = f"within a month of {clock} ({words.date_after(origin, middle)})"
    if high >= 1:
        fine = max(1.0, words.step(low, high))
        months = words.counted(words.number(middle, fine), "months")
        span = f"80% of those runs: {words.ends(low, high, fine)}"
        when = (
            f"{months} after {clock} ({span if hits >= words.LEAST else words.TOO_FEW}), "
            f"by {words.date_after(origin, middle)}"
        )
    return f"{text}; where it happens, {when}"


def break_even_numbers(comparison: Comparison) -> dict[str, dict[str, object]]:
    """As `break_even`, as numbers; months count from `from`. The words ride along as `words`."""
    result = {}
    sides = zip(comparison.scenarios, comparison.datasets)
    for (name, text), (scenario, data) in zip(break_even(comparison), sides):
        origin: date = select.halt_date(scenario) or scenario.start
        numbers = figured.outcome(data, BREAK_EVEN)
        result[name] = {"from": origin.isoformat(), **numbers, "words": text}
    return result
