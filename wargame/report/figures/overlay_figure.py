"""Figures that lay several scenarios over one another: medians and 80 percent bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas, time_axis
from wargame.report.figures.canvas import Chart
from wargame.report.figures.panels import Past, chances, months, shaded
from wargame.report.figures.style import BLUE, BROWN, DARK, GREEN, INK, PINK, RED
from wargame.report.figures.texts import chart, text
from wargame.report.sentences import forbidden
from wargame.results import select
from wargame.results.month_days import parts

if TYPE_CHECKING:
    import xarray
    from numpy.typing import NDArray

    from wargame.scenario import Scenario

    Reader = Callable[[xarray.Dataset], NDArray[np.float64]]

COLOURS = (BLUE, RED, GREEN, DARK[PINK], BROWN, INK)


def _missiles(name: str) -> Reader:
    return lambda data: select.of_classes(data, name, select.missile_classes(data))


def _ballistic_interceptors(data: xarray.Dataset) -> NDArray[np.float64]:
    chosen = data["interceptor_defence"].values == "ballistic"
    return np.asarray(data["held"].values[..., chosen].sum(axis=-1, dtype=float))


BANDS: dict[str, Reader] = {
    "stock": select.missile_stock,
    "launched": _missiles("launched"),
    "leaked": _missiles("leaked"),
    "magazines": _ballistic_interceptors,
    "grid": lambda data: np.asarray(data["power_met"].values, float),
}


@canvas.styled
def draw(
    names: list[str], datasets: list[xarray.Dataset], scenarios: Sequence[Scenario]
) -> list[Chart]:
    """Overlaid figures of `datasets`, named by `names`; the footer is that of the first."""
    sides = scenarios[0].theatre.words.texts()
    with time_axis.shading(part.month for part in parts(datasets[0])):
        charts = [
            _overlay(key, text(f"overlay_{key}", "head", **sides), read, names, datasets)
            for key, read in BANDS.items()
        ]
        charts.append(_chance(names, datasets, scenarios))
    more = shaded(datasets[0])
    return [replace(one, caption=one.caption + more) for one in charts]


def _overlay(
    key: str, head: str, read: Reader, names: list[str], datasets: list[xarray.Dataset]
) -> Chart:
    figure, [axis] = canvas.sheet(head, datasets[0], right=0.8)
    labels, ends, least = [], [], 1.0
    past: Past = ([], [])
    if key in ("launched", "leaked"):
        recorded = select.recorded_missiles(datasets[0])
        past = public_record.past(datasets[0], recorded, key)
    canvas.before(axis, *past)
    for name, data, colour in zip(names, datasets, COLOURS * len(names)):
        values = read(data)
        low, middle, high = canvas.quantiles(values, 0.1, 0.5, 0.9)
        edges = (low, high) if len(values) >= words.LEAST else (middle, middle)
        canvas.band(axis, time_axis.days(months(data)), edges, colour, middle, alpha=0.2)
        labels.append((float(middle[-1]), _folded(name), colour))
        value, span = words.amount(values[:, -1], "share" if key == "grid" else "")
        ends.append(f"{name} {value} ({span})")
        least = min(least, float(np.nanmin(values)))
    if key == "grid":
        canvas.percents(axis, max(0.0, np.floor(least * 10) / 10), 1.0)
    else:
        canvas.thousands(axis)
    time_axis.dates(axis, [*past[0], *months(datasets[0])])
    canvas.end_labels(axis, labels)
    return chart(
        "overlay", figure, head, key, ends="; ".join(ends), n=datasets[0].sizes["run"],
        recorded=bool(past[0]), credit=public_record.credit(datasets[0]),
    )  # fmt: skip


def _chance(
    names: list[str], datasets: list[xarray.Dataset], scenarios: Sequence[Scenario]
) -> Chart:
    """Strikes on third states; drones sent into them, where no scenario allows a strike."""
    rung = 1 if all(forbidden(scenario, "spillover") for scenario in scenarios) else 2
    head = text("overlay_chance", "head", **scenarios[0].theatre.words.texts(), strikes=rung == 2)
    figure, [axis] = canvas.sheet(head, datasets[0], right=0.8)
    lines, ends = [], []
    n = datasets[0].sizes["run"]
    for name, data, scenario, colour in zip(names, datasets, scenarios, COLOURS * len(names)):
        if forbidden(scenario, "spillover" if rung == 2 else "incursion"):
            ends.append(f"{name} does not allow it")
            continue
        struck = np.maximum.accumulate(data["spillover_rung"].values, axis=1) >= rung
        lines.append((_folded(name), colour, struck.sum(axis=0)))
        ends.append(f"{name} {words.percent(float(struck[:, -1].mean()), n)}")
    chances(axis, datasets[0], lines)
    if not lines:
        canvas.nothing(axis, "no scenario here allows it")
    return chart("overlay_chance", figure, head, "spillover", ends="; ".join(ends), n=n)


def _folded(name: str) -> str:
    return name if len(name) <= 16 else name.replace("_", "_\n", 1)
