"""What is written down: monthly series, and one value per run of each declared outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.rungs import MISSILES
from wargame.kernel.arrays import by_run, total
from wargame.scenario.outcomes import SERIES

if TYPE_CHECKING:
    from wargame.model.war import War

COUNTERS = ("made", "launched", "failed", "intercepted", "leaked")
# Flows of the weapons ledger that are written down by month, and the series of each.
FLOWS = {"lost": "lost", "expired": "expired", "fired at other states": "fired_elsewhere"}


class Recorder:
    """Counts through the month and writes a line at its end; see SERIES for what is kept."""

    run_first = ("month_raids",)

    def __init__(self, war: War) -> None:
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
        self.spill_first = np.full(war.runs, -1, np.int64)
        self.city_hits = np.zeros(war.runs)
        self.leaked_missiles = np.zeros(war.runs, np.int64)  # of last month, as `city_hits`
        self.gone = {flow: np.zeros((weapons, war.runs), np.int64) for flow in FLOWS}
        self.days = 0
        self.unit_cost = war.numbers.column("weapons", war.weapons, "unit_cost")
        self.shot_cost = war.numbers.column("interceptors", war.interceptors, "unit_cost")
        # Own missiles' price is an input that reports show; nothing in a run is paid with it.
        war.numbers.column("strike_weapons", war.own_lines.names, "unit_cost")

    def receive(self, rounds: Any) -> None:
        """Rounds (kinds, runs) that reached Ukraine."""
        self.received += rounds

    def count_signal(self, taken: Any, ages: Any) -> None:
        """Weapons (types, runs) fired as a signal, and their summed ages: nobody engages them."""
        self.counts["launched"] += taken
        self.counts["leaked"] += taken
        self.month_ages += ages

    def note_dry(self) -> None:
        """Weekly: a kind is dry when Ukraine holds less than one engagement for each sector with a
        battery."""
        war = self.war
        least = war.air_command.shots * (war.sectors.batteries > 0).sum(axis=0).T
        empty = (least > war.air_command.there.T) & war.air_command.counted[:, None]
        self.first_dry[empty & (self.first_dry < 0)] = war.day

    def close_month(self) -> None:
        """The last evening of a month: one line in every series."""
        war, m = self.war, self.war.month
        write = self._write
        for name in COUNTERS:
            write(name, m, self.counts[name])
        self._write_flows(m)
        with np.errstate(invalid="ignore", divide="ignore"):
            write("launch_age", m, self.month_ages / self.counts["launched"])
        write("stock", m, war.arsenals.held)
        write("stock_age", m, war.arsenals.median_age())
        write("held", m, war.air_command.held())
        write("batteries", m, war.air_command.batteries.there)
        write("received", m, self.received)
        write("american_stock", m, war.suppliers.american())
        write("promised", m, war.lines.fell_due)
        write("fired", m, self.month_fired)
        write("kyiv_dry", m, self.dry_days / self.days)
        for name, count in zip(("none", "some", "most"), self.month_raids.T):
            write(f"attacks_{name}", m, count)
        write("power_met", m, self.power / self.days)
        write("power_met_worst", m, self.power_worst)
        write("halted", m, self.halt_days / self.days)
        write("posture", m, war.leadership.posture)
        write("believed_stock", m, war.observers.believed_stock)
        write("pledged", m, war.suppliers.pledged)
        write("paid", m, war.suppliers.paid)
        write("will", m, war.suppliers.overall())
        rung = war.allies.rung.max(axis=0)
        write("spillover_rung", m, rung)
        # Strikes come on the first of a month, when allies' rungs are decided.
        self.spill_first[(rung >= MISSILES) & (self.spill_first < 0)] = war.day + 1 - self.days
        write("escalation_rung", m, war.ladder.rung)
        write("allied_ready", m, war.allies.ready())
        write("attack_cost", m, total(self.counts["launched"] * self.unit_cost))
        write("defence_cost", m, total(self.month_fired * self.shot_cost))
        write("line_health", m, war.factories.mean_health())
        write("own_missiles", m, total(war.own_lines.kept[war.own_lines.missiles]))
        write("strategic_warheads", m, war.powers.warheads)
        write("strategic_defence", m, war.powers.defence)
        self.city_hits = war.damage.city_hits.copy()
        self.leaked_missiles = self.counts["leaked"][war.factories.missile].sum(axis=0)
        self._reset()

    def _write_flows(self, month: int) -> None:
        """What left the arsenals this month other than by launch; failures get their own flow."""
        books = self.war.arsenals.books
        failed = self.counts["failed"]
        books.post("fired", -failed, -1)
        books.post("failed", failed, -1)
        for flow, name in FLOWS.items():
            total_gone = books.flows.get(flow, self.gone[flow])
            self._write(name, month, total_gone - self.gone[flow])
            self.gone[flow] = total_gone.copy()

    def _write(self, name: str, month: int, values: Any) -> None:
        values = np.asarray(values)
        self.series[name][:, month] = values.T if values.ndim == 2 else values

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
