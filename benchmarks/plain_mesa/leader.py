"""The Russian leadership: one posture a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.plain_mesa.person import Person
from benchmarks.plain_mesa.uncompiled import Vector, uncompiled
from wargame.evidence.fields import CLASSES, POSTURES
from wargame.kernel.draws import digest
from wargame.mechanisms.leadership.leadership_rules import choose_posture, vary_intensity

if TYPE_CHECKING:
    from benchmarks.plain_mesa.war import PlainWar

CHOOSE, VARY = map(uncompiled, (choose_posture, vary_intensity))


class Leader(Person):
    """The leadership in Moscow."""

    def __init__(self, war: PlainWar, name: str) -> None:
        super().__init__(war, name)
        self.read("leadership", "sharpness", "hoard_pull", "winter_pull", entry="moscow")
        self.read("leadership", "coerce_pull", "surge_pull", "punishment", entry="moscow")
        self.read("leadership", "hoard_target", "intensity_memory", entry="moscow")
        self.read("leadership", "expected_stop", "surge_days", entry="moscow")
        self.spread = [war.number(f"classes.{c}.monthly_spread") for c in CLASSES]
        self.class_keys = [digest(c) for c in CLASSES]
        self.log_level = [0.0] * len(CLASSES)
        self.intensity = [1.0] * len(CLASSES)
        self.appeal = Vector(war.number(f"postures.{p}.appeal") for p in POSTURES)
        self.fixed = war.policies.moscow.posture
        self.posture = 0
        self.follow()

    def order(self, posture: str) -> None:
        """Hold to a posture from now on, or choose."""
        self.fixed = posture
        self.take_up()

    def decide(self) -> None:
        """Once a month: intensity, and the posture."""
        war = self.model
        if not war.on["leadership"]:
            return
        for c, key in enumerate(self.class_keys):
            log_level, level = [self.log_level[c]], [0.0]
            memory = self.intensity_memory
            VARY(self.spread[c], memory, log_level, war.seed, war.run, war.month, key, level)
            self.log_level[c], self.intensity[c] = log_level[0], level[0]
        self.take_up()

    def take_up(self) -> None:
        """Take the posture that is ordered, or choose one."""
        if not self.model.on["leadership"]:
            return
        if self.fixed == "choose":
            self.choose()
        else:
            self.posture = POSTURES.index(self.fixed)
        self.follow()

    def choose(self) -> None:
        """Quantal response over payoffs computed from what Moscow believes."""
        war = self.model
        held, days = war.missiles_and_days()
        moscow = war.observers[1]
        fill = moscow.belief / max(1.0, moscow.opening)
        daily = held / max(1e-6, days)
        surge = daily * war.number("postures.surge.launch") * self.surge_days
        through = 1.0 - self.expected_stop * min(1.0, fill)
        posture = [0]
        CHOOSE(
            self.appeal,
            self.sharpness,
            self.hoard_pull,
            self.winter_pull,
            self.coerce_pull,
            self.surge_pull,
            self.punishment * war.industry.deterrent() / 100.0,
            fill,
            days / max(1.0, self.hoard_target),
            war.talks.talks,
            1 if war.policies.moscow.spillover in ("limited", "large") else 0,
            max(0.0, 2.0 * war.calendar.seasons[war.day] - 1.0),
            war.grid.breaking(min(held, surge), through),
            through,
            war.seed,
            war.run,
            war.month,
            posture,
            Vector([0.0] * len(POSTURES)),
        )
        self.posture = posture[0]

    def follow(self) -> None:
        """What the posture means."""
        self.read("postures", "launch", "energy", "gap", "reserve", entry=POSTURES[self.posture])
