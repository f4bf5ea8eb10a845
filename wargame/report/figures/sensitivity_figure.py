"""What an outcome hangs on: shares of its variance with intervals, or mean effects of a range."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report.figures import canvas, rows
from wargame.report.figures.canvas import Chart
from wargame.report.figures.style import BLUE, FAINT, INK, ORANGE, RED
from wargame.report.figures.texts import chart
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from wargame.report.analysis.naming import Naming
    from wargame.study.analysis.sensitivity import Sensitivity

MOST = 12
MARKS = {"S1": (-0.14, BLUE, "o"), "ST": (0.14, ORANGE, "D")}


@canvas.styled
def draw(one: Sensitivity, naming: Naming, title: str, data: canvas.Sourced) -> Chart:
    """One outcome under one policy: shares of the whole variance, or effects after Morris."""
    shown = one.effects[:MOST]
    noise = None if one.by == "morris" else one.noise
    names = [naming.label(effect.path) for effect in shown]
    if noise:
        names.append("luck" if one.rest == "central" else "luck, and numbers that are not varied")
    figure, axis = rows.sheet(title, data, len(names))
    rows.name(axis, rows.wrapped(names))
    name = f"sensitivity_{one.outcome}"
    if one.by == "morris":
        _mean_effects(axis, one)
        return chart("mean_effects", figure, title, name, one=one)
    total = _shares(axis, one)
    return chart("shares", figure, title, name, one=one, total=total)


def _shares(axis: Axes, one: Sensitivity) -> bool:
    """Draw shares of the variance -> whether total indices are among them."""
    shown = one.effects[:MOST]
    shares = [one.of_whole(effect) for effect in shown]
    for at, indices in enumerate(shares):
        for name, band in indices.items():
            off, colour, mark = MARKS[name]
            rows.dot(axis, at + off, band, colour, mark, 100)
    if one.noise:
        rows.dot(axis, len(shown), one.noise, INK, "s", 100)
        axis.axhline(len(shown) - 0.5, color=FAINT, linewidth=0.7)
    axis.axvline(0, color=FAINT, linewidth=0.8)
    rows.percents(axis, "share of the variance, 90% interval")
    low = min([-2.0] + [100 * band.low for indices in shares for band in indices.values()])
    axis.set_xlim(left=max(-30.0, low))
    return "ST" in shares[0]


def _mean_effects(axis: Axes, one: Sensitivity) -> None:
    """Draw mean sizes of changes."""
    for at, effect in enumerate(one.effects[:MOST]):
        mean = effect.indices["mu"]
        look = (RED, "^") if mean.low > 0 else (BLUE, "v") if mean.high < 0 else (FAINT, "o")
        rows.dot(axis, at, effect.indices["mu_star"], *look)
        if one.replicates > 1:
            noise = effect.indices["luck"].value
            axis.plot([noise], [at], marker="|", color=INK, markersize=11)
    axis.set_xlim(left=0)
    unit = OUTCOMES[one.outcome].unit
    axis.set_xlabel(f"mean size of the change over the range, {unit}, 90% interval")
