"""Figures of a game's debrief: the war as it was, beliefs against the truth, payoffs, what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart

COLOURS = {"moscow": canvas.RED, "kyiv": canvas.BLUE, "europe": canvas.GREEN,
           "washington": canvas.ORANGE}  # fmt: skip
DASHES = {"moscow": "-", "kyiv": "--", "europe": "-.", "washington": ":"}
SHOWN = ("missiles", "launched", "leaked", "power_met", "scarce", "dry", "paid", "escalation")
COLUMNS = 2


def draw(told: Mapping[str, Any], others: Sequence[Mapping[str, Any]], data: Any) -> list[Chart]:
    """Charts of a debrief (`wargame.play.debrief`) and of counterfactuals of the same game."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        charts = [_war(told, data), _payoffs(told, data)]
        charts += [_beliefs(told, seat, data) for seat in COLOURS]
        return charts + [_other(one, number, data) for number, one in enumerate(others, 1)]


def _grid(title: str, panels: int, data: Any) -> tuple[Any, list[Any]]:
    """Small panels, two beside each other -> the figure and as many axes as are used."""
    rows = -(-panels // COLUMNS)
    figure, axes = canvas.sheet(title, data, rows, COLUMNS, height=1.05 + 1.45 * rows, hspace=0.62)
    canvas.spare(axes, panels)
    return figure, list(axes.ravel()[:panels])


def _points(months: Sequence[str], points: int) -> Any:
    """Days of values: mid-month for flows; for levels, one more, from the opening to each end."""
    days = canvas.days(months)
    return days if points == len(days) else np.append(days[:1] - 15, days + 15)[:points]


def _from_nought(axis: Any, values: Sequence[float | None]) -> None:
    """An axis from zero to a little above the highest value, and at least to one."""
    axis.set_ylim(0, 1.08 * max([0.93, *(value for value in values if value is not None)]))
    canvas.thousands(axis)


def _finish(axis: Any, months: Sequence[str], title: str) -> None:
    axis.set_title(title, fontsize=7)
    canvas.dates(axis, [months[0], months[-1]], compact=len(months) > 18)


def _war(told: Mapping[str, Any], data: Any) -> Chart:
    indicators = {indicator["name"]: indicator for indicator in told["truth"]}
    title = "The war as it was"
    figure, axes = _grid(title, len(SHOWN), data)
    for axis, name in zip(axes, SHOWN):
        indicator = indicators[name]
        when = _points(told["months"], len(indicator["history"]))
        axis.plot(when, indicator["history"], color=canvas.INK, marker="o", markersize=2)
        _from_nought(axis, indicator["history"])
        _finish(axis, told["months"], f"{indicator['label']} ({indicator['unit']})")
    caption = "What was really there, month by month, in the one war that was played. n = 1 run."
    return Chart("war", title, caption, "Small charts of stocks, strikes and power.", figure)


def _payoffs(told: Mapping[str, Any], data: Any) -> Chart:
    title = "How far each seat met its goals"
    figure, axes = canvas.sheet(title, data, right=0.83)
    axis = axes[0, 0]
    when, ends = canvas.days(told["months"]), []
    for seat, colour in COLOURS.items():
        months = told["scores"][seat]["months"]
        axis.plot(when, months, color=colour, linestyle=DASHES[seat])
        ends.append((months[-1], seat.capitalize(), canvas.DARK.get(colour, colour)))
    canvas.percents(axis)
    canvas.dates(axis, told["months"])
    canvas.end_labels(axis, ends)
    caption = "Goals of the role cards met in each month, by their weights: a rule of the game."
    return Chart("payoffs", title, caption, "Payoff of each seat by month.", figure)


def _beliefs(told: Mapping[str, Any], seat: str, data: Any) -> Chart:
    mine = [one for one in told["beliefs"] if one["seat"] == seat]
    title = f"What {seat.capitalize()} believed, and what was true"
    figure, axes = _grid(title, len(mine), data)
    for axis, one in zip(axes, mine):
        when = _points(told["months"], len(one["truth"]))
        axis.fill_between(when, one["low"], one["high"], color=COLOURS[seat], alpha=0.22,
                          linewidth=0)  # fmt: skip
        axis.plot(when, one["value"], color=COLOURS[seat])
        axis.plot(when, one["truth"], color=canvas.INK, marker="o", markersize=2, linewidth=1.0)
        _from_nought(axis, [*one["truth"], *one["high"]])
        _finish(axis, told["months"], f"{one['label']} ({one['unit']})")
    held = sum(one["inside"] for one in mine)
    of = sum(one["n"] for one in mine)
    caption = (
        f"Colour: the estimate and its band, which should hold the truth four times in five; "
        f"black: the truth. Here it held {held} of {of}. Errors last for months: n = 1 run."
    )
    return Chart(f"beliefs_{seat}", title, caption, f"Beliefs of {seat} against truth.", figure)


def _other(one: Mapping[str, Any], number: int, data: Any) -> Chart:
    parts = [one, *one["also"]]
    who = ", ".join(f"turn {part['turn']}, {part['seat'].capitalize()}" for part in parts)
    title = f"What else could have been: other orders of {who}"
    indicators = [indicator for indicator in one["things"] if indicator["name"] in SHOWN]
    figure, axes = _grid(title, len(indicators), data)
    for axis, indicator in zip(axes, indicators):
        when = canvas.days(one["months"])
        axis.fill_between(when, indicator["low"], indicator["high"], color=canvas.BLUE, alpha=0.22,
                          linewidth=0)  # fmt: skip
        axis.plot(when, indicator["median"], color=canvas.BLUE)
        same = np.subtract(indicator["changed"], indicator["played"])
        axis.plot(when, same, color=canvas.INK, linewidth=1.0, linestyle=(0, (3, 2)))
        axis.axhline(0.0, color=canvas.FAINT, linewidth=0.8)
        _finish(axis, one["months"], f"{indicator['label']} ({indicator['unit']})")
    caption = (
        "The other war less the one played, month by month. Dashed: with the same luck. Blue: "
        f"median and 10 to 90% over other luck from that turn on, n = {one['n']:,} pairs."
    )
    return Chart(f"other_{number}", title, caption, "Paired differences by month.", figure)
