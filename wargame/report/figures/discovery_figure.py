"""Boxes of scenario discovery with their trade-off, the tree, and sets that lead to an outcome."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import (
    BLUE,
    DASHED,
    FAINT,
    GREEN,
    GRID,
    INK,
    ORANGE,
    PINK,
    RED,
)
from wargame.report.figures.texts import chart, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from wargame.report.analysis.naming import Naming
    from wargame.study.analysis.discovery import Box, Discovery
    from wargame.study.analysis.leads_to import LeadsTo

MARKS = ("o", "s", "D", "^", "v", "P", "X", "*")
COLOURS = (BLUE, RED, GREEN, PINK, ORANGE)
MOST = 10


@canvas.styled
def boxes(discovery: Discovery, naming: Naming, test: str, data: canvas.Sourced) -> Chart:
    """Each box: its limits within the range of the sweep, and density against coverage."""
    tall = [max(3, len(box.limits)) for box in discovery.boxes]
    head = text("boxes", "head", test=test)
    figure, axes = canvas.sheet(
        head, data, rows=len(discovery.boxes), columns=2,
        height=1.1 + sum(0.62 + 0.36 * rows for rows in tall), left=0.27, head=0.75, foot=0.8,
        wspace=0.32, width_ratios=[1.5, 1], height_ratios=tall, hspace=0.75,
    )  # fmt: skip
    pairs = zip(discovery.boxes, axes[::2], axes[1::2])
    for number, (box, left, right) in enumerate(pairs, start=1):
        _limits(left, box, discovery, naming)
        left.set_title(f"Box {number}: density {100 * box.density.value:.0f}%, "
                       f"coverage {100 * box.coverage.value:.0f}%", fontsize=8.5)  # fmt: skip
        _trade(right, box, discovery.base.value)
    axes[-1].set_xlabel("coverage")
    return chart("boxes", figure, head, discovery=discovery)


def _limits(axis: Axes, box: Box, discovery: Discovery, naming: Naming) -> None:
    for at, (path, limit) in enumerate(box.limits.items()):
        rows.interval(axis, at, (0, 1), GRID, width=7, alpha=1)
        if isinstance(limit, frozenset):
            words = " or ".join(sorted(word.replace("_", " ") for word in limit))
            axis.text(0.5, at, words, ha="center", va="center", size=7.5, color=BLUE)
            continue
        low, high = discovery.ranges[path]
        ends = [max(low, limit[0]), min(high, limit[1])]
        inside = [(end - low) / (high - low) for end in ends]
        rows.interval(axis, at, inside, BLUE, width=7, alpha=1)
        for place, end, bound in zip(inside, ends, limit):
            if math.isfinite(bound):
                axis.text(place, at - 0.33, naming.value(path, end), size=6.8, ha="center",
                          va="bottom", color=INK)  # fmt: skip
    rows.name(axis, rows.wrapped([naming.label(path) for path in box.limits], 26), size=7, least=3)
    axis.set_xticks([0, 1], ["lowest", "highest"])
    axis.set_xlim(-0.04, 1.04)
    axis.grid(visible=False)


def _trade(axis: Axes, box: Box, base: float) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.plot([one.coverage for one in box.way], [one.density for one in box.way],
              color=FAINT, marker=".", markersize=3, linewidth=1)  # fmt: skip
    axis.plot([box.chosen.coverage], [box.chosen.density], marker="o", color=BLUE)
    axis.axhline(base, color=INK, linewidth=0.8, linestyle=DASHED)
    axis.set_xlim(1.03, 0)  # as the box is peeled: from all to little
    axis.set_ylim(0, 1.03)
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axis.set_ylabel("density")


@canvas.styled
def tree(discovery: Discovery, texts: list[list[str]], test: str, data: canvas.Sourced) -> Chart:
    """Leaves of the tree, one bar each: conditions in `texts`, share of runs with its interval."""
    names = ["\n".join(rows.wrapped(one, 52)) for one in texts]
    tall = [name.count("\n") + 1 for name in names]
    head = text("tree", "head", test=test)
    height = 0.165 * sum(tall) + 0.1 * len(tall) - 0.15
    figure, axis = rows.sheet(head, data, 1, row=height, left=0.47)
    places = [sum(tall[:at]) + 0.6 * at + rows / 2 for at, rows in enumerate(tall)]
    for place, leaf in zip(places, discovery.leaves):
        if leaf.runs:
            low, value, high = (
                100 * x for x in (leaf.share.low, leaf.share.value, leaf.share.high)
            )
            axis.barh(place, value, height=0.75, color=BLUE, alpha=0.55)
            rows.interval(axis, place, (low, high), INK, width=1.1, alpha=1)
            axis.text(101, place, f"n = {leaf.runs:,}", size=7, va="center", color=FAINT)
    rows.name(axis, names, size=6.6)
    axis.set_yticks(places, names)
    axis.set_ylim(sum(tall) + 0.6 * len(tall), -0.3)
    rows.percents(axis)
    axis.set_xlim(0, 114)
    axis.set_xticks(range(0, 101, 20))
    axis.axvline(100 * discovery.base.value, color=INK, linewidth=0.8, linestyle=DASHED)
    return chart("tree", figure, head, discovery=discovery)


@canvas.styled
def ways(leads: LeadsTo, naming: Naming, test: str, data: canvas.Sourced) -> Chart:
    """Where the inputs of what leads there lie, and the sets that stand for all."""
    shown = [one for one in leads.contrasts if not one.words][:MOST]
    head = text("leads_to", "head", test=test)
    figure, axis = rows.sheet(head, data, max(3, len(shown)), row=0.36, right=0.86, head=0.72)
    looks = [
        (COLOURS[at % len(COLOURS)], MARKS[at % len(MARKS)], f"set {letter(at)}")
        for at in range(len(leads.ways))
    ]
    for at, one in enumerate(shown):
        column = naming.ds[one.path].values.astype(float)
        low, high = float(column.min()), float(column.max())
        usual, inside, sets = (
            [(float(value) - low) / (high - low) for value in values]
            for values in (
                (one.usual[0], one.usual[2]),
                (one.low, one.high),
                [way.inputs[one.path] for way in leads.ways],
            )
        )
        rows.interval(axis, at + 0.17, usual, FAINT, width=1.2, alpha=1)
        clear = BLUE if one.distance > one.noise else FAINT
        rows.interval(axis, at - 0.05, inside, clear, width=7, alpha=0.3)
        for number, (place, (colour, mark, _)) in enumerate(zip(sets, looks)):
            off = -0.05 + 0.09 * (number - (len(sets) - 1) / 2)  # two may have one point
            axis.plot([place], [at + off], marker=mark, markersize=4.6, color=colour)
        axis.text(1.012, at, f"{naming.value(one.path, low)}\nto {naming.value(one.path, high)}",
                  size=5.8, va="center", color=FAINT, transform=axis.get_yaxis_transform(),
                  clip_on=False)  # fmt: skip
    rows.name(axis, rows.wrapped([naming.label(one.path) for one in shown]))
    axis.set_xticks([0, 0.5, 1], ["lowest", "middle", "highest"])
    axis.set_xlim(-0.03, 1.03)
    rows.key(axis, looks, left=True)
    return chart("leads_to", figure, head, leads=leads)


def letter(at: int) -> str:
    """Name of a set: A, B, C ..."""
    return chr(ord("A") + at % 26) + (str(at // 26) if at >= 26 else "")
