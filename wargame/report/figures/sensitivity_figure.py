"""What an outcome hangs on: shares of its variance with intervals, or mean effects of a range."""

from __future__ import annotations

import textwrap
from typing import Any

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.scenario.outcomes import OUTCOMES

MOST = 12
MARKS = {"S1": (canvas.BLUE, "o", -0.14), "ST": (canvas.ORANGE, "D", 0.14)}


def draw(one: Any, naming: Any, title: str, data: Any) -> Chart:
    """One outcome under one policy; `one` is a Sensitivity, with shares of the whole variance."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _morris(one, naming, title, data) if one.by == "morris" else _shares(
            one, naming, title, data)  # fmt: skip


def wrapped(names: list[str], width: int = 30) -> list[str]:
    """Names on two lines at most."""
    return ["\n".join(textwrap.wrap(name, width, max_lines=2, placeholder=" …")) for name in names]


def _sheet(title: str, rows: int, data: Any) -> tuple[Any, Any]:
    height = 1.5 + 0.34 * rows
    figure, axes = canvas.sheet(
        title, data, height=height, left=0.33, bottom=0.82 / height, top=1 - 0.5 / height
    )
    axis = axes[0, 0]
    axis.set_ylim(rows - 0.4, -0.6)
    axis.grid(visible=False, axis="y")
    return figure, axis


def _shares(one: Any, naming: Any, title: str, data: Any) -> Chart:
    shown = one.effects[:MOST]
    noise = one.noise
    figure, axis = _sheet(title, len(shown) + bool(noise), data)
    for at, effect in enumerate(shown):
        for name, band in one.of_whole(effect).items():
            colour, mark, off = MARKS[name]
            _dot(axis, band, at + off, colour, mark)
    names = [naming.label(effect.path) for effect in shown]
    if noise:
        _dot(axis, noise, len(shown), canvas.INK, "s")
        axis.axhline(len(shown) - 0.5, color=canvas.FAINT, linewidth=0.7)
        names.append("luck" if one.rest == "central" else "luck, and numbers that are not varied")
    axis.set_yticks(range(len(names)), wrapped(names))
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.axvline(0, color=canvas.FAINT, linewidth=0.8)
    low = min([-2.0] + [100 * b.low for e in shown for b in one.of_whole(e).values()])
    axis.set_xlim(max(-30.0, low), 102)
    axis.xaxis.set_major_formatter("{x:.0f}%")
    axis.set_xlabel("share of the variance, 90% interval", fontsize=8)
    both = "ST" in shown[0].indices
    caption = (
        "Share of the whole variance that each number decides. Blue dot: alone (first-order "
        "index). "
        + ("Orange diamond: with its interactions (total index). " if both else "")
        + ("Black square: the variance between replicates of the same point. " if noise else "")
        + f"n = {one.points:,} points of {one.replicates:,} run{'s' if one.replicates > 1 else ''}."
    )
    return Chart(f"sensitivity_{one.outcome}", title, caption, f"Chart: {title}", figure)


def _dot(axis: Any, band: Any, at: float, colour: str, mark: str, scale: float = 100.0) -> None:
    axis.plot([scale * band.low, scale * band.high], [at, at], color=colour, linewidth=2.2,
              alpha=0.45, solid_capstyle="butt")  # fmt: skip
    axis.plot([scale * band.value], [at], marker=mark, color=colour, markersize=4.6)


def _morris(one: Any, naming: Any, title: str, data: Any) -> Chart:
    shown = one.effects[:MOST]
    figure, axis = _sheet(title, len(shown), data)
    names = []
    for at, effect in enumerate(shown):
        band, mean = effect.indices["mu_star"], effect.indices["mu"]
        way = "more" if mean.low > 0 else "less" if mean.high < 0 else "either way"
        colour = {"more": canvas.RED, "less": canvas.BLUE, "either way": canvas.FAINT}[way]
        mark = {"more": "^", "less": "v", "either way": "o"}[way]
        _dot(axis, band, at, colour, mark, 1.0)
        if one.replicates > 1:
            axis.plot([effect.indices["luck"].value], [at], marker="|", color=canvas.INK,
                      markersize=11)  # fmt: skip
        names.append(naming.label(effect.path))
    axis.set_yticks(range(len(names)), wrapped(names))
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.set_xlim(left=0)
    axis.set_xlabel(f"mean size of the change over the range, {OUTCOMES[one.outcome].unit}, "
                    "90% interval", fontsize=8)  # fmt: skip
    caption = (
        "Mean size of the change in the outcome as a number goes over its whole range (Morris’ "
        "mu*). Red, upward: more of the number gives more; blue, downward: less; grey: either. "
        + (
            "Black stroke: what luck alone would show. "
            if one.replicates > 1
            else "What luck alone would show is not known with one run a point. "
        )
        + f"n = {one.points // (len(one.effects) + 1):,} trajectories of {one.replicates:,} "
        + ("run a point." if one.replicates == 1 else "runs a point.")
    )
    return Chart(f"sensitivity_{one.outcome}", title, caption, f"Chart: {title}", figure)
