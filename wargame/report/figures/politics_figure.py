"""Figures of politics and consequence: grid, spillover, posture, the arms race."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wargame.evidence.fields import POSTURES
from wargame.report import words
from wargame.report.figures import canvas, time_axis
from wargame.report.figures import style as colours
from wargame.report.figures.panels import Fan, amount, chances, chart, months, wide_fans
from wargame.report.figures.style import BLUE, DOTTED, FAINT, GREEN, ORANGE, RED
from wargame.report.sentences import forbidden, sentence
from wargame.results import select

if TYPE_CHECKING:
    import xarray

    from wargame.report.figures.panels import Drawn
    from wargame.scenario import Scenario

RUNGS = ("incursion", ORANGE), ("limited strike", RED), ("large strike", colours.INK)
POSTURE_COLOURS = (colours.SKY, BLUE, GREEN, ORANGE, RED, colours.PINK)
HALT = colours.GREY
HALF = 0.5  # of a month's days


@chart("grid", mechanism="grid")
def grid(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Share of power demand met."""
    figure, [axis] = canvas.sheet(head, data, right=0.85)
    when, met = time_axis.days(months(data)), data["power_met"].values.astype(float)
    middle = canvas.fan(axis, when, met, BLUE)
    low, worst = canvas.quantiles(data["power_met_worst"].values, 0.1, 0.5)
    axis.plot(when, worst, color=RED)
    axis.plot(when, low, color=RED, linewidth=0.9, linestyle=DOTTED)
    bottom = max(0.0, np.floor(10 * min(low.min(), canvas.quantiles(met, 0.05).min()) - 0.5) / 10)
    canvas.percents(axis, bottom, 1.0)
    time_axis.dates(axis, months(data))
    ends = (
        (middle, "mean of\nthe month", BLUE),
        (worst, "worst day", RED),
        (low, "worst day,\n1 run in 10", RED),
    )
    canvas.end_labels(axis, [(line[-1], *look) for line, *look in ends])
    return figure, {
        "worst": amount(select.outcome(data, "power_met_worst_month"), "share"),
        "dark": amount(select.outcome(data, "blackout_days"), "days"),
        "bottom": bottom,
    }


@chart("spillover")
def spillover(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Probability that a third state has been struck, by month and rung."""
    figure, [axis] = canvas.sheet(head, data, right=0.8)
    worst = np.maximum.accumulate(data["spillover_rung"].values, axis=1)
    lines, shut = [], []
    for rung, (name, colour) in enumerate(RUNGS, start=1):
        if forbidden(scenario, "incursion" if rung == 1 else "spillover"):
            shut.append(f"{name} not allowed")
            continue
        hits = (worst >= rung).sum(axis=0)
        worse = "" if rung == len(RUNGS) else "\nor worse"
        share = words.percent(float(hits[-1] / len(worst)), len(worst))
        lines.append((f"{name}{worse}\n{share}", colour, hits))
    chances(axis, data, lines)
    if shut and lines:
        axis.set_title(f"In this scenario: {', '.join(shut)}", color=FAINT)
    elif shut:
        third_state = scenario.theatre.words.third_state
        canvas.nothing(axis, f"This scenario allows neither drones nor strikes on {third_state}")
    text = sentence(data, scenario, "spillover")
    return figure, {"sentence": text, "halt": select.halt_date(scenario)}


@chart("posture")
def posture(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Share of runs in each posture, by month; under a halt none is acted on."""
    figure, [axis] = canvas.sheet(head, data, right=0.75)
    taken = np.rint(data["posture"].values).astype(int)
    halted = data["halted"].values >= HALF
    names = [scenario.texts.get(f"postures.{key}.name", key.replace("_", " ")) for key in POSTURES]
    shares = [((taken == code) & ~halted).mean(axis=0) for code in range(len(POSTURES))]
    layers = [*zip(names, shares, POSTURE_COLOURS)]
    layers.append(("A halt holds:\nno posture is\nacted on", halted.mean(axis=0), HALT))
    layers = [layer for layer in layers if layer[1].any()]
    canvas.layers(
        axis, time_axis.days(months(data)), [(share, colour) for _, share, colour in layers]
    )
    labels, floor = [], np.zeros(data.sizes["month"])
    for name, share, colour in layers:
        labels.append((float(np.average(floor + share / 2, weights=share)), name, colour))
        floor = floor + share
    canvas.percents(axis)
    time_axis.dates(axis, months(data))
    canvas.end_labels(axis, labels)
    total, most = max((float(share.mean()), name) for name, share in zip(names, shares))
    running = float((~halted).mean())
    values = {"most": most, "share": total / running if running else 0.0, "halted": halted.any()}
    return figure, values


@chart("race", mechanism="arms_race")
def race(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Deployed strategic warheads and defences of the powers."""
    figure, axes = canvas.sheet(head, data, 2, 1, 5.2, right=0.85, hspace=0.4)
    drawn = (
        ("strategic_warheads", "Deployed strategic warheads"),
        ("strategic_defence", "Strategic interceptors"),
    )
    for axis, (series, title) in zip(axes, drawn):
        fans = [
            Fan(str(power), data[series].values[..., at], (BLUE, RED, colours.BROWN)[at % 3])
            for at, power in enumerate(data["power_name"].values)
        ]
        wide_fans(axis, data, fans, title)
    stable = select.outcome(data, "race_stable")
    slow = words.probability(int(np.nansum(stable)), int((~np.isnan(stable)).sum()))
    return figure, {"growth": amount(select.outcome(data, "race_growth"), "share"), "slow": slow}
