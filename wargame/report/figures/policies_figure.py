"""Policies over all futures: regret, goal and their trade-off; and why two of them differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, FAINT, INK, RED
from wargame.report.figures.texts import chart, text
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.study.analysis.attribution import Attribution
    from wargame.study.analysis.robust import Robust

MOST = 16


@canvas.styled
def standing(robust: Robust, goal: str, data: canvas.Sourced) -> Chart:
    """Regret and goal of each policy, side by side."""
    shown = robust.standings[:MOST]
    outcome = OUTCOMES[robust.outcome]
    head = text("regret", "head", meaning=outcome.meaning.split(",")[0])
    figure, axes = canvas.sheet(head, data, columns=2, height=1.7 + 0.34 * len(shown), left=0.33,
                                head=0.75, foot=0.85, wspace=0.08)  # fmt: skip
    left, right = axes
    for at, one in enumerate(shown):
        colour = BLUE if one.efficient else FAINT
        rows.dot(left, at, one.often, colour)
        left.plot([one.worst.value], [at], marker="|", color=colour, markersize=11, mew=1.8)
        rows.dot(right, at, one.met, colour, scale=100)
    policies = rows.wrapped([one.policy for one in shown], 34)
    rows.name(left, policies, size=7)
    rows.name(right, [""] * len(policies))
    left.set_xlim(left=0)
    left.set_xlabel(f"regret, {outcome.unit}")
    left.set_title("regret (less is better)", fontsize=8)
    rows.percents(right, whole=False)
    right.set_title(goal, fontsize=8)
    return chart("regret", figure, head, f"regret_{robust.outcome}", robust=robust)


@canvas.styled
def trade_off(robust: Robust, goal: str, data: canvas.Sourced) -> Chart:
    """Largest regret against the goal, one numbered dot a policy, the efficient ones joined."""
    head = text("trade_off", "head")
    figure, [axis] = canvas.sheet(head, data, left=0.12, foot=0.94, head=0.47)
    places = [(one.worst.value, 100 * one.met.value) for one in robust.standings]
    front = sorted(at for at, one in zip(places, robust.standings) if one.efficient)
    axis.plot(*zip(*front), color=BLUE, linewidth=1, alpha=0.6)
    for first, (at, one) in enumerate(zip(places, robust.standings)):
        colour, mark = (BLUE, "o") if one.efficient else (FAINT, "s")
        axis.plot([at[0]] * 2, [100 * one.met.low, 100 * one.met.high], color=colour, alpha=0.35)
        axis.plot(*at, marker=mark, color=colour, markersize=6)
        if at not in places[:first]:
            same = ", ".join(str(n) for n, of in enumerate(places, start=1) if of == at)
            axis.annotate(same, at, xytext=(5, 4), textcoords="offset points", size=8,
                          color=colour, weight="bold")  # fmt: skip
    axis.set_xlabel(f"largest regret, {OUTCOMES[robust.outcome].unit} (less is better)")
    axis.set_ylabel("share of runs that meet the goal")
    axis.yaxis.set_major_formatter("{x:.0f}%")
    axis.margins(0.09)
    name = f"trade_off_{robust.outcome}"
    return chart("trade_off", figure, head, name, robust=robust, goal=goal)


@canvas.styled
def parts(
    attribution: Attribution,
    names: list[str],
    ends: tuple[str, str],
    unit: str,
    title: str,
    data: canvas.Sourced,
) -> Chart:
    """From A to B, named `ends`, input by input; `names` are its parts in words."""
    share = unit in ("share", "")
    scale = 100.0 if share else 1.0
    last = len(attribution.parts) + 1
    figure, axis = rows.sheet(title, data, last + 1, row=0.38, left=0.36)
    at = scale * attribution.a
    axis.plot([at], [0], marker="o", color=INK)
    for row, part in enumerate(attribution.parts, start=1):
        band = part.share or part.first
        step = scale * band.value
        axis.plot([at, at], [row - 1, row], color=FAINT, linewidth=0.7)
        axis.barh(row, step, left=at, height=0.55, color=RED if step > 0 else BLUE, alpha=0.6)
        ends_at = at + scale * band.low, at + scale * band.high
        rows.interval(axis, row, ends_at, INK, width=1.2, alpha=1)
        if part.share:
            for one, mark in ((part.first, "<"), (part.last, ">")):
                axis.plot([at + scale * one.value], [row + 0.37], marker=mark, color=FAINT,
                          markersize=3.6)  # fmt: skip
            at += step
    axis.plot([scale * attribution.b], [last], marker="o", color=INK)
    rows.name(axis, rows.wrapped([ends[0], *names, ends[1]], 34))
    axis.use_sticky_edges = False
    axis.margins(x=0.06)
    if share:
        of = "percent" if attribution.what in OUTCOMES else "share of runs"
        rows.percents(axis, of, whole=False)
    else:
        axis.set_xlabel(unit)
    name = "".join(c if c.isalnum() else "_" for c in attribution.what)
    return chart("attribution", figure, title, f"attribution_{name}", attribution=attribution)
