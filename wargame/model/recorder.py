"""What is written down: what the month adds up to, and a line in every series at its end."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.kernel.arrays import by_run
from wargame.scenario.outcomes import SERIES

COUNTERS = ("made", "launched", "failed", "intercepted", "leaked")


class Recorder:
    """Counts through the month and writes a line at its end; see SERIES for what is kept."""

    run_first = ("month_raids",)

    def __init__(self, war: Any) -> None:
        self.war = war
        self.labels = {
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
        weapons, kinds = len(war.weapons), len(war.interceptors)
        self.counts = {name: by_run(np.zeros((weapons, war.runs), np.int64)) for name in COUNTERS}
        for name, count in self.counts.items():
            setattr(self, f"month_{name}", count)
        self.month_ages = by_run(np.zeros((weapons, war.runs)))
        self.month_fired = by_run(np.zeros((kinds, war.runs), np.int64))
        self.received = np.zeros((kinds, war.runs), np.int64)
        self.month_raids = np.zeros((war.runs, 3), np.int64)
        self.dry_days = np.zeros(war.runs, np.int64)
        self.halt_days = np.zeros(war.runs, np.int64)
        self.power = np.zeros(war.runs)
        self.power_worst = np.ones(war.runs)
        self.blackout_days = np.zeros(war.runs, np.int64)
        self.first_dry = np.full((kinds, war.runs), -1, np.int64)
        self.capital_first_dry = np.full(war.runs, -1, np.int64)
        self.city_hits = np.zeros(war.runs)
        self.leaked_missiles = np.zeros(war.runs, np.int64)  # of last month, as `city_hits`
        self.before: dict[str, Any] = {}  # cumulative series, as they stood a month ago
        self.days = 0
        self.unit_cost = war.numbers.column("weapons", war.weapons, "unit_cost")
        self.shot_cost = war.numbers.column("interceptors", war.interceptors, "unit_cost")
        # Own missiles' price is an input that reports show; nothing in a run is paid with it.
        war.numbers.column("strike_weapons", war.own_lines.names, "unit_cost")

    def receive(self, rounds: Any) -> None:
        """Rounds (kinds, runs) that reached the defender."""
        self.received += rounds

    def count_signal(self, taken: Any, ages: Any) -> None:
        """Weapons (types, runs) fired as a signal, and their summed ages: nobody engages them."""
        self.counts["launched"] += taken
        self.counts["leaked"] += taken
        self.month_ages += ages

    def note_dry(self) -> None:
        """Weekly: a kind is dry when less is held than one engagement per sector with a battery."""
        war = self.war
        least = war.air_command.shots * (war.sectors.batteries > 0).sum(axis=0).T
        empty = (least > war.air_command.there.T) & war.air_command.counted[:, None]
        self.first_dry[empty & (self.first_dry < 0)] = war.day

    def close_month(self) -> None:
        """The last evening of a month: one line in every series."""
        self._post_failures()
        for name, series in SERIES.items():
            values = np.asarray(series.read(self.war))
            if series.cumulative:
                values, self.before[name] = values - self.before.get(name, 0), values.copy()
            self.series[name][:, self.war.month] = values.T
        self.city_hits = self.war.damage.city_hits.copy()
        missiles = self.war.factories.missile
        self.leaked_missiles = self.counts["leaked"][missiles].sum(axis=0)
        self._reset()

    def _post_failures(self) -> None:
        """Enter failures, which are booked as fired, under a flow of their own."""
        books, failed = self.war.arsenals.books, self.counts["failed"]
        books.post("fired", -failed, -1)
        books.post("failed", failed, -1)

    def _reset(self) -> None:
        for count in (*self.counts.values(), self.month_fired, self.received, self.month_raids):
            count[:] = 0
        war = self.war
        for measure in (self.month_ages, self.power, self.dry_days, self.halt_days):
            measure[:] = 0
        self.war.damage.close_month()
        war.lines.close_month()
        self.power_worst[:] = 1.0
        self.days = 0
