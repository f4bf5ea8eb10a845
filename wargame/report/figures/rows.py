"""Charts of rows: a name, and beside it dots with their intervals."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wargame.report.figures import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from wargame.study.analysis.sample import Band
    from wargame.study.estimates import Reading, Share

SHARE = "share of runs, 90% interval"


def wrapped(names: Sequence[str], width: int = 30) -> list[str]:
    """Names on two lines at most."""
    return ["\n".join(textwrap.wrap(name, width, max_lines=2, placeholder=" …")) for name in names]


def sheet(
    title: str,
    data: canvas.Sourced,
    rows: int,
    row: float = 0.34,
    left: float = 0.33,
    head: float = 0.5,
    right: float = 0.97,
) -> tuple[Figure, Axes]:
    """An empty chart of so many rows, `row` inches each, with `head` inches above -> figure, axis.

    `left` and `right` are the edges of the axis, as shares of the width.
    """
    height = 1.0 + head + row * rows
    figure, [axis] = canvas.sheet(
        title, data, height=height, head=head, foot=0.82, left=left, right=right
    )
    return figure, axis


def name(axis: Axes, names: Sequence[str], size: float = 7.5, least: int = 0) -> None:
    """Name the rows from the top down; there is room for `least` rows at least."""
    axis.set_yticks(range(len(names)), names)
    axis.tick_params(axis="y", labelsize=size, length=0)
    axis.set_ylim(max(least, len(names)) - 0.4, -0.6)
    axis.grid(visible=False, axis="y")


def interval(
    axis: Axes,
    at: float,
    ends: Sequence[float],
    colour: str,
    width: float = 2.4,
    alpha: float = 0.45,
) -> None:
    """A bar between two `ends` in the row `at`."""
    axis.plot(ends, [at, at], color=colour, linewidth=width, alpha=alpha, solid_capstyle="butt")


def dot(
    axis: Axes,
    at: float,
    band: Band | Reading | Share,
    colour: str,
    mark: str = "o",
    scale: float = 1.0,
) -> None:
    """A figure with its interval in the row `at`; both are multiplied by `scale`."""
    interval(axis, at, (scale * band.low, scale * band.high), colour)
    axis.plot([scale * band.value], [at], marker=mark, color=colour, markersize=4.8)


def percents(axis: Axes, label: str = SHARE, whole: bool = True) -> None:
    """Percent along the axis, named `label`; `whole`: from none to all."""
    axis.xaxis.set_major_formatter("{x:.0f}%")
    axis.set_xlabel(label)
    if whole:
        axis.set_xlim(-2, 102)


def key(axis: Axes, marks: Sequence[tuple[str, str, str]], left: bool = False) -> None:
    """A key of marks (colour, marker, words) in one line above the axis, on its right or left."""
    from matplotlib.lines import Line2D

    lines = [Line2D([], [], color=c, marker=m, markersize=4.8, linestyle="", label=text)
             for c, m, text in marks]  # fmt: skip
    axis.legend(handles=lines, loc="lower left" if left else "lower right", frameon=False,
                ncols=min(8, len(lines)), bbox_to_anchor=(0.0 if left else 1.0, 1.0), fontsize=8,
                handletextpad=0.1, columnspacing=1.2, borderaxespad=0.1)  # fmt: skip
