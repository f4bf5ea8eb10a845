"""The leadership: one posture a month, fixed, ordered, or chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.rungs import MISSILES, allows
from wargame.declare.tape import Array
from wargame.kernel.draws import digest
from wargame.mechanisms.codes import POSTURES
from wargame.mechanisms.leadership.leadership_rules import (
    choose_posture,
    learn_intensity,
    vary_intensity,
)


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
        self.drawn("leadership", "sharpness", "punishment", "hoard_target")
        self.drawn("leadership", "expected_stop", "surge_days")
        self.spread = numbers.column("classes", self.setup.classes, "monthly_spread")
        self.class_keys = np.array([digest(c) for c in self.setup.classes], np.uint64)[:, None]
        self.memory = numbers.column("classes", self.setup.classes, "intensity_memory")
        shape = (len(self.setup.classes), self.setup.runs)
        self.log_level, self.offset = 0.5 * self.spread**2, np.zeros(shape)  # at its mean, one
        self.intensity = np.ones(shape)
        self.covariance, self.log_variance = np.zeros(shape), np.zeros(shape)
        self.offset_variance = np.repeat(self.open_to_record()[:, None], shape[1], axis=1)
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
        self.intensity = self.apply(vary_intensity, agent=self.class_keys)
        self.take_up()

    def open_to_record(self) -> Array:
        """Variance of the log level of launches that the ranges of output and of the share fired
        leave open, (classes,): the mean over the types of a class. What is set is not open."""
        before, openness = self.setup.scenario.before_change, self.setup.numbers.openness
        fields = ("production", "imports", "fire_share")
        paths = [[f"weapons.{w}.{field}" for field in fields] for w in self.setup.weapons]
        of_type = np.array(
            [sum(openness(path) for path in row if before(path) is None) for row in paths]
        )
        member = self.setup.class_of == np.arange(len(self.setup.classes))[:, None]
        share: Array = member @ of_type / np.maximum(1, member.sum(axis=1))
        return share

    def look_back(self, months: Sequence[Array], expected: Sequence[Array]) -> None:
        """Take in the months of record before the first day, the last one last, as `learn` does."""
        if not self.setup.on["leadership"]:
            return
        self.log_variance[:] = self.spread**2  # where the first of them stood, nobody knows
        for ahead, (launched, due) in enumerate(zip(months, expected), -len(months)):
            month = self.clock.month + ahead
            self.apply(vary_intensity, agent=self.class_keys, month=month)
            self.learn(launched, due, month)

    def learn(self, launched: Array, expected: Array, month: int | None = None) -> None:
        """Take in a whole month of record: launches by class (classes,), and those that output and
        posture would have had in each run, (classes, runs)."""
        if self.setup.on["leadership"]:
            self.apply(
                learn_intensity,
                launched=np.broadcast_to(launched[:, None], expected.shape),
                expected=expected,
                month=self.clock.month if month is None else month,
                agent=self.class_keys,
            )

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
