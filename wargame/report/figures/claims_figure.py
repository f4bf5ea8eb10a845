"""Claims as shares of runs: all of them at a glance, then each under every choice of figures."""

from __future__ import annotations

import textwrap
from typing import Any

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart

ENDS = ("central", "low", "high")
MOST = 9  # sources shown by name, those furthest from the central answer
COLOURS = {1: (canvas.BLUE, "o"), -1: (canvas.RED, "D"), 0: (canvas.ORANGE, "s")}


def draw(found: list[tuple[Any, str]], data: Any) -> list[Chart]:
    """The overview, then one chart for each (answer, statement)."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return [_overview([one for one, _ in found], data)] + [
            _chart(one, text, data) for one, text in found
        ]


def _overview(answers: list[Any], data: Any) -> Chart:
    height = 1.5 + 0.26 * len(answers)
    title = "Claims: share of runs in which each holds"
    figure, axes = canvas.sheet(title, data, height=height, left=0.27, bottom=0.8 / height)
    axis = axes[0, 0]
    for at, one in enumerate(answers):
        for of in one.shares[1:]:
            if of.n:
                axis.plot([100 * of.value], [at], marker="|", color=canvas.FAINT, markersize=8)
        _dot(axis, one.central, at)
    _rows(axis, [one.question.key for one in answers])
    caption = (
        "Dot: share of runs under central figures, with its 90% interval (round: holds; diamond: "
        "does not; square: cannot be told). Strokes: the share under each other choice of figures, "
        f"n = {_least(answers):,} runs each."
    )
    return Chart("overview", title, caption, f"Chart: {title}.", figure)


def _least(answers: list[Any]) -> int:
    return min((of.n for one in answers for of in one.shares[1:] if of.n), default=0)


def _chart(one: Any, text: str, data: Any) -> Chart:
    heads = [of for of in one.shares if of.key in ENDS and of.n]
    rest = [of for of in one.shares if of.key not in ENDS and of.n]
    rest.sort(key=lambda of: (-abs(of.value - one.central.value), of.key))
    shown = heads + sorted(rest[:MOST], key=lambda of: (-of.value, of.key))
    lines = textwrap.wrap(text, 88)
    height = 1.35 + 0.2 * len(lines) + 0.21 * len(shown)
    figure, axes = canvas.sheet("\n".join(lines), data, height=height, left=0.27,
                                bottom=0.8 / height,
                                top=1 - (0.4 + 0.2 * len(lines)) / height)  # fmt: skip
    axis = axes[0, 0]
    for at, of in enumerate(shown):
        _dot(axis, of, at)
    _rows(axis, [f"{of.key}  (n = {of.n:,})" for of in shown])
    caption = "Share of runs in which it holds, with its 90% interval, by choice of figures."
    left = rest[MOST:]
    if left:
        low, high = min(of.value for of in left), max(of.value for of in left)
        caption += f" The other {len(left)} sources lie between {low:.0%} and {high:.0%}."
    name = one.question.key.replace(".", "_")
    return Chart(name, text, caption, f"Chart by choice of figures: {text}", figure)


def _dot(axis: Any, of: Any, at: int) -> None:
    if not of.n:
        return
    colour, marker = COLOURS[of.side]
    axis.plot([100 * of.low, 100 * of.high], [at, at], color=colour, linewidth=2.4, alpha=0.45,
              solid_capstyle="butt")  # fmt: skip
    axis.plot([100 * of.value], [at], marker=marker, color=colour, markersize=5)


def _rows(axis: Any, names: list[str]) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.set_yticks(range(len(names)), names)
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.set_ylim(len(names) - 0.4, -0.6)
    axis.grid(visible=False, axis="y")
    axis.axvline(50, color=canvas.FAINT, linewidth=0.8, linestyle=(0, (2, 2)))
    axis.set_xlim(-2, 102)
    axis.xaxis.set_major_formatter(PercentFormatter(100.0, decimals=0))
    axis.set_xlabel("share of runs, 90% interval", fontsize=8)
