"""Responses along one number and over two, with the values at which an answer flips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.figures.rows import interval, wrapped
from wargame.report.figures.style import BLUE, DASHED, FAINT, INK, RED, SKY
from wargame.report.figures.texts import chart, text
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh

    from wargame.report.analysis.naming import Naming
    from wargame.study.analysis.plane import Plane
    from wargame.study.analysis.tipping import Response


@canvas.styled
def draw(
    responses: Sequence[Response], naming: Naming, test: str, horizon: int, data: canvas.Sourced
) -> Chart:
    """One column a number: above the outcome with its band, below the share and the flips.

    `horizon`, in months, is the height of an outcome that never happens.
    """
    flips = any(one.flips for one in responses)
    head = text("tipping", "head", test=test, flips=flips)
    figure, axes = canvas.sheet(
        head, data, 2, len(responses), height=5.2, hspace=0.14, wspace=0.2, left=0.1, head=0.73,
        foot=1.04,
    )  # fmt: skip
    outcome = OUTCOMES[responses[0].outcome]
    every = [x for one in responses for b in one.bins for x in (b.low, b.middle, b.high)]
    never = any(math.isinf(x) for x in every)
    outcomes, shares = axes[: len(responses)], axes[len(responses) :]
    for above, below, one in zip(outcomes, shares, responses):
        at = [b.at for b in one.bins]
        low, middle, high = (
            np.minimum([getattr(b, name) for b in one.bins], horizon if never else math.inf)
            for name in ("low", "middle", "high")
        )
        canvas.band(above, at, (low, high), BLUE, middle, marker="o")
        _share(below, one, naming)
        above.set_title(wrapped([naming.label(one.path)], 32)[0], fontsize=8)
        above.tick_params(labelbottom=False, labelleft=above is outcomes[0])
        below.tick_params(labelleft=below is shares[0])
        below.set_xlabel(naming.unit(one.path))
        below.set_xlim(above.get_xlim())
    heights = [(0.0, 1.02 * horizon)] if never else [axis.get_ylim() for axis in outcomes]
    for axis in outcomes:
        axis.set_ylim(min(low for low, _ in heights), max(high for _, high in heights))
    outcomes[0].set_ylabel(outcome.unit)
    shares[0].set_ylabel("share of runs")
    least = min(b.runs for one in responses for b in one.bins)
    return chart(
        "tipping", figure, head, test=test, flips=flips, never=never, least=least,
        meaning=outcome.meaning,
    )  # fmt: skip


def _share(axis: Axes, one: Response, naming: Naming) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    at, shares = [b.at for b in one.bins], [b.share for b in one.bins]
    edges = [share.low for share in shares], [share.high for share in shares]
    values = [share.value for share in shares]
    canvas.band(axis, at, edges, INK, values, alpha=0.13, marker="o")
    axis.axhline(0.5, color=FAINT, linewidth=0.8, linestyle=DASHED)
    for number, flip in enumerate(one.flips):
        low, value, high = flip.value.low, flip.value.value, flip.value.high
        interval(axis, 0.5, (low, high), RED, width=3, alpha=0.5)
        axis.plot([value], [0.5], marker="D", color=RED, markersize=5)
        right = value > (at[0] + at[-1]) / 2
        axis.annotate(naming.value(one.path, value).split(" ")[0], (value, 0.5),
                      xytext=(-6 if right else 6, 7 if number % 2 == 0 else -13),
                      textcoords="offset points", size=8, color=RED, weight="bold",
                      ha="right" if right else "left")  # fmt: skip
    axis.set_ylim(-0.02, 1.02)
    axis.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axis.xaxis.set_major_locator(MaxNLocator(4))


@canvas.styled
def plane(cells: Plane, naming: Naming, test: str, data: canvas.Sourced) -> Chart:
    """The share of runs over two numbers."""
    head = text("plane", "head", test=test)
    figure, [axis] = canvas.sheet(
        head, data, height=4.2, left=0.12, right=0.93, head=0.5, foot=0.97
    )
    mesh = _heat(axis, cells)
    middles = (cells.edges[1][1:] + cells.edges[1][:-1]) / 2
    axis.plot(cells.contour, middles, color=RED, marker="D", markersize=4, linewidth=1.6)
    axis.grid(visible=False)
    bar = figure.colorbar(mesh, ax=axis, fraction=0.045, pad=0.02)
    bar.ax.yaxis.set_major_formatter("{x:.0%}")
    bar.outline.set_visible(False)
    names = [f"{naming.label(path)} ({naming.unit(path)})" for path in cells.paths]
    across, up = wrapped(names, 60)
    axis.set_xlabel(across)
    axis.set_ylabel(up)
    return chart("plane", figure, head, cells=cells)


def _heat(axis: Axes, cells: Plane) -> QuadMesh:
    """Cells of a plane, coloured by share, with the share written in each."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("share", ["#f4f7fb", SKY, BLUE, "#08306b"])
    share = np.ma.masked_invalid(cells.share)
    mesh = axis.pcolormesh(*cells.edges, share, cmap=colours, vmin=0, vmax=1, edgecolor="white",
                           linewidth=1)  # fmt: skip
    across, up = ((edges[1:] + edges[:-1]) / 2 for edges in cells.edges)
    for (row, column), value in np.ndenumerate(cells.share):
        if not np.isnan(value):
            axis.text(float(across[column]), float(up[row]), f"{100 * value:.0f}%", ha="center",
                      va="center", size=7, color="white" if value > 0.45 else INK)  # fmt: skip
    return mesh
