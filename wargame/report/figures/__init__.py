"""The figures of a report, one small function each, in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.report.figures.canvas import Chart

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario


def draw(data: xarray.Dataset, scenario: Scenario) -> list[Chart]:
    """Draw every figure of `data` (see `wargame.results.labelled`) for `scenario`.

    Figures of a mechanism that is off are left out.
    """
    from wargame.report.figures import attack_figure, defence_figure, politics_figure

    makers = (
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
    charts = [make(data, scenario) for make in makers]
    return [chart for chart in charts if chart is not None]
