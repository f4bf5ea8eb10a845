"""What is settled before the first day, the same for every table, and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from wargame.agents.calendar import Calendar
from wargame.agents.numbers import Numbers, Ranges
from wargame.declare.roles import Roles
from wargame.declare.tape import Array


@dataclass
class Clock:
    """The present day (0 is the start), by the calendar of the war."""

    calendar: Calendar
    day: int = 0

    @property
    def elapsed(self) -> int:
        """Days since the first that is simulated, from which on numbers hold."""
        return self.day + self.calendar.before

    @property
    def month(self) -> int:
        """Number of the present calendar month, 0 for that of the start."""
        return self.calendar.month_of[self.day]


class Nowcast(Protocol):
    """What is known of the months before a start, run by run."""

    def of_month(self, weapon_class: str, month: str, runs: Array) -> Array | None:
        """Log odds (runs,) by which chances of a hit differed from their level in a month."""


class Scenario(Ranges, Protocol):
    """What agents ask of a `wargame.scenario.Scenario`."""

    @property
    def policies(self) -> Any:
        """What the sides do as long as nobody orders otherwise."""

    @property
    def mechanisms(self) -> Any:
        """Which mechanisms are switched on: a bool by name."""

    @property
    def texts(self) -> Mapping[str, str]:
        """Words of the evidence, by path."""

    @property
    def nowcast(self) -> Nowcast | None:
        """What is known of the months before the start, if anything."""

    def entries(self, section: str) -> list[str]:
        """Names of the entries of a section."""

    def before_change(self, path: str) -> float | None:
        """Central value that the evidence has for a number that the scenario sets."""


class Setup:
    """The scenario, its numbers as drawn, and the names in their order.

    runs: how many; run_ids (runs,): their addresses in the draws; seed: of all draws; weapons:
    names in the order of their classes; class_of (weapons,): index of each one's class.
    """

    def __init__(
        self,
        scenario: Scenario,
        roles: Roles,
        run_ids: Array,
        seed: np.uint64,
        calendar: Calendar,
        numbers: Numbers,
    ) -> None:
        """`roles` are those of the scenario's theatre."""
        self.scenario = scenario
        self.run_ids, self.runs, self.seed = run_ids, len(run_ids), seed
        self.calendar, self.numbers = calendar, numbers
        self.policies = scenario.policies
        self.on = scenario.mechanisms
        self.texts = scenario.texts
        self.roles = roles
        self.classes = list(roles.classes)
        order = {c: i for i, c in enumerate(roles.classes)}
        of = {w: order[self.texts[f"weapons.{w}.class"]] for w in scenario.entries("weapons")}
        # In an order that the scenario's does not change.
        self.weapons = sorted(of, key=lambda w: (of[w], w))
        self.class_of = np.array([of[w] for w in self.weapons])
        self.interceptors = scenario.entries("interceptors")
        self.nowcast = scenario.nowcast

    def by_class(self, field: str) -> Array:
        """A field of `classes` for each weapon, (weapons, runs)."""
        return np.asarray(self.numbers.column("classes", self.classes, field)[self.class_of])

    def month_odds(self, month: int) -> Array | None:
        """What a nowcast knows of a month (0 is that of the start), log odds (classes, runs); NaN
        for what it does not know."""
        if self.nowcast is None or month > 0:
            return None
        label = self.calendar.label(month)
        monthly = [self.nowcast.of_month(name, label, self.run_ids) for name in self.classes]
        none = np.full(self.runs, np.nan)
        return np.stack([none if one is None else one for one in monthly])

    def index_of(self, name: str) -> int:
        """Index of a weapon class, -1 for the empty name of a role that nobody plays."""
        return self.classes.index(name) if name else -1

    def kinds(self, names: Iterable[str]) -> Array:
        """Rows of some kinds of interceptor."""
        return np.array([self.interceptors.index(name) for name in names], np.int64)
