"""Figures of a game's debrief: the war as it was, beliefs against the truth, payoffs, what if."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np

from wargame.report.figures import canvas, time_axis
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, DASHED, FAINT, GREEN, INK, ORANGE, RED
from wargame.report.figures.texts import chart, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

LOOKS = ((RED, "-"), (BLUE, "--"), (GREEN, "-."), (ORANGE, ":"))  # of seats, in their order
SHOWN = ("missiles", "launched", "leaked", "power_met", "scarce", "dry", "paid", "escalation")
COLUMNS = 2


class Indicator(TypedDict, total=False):
    """An indicator by month: as it was (`history`), or as believed (`value`) and true (`truth`)."""

    name: str
    label: str
    unit: str
    history: list[float]
    value: list[float]
    low: list[float]
    high: list[float]
    truth: list[float]
    inside: int
    n: int


@canvas.styled
def draw(
    debrief: Mapping[str, Any], others: Sequence[Mapping[str, Any]], data: canvas.Sourced
) -> list[Chart]:
    """Charts of a debrief (`wargame.play.debrief`) and of counterfactuals of the same game."""
    seats = list(debrief["scores"])
    names = {seat: seat.capitalize() for seat in seats} | debrief.get("names", {})
    looks = {names[seat]: LOOKS[at % len(LOOKS)] for at, seat in enumerate(seats)}
    months = debrief["months"]
    payoffs = {names[seat]: debrief["scores"][seat]["months"] for seat in seats}
    charts = [_war(debrief["truth"], months, data), _payoffs(payoffs, looks, months, data)]
    for seat in seats:
        beliefs = [one for one in debrief["beliefs"] if one["seat"] == seat]
        colour, _ = looks[names[seat]]
        charts.append(_beliefs(seat, names[seat], beliefs, colour, months, data))
    for number, one in enumerate(others, 1):
        changed = [f"turn {part['turn']}, {names[part['seat']]}" for part in (one, *one["also"])]
        head = text("other", "head", changed=", ".join(changed))
        charts.append(_other(f"other_{number}", head, one, data))
    return charts


def _grid(
    title: str, indicators: Sequence[Indicator], months: Sequence[str], data: canvas.Sourced
) -> tuple[Figure, list[Axes]]:
    """A small panel for each indicator, two beside each other -> the figure, and their axes."""
    rows = -(-len(indicators) // COLUMNS)
    figure, axes = canvas.sheet(title, data, rows, COLUMNS, height=1.05 + 1.45 * rows, hspace=0.62)
    canvas.spare(axes, len(indicators))
    for axis, one in zip(axes, indicators):
        axis.set_title(f"{one['label']} ({one['unit']})", fontsize=7)
        time_axis.dates(axis, [months[0], months[-1]], compact=len(months) > 18)
    return figure, axes[: len(indicators)]


def _points(months: Sequence[str], points: int) -> NDArray[np.float64]:
    """Days of values: mid-month for flows; for levels, one more, from the opening to each end."""
    days = time_axis.days(months)
    return days if points == len(days) else np.append(days[:1] - 15, days + 15)[:points]


def _from_zero(axis: Axes, values: Sequence[float | None]) -> None:
    """An axis from zero to a little above the highest value, and at least to one."""
    axis.set_ylim(0, 1.08 * max([0.93, *(value for value in values if value is not None)]))
    canvas.thousands(axis)


def _war(truth: list[Indicator], months: list[str], data: canvas.Sourced) -> Chart:
    head = text("war", "head")
    shown = sorted(
        (one for one in truth if one["name"] in SHOWN), key=lambda one: SHOWN.index(one["name"])
    )
    figure, axes = _grid(head, shown, months, data)
    for axis, one in zip(axes, shown):
        when = _points(months, len(one["history"]))
        axis.plot(when, one["history"], color=INK, marker="o", markersize=2)
        _from_zero(axis, one["history"])
    return chart("war", figure, head)


def _payoffs(
    payoffs: Mapping[str, list[float]],
    looks: Mapping[str, tuple[str, str]],
    months: list[str],
    data: canvas.Sourced,
) -> Chart:
    head = text("payoffs", "head")
    figure, [axis] = canvas.sheet(head, data, right=0.83)
    for seat, values in payoffs.items():
        colour, dash = looks[seat]
        axis.plot(time_axis.days(months), values, color=colour, linestyle=dash)
    canvas.percents(axis)
    time_axis.dates(axis, months)
    ends = [(values[-1], seat, looks[seat][0]) for seat, values in payoffs.items()]
    canvas.end_labels(axis, ends)
    return chart("payoffs", figure, head)


def _beliefs(
    seat: str,
    name: str,
    beliefs: list[Indicator],
    colour: str,
    months: list[str],
    data: canvas.Sourced,
) -> Chart:
    head = text("beliefs", "head", seat=name)
    figure, axes = _grid(head, beliefs, months, data)
    for axis, one in zip(axes, beliefs):
        when = _points(months, len(one["truth"]))
        canvas.band(axis, when, (one["low"], one["high"]), colour, one["value"])
        axis.plot(when, one["truth"], color=INK, marker="o", markersize=2, linewidth=1.0)
        _from_zero(axis, [*one["truth"], *one["high"]])
    inside, of = (sum(one[key] for one in beliefs) for key in ("inside", "n"))
    return chart("beliefs", figure, head, f"beliefs_{seat}", seat=name, inside=inside, of=of)


def _other(name: str, head: str, one: Mapping[str, Any], data: canvas.Sourced) -> Chart:
    indicators = [indicator for indicator in one["things"] if indicator["name"] in SHOWN]
    figure, axes = _grid(head, indicators, one["months"], data)
    when = time_axis.days(one["months"])
    for axis, indicator in zip(axes, indicators):
        edges = indicator["low"], indicator["high"]
        canvas.band(axis, when, edges, BLUE, indicator["median"])
        same = np.subtract(indicator["changed"], indicator["played"])
        axis.plot(when, same, color=INK, linewidth=1.0, linestyle=DASHED)
        axis.axhline(0.0, color=FAINT, linewidth=0.8)
    return chart("other", figure, head, name, lucks=one["n"])
