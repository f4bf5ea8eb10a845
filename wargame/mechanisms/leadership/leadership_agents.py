"""The leadership: one posture a month, fixed, ordered, or chosen."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.rungs import MISSILES, allows
from wargame.declare.tape import Array
from wargame.kernel.draws import digest
from wargame.mechanisms.codes import POSTURES
from wargame.mechanisms.leadership.leadership_rules import choose_posture, vary_intensity


class Leadership(Table, agent="Leader", of="roles.leader"):
    """Posture of each run, and what follows from it."""

    name = "leadership"
    reads = ("arsenals.missiles_and_days", "grid.breaking", "observers.believed_magazine",
             "observers.opening_magazine", "own_lines.deterrent", "talks.talks")  # fmt: skip

    def initialise(self) -> None:
        """What each posture means, what pulls towards it, and last month's intensity."""
        numbers = self.setup.numbers
        names = list(POSTURES)
        self.by_posture = {
            field: numbers.column("postures", names, field)
            for field in ("launch", "energy", "gap", "reserve", "appeal")
        }
        self.drawn("leadership", "hoard_pull", "winter_pull", "coerce_pull", "surge_pull")
        self.drawn("leadership", "sharpness", "punishment", "hoard_target", "intensity_memory")
        self.drawn("leadership", "expected_stop", "surge_days")
        self.spread = numbers.column("classes", self.setup.classes, "monthly_spread")
        self.class_keys = np.array([digest(c) for c in self.setup.classes], np.uint64)[:, None]
        self.log_level = np.zeros((len(self.setup.classes), self.setup.runs))
        self.intensity = np.ones((len(self.setup.classes), self.setup.runs))
        self.adopt()
        self.untouched: float | None = None  # reserve by order, whatever the posture
        self.posture = np.zeros(self.setup.runs, np.int64)
        self.follow()

    def adopt(self) -> None:
        """The posture, or that it chooses, and how far it may go."""
        attacker = self.setup.policies.attacker
        self.fixed: str = attacker.posture
        self.may_strike = allows(attacker.spillover, MISSILES)

    def order(self, posture: str) -> None:
        """Hold to a posture from now on, or `choose` (a scenario event, or a person's order)."""
        self.fixed = posture
        self.take_up()

    def decide(self) -> None:
        """Once a month: intensity, and the posture of each run."""
        if not self.setup.on["leadership"]:
            return
        memory = self.intensity_memory
        self.intensity = self.apply(vary_intensity, memory=memory, agent=self.class_keys)
        self.take_up()

    def take_up(self) -> None:
        """Take the posture that is ordered, or choose one."""
        if not self.setup.on["leadership"]:
            return
        if self.fixed == "choose":
            self.choose()
        else:
            self.posture[:] = POSTURES.index(self.fixed)
        self.follow()

    def choose(self) -> None:
        """Quantal response over payoffs computed from what the leadership believes."""
        held, days = self.see.arsenals.missiles_and_days()
        observers = self.see.observers
        fill = observers.believed_magazine / np.maximum(1.0, observers.opening_magazine)
        through = self.through(fill)
        surge = np.minimum(held, self.surge_size(held, days))
        self.posture, _ = self.apply(
            choose_posture,
            appeal=self.by_posture["appeal"].T,
            hoarding=self.hoard_pull,
            winter=self.winter_pull,
            coercion=self.coerce_pull,
            surge=self.surge_pull,
            punishment=self.punishment * self.see.own_lines.deterrent() / 100.0,
            fill=fill,
            stocked=days / np.maximum(1.0, self.hoard_target),
            talks=self.see.talks.talks,
            allowed=np.full(self.setup.runs, 1 if self.may_strike else 0),
            cold=max(0.0, 2.0 * self.setup.calendar.seasons[self.clock.day] - 1.0),
            breaking=self.see.grid.breaking(surge, through),
            through=through,
        )

    def through(self, fill: Array) -> Any:
        """Share of missiles expected through magazines filled to `fill` of the start, (runs,)."""
        return 1.0 - self.expected_stop * np.minimum(1.0, fill)

    def surge_size(self, held: Array, days: Array) -> Any:
        """Missiles that a surge would fire, (runs,): a day's output times its pace and length."""
        daily = held / np.maximum(1e-6, days)
        return daily * self.by_posture["launch"][POSTURES.index("surge")] * self.surge_days

    def follow(self) -> None:
        """What the posture means for launches, targets, gaps and the reserve: each (runs,)."""
        pick = (self.posture, np.arange(self.setup.runs))
        self.launch = self.by_posture["launch"][pick]
        self.energy = self.by_posture["energy"][pick]
        self.gap = self.by_posture["gap"][pick]
        self.reserve = self.by_posture["reserve"][pick]
        if self.untouched is not None:
            self.reserve = np.full(self.setup.runs, self.untouched)
