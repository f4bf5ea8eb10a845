"""Figures of the attack side: stock, launches and production, age, what the West believes."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.results import select

GONE = 0.5


def stock(data: Any, scenario: Any) -> Chart:
    """Stock by weapon type, small multiples."""
    missiles = select.missile_stock(data)
    names = ["All missiles", *(canvas.short(str(name), 18) for name in data["weapon_name"].values)]
    panels = [missiles, *np.moveaxis(data["stock"].values, 2, 0)]
    rows = -(-len(panels) // 4)
    height = 0.9 + 1.45 * rows
    figure, axes = canvas.sheet(
        "Russian stocks at month’s end, by type",
        data,
        rows,
        4,
        height,
        left=0.075,
        hspace=0.62,
        wspace=0.38,
    )
    when = canvas.days(data["month"].values)
    for axis, name, values in zip(axes.ravel(), names, panels):
        colour = canvas.RED if name == "All missiles" else canvas.BLUE
        canvas.fan(axis, when, values, colour)
        axis.set_title(name, weight="bold" if name == "All missiles" else "normal")
        canvas.thousands(axis)
        if float(np.max(values)) < 1:
            axis.set_ylim(0, 1)
        canvas.dates(axis, data["month"].values, compact=True)
    room = canvas.spare(axes, len(panels))
    if room is not None:
        canvas.key(
            room,
            [(canvas.INK, "line: median run"), (canvas.FAINT, "shades: 50, 80 and\n90% of runs")],
        )
    now, later = missiles[:, 0], missiles[:, -1]
    grown = int((later > now).sum())
    value, span = words.amount(later, "missiles")
    caption = (
        f"In {words.of_runs(grown / len(now), len(now))} Russia holds more missiles at the end "
        f"than after the first month; the median run ends with {value} "
        f"({words.span(span, 'missiles')}). "
        "S-300s kept for firing at the ground are left out of the sum. Look for types that rise "
        "while the sum stands still."
    )
    return Chart("stock", "Stocks by type", caption, _alt("stock by weapon type"), figure)


def launches(data: Any, scenario: Any) -> Chart:
    """Launches against production: missiles and drones."""
    figure, axes = canvas.sheet(
        "Launches against production", data, 2, 1, 5.6, right=0.82, hspace=0.38
    )
    drones = select.drone_classes(data)
    pairs = (
        ("Missiles a month", select.missile_classes(data), select.recorded_missiles(data)),
        ("One-way drones a month, decoys included", drones, drones),
    )
    for axis, (title, classes, recorded) in zip(axes[:, 0], pairs):
        _launch_panel(axis, data, classes, recorded)
        axis.set_title(title)
    made = select.of_classes(data, "made", select.missile_classes(data)).sum(axis=1)
    fired = select.of_classes(data, "launched", select.missile_classes(data)).sum(axis=1)
    more = int((made > fired).sum())
    gap, span = words.amount((made - fired) / data.sizes["month"], "missiles")
    caption = (
        "More missiles are made or imported than fired in "
        f"{words.of_runs(more / len(made), len(made))}; the difference is {gap} a month in the "
        f"median run ({words.span(span, 'missiles')}). "
        f"Black: the public record. {public_record.credit(data)}."
    )
    return Chart(
        "launches",
        "Launches against production",
        caption,
        _alt("launches and output by month"),
        figure,
    )


def _launch_panel(
    axis: Any, data: Any, classes: tuple[str, ...], recorded: tuple[str, ...]
) -> None:
    when = canvas.days(data["month"].values)
    fired = canvas.fan(axis, when, select.of_classes(data, "launched", classes), canvas.RED)
    made = canvas.fan(axis, when, select.of_classes(data, "made", classes), canvas.BLUE)
    months, past = public_record.past(data, recorded)
    canvas.before(axis, months, past)
    canvas.thousands(axis)
    canvas.dates(axis, [*months, *data["month"].values])
    canvas.start_line(axis, data, "simulated from here")
    tail = slice(-6, None)
    canvas.end_labels(
        axis,
        [
            (float(np.mean(fired[tail])), "launched", canvas.RED),
            (float(np.mean(made[tail])), "made", canvas.BLUE),
        ],
        gap=0.1,
    )


def age(data: Any, scenario: Any) -> Chart:
    """Age at launch against age of stock, type by type: a class would mix old stock with new."""
    missile = select.missiles(data)
    kinds = np.flatnonzero(missile)
    rows = -(-len(kinds) // 4)
    height = 1.1 + 1.45 * rows
    figure, axes = canvas.sheet(
        "Age of missiles when launched and in stock, in months, by type",
        data,
        rows,
        4,
        height,
        left=0.06,
        hspace=0.62,
        wspace=0.32,
        top=1 - 0.86 / height,
    )
    when = canvas.days(data["month"].values)
    for axis, kind in zip(axes.ravel(), kinds):
        canvas.fan(axis, when, data["launch_age"].values[..., kind], canvas.ORANGE)
        (held,) = canvas.quantiles(data["stock_age"].values[..., kind], 0.5)
        axis.plot(when, held, color=canvas.INK, linestyle=(0, (3, 2)), linewidth=1.2)
        axis.set_title(canvas.short(str(data["weapon_name"].values[kind]), 18))
        canvas.thousands(axis)
        canvas.dates(axis, data["month"].values, compact=True)
    canvas.spare(axes, len(kinds))
    key = "shades and line: when launched · dashes: median age in stock"
    figure.text(0.985, 1 - 0.36 / height, key, size=8, color=canvas.FAINT, ha="right", va="top")
    value, span = words.amount(select.outcome(data, "launch_age_last_year"), "months")
    caption = (
        f"Missiles fired in the last year were {value} old in the median run ("
        f"{words.span(span, 'months')}), S-300s left out. Debris made a few months before launch "
        "means a hand-to-mouth war; older debris means a stockpile. A type that is hardly fired, "
        "such as the S-300 for firing at the ground, only grows older in stock."
    )
    return Chart("age", "Age at launch", caption, _alt("age of missiles by type"), figure)


def believed(data: Any, scenario: Any) -> Chart:
    """Western estimates against true stocks."""
    figure, axis, when = canvas.panel(
        "Russian missiles: believed in the West, and true", data, right=0.85
    )
    truth = select.missile_stock(data)
    estimate = data["believed_stock"].values.astype(float)
    middle = canvas.fan(axis, when, truth, canvas.BLUE)
    low, guess, high = canvas.quantiles(estimate, 0.1, 0.5, 0.9)
    for line in (low, high):
        axis.plot(when, line, color=canvas.RED, linewidth=0.9, linestyle=(0, (2, 2)))
    axis.plot(when, guess, color=canvas.RED)
    canvas.thousands(axis)
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(
        axis,
        [
            (float(middle[-1]), "true", canvas.BLUE),
            (float(guess[-1]), "believed", canvas.RED),
            (float(high[-1]), "80% of\nestimates", canvas.RED),
        ],
    )
    off = np.abs(estimate[:, -1] / np.maximum(truth[:, -1], GONE) - 1)
    value, span = words.amount(off, "share")
    caption = (
        f"At the end the estimate is off by {value} in the median run "
        f"({words.span(span, 'share')}). Decisions in the model are taken on what is believed; "
        "outcomes come from what is true."
    )
    return Chart(
        "intelligence",
        "Believed and true stock",
        caption,
        _alt("believed and true stock"),
        figure,
    )


def _alt(what: str) -> str:
    return f"Chart of {what}, with median and bands over runs; the caption says what to notice."
