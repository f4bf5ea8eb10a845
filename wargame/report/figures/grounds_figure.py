"""Stacked bars: what the variance of each outcome stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.evidence.kinds import DERIVED, JUDGED, OBSERVED, SOURCED
from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, GREEN, GREY, INK, ORANGE, SKY
from wargame.report.figures.texts import chart, text
from wargame.study.grounds_design import LUCK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from wargame.study.grounds import Grounds

LEFT = "together, or unresolved"
COLOURS = {SOURCED: BLUE, DERIVED: SKY, OBSERVED: GREEN, JUDGED: ORANGE, LUCK: GREY, LEFT: "white"}
ON_DARK = (BLUE, GREEN)
WIDE = 0.06  # share of a part that has room for its figure


@canvas.styled
def draw(shares: Sequence[tuple[str, Grounds]], data: canvas.Sourced) -> Chart:
    """One bar for each (outcome in words, shares); the footer is that of `data`."""
    head = text("grounds", "head")
    figure, axis = rows.sheet(head, data, len(shares), row=0.3, left=0.36)
    for at, (_, one) in enumerate(shares):
        parts, start = {**one.shown, LEFT: one.rest}, 0.0
        for name, colour in COLOURS.items():
            share = 100 * parts.get(name, 0.0)
            axis.barh(at, share, 0.68, left=start, color=colour, edgecolor=INK, linewidth=0.4)
            if share >= 100 * WIDE:
                letters = "white" if colour in ON_DARK else INK
                axis.text(start + share / 2, at, f"{share:.0f}", ha="center", va="center",
                          fontsize=7, color=letters)  # fmt: skip
            start += share
    rows.name(axis, rows.wrapped([label for label, _ in shares], 38))
    rows.percents(axis, "share of the variance over runs")
    axis.set_xlim(0, 100)
    _key(axis)
    most = max((one.n for _, one in shares), default=0)
    return chart("grounds", figure, head, most=most)


def _key(axis: Axes) -> None:
    """A key of colours in one line above the bars."""
    from matplotlib.patches import Patch

    patches = [Patch(facecolor=colour, edgecolor=INK, linewidth=0.4, label=name)
               for name, colour in COLOURS.items()]  # fmt: skip
    axis.legend(handles=patches, loc="lower right", frameon=False, ncols=len(patches),
                bbox_to_anchor=(1.0, 1.0), fontsize=7.5, handlelength=1.0, handletextpad=0.4,
                columnspacing=1.1, borderaxespad=0.1)  # fmt: skip
