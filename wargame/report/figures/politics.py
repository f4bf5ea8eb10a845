"""Figures of politics and consequence: grid, spillover, posture, the arms race."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.report import words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.results import select

RUNGS = (
    (1, "incursion", canvas.ORANGE),
    (2, "limited strike", canvas.RED),
    (3, "large strike", canvas.INK),
)
POSTURE_COLOURS = (canvas.SKY, canvas.BLUE, canvas.GREEN, canvas.ORANGE, canvas.RED, canvas.PINK)


def grid(data: Any, scenario: Any) -> Chart:
    """Share of power demand met."""
    figure, axes = canvas.sheet("Ukraine’s power demand met", data, right=0.85)
    axis = axes[0, 0]
    when = canvas.days(data["month"].values)
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
        f"In the worst month {value} of demand is met in the median run (80% of runs: {span}%); "
        f"on {dark} "
        f"(80%: {dark_span}) less than half is met. Winters show as dips.{cut}"
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
    figure, axes = canvas.sheet(
        "Chance of drones sent into, or strikes on, another European state", data, right=0.8
    )
    axis = axes[0, 0]
    when = canvas.days(data["month"].values)
    worst = np.maximum.accumulate(data["spillover_rung"].values, axis=1)
    n = len(worst)
    labels, top = [], 0.02
    for rung, name, colour in RUNGS:
        hits = (worst >= rung).sum(axis=0)
        low, high = zip(*(words.wilson(int(k), n) for k in hits))
        axis.fill_between(when, low, high, color=colour, alpha=0.2, linewidth=0)
        axis.plot(when, hits / n, color=colour)
        top = max(top, *high)
        shown = "#b37700" if colour == canvas.ORANGE else colour
        labels.append((float(hits[-1] / n), f"{name}\n{words.percent(hits[-1] / n, n)}", shown))
    canvas.percents(axis, 0, min(1.0, 1.15 * top))
    canvas.dates(axis, data["month"].values)
    canvas.end_labels(axis, labels, gap=0.06)
    struck = int((worst[:, -1] >= 2).sum())
    policy = getattr(getattr(scenario.policies, "moscow", None), "spillover", None)
    rule = f" The scenario lets Moscow go as far as: {policy}." if policy else ""
    caption = (
        "By the end a missile strike on another European state is "
        f"{words.probability(struck, n)}. Each line counts "
        f"that rung or a higher one; shades are 90% Wilson intervals of the simulated share.{rule}"
    )
    return Chart(
        "spillover",
        "Spillover",
        caption,
        "Chart of the probability of spillover by month.",
        figure,
    )


def posture(data: Any, scenario: Any) -> Chart:
    """Share of runs in each posture, by month."""
    figure, axes = canvas.sheet(
        "What Moscow does with its missiles: share of runs in each posture", data, right=0.75
    )
    axis = axes[0, 0]
    when = canvas.days(data["month"].values)
    taken = np.rint(data["posture"].values).astype(int)
    floor = np.zeros(len(when))
    labels, totals = [], {}
    for code, (name, colour) in enumerate(zip(POSTURES, POSTURE_COLOURS)):
        share = (taken == code).mean(axis=0)
        totals[name] = float(share.mean())
        axis.bar(when, share, 30.6, bottom=floor, color=colour, edgecolor="white", linewidth=0.4)
        if totals[name] > 0:
            labels.append(
                (float((floor + share / 2).mean()), _posture_name(scenario, name), colour)
            )
        floor = floor + share
    canvas.percents(axis)
    canvas.dates(axis, data["month"].values)
    dark = {canvas.ORANGE: "#a06a00", canvas.SKY: "#23719e", canvas.PINK: "#a0457a"}
    canvas.end_labels(axis, [(y, text, dark.get(c, c)) for y, text, c in labels])
    most = max(totals, key=lambda name: totals[name])
    caption = (
        f"The most common posture is “{_posture_name(scenario, most)}”, in "
        f"{words.percent(totals[most], len(taken))} "
        "of run-months. Labels stand in the order of the layers."
    )
    return Chart("posture", "Posture", caption, "Stacked bars of postures by month.", figure)


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
        f"(80% of runs: {span}%). "
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
