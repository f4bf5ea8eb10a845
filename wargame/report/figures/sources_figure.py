"""Dot and band by source: one conclusion under every choice of figures."""

from __future__ import annotations

from typing import Any

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart

ENDS = ("central", "low", "high")  # on top, in this order; sources below, by value
MARKS = {  # verdict: colour, marker, words; told apart without colour too
    "survives": (canvas.BLUE, "o", "survives"),
    "unclear": (canvas.ORANGE, "s", "cannot be told"),
    "changes": (canvas.RED, "D", "changes"),
}


def draw(found: list[tuple[Any, str]], data: Any) -> list[Chart]:
    """One chart for each (conclusion, statement); the footer is that of `data`."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return [_chart(one, text, data) for one, text in found]


def _ordered(one: Any) -> list[Any]:
    """Readings from the top down: central, low, high, then sources from most to least."""
    place = {key: at for at, key in enumerate(ENDS)}
    retained = [of for of in one.readings if of.n]
    return sorted(retained, key=lambda of: (place.get(of.key, len(ENDS)), -of.value, of.key))


def _chart(one: Any, text: str, data: Any) -> Chart:
    readings = _ordered(one)
    height = 1.5 + 0.21 * len(readings)
    figure, axes = canvas.sheet(text, data, height=height, left=0.27, bottom=0.8 / height)
    axis = axes[0, 0]
    scale = 100.0 if one.event or one.unit == "share" else 1.0
    low, high = (max(0.0, x) if one.event else x for x in one.keeps)
    axis.axvspan(low * scale, high * scale, color=canvas.INK, alpha=0.07, linewidth=0)
    for at, of in enumerate(readings):
        colour, marker, _ = MARKS[of.verdict]
        if of.key == "central":
            colour = canvas.INK
        axis.plot([of.low * scale, of.high * scale], [at, at], color=colour, linewidth=2.4,
                  alpha=0.45, solid_capstyle="butt")  # fmt: skip
        axis.plot([of.value * scale], [at], marker=marker, color=colour, markersize=5)
    axis.set_yticks(range(len(readings)), [of.key for of in readings])
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.set_ylim(len(readings) - 0.4, -0.6)
    axis.grid(visible=False, axis="y")
    last = sum(of.key in ENDS for of in readings)
    axis.axhline(last - 0.5, color=canvas.FAINT, linewidth=0.5)
    if scale == 100.0:
        _percents(axis, one)
    axis.set_xlabel(_axis_name(one), fontsize=8)
    _key(axis, readings)
    return Chart(one.outcome, text, _caption(one, data), f"Chart by source: {text}.", figure)


def _percents(axis: Any, one: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.xaxis.set_major_formatter(PercentFormatter(100.0, decimals=0))
    if one.event:
        axis.set_xlim(-2, 102)


def _axis_name(one: Any) -> str:
    if one.event:
        return "share of runs, 90% interval"
    unit = "" if one.unit in ("share", "factor") else f"{one.unit}: "
    return f"{unit}median run and 80% of runs"


def _key(axis: Any, readings: list[Any]) -> None:
    """A key of the verdicts that occur, to the right below the axis."""
    from matplotlib.lines import Line2D

    shown = [mark for verdict, mark in MARKS.items() if verdict in {of.verdict for of in readings}]
    lines = [Line2D([], [], color=c, marker=m, linestyle="", label=text) for c, m, text in shown]
    axis.legend(handles=lines, loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=len(lines),
                frameon=False, fontsize=8, handletextpad=0.1, borderaxespad=0.1)  # fmt: skip


def _caption(one: Any, data: Any) -> str:
    if one.event:
        how = "Dot: share of runs in which it comes true, with its 90% interval."
    else:
        how = "Dot: median run; band: 80% of runs."
    most = max((of.n for of in one.readings), default=0)
    how += " Shaded: where the conclusion survives."
    return f"{how} n = {most:,} runs for each source, with the same luck."
