"""Figures of a back-test: fans against the record, skill by months ahead, PIT histograms."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart

SHADES = ((2, 0.16), (1, 0.16), (0, 0.26))  # index of the band (90, 80, 50), opacity
FLAT = 8  # bins of a PIT histogram


def draw(card: dict[str, Any], scores: Any, months: list[list[str]], data: Any) -> list[Chart]:
    """Skill first, then a chart of fans for each class, then PIT.

    `months` are those that each origin forecasts; `scores` is what `wargame.study.scoring` gives.
    """
    from matplotlib import rc_context

    classes = list(dict.fromkeys(row["weapon_class"] for row in card["rows"]))
    with rc_context(canvas.STYLE):
        charts = [_skill(card, classes, data)]
        charts += [_fans(card, scores, months, classes, c, data) for c in range(len(classes))]
        return [*charts, _pit(card, scores, classes, data)]


def _skill(card: dict[str, Any], classes: list[str], data: Any) -> Chart:
    """A table of skill, class by months ahead: number and colour."""
    spans = ["1", "2", "3", "4", "5", "6"]
    title = "Skill against the best of three plain forecasts"
    figure, axes = canvas.sheet(
        title, data, columns=2, height=3.4, left=0.24, wspace=0.08, bottom=0.24
    )
    for axis, what in zip(axes[0], ("launched", "stopped")):
        held = {
            (row["weapon_class"], row["ahead"]): row for row in card["rows"] if row["what"] == what
        }
        for y, name in enumerate(classes):
            for x, span in enumerate(spans):
                row = held[name, span]
                value = row["skill"]["value"]
                sure = row["skill"]["low"] > 0 or row["skill"]["high"] < 0
                colour = canvas.BLUE if value > 0 else canvas.ORANGE
                axis.add_patch(_square(x, y, colour, min(0.75, 0.12 + 1.2 * abs(value))))
                axis.text(x, y, f"{value:+.2f}", ha="center", va="center", size=7.5,
                          weight="bold" if sure else "normal")  # fmt: skip
        axis.set_xlim(-0.5, len(spans) - 0.5)
        axis.set_ylim(len(classes) - 0.5, -0.5)
        axis.set_xticks(range(len(spans)), spans)
        axis.set_yticks(range(len(classes)), [card["names"][name] for name in classes])
        axis.tick_params(length=0, labelleft=what == "launched")
        axis.grid(visible=False)
        axis.set_xlabel("months ahead", fontsize=8)
        axis.set_title(what)
    caption = (
        "Above zero (blue): nearer to the record than the best plain forecast; below (orange): "
        "worse. Bold: the 90% interval leaves out zero. "
        f"n = {len(card['origins'])} origins for each cell."
    )
    return Chart("skill", title, caption, "Table of skill by class and months ahead.", figure)


def _square(x: int, y: int, colour: str, alpha: float) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, color=colour, alpha=alpha, linewidth=0)


def _fans(
    card: dict[str, Any],
    scores: Any,
    months: list[list[str]],
    classes: list[str],
    c: int,
    data: Any,
) -> Chart:
    """Launched and stopped of one class: the first months of every forecast, and the record."""
    name = card["names"][classes[c]]
    shown = min(card["every"], len(months[0]))
    figure, axes = canvas.sheet(name, data, rows=2, height=4.8, hspace=0.35)
    for what, axis in enumerate(axes[:, 0]):
        for origin, ahead in enumerate(months):
            when = canvas.days(ahead[:shown])
            wide = _edges(when)
            for band, alpha in SHADES:
                low, high = (
                    edge[band][what][origin, :shown, c] for edge in (scores.low, scores.high)
                )
                axis.fill_between(wide, _steps(low), _steps(high), color=canvas.BLUE, alpha=alpha,
                                  linewidth=0)  # fmt: skip
            middle = _steps(scores.middle[what][origin, :shown, c])
            axis.plot(wide, middle, color=canvas.BLUE, linewidth=1.2)
            canvas.before(axis, ahead, scores.seen[what][origin, :, c])
        canvas.thousands(axis)
        canvas.dates(axis, [months[0][0], months[-1][-1]])
        axis.set_title(("launched a month", "stopped a month")[what])
    caption = (
        f"Black: the record. Blue: what was forecast from each origin for the next {shown} "
        f"months (median, 50, 80 and 90% bands), from what was known on its day. "
        f"n = {len(months)} origins of {data.sizes['run']:,} runs."
    )
    return Chart(
        f"fan_{classes[c]}", name, caption, f"Forecasts of {name} against the record.", figure
    )


def _edges(when: Any) -> Any:
    """Days at which the steps of months begin and end."""
    return np.column_stack([when - 14.5, when + 15.5]).ravel()


def _steps(values: Any) -> Any:
    return np.repeat(values, 2)


def _pit(card: dict[str, Any], scores: Any, classes: list[str], data: Any) -> Chart:
    """Where the record fell in the forecasts of 1 to 3 months ahead: flat if bands are right."""
    title = "Where the record fell within the forecasts"
    figure, axes = canvas.sheet(title, data, columns=len(classes), height=2.9, wspace=0.15)
    for c, (axis, name) in enumerate(zip(axes[0], classes)):
        values = scores.pit[0][:, :3, c].ravel()
        counts, edges = np.histogram(values, bins=FLAT, range=(0, 1))
        axis.bar(edges[:-1], counts, 1 / FLAT, align="edge", color=canvas.BLUE, alpha=0.6,
                 edgecolor="white", linewidth=0.6)  # fmt: skip
        axis.axhline(len(values) / FLAT, color=canvas.INK, linewidth=0.9, linestyle=(0, (3, 2)))
        axis.set_xticks([0, 0.5, 1], ["0", "½", "1"])
        axis.set_ylim(0, len(values) / 2)
        axis.set_title(name.replace("_", " "), fontsize=8)
        axis.tick_params(labelleft=c == 0)
    caption = (
        "Launched, 1 to 3 months ahead: share of runs below the record. A flat histogram (dashed) "
        "means honest bands; a heap at 1 means that more flew than forecast, at 0 fewer, at both "
        f"ends that bands were too narrow. n = {scores.pit[0][:, :3, 0].size} cases a class."
    )
    return Chart("pit", title, caption, "Histograms of the probability integral transform.", figure)
