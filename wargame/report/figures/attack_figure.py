"""Figures of the attack side: stock, launches and production, age, what others believe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas, time_axis
from wargame.report.figures.panels import ALL, Fan, amount, chart, months, small_fans, wide_fans
from wargame.report.figures.style import BLUE, DASHED, DOTTED, FAINT, INK, ORANGE, RED
from wargame.results import select
from wargame.results.month_days import length

if TYPE_CHECKING:
    import xarray

    from wargame.report.figures.panels import Drawn
    from wargame.scenario import Scenario

LEAST = 0.5  # missiles: a smaller stock counts as so many where something is divided by it


def _names(data: xarray.Dataset) -> list[str]:
    """Names of weapons, short enough for small panels."""
    return [canvas.short(str(name), 18) for name in data["weapon_name"].values]


def _ground_fire(data: xarray.Dataset) -> str:
    """Weapons for ground fire, by name; '' where there are none."""
    groups = data["weapon_group"].values
    return " and ".join(n for n, group in zip(_names(data), groups) if group == "ground_fire")


@chart("stock")
def stock(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Stock by weapon type, small multiples."""
    missiles = select.missile_stock(data)
    types = np.moveaxis(data["stock"].values, 2, 0)
    fans = [Fan(ALL, missiles, RED, strong=True), *map(Fan, _names(data), types)]
    figure, axes = small_fans(head, data, fans, 4)
    for axis in axes[len(fans) : len(fans) + 1]:
        few = len(missiles) < words.LEAST
        shown = "thin: single runs" if few else "shades: 50, 80 and\n90% of runs"
        key = f"line: median run\n{shown}"
        axis.text(0, 0.92, key, size=8, color=FAINT, va="top", transform=axis.transAxes)
    grown = words.of_runs(float((missiles[:, -1] > missiles[:, 0]).mean()), len(missiles))
    end = "{} ({})".format(*amount(missiles[:, -1], "missiles"))
    return figure, {"grown": grown, "end": end, "ground": _ground_fire(data)}


@chart("launches")
def launches(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Launches against production: missiles and drones."""
    figure, axes = canvas.sheet(head, data, 2, 1, 5.6, right=0.82, hspace=0.38)
    missiles, drones = select.missile_classes(data), select.drone_classes(data)
    drawn = (
        ("Missiles a month", missiles, select.recorded_missiles(data)),
        ("One-way drones a month, decoys included", drones, drones),
    )
    for axis, (title, classes, recorded) in zip(axes, drawn):
        fired, made = (select.of_classes(data, name, classes) for name in ("launched", "made"))
        past = public_record.past(data, recorded)
        wide_fans(axis, data, [Fan("launched", fired, RED, past), Fan("made", made)], title)
        time_axis.start_line(axis, str(data.attrs["start"]), "simulated from here")
    fired, made = (
        select.of_classes(data, name, missiles).sum(axis=1) for name in ("launched", "made")
    )
    return figure, {
        "more": words.of_runs(float((made > fired).mean()), len(made)),
        "gap": amount((made - fired) / length(data), "missiles"),
        "recorded": bool(past[0]),
        "credit": public_record.credit(data),
    }


@chart("age")
def age(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """Age at launch against age of stock, type by type: a class would mix old stock with new."""
    kinds = np.flatnonzero(select.missiles(data))
    names, ages = _names(data), data["launch_age"].values
    fans = [Fan(names[kind], ages[..., kind], ORANGE) for kind in kinds]
    figure, axes = small_fans(head, data, fans, 4, head=0.86)
    for axis, kind in zip(axes, kinds):
        (middle,) = canvas.quantiles(data["stock_age"].values[..., kind], 0.5)
        when = time_axis.days(months(data))
        axis.plot(when, middle, color=INK, linestyle=DASHED, linewidth=1.2)
        canvas.thousands(axis)
    key = "shades and line: when launched · dashes: median age in stock"
    above = 1 - 0.36 / figure.get_size_inches()[1]
    figure.text(0.985, above, key, size=8, color=FAINT, ha="right", va="top")
    launched = amount(select.outcome(data, "launch_age_last_year"), "months")
    return figure, {"age": launched, "ground": _ground_fire(data)}


@chart("intelligence", mechanism="intelligence")
def believed(data: xarray.Dataset, scenario: Scenario, head: str) -> Drawn:
    """What others believe of the stock, against what there is."""
    figure, [axis] = canvas.sheet(head, data, right=0.85)
    truth = select.missile_stock(data)
    estimate = data["believed_stock"].values.astype(float)
    when = time_axis.days(months(data))
    middle = canvas.fan(axis, when, truth, BLUE)
    low, guess, high = canvas.quantiles(estimate, 0.1, 0.5, 0.9)
    for line in (low, high):
        axis.plot(when, line, color=RED, linewidth=0.9, linestyle=DOTTED)
    axis.plot(when, guess, color=RED)
    canvas.thousands(axis)
    time_axis.dates(axis, months(data))
    ends = (middle, "true", BLUE), (guess, "believed", RED), (high, "80% of\nestimates", RED)
    canvas.end_labels(axis, [(line[-1], *look) for line, *look in ends])
    off = np.abs(estimate[:, -1] / np.maximum(truth[:, -1], LEAST) - 1)
    return figure, {"off": amount(off, "share")}
