"""The charts of a report: how one is declared, and panels with fans over the months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wargame.report import words
from wargame.report.figures import canvas, texts, time_axis
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, RED
from wargame.results.month_days import parts

if TYPE_CHECKING:
    import xarray
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from wargame.scenario import Scenario

    Drawn = tuple[Figure, dict[str, object]]
    Draw = Callable[[xarray.Dataset, Scenario, str], Drawn]
    Make = Callable[[xarray.Dataset, Scenario], Chart | None]

ALL = "All missiles"
SINGLE = f"{words.TOO_FEW}: thin lines are single runs"
Past = tuple[Sequence[str], Sequence[int]]
"""Months of the public record, and the number in each."""


class Fan(NamedTuple):
    """Values (run, month) under a name; a small panel of its own has a note, or stands out."""

    name: str
    values: NDArray[np.float64]
    colour: str = BLUE
    past: Past = ((), ())
    note: str = ""
    strong: bool = False


def chart(key: str, mechanism: str = "") -> Callable[[Draw], Make]:
    """Declare the decorated function as the chart of a report that has the texts of `key`.

    It is given the head, and gives the figure and what the caption holds. There is none (None) in a
    scenario in which `mechanism` is off.
    """

    def declare(draw: Draw) -> Make:
        @wraps(draw)
        def make(data: xarray.Dataset, scenario: Scenario) -> Chart | None:
            if not scenario.mechanisms.get(mechanism, True):
                return None
            values: dict[str, object] = {**scenario.theatre.words.texts(), "n": data.sizes["run"]}
            head = texts.text(key, "head", **values)
            with time_axis.shading(part.month for part in parts(data)):
                figure, more = canvas.styled(draw)(data, scenario, head)
            result = texts.chart(key, figure, head, **values | more)
            if "n = " not in result.caption:
                result = replace(
                    result, caption=f"{result.caption} n = {data.sizes['run']:,} runs."
                )
            result = replace(result, caption=result.caption + shaded(data))
            if data.sizes["run"] < words.LEAST:
                result = replace(result, caption=f"{result.caption} {words.capital(SINGLE)}.")
            return result

        return make

    return declare


def shaded(data: xarray.Dataset) -> str:
    """What the shading of months that are not whole means, for a caption; '' if all are."""
    days = " and ".join(words.of_days(*part) for part in parts(data))
    return f" Shaded: not whole, {days}." if days else ""


def amount(values: NDArray[np.float64], unit: str) -> tuple[str, str]:
    """Median of `values` (run,) in words, and its band: ('23 months', '80% of runs: 20 to 25')."""
    value, span = words.amount(values, unit)
    return value, words.span(span, unit)


def months(data: xarray.Dataset) -> list[str]:
    """The months of `data`, 'YYYY-MM'."""
    return [str(month) for month in data["month"].values]


def small_fans(
    title: str,
    data: xarray.Dataset,
    fans: Sequence[Fan],
    columns: int,
    extra: int = 0,
    row: float = 1.45,
    head: float = 0.62,
    hspace: float = 0.62,
    wspace: float = 0.36,
) -> tuple[Figure, list[Axes]]:
    """A small panel for each fan and `extra` empty ones -> figure, and all axes.

    `row` is the inches that a row of panels takes, `head` those above the panels.
    """
    rows = -(-(len(fans) + extra) // columns)
    height = head + 0.28 + row * rows
    figure, axes = canvas.sheet(
        title, data, rows, columns, height, head, left=0.075, hspace=hspace, wspace=wspace
    )
    for axis, fan in zip(axes, fans):
        canvas.before(axis, *fan.past)
        canvas.fan(axis, time_axis.days(months(data)), fan.values, fan.colour)
        canvas.thousands(axis)
        if np.nanmax(fan.values, initial=0) < 1:
            axis.set_ylim(0, 1)
        time_axis.dates(axis, [*fan.past[0], *months(data)], compact=True)
        heading(axis, fan.name, fan.note, fan.strong)
    canvas.spare(axes, len(fans) + extra)
    return figure, axes


def heading(axis: Axes, name: str, note: str = "", strong: bool = False) -> None:
    """The name of a small panel, and a note in small print under it."""
    axis.set_title(f"{name}\n" if note else name, weight="bold" if strong else "normal")
    axis.text(0, 1.04, note, transform=axis.transAxes, size=7, color=RED)


def wide_fans(axis: Axes, data: xarray.Dataset, fans: Sequence[Fan], title: str = "") -> None:
    """Fans on one axis from zero, named at their right end; a record is drawn before the start."""
    recorded, counts = next((fan.past for fan in fans if fan.past[0]), ((), ()))
    middles = [
        canvas.fan(axis, time_axis.days(months(data)), fan.values, fan.colour) for fan in fans
    ]
    canvas.before(axis, recorded, counts)
    canvas.thousands(axis)
    time_axis.dates(axis, [*recorded, *months(data)])
    ends = [(float(middle[-1]), fan.name, fan.colour) for middle, fan in zip(middles, fans)]
    canvas.end_labels(axis, ends, gap=0.1 if title else 0.075)
    axis.set_title(title)


def chances(
    axis: Axes, data: xarray.Dataset, lines: Sequence[tuple[str, str, NDArray[np.int64]]]
) -> None:
    """Shares of runs by month, each (name, colour, hits (month,)), with their 90% intervals."""
    when, n = time_axis.days(months(data)), data.sizes["run"]
    tops = [canvas.chance(axis, when, hits, n, colour) for _, colour, hits in lines]
    canvas.percents(axis, 0, min(1.0, 1.15 * max([0.02, *tops])))
    time_axis.dates(axis, months(data))
    ends = [(float(hits[-1] / n), name, colour) for name, colour, hits in lines]
    canvas.end_labels(axis, ends, gap=0.06)
