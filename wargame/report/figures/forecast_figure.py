"""Figures of filed forecasts: bands as filed, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import words
from wargame.report.figures import canvas, time_axis
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, GREEN
from wargame.report.figures.texts import chart
from wargame.study import as_of
from wargame.study.forecast import KINDS, LEVELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from wargame.evidence.record import Record
    from wargame.study.forecast_file import Filed
    from wargame.study.forecast_scores import Held

PAST = 12  # months of record drawn before the first forecast
EDGES = {0.9: (0.05, 0.95), 0.8: (0.1, 0.9), 0.5: (0.25, 0.75)}  # by band
COLOURS = (BLUE, GREEN)  # by turns, so that forecasts that meet are told apart


@canvas.styled
def draw(helds: Sequence[Held], record: Record, data: canvas.Sourced) -> list[Chart]:
    """A chart for each class that any of `helds` forecasts."""
    classes = {key: name for one in helds for key, name in one.filed.names.items()}
    return [_class(key, name, helds, record, data) for key, name in classes.items()]


def _class(
    key: str, name: str, helds: Sequence[Held], record: Record, data: canvas.Sourced
) -> Chart:
    """Launched and stopped of one class: the record, and every forecast as it was filed."""
    filed = [one.filed for one in helds if key in one.filed.classes]
    months = sorted({month for one in filed for month in one.months})
    shown = _past(record, months)
    every = sorted({*shown, *months})
    seen = as_of.counts(record, shown, (key,))[:, :, 0]
    figure, axes = canvas.sheet(name, data, rows=2, height=4.8, hspace=0.35)
    for k, axis in enumerate(axes):
        for turn, one in enumerate(filed):
            _fan(axis, one, k, one.classes.index(key), COLOURS[turn % len(COLOURS)])
        canvas.before(axis, shown, seen[k])
        canvas.thousands(axis)
        time_axis.dates(axis, every)
        axis.set_title(f"{KINDS[k]} a month")
    days = " and ".join(words.full_date(one.as_of) for one in filed)
    due = len({month for one in helds for month in one.due})
    return chart("filed", figure, name, f"filed_{key}", days=days, due=due)


def _past(record: Record, months: Sequence[str]) -> list[str]:
    """Whole months of the record from PAST before the first of `months` to the last of them."""
    before = [month for month in record.months if month < months[0]][-PAST:]
    return before + [month for month in record.months if months[0] <= month <= months[-1]]


def _fan(axis: Axes, one: Filed, kind: int, c: int, colour: str) -> None:
    """Bands and median of one forecast, a step for each month."""
    when = time_axis.days(one.months)
    wide = np.column_stack([when - 14.5, when + 15.5]).ravel()
    values = one.values[kind, 0, :, c]
    for level, alpha in canvas.BANDS:
        low, high = (values[:, LEVELS.index(edge)] for edge in EDGES[level])
        canvas.band(axis, wide, (np.repeat(low, 2), np.repeat(high, 2)), colour, alpha=alpha)
    middle = np.repeat(values[:, LEVELS.index(0.5)], 2)
    axis.plot(wide, middle, color=colour, linewidth=1.2)
