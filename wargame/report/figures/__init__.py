"""The figures of a report, one small function each, in the order in which they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wargame.report.figures.canvas import Chart


def draw(data: Any, scenario: Any) -> list[Chart]:
    """Draw every figure of `data` (see `wargame.results.dataset`) for `scenario`."""
    from matplotlib import rc_context

    from wargame.report.figures import attack_figure, canvas, defence_figure, politics_figure

    drawn = (
        attack_figure.stock,
        attack_figure.launches,
        defence_figure.interceptors,
        defence_figure.leakers,
        defence_figure.raids,
        politics_figure.grid,
        politics_figure.spillover,
        attack_figure.age,
        politics_figure.posture,
        defence_figure.costs,
        attack_figure.believed,
        politics_figure.race,
    )
    with rc_context(canvas.STYLE):
        charts = [one(data, scenario) for one in drawn]
    n = f" n = {data.sizes['run']:,} runs."
    return [c if "n = " in c.caption else replace(c, caption=c.caption + n) for c in charts]
