"""Figures of the defence side: magazines, leakers, raids by result, cost exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas, time_axis
from wargame.report.figures.panels import (
    ALL,
    Fan,
    amount,
    chart,
    heading,
    months,
    small_fans,
    wide_fans,
)
from wargame.report.figures.style import BLUE, FAINT, GREEN, ORANGE, RED
from wargame.results import select

if TYPE_CHECKING:
    import xarray

    from wargame.report.figures.panels import Drawn
    from wargame.scenario import Scenario

RAIDS = (
    ("attacks_none", "none stopped", RED),
    ("attacks_some", "up to half", ORANGE),
    ("attacks_most", "over half", BLUE),
)


@chart("interceptors")
def interceptors(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Interceptors left by kind, with the dates on which each runs dry; the capital comes last."""
    rounds = data["held"].values
    kinds = zip(data["interceptor"].values, data["interceptor_name"].values)
    fans = [
        Fan(canvas.short(str(name), 24), rounds[..., at], note=_exhaustion(data, str(kind)))
        for at, (kind, name) in enumerate(kinds)
        if rounds[..., at].max() > 0
    ]
    figure, axes = small_fans(head, data, fans, 3, extra=1, row=1.75, head=0.9, hspace=0.75)
    dry = select.outcome(data, "capital_ballistic_dry")
    hits = [int((dry < month + 1).sum()) for month in range(data.sizes["month"])]
    axis = axes[len(fans)]
    canvas.chance(axis, time_axis.days(months(data)), hits, len(dry), RED)
    canvas.percents(axis)
    time_axis.dates(axis, months(data), compact=True)
    name = f"{words.capital(scenario.theatre.words.capital)}: no ballistic defence"
    heading(axis, name, "chance that it has happened by date", strong=True)
    return figure, {"dry": words.probability(int((~np.isnan(dry)).sum()), len(dry))}


def _exhaustion(data: xarray.Dataset, kind: str) -> str:
    """How often a kind runs dry, and by when; '' where that is no outcome."""
    if not select.has(data, f"dry_{kind}"):
        return ""
    dry = select.outcome(data, f"dry_{kind}")
    first = dry[~np.isnan(dry)]
    if not len(first):
        return f"dry in {words.of_runs(0.0, len(dry))}"
    share = words.percent(len(first) / len(dry), len(dry))
    name, year = words.date_after(select.start(data), float(np.median(first))).split()
    return f"dry in {share}; half by {name[:3]} {year}"


@chart("leakers")
def leakers(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Weapons that got through, by class and month, after the public record."""
    missiles = select.missile_classes(data)
    groups = [(ALL, missiles, select.recorded_missiles(data))]
    for one in (*missiles, *select.drone_classes(data)):
        name = scenario.texts.get(f"classes.{one}.name", words.capital(one.replace("_", " ")))
        groups.append((name.removesuffix(" missiles"), (one,), (one,)))
    fans = [
        Fan(name, select.of_classes(data, "leaked", classes), RED,
            public_record.past(data, recorded, "leaked"), strong=name == ALL)
        for name, classes, recorded in groups
    ]  # fmt: skip
    figure, axes = small_fans(head, data, fans, 3, row=1.9)
    for axis in axes[: len(fans)]:
        time_axis.start_line(axis, str(data.attrs["start"]))
    leaked = amount(select.outcome(data, "leaked_missiles"), "missiles")
    return figure, {"leaked": leaked, "recorded": any(fan.past[0] for fan in fans)}


@chart("raids")
def raids(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Ballistic raids by result: none stopped, up to half, more than half."""
    figure, [axis] = canvas.sheet(head, data, right=0.84)
    series = [data[name].values.astype(float) for name, _, _ in RAIDS]
    layers = [(values.mean(axis=0), colour) for values, (_, _, colour) in zip(series, RAIDS)]
    middles = canvas.layers(axis, time_axis.days(months(data)), layers)
    axis.set_ylabel("raids a month, mean over runs")
    canvas.thousands(axis)
    time_axis.dates(axis, months(data))
    labels = [(at, label, colour) for at, (_, label, colour) in zip(middles, RAIDS)]
    canvas.end_labels(axis, labels)
    counts = np.array([values.sum(axis=1) for values in series])
    total = counts.sum(axis=0)
    none, _, most = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    return figure, {"never": amount(none, "share"), "most": amount(most, "share")}


@chart("costs")
def costs(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """What each side spends in the exchange of fire."""
    figure, axes = canvas.sheet(head, data, 2, 1, 5.4, right=0.84)
    above, below = axes
    attack, defence = (data[f"{side}_cost"].values.astype(float) for side in ("attack", "defence"))
    fans = Fan("attack", attack / 1e6, RED), Fan("defence", defence / 1e6)
    wide_fans(above, data, fans, "Million USD a month")
    ratio = np.divide(attack, defence, out=np.full(attack.shape, np.nan), where=defence > 0)
    wide_fans(below, data, [Fan("", ratio, GREEN)], "USD of attack per USD of defence")
    below.axhline(1, color=FAINT, linewidth=0.8)
    return figure, {"ratio": amount(select.outcome(data, "cost_exchange"), "factor")}
