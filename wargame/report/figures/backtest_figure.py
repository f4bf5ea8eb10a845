"""Figures of a back-test: fans against the record, skill by months ahead, PIT histograms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.report.figures import canvas, time_axis
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, DASHED, INK, ORANGE
from wargame.report.figures.texts import chart, text

if TYPE_CHECKING:
    from wargame.study.scoring import Scores

FLAT = 8  # bins of a PIT histogram
SPANS = ("1", "2", "3", "4", "5", "6")  # months ahead
WHAT = ("launched", "stopped")


@canvas.styled
def draw(
    card: dict[str, Any], scores: Scores, months: list[list[str]], data: canvas.Sourced
) -> list[Chart]:
    """Skill first, then a chart of fans for each class, then PIT.

    `months` are those that each origin forecasts; `scores` is what `wargame.study.scoring` gives.
    """
    classes = list(dict.fromkeys(row["weapon_class"] for row in card["rows"]))
    names = [card["names"][one] for one in classes]
    shown = min(card["every"], len(months[0]))
    return [
        _skill(card, dict(zip(classes, names)), data),
        *(_fans((c, one, name), scores, months, shown, data)
          for c, (one, name) in enumerate(zip(classes, names))),
        _pit(classes, scores, data),
    ]  # fmt: skip


def _skill(card: dict[str, Any], names: dict[str, str], data: canvas.Sourced) -> Chart:
    """A table of skill, class by months ahead: number and colour; `names` of classes."""
    from matplotlib.patches import Rectangle

    head = text("skill", "head")
    figure, axes = canvas.sheet(
        head, data, columns=2, height=3.4, left=0.24, wspace=0.08, foot=0.82
    )
    places = {name: y for y, name in enumerate(names)}
    for axis, what in zip(axes, WHAT):
        for row in card["rows"]:
            if row["what"] != what or row["ahead"] not in SPANS:
                continue
            x, y, skill = SPANS.index(row["ahead"]), places[row["weapon_class"]], row["skill"]
            value = skill["value"]
            sure = skill["low"] > 0 or skill["high"] < 0
            axis.add_patch(
                Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, color=BLUE if value > 0 else ORANGE,
                          alpha=min(0.75, 0.12 + 1.2 * abs(value)), linewidth=0)
            )  # fmt: skip
            axis.text(x, y, f"{value:+.2f}", ha="center", va="center", size=7.5,
                      weight="bold" if sure else "normal")  # fmt: skip
        axis.set_xlim(-0.5, len(SPANS) - 0.5)
        axis.set_ylim(len(names) - 0.5, -0.5)
        axis.set_xticks(range(len(SPANS)), SPANS)
        axis.set_yticks(range(len(names)), names.values())
        axis.tick_params(length=0, labelleft=what == WHAT[0])
        axis.grid(visible=False)
        axis.set_xlabel("months ahead")
        axis.set_title(what)
    return chart("skill", figure, head, origins=len(card["origins"]))


def _fans(
    weapon_class: tuple[int, str, str],
    scores: Scores,
    months: list[list[str]],
    shown: int,
    data: canvas.Sourced,
) -> Chart:
    """Launched and stopped of one class (its number, key and name): the first `shown` months of
    every forecast, and the record."""
    c, key, name = weapon_class
    figure, axes = canvas.sheet(name, data, rows=2, height=4.8, hspace=0.35)
    for what, axis in enumerate(axes):
        for origin, ahead in enumerate(months):
            at = what, origin, slice(shown), c
            when = time_axis.days(ahead[:shown])
            wide = np.column_stack([when - 14.5, when + 15.5]).ravel()  # a step for each month
            for (_, alpha), low, high in zip(canvas.BANDS, scores.low[::-1], scores.high[::-1]):
                edges = np.repeat(low[at], 2), np.repeat(high[at], 2)
                canvas.band(axis, wide, edges, BLUE, alpha=alpha)
            axis.plot(wide, np.repeat(scores.middle[at], 2), color=BLUE, linewidth=1.2)
            canvas.before(axis, ahead, scores.seen[what][origin, :, c])
        canvas.thousands(axis)
        time_axis.dates(axis, [months[0][0], months[-1][-1]])
        axis.set_title(f"{WHAT[what]} a month")
    return chart(
        "forecasts", figure, name, f"fan_{key}", shown=shown, origins=len(months),
        n=data.sizes["run"],
    )  # fmt: skip


def _pit(classes: list[str], scores: Scores, data: canvas.Sourced) -> Chart:
    """Where the record fell in the forecasts of 1 to 3 months ahead: flat if bands are right."""
    head = text("pit", "head")
    figure, axes = canvas.sheet(head, data, columns=len(classes), height=2.9, wspace=0.15)
    for c, (axis, name) in enumerate(zip(axes, classes)):
        values = scores.pit[0][:, :3, c].ravel()
        values = values[np.isfinite(values)]
        counts, edges = np.histogram(values, bins=FLAT, range=(0, 1))
        axis.bar(edges[:-1], counts, 1 / FLAT, align="edge", color=BLUE, alpha=0.6,
                 edgecolor="white", linewidth=0.6)  # fmt: skip
        axis.axhline(len(values) / FLAT, color=INK, linewidth=0.9, linestyle=DASHED)
        axis.set_xticks([0, 0.5, 1], ["0", "½", "1"])
        axis.set_ylim(0, len(values) / 2)
        axis.set_title(name.replace("_", " "), fontsize=8)
        axis.tick_params(labelleft=c == 0)
    return chart("pit", figure, head, cases=len(values))
