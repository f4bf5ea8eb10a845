"""What is written down: a line in every series at the end of a month."""

from __future__ import annotations

import numpy as np

from wargame.declare.running_war import RunningWar
from wargame.declare.tape import Array
from wargame.scenario.outcomes import SERIES


class Recorder:
    """The series of a war; see SERIES. Rooms count through the month themselves."""

    def __init__(self, war: RunningWar) -> None:
        self.war = war
        self.labels: dict[str, list[str]] = {
            "weapon": war.weapons,
            "interceptor": war.interceptors,
            "ally": war.allies.names,
            "power": war.powers.names,
        }
        months = len(war.calendar.months)
        self.series = {
            name: np.full(
                (war.runs, months, *(len(self.labels[d]) for d in series.dims)), np.nan, np.float32
            )
            for name, series in SERIES.items()
        }
        self.before: dict[str, Array] = {}  # cumulative series, as they stood a month ago
        self.days = 0  # of this month
        self.unit_cost = war.numbers.column("weapons", war.weapons, "unit_cost")
        # Own missiles' price is an input that reports show; nothing in a run is paid with it.
        war.numbers.column("strike_weapons", war.own_lines.names, "unit_cost")

    def close_month(self) -> None:
        """The last evening of a month: one line in every series."""
        for name, series in SERIES.items():
            values = np.asarray(series.read(self.war))
            if series.cumulative:
                values, self.before[name] = values - self.before.get(name, 0), values.copy()
            self.series[name][:, self.war.month] = values.T
        self.days = 0
