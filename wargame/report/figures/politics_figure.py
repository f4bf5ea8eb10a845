"""Figures of politics and consequence: grid, spillover, posture, the arms race."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.report import words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.sentences import forbidden, sentence
from wargame.results import select

RUNGS = (
    (1, "incursion", canvas.ORANGE),
    (2, "limited strike", canvas.RED),
    (3, "large strike", canvas.INK),
)
POSTURE_COLOURS = (canvas.SKY, canvas.BLUE, canvas.GREEN, canvas.ORANGE, canvas.RED, canvas.PINK)
HALT = "#b9bec6"
HALF = 0.5  # of a month's days
DARK = canvas.DARK | {HALT: canvas.FAINT}


def grid(data: Any, scenario: Any) -> Chart:
    """Share of power demand met."""
    figure, axis, when = canvas.panel("Ukraine’s power demand met", data, right=0.85)
    met = data["power_met"].values.astype(float)
    middle = canvas.fan(axis, when, met, canvas.BLUE)
    low, worst = canvas.quantiles(data["power_met_worst"].values, 0.1, 0.5)
    axis.plot(when, worst, color=canvas.RED)
    axis.plot(when, low, color=canvas.RED, linewidth=0.9, linestyle=(0, (2, 2)))
    bottom = max(0.0, np.floor(10 * min(low.min(), canvas.quantiles(met, 0.05).min()) - 0.5) / 10)
    canvas.percents(axis, bottom, 1.0)
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(
        axis,
        [
            (float(middle[-1]), "mean of\nthe month", canvas.BLUE),
            (float(worst[-1]), "worst day", canvas.RED),
            (float(low[-1]), "worst day,\n1 run in 10", canvas.RED),
        ],
    )
    value, span = words.amount(select.outcome(data, "power_met_worst_month"), "share")
    dark, dark_span = words.amount(select.outcome(data, "blackout_days"), "days")
    cut = "" if bottom == 0 else f" The axis starts at {bottom:.0%}."
    caption = (
        f"In the worst month {value} of demand is met in the median run "
        f"({words.span(span, 'share')}); there are {dark} on which less than half is met "
        f"({words.span(dark_span, 'days')}). Winters show as dips.{cut}"
    )
    return Chart(
        "grid",
        "Power demand met",
        caption,
        "Chart of the share of power demand met.",
        figure,
    )


def spillover(data: Any, scenario: Any) -> Chart:
    """Probability that another European state has been struck, by month and rung."""
    figure, axis, when = canvas.panel(
        "Chance of drones sent into, or strikes on, another European state", data, right=0.8
    )
    worst = np.maximum.accumulate(data["spillover_rung"].values, axis=1)
    n = len(worst)
    labels, top, shut = [], 0.02, []
    for rung, name, colour in RUNGS:
        if forbidden(scenario, "incursion" if rung == 1 else "spillover"):
            shut.append(f"{name} not allowed")
            continue
        hits = (worst >= rung).sum(axis=0)
        top = max(top, canvas.chance(axis, when, hits, n, colour))
        worse = "" if rung == 3 else "\nor worse"
        text = f"{name}{worse}\n{words.percent(hits[-1] / n, n)}"
        labels.append((float(hits[-1] / n), text, canvas.DARK.get(colour, colour)))
    canvas.percents(axis, 0, min(1.0, 1.15 * top))
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(axis, labels, gap=0.06)
    if shut and labels:
        axis.set_title(f"In this scenario: {', '.join(shut)}", color=canvas.FAINT)
    elif shut:
        canvas.nothing(axis, "This scenario allows neither drones nor strikes on another state")
    caption = (
        f"{sentence(data, scenario, 'spillover')} Each line counts that rung or a higher one; "
        f"shades are 90% Wilson intervals of the simulated share. n = {n:,} runs."
    )
    if select.halt_date(scenario):
        caption += " All months count here, those before the halt as well."
    return Chart(
        "spillover",
        "Spillover",
        caption,
        "Chart of the probability of spillover by month.",
        figure,
    )


def posture(data: Any, scenario: Any) -> Chart:
    """Share of runs in each posture, by month; under a halt none is acted on."""
    figure, axis, when = canvas.panel(
        "What Moscow does with its missiles: share of runs in each posture", data, right=0.75
    )
    taken = np.rint(data["posture"].values).astype(int)
    halted = data["halted"].values >= HALF
    parts = [
        (((taken == code) & ~halted).mean(axis=0), colour, _posture_name(scenario, name))
        for code, (name, colour) in enumerate(zip(POSTURES, POSTURE_COLOURS))
    ]
    parts.append((halted.mean(axis=0), HALT, "A halt holds:\nno posture is\nacted on"))
    shown = [part for part in parts if part[0].any()]
    canvas.layers(axis, when, [(share, colour) for share, colour, _ in shown])
    floor = np.cumsum([share for share, _, _ in shown], axis=0) - [share for share, _, _ in shown]
    labels = [
        (float(np.average(under + share / 2, weights=share)), name, DARK.get(colour, colour))
        for under, (share, colour, name) in zip(floor, shown)
    ]
    canvas.percents(axis)
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(axis, labels)
    return Chart(
        "posture", "Posture", _posture_caption(parts, halted), "Stacked bars of postures by month.",
        figure,
    )  # fmt: skip


def _posture_caption(parts: list[tuple[Any, str, str]], halted: Any) -> str:
    n, running = len(halted), float((~halted).mean())
    if not running:
        return "A halt holds throughout: no posture is acted on."
    totals = {name: float(share.mean()) for share, _, name in parts[:-1]}
    most = max(totals, key=lambda name: totals[name])
    halt = (
        " Grey: a halt holds for most of the month; what the leadership would choose is not shown, "
        "for it is not acted on."
        if halted.any()
        else ""
    )
    share = f"{round(100 * totals[most] / running)}% of months of war"
    return (
        f"The most common posture is “{most}”, in {share}, all runs together.{halt} Labels stand "
        f"in the order of the layers. n = {n:,} runs."
    )


def _posture_name(scenario: Any, key: str) -> str:
    return str(scenario.texts.get(f"postures.{key}.name", key.replace("_", " ")))


def race(data: Any, scenario: Any) -> Chart:
    """Deployed strategic warheads and defences of the powers."""
    figure, axes = canvas.sheet("The strategic arms race", data, 2, 1, 5.2, right=0.85, hspace=0.4)
    months, when = data["month"].values, canvas.days(data["month"].values)
    colours = (canvas.BLUE, canvas.RED, "#a06a00")
    for axis, name, title in zip(
        axes[:, 0],
        ("strategic_warheads", "strategic_defence"),
        ("Deployed strategic warheads", "Strategic interceptors"),
    ):
        labels = []
        for power, label in enumerate(data["power_name"].values):
            middle = canvas.fan(axis, when, data[name].values[..., power], colours[power % 3])
            labels.append((float(middle[-1]), str(label), colours[power % 3]))
        canvas.thousands(axis)
        canvas.dates(axis, months)
        axis.set_title(title)
        canvas.end_labels(axis, labels, gap=0.1)
    value, span = words.amount(select.outcome(data, "race_growth"), "share")
    stable = select.outcome(data, "race_stable")
    caption = (
        f"Russian and American deployed warheads together change by {value} in the median run "
        f"({words.span(span, 'share')}). "
        "That the race stays slow (under one percent in the last year) is "
        f"{words.probability(int(np.nansum(stable)), int((~np.isnan(stable)).sum()))}."
    )
    return Chart(
        "race",
        "The strategic arms race",
        caption,
        "Chart of warheads and defences.",
        figure,
    )
