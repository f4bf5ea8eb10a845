"""Policies over all futures: regret, goal and their trade-off; and why two of them differ."""

from __future__ import annotations

from typing import Any

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.figures.sensitivity_figure import wrapped
from wargame.scenario.outcomes import OUTCOMES

MOST = 16


def standing(found: Any, goal: str, data: Any) -> Chart:
    """Regret and goal of each policy, side by side; `found` is a Robust."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _standing(found, goal, data)


def _standing(found: Any, goal: str, data: Any) -> Chart:
    shown = found.standings[:MOST]
    unit = OUTCOMES[found.outcome].unit
    height = 1.7 + 0.34 * len(shown)
    title = f"Regret in {OUTCOMES[found.outcome].meaning.split(',')[0]}, by policy"
    figure, axes = canvas.sheet(
        title, data, columns=2, height=height, left=0.33, right=0.97, bottom=0.85 / height,
        top=1 - 0.75 / height, wspace=0.08,
    )  # fmt: skip
    left, right = axes[0]
    for at, one in enumerate(shown):
        colour = canvas.BLUE if one.efficient else canvas.FAINT
        left.plot([one.often.low, one.often.high], [at, at], color=colour, linewidth=3, alpha=0.4,
                  solid_capstyle="butt")  # fmt: skip
        left.plot([one.often.value], [at], marker="o", color=colour, markersize=4.5)
        left.plot([one.worst.value], [at], marker="|", color=colour, markersize=11, mew=1.8)
        right.plot([100 * one.met.low, 100 * one.met.high], [at, at], color=colour, linewidth=3,
                   alpha=0.4, solid_capstyle="butt")  # fmt: skip
        right.plot([100 * one.met.value], [at], marker="o", color=colour, markersize=4.5)
    left.set_yticks(range(len(shown)), wrapped([one.policy for one in shown], 34))
    left.tick_params(axis="y", labelsize=7, length=0)
    right.tick_params(axis="y", length=0, labelleft=False)
    right.set_yticks(range(len(shown)))
    for axis in (left, right):
        axis.set_ylim(len(shown) - 0.4, -0.6)
        axis.grid(visible=False, axis="y")
    left.set_xlim(left=0)
    left.set_xlabel(f"regret, {unit}", fontsize=8)
    left.set_title("regret (less is better)", fontsize=8)
    right.xaxis.set_major_formatter("{x:.0f}%")
    right.set_xlabel("share of runs, 90% interval", fontsize=8)
    right.set_title(goal, fontsize=8)
    caption = (
        "Regret: how much better the best policy of the sweep does in the same future with the "
        "same luck. Dot: regret that nine of ten futures do not "
        "exceed, with its 90% interval; stroke: "
        "the largest. Right: share of runs in which the goal is met. Blue: no other policy is as "
        f"good in both. n = {_n(found)}."
    )
    return Chart(f"regret_{found.outcome}", title, caption, f"Chart: {title}", figure)


def _n(found: Any) -> str:
    some = "run" if found.replicates == 1 else "runs"
    return f"{found.futures:,} futures of {found.replicates:,} {some} each"


def trade_off(found: Any, goal: str, data: Any) -> Chart:
    """Largest regret against the goal, one numbered dot a policy, the efficient ones joined."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        title = "Trade-off: regret against the goal"
        figure, axes = canvas.sheet(title, data, height=3.9, left=0.12, bottom=0.24, top=0.88)
        axis = axes[0, 0]
        front = sorted(
            (one.worst.value, 100 * one.met.value) for one in found.standings if one.efficient
        )
        axis.plot(*zip(*front), color=canvas.BLUE, linewidth=1, alpha=0.6)
        met: list[tuple[float, float]] = []
        for one in found.standings:
            colour = canvas.BLUE if one.efficient else canvas.FAINT
            at = (one.worst.value, 100 * one.met.value)
            axis.plot(
                [at[0]] * 2, [100 * one.met.low, 100 * one.met.high], color=colour, alpha=0.35
            )
            axis.plot(*at, marker="o" if one.efficient else "s", color=colour, markersize=6)
            if at in met:
                continue
            met.append(at)
            same = ", ".join(
                str(n) for n, of in enumerate(found.standings, start=1)
                if (of.worst.value, 100 * of.met.value) == at
            )  # fmt: skip
            axis.annotate(same, at, xytext=(5, 4), textcoords="offset points", size=8,
                          color=colour, weight="bold")  # fmt: skip
        axis.set_xlabel(
            f"largest regret, {OUTCOMES[found.outcome].unit} (less is better)", fontsize=8
        )
        axis.set_ylabel("share of runs that meet the goal", fontsize=8)
        axis.yaxis.set_major_formatter("{x:.0f}%")
        axis.margins(0.09)
        caption = (
            f"Goal: {goal}. Numbers are those of the table. Blue: no other policy is at least as "
            "good in both and better in one. Bars: 90% interval of the share. "
            f"n = {_n(found)}."
        )
        return Chart(f"trade_off_{found.outcome}", title, caption, f"Chart: {title}", figure)


def parts(found: Any, names: list[str], ends: tuple[str, str], unit: str, title: str, data: Any
          ) -> Chart:  # fmt: skip
    """From A to B, input by input; `found` is an Attribution, `names` its parts in words."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        return _parts(found, names, ends, unit, title, data)


def _parts(found: Any, names: list[str], ends: tuple[str, str], unit: str, title: str, data: Any
           ) -> Chart:  # fmt: skip
    share = unit in ("share", "")
    scale = 100.0 if share else 1.0
    rows = len(found.parts) + 2
    height = 1.5 + 0.38 * rows
    figure, axes = canvas.sheet(title, data, height=height, left=0.36, bottom=0.82 / height,
                                top=1 - 0.5 / height)  # fmt: skip
    axis = axes[0, 0]
    at = scale * found.a
    axis.plot([at], [0], marker="o", color=canvas.INK)
    for row, part in enumerate(found.parts, start=1):
        band = part.share or part.first
        step = scale * band.value
        axis.plot([at, at], [row - 1, row], color=canvas.FAINT, linewidth=0.7)
        colour = canvas.RED if step > 0 else canvas.BLUE
        axis.barh(row, step, left=at, height=0.55, color=colour, alpha=0.6)
        base = at if part.share else scale * found.a
        ends_at = [base + scale * band.low, base + scale * band.high]
        axis.plot(ends_at, [row, row], color=canvas.INK, linewidth=1.2)
        if part.share:
            at += step
        for band_of, mark in ((part.first, "<"), (part.last, ">")):
            if part.share:
                axis.plot([at - step + scale * band_of.value], [row + 0.37], marker=mark,
                          color=canvas.FAINT, markersize=3.6)  # fmt: skip
    axis.plot([scale * found.b], [rows - 1], marker="o", color=canvas.INK)
    axis.set_yticks(range(rows), wrapped([ends[0], *names, ends[1]], 34))
    axis.tick_params(axis="y", labelsize=7.5, length=0)
    axis.set_ylim(rows - 0.4, -0.6)
    axis.use_sticky_edges = False
    axis.margins(x=0.06)
    axis.grid(visible=False, axis="y")
    if share:
        axis.xaxis.set_major_formatter("{x:.0f}%")
    of = "percent" if found.what in OUTCOMES else "share of runs"
    axis.set_xlabel(of if share else unit, fontsize=8)
    how = "all mixes" if not found.orders else f"{found.orders} orders"
    caption = (
        "From the first to the second, mean over the same luck: each bar is what one input adds, "
        f"averaged over {how} of changing the others (Shapley’s value), with its 90% interval. "
        "Small arrows: what it adds when changed first (◁) and last (▷). "
        f"n = {found.n:,} pairs in each of {found.mixes:,} mixes."
        if found.parts[0].share
        else "What each input adds when it alone is changed, with its 90% interval. "
        f"n = {found.n:,} pairs."
    )
    name = "".join(c if c.isalnum() else "_" for c in found.what)
    return Chart(f"attribution_{name}", title, caption, f"Chart: {title}", figure)
