"""Dot and band by source: one conclusion under every choice of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, FAINT, INK, ORANGE, RED
from wargame.report.figures.texts import chart

if TYPE_CHECKING:
    from wargame.study.estimates import Conclusion

ENDS = ("central", "low", "high")  # on top, in this order; sources below, by value
MARKS = {  # verdict: colour, marker, words; told apart without colour too
    "survives": (BLUE, "o", "survives"),
    "unclear": (ORANGE, "s", "cannot be told"),
    "changes": (RED, "D", "changes"),
}


@canvas.styled
def draw(conclusions: list[tuple[Conclusion, str]], data: canvas.Sourced) -> list[Chart]:
    """One chart for each (conclusion, statement); the footer is that of `data`."""
    return [_chart(one, statement, data) for one, statement in conclusions]


def _chart(one: Conclusion, statement: str, data: canvas.Sourced) -> Chart:
    place = {key: at for at, key in enumerate(ENDS)}
    readings = sorted(
        (of for of in one.readings if of.n),
        key=lambda of: (place.get(of.key, len(ENDS)), -of.value, of.key),
    )
    figure, axis = rows.sheet(statement, data, len(readings), row=0.21, left=0.27)
    share = one.event or one.unit == "share"
    scale = 100.0 if share else 1.0
    low, high = (max(0.0, x) if one.event else x for x in one.keeps)
    axis.axvspan(low * scale, high * scale, color=INK, alpha=0.07, linewidth=0)
    for at, of in enumerate(readings):
        colour, marker, _ = MARKS[of.verdict]
        rows.dot(axis, at, of, INK if of.key == "central" else colour, marker, scale)
    rows.name(axis, [of.key for of in readings])
    axis.axhline(sum(of.key in ENDS for of in readings) - 0.5, color=FAINT, linewidth=0.5)
    unit = "" if one.unit in ("share", "factor") else f"{one.unit}: "
    label = rows.SHARE if one.event else f"{unit}median run and 80% of runs"
    if share:
        rows.percents(axis, label, whole=one.event)
    axis.set_xlabel(label)
    verdicts = {of.verdict for of in readings}
    rows.key(axis, [mark for verdict, mark in MARKS.items() if verdict in verdicts])
    most = max((of.n for of in one.readings), default=0)
    return chart("sources", figure, statement, one.outcome, event=one.event, most=most)
