"""Figures of the defence side: magazines, leakers, raids by result, cost exchange."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.results import select


def interceptors(data: Any, scenario: Any) -> Chart:
    """Interceptors left by kind, with the dates on which each runs dry; Kyiv in the last panel."""
    held = data["held"].values
    kinds = [k for k in range(held.shape[2]) if held[..., k].max() > 0]
    rows = -(-(len(kinds) + 1) // 3)
    figure, axes = canvas.sheet(
        "Ukraine’s interceptors left, and when they run dry",
        data,
        rows,
        3,
        1.2 + 1.75 * rows,
        hspace=0.75,
        left=0.08,
        top=1 - 0.9 / (1.2 + 1.75 * rows),
    )
    months, when = data["month"].values, canvas.days(data["month"].values)
    for axis, kind in zip(axes.ravel(), kinds):
        canvas.fan(axis, when, held[..., kind], canvas.BLUE)
        canvas.thousands(axis)
        canvas.dates(axis, months, compact=True)
        name = str(data["interceptor"].values[kind])
        axis.set_title(
            f"{canvas.short(str(data['interceptor_name'].values[kind]), 24)}\n", size=8.5
        )
        axis.text(
            0, 1.04, _dry_words(data, name), transform=axis.transAxes, size=7, color=canvas.RED
        )
    _kyiv_panel(axes.ravel()[len(kinds)], data, months, when)
    canvas.spare(axes, len(kinds) + 1)
    dry = select.outcome(data, "capital_ballistic_dry")
    hits, n = int((~np.isnan(dry)).sum()), len(dry)
    caption = (
        f"That Kyiv at some time cannot fire at a ballistic missile is "
        f"{words.probability(hits, n)}. Above each kind: how often it runs dry, and the month by "
        "which it has in half of those runs. A first dry day is not a lasting gap: deliveries "
        "refill magazines."
    )
    alt = "Chart of interceptors left by kind with run-dry dates."
    return Chart("interceptors", "Interceptors left", caption, alt, figure)


def _dry_words(data: Any, kind: str) -> str:
    if not select.has(data, f"dry_{kind}"):
        return ""
    dry = select.outcome(data, f"dry_{kind}")
    gone = dry[~np.isnan(dry)]
    share = words.percent(len(gone) / len(dry), len(dry))
    if not len(gone):
        return f"dry in {words.of_runs(0.0, len(dry))}"
    full = words.date_after(select.start(data), float(np.median(gone)))
    name, year = full.split()
    return f"dry in {share}; half by {name[:3]} {year}"


def _kyiv_panel(axis: Any, data: Any, months: Any, when: Any) -> None:
    dry = select.outcome(data, "capital_ballistic_dry")
    n = len(dry)
    hits = [int((dry < month + 1).sum()) for month in range(len(months))]
    canvas.chance(axis, when, hits, n, canvas.RED)
    canvas.percents(axis)
    canvas.dates(axis, months, compact=True)
    axis.set_title("Kyiv: no ballistic defence\n", size=8.5, weight="bold")
    axis.text(
        0,
        1.04,
        "chance that it has happened by date",
        transform=axis.transAxes,
        size=7,
        color=canvas.RED,
    )


def leakers(data: Any, scenario: Any) -> Chart:
    """Weapons that got through, by class and month, after the public record."""
    figure, axes = canvas.sheet(
        "Weapons that got through, by month", data, 2, 3, 4.7, left=0.08, wspace=0.34
    )
    panels: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
    panels = [("All missiles", select.missile_classes(data), select.recorded_missiles(data))]
    panels += [(label, (name,), (name,)) for name, label in select.CLASS_NAMES.items()]
    for axis, (title, classes, recorded) in zip(axes.ravel(), panels):
        months, past = public_record.past(data, recorded, "leaked")
        canvas.before(axis, months, past)
        canvas.fan(
            axis,
            canvas.days(data["month"].values),
            select.of_classes(data, "leaked", classes),
            canvas.RED,
        )
        axis.set_title(title, weight="bold" if title == "All missiles" else "normal")
        canvas.thousands(axis)
        canvas.dates(axis, [*months, *data["month"].values], compact=True)
        canvas.start_line(axis, data)
    value, span = words.amount(select.outcome(data, "leaked_missiles"), "missiles")
    caption = (
        f"Over the whole time {value} get through in the median run "
        f"({words.span(span, 'missiles')}). "
        "Black: launched "
        "less stopped in the public record, which counts failures on the way as well."
    )
    return Chart(
        "leakers",
        "Weapons that got through",
        caption,
        "Chart of weapons that got through.",
        figure,
    )


def raids(data: Any, scenario: Any) -> Chart:
    """Ballistic raids by result: none stopped, up to half, more than half."""
    figure, axis, when = canvas.panel(
        "Ballistic raids on a sector, by how many missiles were stopped", data, right=0.84
    )
    rows = (
        ("attacks_none", "none stopped", canvas.RED),
        ("attacks_some", "up to half", canvas.ORANGE),
        ("attacks_most", "over half", canvas.BLUE),
    )
    means = [data[name].values.mean(axis=0, dtype=float) for name, _, _ in rows]
    middles = canvas.layers(axis, when, [(m, colour) for m, (_, _, colour) in zip(means, rows)])
    labels = [
        (middle, label, canvas.DARK.get(colour, colour))
        for middle, (_, label, colour) in zip(middles, rows)
    ]
    axis.set_ylabel("raids a month, mean over runs")
    canvas.thousands(axis)
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(axis, labels)
    total = {name: data[name].values.sum(axis=1, dtype=float) for name, _, _ in rows}
    every = sum(total.values())
    parts = {
        name: np.divide(t, every, out=np.full(len(t), np.nan), where=every > 0)
        for name, t in total.items()
    }
    none, none_span = words.amount(parts["attacks_none"], "share")
    most, most_span = words.amount(parts["attacks_most"], "share")
    caption = (
        f"No missile is stopped in {none} of raids ({words.span(none_span, 'share')}), over half "
        f"in {most} ({words.span(most_span, 'share')}). "
        "Few kinds stop ballistic missiles, so results have two peaks; an average rate would "
        "hide both."
    )
    return Chart(
        "raids",
        "Ballistic raids by result",
        caption,
        "Stacked bars of ballistic raids.",
        figure,
    )


def costs(data: Any, scenario: Any) -> Chart:
    """What each side spends in the exchange of fire."""
    figure, axes = canvas.sheet(
        "Cost exchange: weapons launched, interceptors fired",
        data,
        2,
        1,
        5.4,
        right=0.84,
        hspace=0.5,
    )
    months, when = data["month"].values, canvas.days(data["month"].values)
    attack, defence = (data[f"{side}_cost"].values.astype(float) for side in ("attack", "defence"))
    spent = canvas.fan(axes[0, 0], when, attack / 1e6, canvas.RED)
    paid = canvas.fan(axes[0, 0], when, defence / 1e6, canvas.BLUE)
    canvas.thousands(axes[0, 0])
    canvas.end_labels(
        axes[0, 0],
        [
            (float(spent[-6:].mean()), "attack", canvas.RED),
            (float(paid[-6:].mean()), "defence", canvas.BLUE),
        ],
        gap=0.1,
    )
    axes[0, 0].set_title("Million USD a month")
    ratio = np.divide(attack, defence, out=np.full(attack.shape, np.nan), where=defence > 0)
    canvas.fan(axes[1, 0], when, ratio, canvas.GREEN)
    canvas.thousands(axes[1, 0])
    axes[1, 0].axhline(1, color=canvas.FAINT, linewidth=0.8)
    axes[1, 0].set_title("USD of attack per USD of defence")
    for axis in axes[:, 0]:
        canvas.dates(axis, months)
    value, span = words.amount(select.outcome(data, "cost_exchange"), "factor")
    caption = (
        f"Over the whole time Russia launches {value} USD of weapons for each USD of "
        "interceptors fired in the "
        f"median run ({words.span(span, 'factor')}). What a stopped missile would have destroyed "
        "is not counted."
    )
    return Chart(
        "costs",
        "Cost exchange",
        caption,
        "Chart of monthly cost of attack and defence.",
        figure,
    )
