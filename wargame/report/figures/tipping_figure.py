"""Responses along one number and over two, with the values at which an answer flips."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.figures.discovery_figure import heat
from wargame.report.figures.sensitivity_figure import wrapped
from wargame.scenario.outcomes import OUTCOMES


def draw(responses: list[Any], naming: Any, test: str, horizon: int, data: Any) -> Chart:
    """One column a number: above the outcome with its band, below the share and the flips."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _draw(responses, naming, test, horizon, data)


def _draw(responses: list[Any], naming: Any, test: str, horizon: int, data: Any) -> Chart:
    flips = any(one.flips for one in responses)
    title = f"Along which numbers {test} flips" if flips else f"Along which numbers {test} changes"
    figure, axes = canvas.sheet(
        title, data, rows=2, columns=len(responses), height=5.2, hspace=0.14, wspace=0.2,
        left=0.1, bottom=0.2, top=0.86,
    )  # fmt: skip
    outcome = responses[0].outcome
    top = _top(responses, horizon)
    for column, one in enumerate(responses):
        above, below = axes[0, column], axes[1, column]
        _outcome(above, one, top)
        _share(below, one, naming)
        above.set_title(wrapped([naming.label(one.path)], 32)[0], fontsize=8)
        above.tick_params(labelbottom=False, labelleft=column == 0)
        below.tick_params(labelleft=column == 0)
        below.set_xlabel(naming.unit(one.path), fontsize=8)
        below.set_xlim(above.get_xlim())
    every = [axis.get_ylim() for axis in axes[0]]
    for axis in axes[0]:
        axis.set_ylim(min(low for low, _ in every), max(high for _, high in every))
    axes[0, 0].set_ylabel(OUTCOMES[outcome].unit, fontsize=8)
    axes[1, 0].set_ylabel("share of runs", fontsize=8)
    late = " At the top edge: never within the horizon." if math.isfinite(top) else ""
    caption = (
        f"Above: {OUTCOMES[outcome].meaning}, median and 80% of runs.{late} Below: "
        f"share of runs in which {test} holds, with its 90% interval"
        + (
            "; the red diamond is where it crosses a half, with its 90% interval. n = "
            if flips
            else "; nowhere does it surely cross a half. n = "
        )
        + f"{min(b.runs for one in responses for b in one.bins):,} runs a bin at least."
    )
    return Chart("tipping", title, caption, f"Chart: {title}", figure)


def _top(responses: list[Any], horizon: int) -> float:
    """The height of 'never': the horizon, where an outcome may never happen."""
    values = [x for one in responses for b in one.bins for x in (b.low, b.middle, b.high)]
    return float(horizon) if any(math.isinf(x) for x in values) else math.inf


def _outcome(axis: Any, one: Any, top: float) -> None:
    x = [b.at for b in one.bins]
    low, middle, high = (
        np.minimum([getattr(b, name) for b in one.bins], top) for name in ("low", "middle", "high")
    )
    axis.fill_between(x, low, high, color=canvas.BLUE, alpha=0.2, linewidth=0)
    axis.plot(x, middle, color=canvas.BLUE, marker="o", markersize=3)
    if math.isfinite(top):
        axis.set_ylim(0, top * 1.02)


def _share(axis: Any, one: Any, naming: Any) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    x = [b.at for b in one.bins]
    axis.fill_between(x, [b.share.low for b in one.bins], [b.share.high for b in one.bins],
                      color=canvas.INK, alpha=0.13, linewidth=0)  # fmt: skip
    axis.plot(x, [b.share.value for b in one.bins], color=canvas.INK, marker="o", markersize=3)
    axis.axhline(0.5, color=canvas.FAINT, linewidth=0.8, linestyle=(0, (3, 2)))
    for at, flip in enumerate(one.flips):
        axis.plot([flip.value.low, flip.value.high], [0.5, 0.5], color=canvas.RED, linewidth=3,
                  alpha=0.5, solid_capstyle="butt")  # fmt: skip
        axis.plot([flip.value.value], [0.5], marker="D", color=canvas.RED, markersize=5)
        right = flip.value.value > (x[0] + x[-1]) / 2
        place = (-6 if right else 6, 7 if at % 2 == 0 else -13)
        axis.annotate(naming.value(one.path, flip.value.value).split(" ")[0],
                      (flip.value.value, 0.5), xytext=place, textcoords="offset points",
                      size=8, color=canvas.RED, weight="bold",
                      ha="right" if right else "left")  # fmt: skip
    axis.set_ylim(-0.02, 1.02)
    axis.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axis.xaxis.set_major_locator(MaxNLocator(4))


def plane(found: Any, naming: Any, test: str, data: Any) -> Chart:
    """The share of runs over two numbers."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        title = f"How often {test} holds over two numbers"
        figure, axes = canvas.sheet(title, data, height=4.2, left=0.12, right=0.93, bottom=0.23,
                                    top=0.88)  # fmt: skip
        axis = axes[0, 0]
        mesh = heat(axis, found)
        middles = (found.edges[1][1:] + found.edges[1][:-1]) / 2
        axis.plot(found.contour, middles, color=canvas.RED, marker="D", markersize=4, linewidth=1.6)
        axis.grid(visible=False)
        bar = figure.colorbar(mesh, ax=axis, fraction=0.045, pad=0.02)
        bar.ax.yaxis.set_major_formatter("{x:.0%}")
        bar.outline.set_visible(False)
        for path, label in zip(found.paths, (axis.set_xlabel, axis.set_ylabel)):
            label(wrapped([f"{naming.label(path)} ({naming.unit(path)})"], 60)[0], fontsize=8)
        caption = (
            "Share of runs in each cell; cells hold equal numbers of points along each number. "
            f"Red: where it crosses a half. n = {int(found.runs.sum()):,} runs, at least "
            f"{int(found.runs[found.runs > 0].min()):,} a cell that holds any."
        )
        return Chart("plane", title, caption, f"Heat map: {title}", figure)
