"""Boxes of scenario discovery with their trade-off, the tree, and sets that lead to an outcome."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.figures.sensitivity_figure import wrapped
from wargame.report.figures.style import GRID

MARKS = ("o", "s", "D", "^", "v", "P", "X", "*")
COLOURS = (canvas.BLUE, canvas.RED, canvas.GREEN, canvas.PINK, canvas.ORANGE)
MOST = 10


def boxes(found: Any, naming: Any, test: str, data: Any) -> Chart:
    """Each box: its limits within the range of the sweep, and density against coverage."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _boxes(found, naming, test, data)


def _boxes(found: Any, naming: Any, test: str, data: Any) -> Chart:
    tall = [max(3, len(box.limits)) for box in found.boxes]
    height = 1.1 + sum(0.62 + 0.36 * rows for rows in tall)
    title = f"Where {test} holds unusually often"
    figure, axes = canvas.sheet(
        title, data, rows=len(found.boxes), columns=2, height=height, left=0.27, right=0.97,
        top=1 - 0.75 / height, bottom=0.8 / height, wspace=0.32, width_ratios=[1.5, 1],
        height_ratios=tall, hspace=0.75,
    )  # fmt: skip
    for number, (box, (left, right)) in enumerate(zip(found.boxes, axes), start=1):
        _limits(left, box, found, naming)
        left.set_title(f"Box {number}: density {100 * box.density.value:.0f}%, "
                       f"coverage {100 * box.coverage.value:.0f}%", fontsize=8.5)  # fmt: skip
        _trade(right, box, found.base.value)
        if number < len(found.boxes):
            right.set_xlabel("")
    caption = (
        f"Left: the limits of each box (blue) within the range of the sweep (grey). Right: density "
        "against coverage while the box was peeled; the dot is the box chosen, dashed the base "
        f"rate of {100 * found.base.value:.0f}%. Figures over the boxes are from points that were "
        f"kept apart: n = {', '.join(f'{box.runs:,}' for box in found.boxes)} runs in the boxes."
    )
    return Chart("boxes", title, caption, f"Chart: limits and trade-off of boxes. {title}", figure)


def _limits(axis: Any, box: Any, found: Any, naming: Any) -> None:
    names = []
    for at, (path, limit) in enumerate(box.limits.items()):
        names.append(naming.label(path))
        axis.plot([0, 1], [at, at], color=GRID, linewidth=7, solid_capstyle="butt")
        if isinstance(limit, frozenset):
            words = " or ".join(sorted(word.replace("_", " ") for word in limit))
            axis.text(0.5, at, words, ha="center", va="center", size=7.5, color=canvas.BLUE)
            continue
        low, high = found.ranges[path]
        ends = [max(low, limit[0]), min(high, limit[1])]
        inside = [(end - low) / (high - low) for end in ends]
        axis.plot(inside, [at, at], color=canvas.BLUE, linewidth=7, solid_capstyle="butt")
        for place, end, bound in zip(inside, ends, limit):
            if math.isfinite(bound):
                axis.text(place, at - 0.33, naming.value(path, end), size=6.8, ha="center",
                          va="bottom", color=canvas.INK)  # fmt: skip
    axis.set_yticks(range(len(names)), wrapped(names, 26))
    axis.tick_params(axis="y", labelsize=7, length=0)
    axis.set_xticks([0, 1], ["lowest", "highest"])
    axis.set_xlim(-0.04, 1.04)
    axis.set_ylim(max(3, len(names)) - 0.5, -0.75)
    axis.grid(visible=False)


def _trade(axis: Any, box: Any, base: float) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.plot([one.coverage for one in box.way], [one.density for one in box.way],
              color=canvas.FAINT, marker=".", markersize=3, linewidth=1)  # fmt: skip
    axis.plot([box.chosen.coverage], [box.chosen.density], marker="o", color=canvas.BLUE)
    axis.axhline(base, color=canvas.INK, linewidth=0.8, linestyle=(0, (3, 2)))
    axis.set_xlim(1.03, 0)  # as the box is peeled: from all to little
    axis.set_ylim(0, 1.03)
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axis.set_xlabel("coverage", fontsize=8)
    axis.set_ylabel("density", fontsize=8)


def tree(found: Any, texts: list[list[str]], test: str, data: Any) -> Chart:
    """Leaves of the tree, one bar each: conditions in `texts`, share of runs with its interval."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _tree(found, texts, test, data)


def _tree(found: Any, texts: list[list[str]], test: str, data: Any) -> Chart:
    lines = [wrapped(one, 52) for one in texts]
    tall = [max(1, sum(part.count("\n") + 1 for part in one)) for one in lines]
    height = 1.35 + 0.165 * sum(tall) + 0.1 * len(tall)
    title = f"How often {test} holds, by a tree"
    figure, axes = canvas.sheet(title, data, height=height, left=0.47, bottom=0.82 / height,
                                top=1 - 0.5 / height)  # fmt: skip
    axis = axes[0, 0]
    places, at = [], 0.0
    for leaf, rows in zip(found.leaves, tall):
        place = at + rows / 2
        places.append(place)
        at += rows + 0.6
        if not leaf.runs:
            continue
        axis.barh(place, 100 * leaf.share.value, height=0.75, color=canvas.BLUE, alpha=0.55)
        axis.plot([100 * leaf.share.low, 100 * leaf.share.high], [place, place], color=canvas.INK,
                  linewidth=1.1)  # fmt: skip
        axis.text(101, place, f"n = {leaf.runs:,}", size=7, va="center", color=canvas.FAINT)
    axis.set_yticks(places, ["\n".join(one) for one in lines])
    axis.tick_params(axis="y", labelsize=6.6, length=0)
    axis.set_ylim(at, -0.3)
    axis.set_xlim(0, 114)
    axis.set_xticks(range(0, 101, 20))
    axis.xaxis.set_major_formatter("{x:.0f}%")
    axis.grid(visible=False, axis="y")
    axis.axvline(100 * found.base.value, color=canvas.INK, linewidth=0.8, linestyle=(0, (3, 2)))
    axis.set_xlabel("share of runs, 90% interval", fontsize=8)
    caption = (
        "Each bar is a leaf of a regression tree: the conditions beside it all hold. Found on two "
        "thirds of the points, measured on the others (n beside the bar). Dashed: the base rate of "
        f"{100 * found.base.value:.0f}%, n = {found.runs:,} runs."
    )
    return Chart("tree", title, caption, f"Bar chart: {title}", figure)


def ways(found: Any, naming: Any, test: str, data: Any) -> Chart:
    """Where the inputs of what leads there lie, and the sets that stand for all."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _ways(found, naming, test, data)


def _ways(found: Any, naming: Any, test: str, data: Any) -> Chart:
    shown = [one for one in found.contrasts if not one.words][:MOST]
    height = 1.55 + 0.36 * max(3, len(shown))
    title = f"What leads to {test}"
    figure, axes = canvas.sheet(title, data, height=height, left=0.33, right=0.86,
                                bottom=0.82 / height, top=1 - 0.72 / height)  # fmt: skip
    axis = axes[0, 0]
    for at, one in enumerate(shown):
        column = naming.ds[one.path].values.astype(float)
        low, high = float(column.min()), float(column.max())

        def place(value: float, low: float = low, high: float = high) -> float:
            return (value - low) / (high - low)

        axis.plot([place(one.usual[0]), place(one.usual[2])], [at + 0.17] * 2, color=canvas.FAINT,
                  linewidth=1.2)  # fmt: skip
        clear = one.distance > one.noise
        axis.plot([place(one.low), place(one.high)], [at - 0.05] * 2, linewidth=7, alpha=0.3,
                  color=canvas.BLUE if clear else canvas.FAINT, solid_capstyle="butt")  # fmt: skip
        for number, way in enumerate(found.ways):
            off = -0.05 + 0.09 * (number - (len(found.ways) - 1) / 2)  # two may have one point
            axis.plot([place(float(way.inputs[one.path]))], [at + off], linestyle="none",
                      marker=MARKS[number % len(MARKS)], markersize=4.6,
                      color=COLOURS[number % len(COLOURS)])  # fmt: skip
        axis.text(1.012, at, f"{naming.value(one.path, low)}\nto {naming.value(one.path, high)}",
                  size=5.8, va="center", color=canvas.FAINT, transform=axis.get_yaxis_transform(),
                  clip_on=False)  # fmt: skip
    axis.set_yticks(range(len(shown)), wrapped([naming.label(one.path) for one in shown]))
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.set_xticks([0, 0.5, 1], ["lowest", "middle", "highest"])
    axis.set_xlim(-0.03, 1.03)
    axis.set_ylim(len(shown) - 0.4, -0.6)
    axis.grid(visible=False, axis="y")
    _key(axis, found)
    caption = (
        "Bars: where eight of ten of the sets lie that lead there (blue where they differ from "
        "the others by more than chance); thin lines below: the same over all sets. Marks: the "
        f"sets of inputs in the table. n = {found.there:,} of {found.points:,} sets lead there."
    )
    return Chart("leads_to", title, caption, f"Chart: {title}", figure)


def _key(axis: Any, found: Any) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], linestyle="none", marker=MARKS[at % len(MARKS)], markersize=4.6,
               color=COLOURS[at % len(COLOURS)], label=f"set {letter(at)}")
        for at in range(len(found.ways))
    ]  # fmt: skip
    axis.legend(handles=marks, loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=8,
                frameon=False, fontsize=7.5, handletextpad=0.1, columnspacing=1.2,
                borderaxespad=0)  # fmt: skip


def letter(at: int) -> str:
    """Name of a set: A, B, C ..."""
    return chr(ord("A") + at % 26) + (str(at // 26) if at >= 26 else "")


def heat(axis: Any, found: Any) -> Any:
    """Cells of a plane, coloured by share, with the share written in each."""
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list(
        "share", ["#f4f7fb", canvas.SKY, canvas.BLUE, "#08306b"]
    )
    share = np.ma.masked_invalid(found.share)
    mesh = axis.pcolormesh(*found.edges, share, cmap=colours, vmin=0, vmax=1, edgecolor="white",
                           linewidth=1)  # fmt: skip
    for row in range(found.share.shape[0]):
        for column in range(found.share.shape[1]):
            value = found.share[row, column]
            if np.isnan(value):
                continue
            x = found.edges[0][column : column + 2].mean()
            y = found.edges[1][row : row + 2].mean()
            axis.text(x, y, f"{100 * value:.0f}%", ha="center", va="center", size=7,
                      color="white" if value > 0.45 else canvas.INK)  # fmt: skip
    return mesh
