"""The figures of a report, one small function each, in the order in which they are read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wargame.report.figures.canvas import Chart


def draw(data: Any, scenario: Any) -> list[Chart]:
    """Draw every figure of `data` (see `wargame.results.dataset`) for `scenario`."""
    from matplotlib import rc_context

    from wargame.report.figures import attack, canvas, defence, politics

    drawn = (
        attack.stock,
        attack.launches,
        defence.interceptors,
        defence.leakers,
        defence.raids,
        politics.grid,
        politics.spillover,
        attack.age,
        politics.posture,
        defence.costs,
        attack.believed,
        politics.race,
    )
    with rc_context(canvas.STYLE):
        charts = [one(data, scenario) for one in drawn]
    n = f" n = {data.sizes['run']:,} runs."
    return [c if "n = " in c.caption else replace(c, caption=c.caption + n) for c in charts]
