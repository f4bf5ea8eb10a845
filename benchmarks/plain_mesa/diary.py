"""What is written down of one run: the monthly series that the compiled War records."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from wargame.evidence.fields import BALLISTIC_DEFENCE
from wargame.scenario.outcomes import SERIES

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

COUNTERS = ("made", "launched", "failed", "intercepted", "leaked")


class Diary:
    """Counts through the month; `series` has one entry a month, a list where it has labels."""

    def __init__(self, war: PlainWar) -> None:
        self.war = war
        self.series: dict[str, list[Any]] = {name: [] for name in SERIES}
        self.unit_cost = [war.number(f"weapons.{w}.unit_cost") for w in war.weapons]
        self.shot_cost = [war.number(f"interceptors.{k}.unit_cost") for k in war.interceptors]
        self.scarce = [war.interceptors.index(k) for k in BALLISTIC_DEFENCE]
        self.last_city_hits, self.last_leaked = 0.0, 0
        self.begin_month()

    def begin_month(self) -> None:
        """Counters to zero."""
        weapons, kinds = len(self.war.weapons), len(self.war.interceptors)
        self.counts = {name: [0] * weapons for name in COUNTERS}
        self.ages = [0.0] * weapons
        self.fired, self.received = [0] * kinds, [0] * kinds
        self.none = self.some = self.most = 0
        self.days = self.dry_days = self.halt_days = 0
        self.power, self.power_worst, self.city_hits = 0.0, 1.0, 0.0
        for arsenal in self.war.arsenals:
            arsenal.lost = arsenal.expired = arsenal.elsewhere = 0
        for line_ in self.war.lines:
            line_.fell_due = 0.0

    def signal(self, weapon: str, taken: int, ages: float) -> None:
        """Shots that fly outside the ordinary plan and are not engaged."""
        t = self.war.weapons.index(weapon)
        self.counts["launched"][t] += taken
        self.counts["leaked"][t] += taken
        self.ages[t] += ages

    def note(self) -> None:
        """The evening of one day: add up."""
        war, counts, night = self.war, self.counts, self.war.night
        for t, (factory, arsenal) in enumerate(zip(war.factories, war.arsenals)):
            counts["made"][t] += factory.made
            counts["launched"][t] += arsenal.launched
            counts["failed"][t] += arsenal.failed
            counts["intercepted"][t] += night.intercepted[t]
            counts["leaked"][t] += night.leaked[t]
            self.ages[t] += arsenal.ages
        for k in range(len(self.fired)):
            self.fired[k] += night.fired[k]
            self.received[k] += war.road.arrived[k]
        self.none += night.none
        self.some += night.some
        self.most += night.most
        self.power += war.grid.met
        self.power_worst = min(self.power_worst, war.grid.met)
        self.halt_days += war.state == 2
        kyiv, shots = war.sectors[0].magazine, war.air_command.shots
        self.dry_days += all(kyiv[k] < shots[k] for k in self.scarce)
        self.days += 1

    def close_month(self) -> None:
        """The last evening of a month: one line in every series."""
        war, counts = self.war, self.counts
        missiles = [f for f in war.factories if f.missile]
        line: dict[str, Any] = {
            **counts,
            "launch_age": [
                ages / n if n else math.nan for ages, n in zip(self.ages, counts["launched"])
            ],
            "lost": [a.lost for a in war.arsenals],
            "expired": [a.expired for a in war.arsenals],
            "fired_elsewhere": [a.elsewhere for a in war.arsenals],
            "stock": [a.held for a in war.arsenals],
            "stock_age": [a.median_age() for a in war.arsenals],
            "held": war.air_command.held(),
            "batteries": [park.there for park in war.air_command.parks],
            "received": self.received,
            "seller_stock": war.coalition.american(),
            "promised": [line_.fell_due for line_ in war.lines],
            "fired": self.fired,
            "capital_dry": self.dry_days / self.days,
            "attacks_none": self.none,
            "attacks_some": self.some,
            "attacks_most": self.most,
            "power_met": self.power / self.days,
            "power_met_worst": self.power_worst,
            "halted": self.halt_days / self.days,
            "posture": war.leader.posture,
            "believed_stock": war.observers[0].belief,
            "pledged": war.coalition.pledged,
            "paid": war.coalition.paid,
            "support": war.coalition.overall(),
            "spillover_rung": war.worst_rung(),
            "escalation_rung": war.ladder.rung,
            "allied_ready": [a.magazine / max(1.0, a.need) for a in war.allies],
            "attack_cost": sum(n * c for n, c in zip(counts["launched"], self.unit_cost)),
            "defence_cost": sum(n * c for n, c in zip(self.fired, self.shot_cost)),
            "line_health": sum(f.health for f in missiles) / len(missiles),
            "own_missiles": sum(o.kept for o in war.own_lines if o.missile),
            "strategic_warheads": [p.warheads for p in war.powers.values()],
            "strategic_defence": [p.defence for p in war.powers.values()],
        }
        for name, value in line.items():
            self.series[name].append(value)
        self.last_city_hits = self.city_hits
        self.last_leaked = sum(n for n, f in zip(counts["leaked"], war.factories) if f.missile)
        self.begin_month()
