"""Figures that lay several scenarios over one another: medians and 80 percent bands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wargame.report import public_record, words
from wargame.report.figures import canvas
from wargame.report.figures.canvas import Chart
from wargame.report.sentences import forbidden
from wargame.results import select

COLOURS = (canvas.BLUE, canvas.RED, canvas.GREEN, "#a0457a", "#a06a00", canvas.INK)
CHANCES = {
    1: "Chance that drones have been sent into another European state",
    2: "Chance that another European state has been struck by missiles",
}
Reader = Callable[[Any], Any]


def _missiles(name: str) -> Reader:
    return lambda data: select.of_classes(data, name, select.missile_classes(data))


def _ballistic_interceptors(data: Any) -> Any:
    chosen = data["interceptor_defence"].values == "ballistic"
    return data["held"].values[..., chosen].sum(axis=-1, dtype=float)


_BANDS: tuple[tuple[str, str, Reader], ...] = (
    ("stock", "Russian missiles held", select.missile_stock),
    ("launched", "Missiles launched a month", _missiles("launched")),
    ("leaked", "Missiles that got through, a month", _missiles("leaked")),
    ("magazines", "Ukraine’s interceptors for ballistic missiles", _ballistic_interceptors),
    ("grid", "Ukraine’s power demand met", lambda data: data["power_met"].values.astype(float)),
)


def draw(names: list[str], datasets: list[Any], scenarios: Sequence[Any]) -> list[Chart]:
    """Overlaid figures of `datasets`, named by `names`; the footer is that of the first."""
    from matplotlib import rc_context

    with rc_context(canvas.STYLE):
        charts = [_overlay(key, title, read, names, datasets) for key, title, read in _BANDS]
        return [*charts, _chance(names, datasets, scenarios)]


def _overlay(key: str, title: str, read: Reader, names: list[str], datasets: list[Any]) -> Chart:
    figure, axis, _ = canvas.panel(title, datasets[0], right=0.8)
    labels, text = [], []
    past, recorded = _recorded(key, datasets[0])
    canvas.before(axis, past, recorded)
    for name, data, colour in zip(names, datasets, COLOURS * len(names)):
        values, when = read(data), canvas.days(data["month"].values)
        low, middle, high = canvas.quantiles(values, 0.1, 0.5, 0.9)
        axis.fill_between(when, low, high, color=colour, alpha=0.2, linewidth=0)
        axis.plot(when, middle, color=colour)
        labels.append((float(middle[-1]), _folded(name), colour))
        value, span = words.amount(values[:, -1], "share" if key == "grid" else "")
        text.append(f"{name} {value} ({span})")
    if key == "grid":
        low_end = min(float(np.nanmin(read(data))) for data in datasets)
        canvas.percents(axis, max(0.0, np.floor(low_end * 10) / 10), 1.0)
    else:
        canvas.thousands(axis)
    canvas.dates(axis, [*past, *datasets[0]["month"].values])
    canvas.end_labels(axis, labels)
    caption = (
        f"Median run and the band of 80% of runs. At the end: {'; '.join(text)}. "
        f"n = {datasets[0].sizes['run']:,} runs each, with the same luck."
    )
    if past:
        caption += f" Black: the public record. {public_record.credit(datasets[0])}."
    return Chart(key, title, caption, f"Chart of {title.lower()} by scenario.", figure)


def _chance(names: list[str], datasets: list[Any], scenarios: Sequence[Any]) -> Chart:
    """Strikes on other states; drones sent into them, where no scenario allows a strike."""
    rung = 1 if all(forbidden(scenario, "spillover") for scenario in scenarios) else 2
    title = CHANCES[rung]
    figure, axis, when = canvas.panel(title, datasets[0], right=0.8)
    labels, text, top = [], [], 0.02
    n = datasets[0].sizes["run"]
    for name, data, scenario, colour in zip(names, datasets, scenarios, COLOURS * len(names)):
        if forbidden(scenario, "spillover" if rung == 2 else "incursion"):
            text.append(f"{name} does not allow it")
            continue
        struck = np.maximum.accumulate(data["spillover_rung"].values, axis=1) >= rung
        hits = struck.sum(axis=0)
        top = max(top, canvas.chance(axis, when, hits, n, colour))
        labels.append((float(hits[-1] / n), _folded(name), colour))
        text.append(f"{name} {words.percent(hits[-1] / n, n)}")
    canvas.percents(axis, 0, min(1.0, 1.15 * top))
    canvas.dates(axis, datasets[0]["month"].values)
    canvas.end_labels(axis, labels)
    if not labels:
        canvas.nothing(axis, "no scenario here allows it")
    shades = f"Shades: 90% Wilson intervals. n = {n:,} runs each."
    caption = f"By the end: {'; '.join(text)}. {shades}"
    return Chart("spillover", title, caption, "Chart of the chance of spillover.", figure)


def _folded(name: str) -> str:
    return name if len(name) <= 16 else name.replace("_", "_\n", 1)


def _recorded(key: str, data: Any) -> tuple[list[str], list[int]]:
    """Months and missiles of the public record, for the figures it speaks of."""
    if key not in ("launched", "leaked"):
        return [], []
    return public_record.past(data, select.recorded_missiles(data), key)
