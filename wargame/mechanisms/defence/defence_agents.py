"""Defended sectors: magazines, batteries, and a night's engagement."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.setup import Setup
from wargame.declare.tape import Array
from wargame.kernel.draws import digest
from wargame.mechanisms.defence.defence_rules import kill_chance, vary_stops


def at_odds(chance: Array, times: Array) -> Array:
    """Chances whose odds are `times` those of `chance`; none and certainty stay as they are."""
    moved: Array = chance * times / (1.0 - chance + chance * times)
    return moved


class Sectors(Table, agent="Sector"):
    """What stands in each sector and what it stops."""

    name = "sectors"
    reads = ("powers.evasion",)
    run_first = ("channels", "readiness", "kill", "stopped", "used", "intercepted", "leaked",
                 "fired", "raids")  # fmt: skip

    @classmethod
    def rows(cls, setup: Setup) -> list[str]:
        """Names of the agents, in order."""
        capital = setup.roles.capital  # the first: rules tell it by its place
        return sorted(setup.scenario.entries("sectors"), key=lambda s: (s != capital, s))

    def initialise(self) -> None:
        """Hit chances, channels, readiness; magazines and batteries come from the command."""
        numbers = self.setup.numbers
        kinds = self.setup.interceptors
        self.zeros("magazine", "batteries", dtype=np.int32, extra=(len(kinds),))
        self.hit_chance = np.stack(
            [numbers.column("interceptors", kinds, f"hit_chance.{c}") for c in self.setup.classes]
        ).transpose(2, 1, 0)
        of_class = {
            field: numbers.column("classes", self.setup.classes, field)
            for field in ("stop_odds", "stop_spread", "stop_memory")
        }
        level = of_class["stop_odds"]
        self.hit_chance = at_odds(self.hit_chance, np.where(level > 0.0, level, 1.0).T[:, None])
        self.spread, self.memory = of_class["stop_spread"], of_class["stop_memory"]
        self.class_keys = np.array([digest(c) for c in self.setup.classes], np.uint64)[:, None]
        self.log_odds = np.zeros((len(self.setup.classes), self.setup.runs))
        self.hit_now = self.hit_chance
        self.channels = numbers.column("interceptors", kinds, "channels").astype(np.int64).T
        self.readiness = numbers.column("interceptors", kinds, "readiness").T
        roles = self.setup.roles
        self.shared = len(roles.radars)
        on_radar = {k: at for at, group in enumerate(roles.radars) for k in group}
        self.radar = np.array([on_radar.get(k, self.shared) for k in kinds])
        self.order = np.array([self.setup.index_of(c) for c in roles.engagement])
        self.ballistic = self.setup.index_of(roles.ballistic)
        self.mass = self.setup.index_of(roles.mass)
        self.edges = np.searchsorted(self.setup.class_of, np.arange(len(self.setup.classes) + 1))
        self.sector_key = self.keys[:, 0]
        self.active = 1 if self.setup.on["engagement"] else 0
        runs, places = self.setup.runs, len(self.names)
        self.stopped = np.zeros((runs, places, len(self.setup.weapons)), np.int32)
        self.used = np.zeros((runs, places, len(kinds)), np.int32)
        self.intercepted = np.zeros((runs, len(self.setup.weapons)), np.int64)
        self.leaked = np.zeros((runs, len(self.setup.weapons)), np.int64)
        self.fired = np.zeros((runs, len(kinds)), np.int64)
        self.raids = np.zeros((runs, 3), np.int64)

    def vary(self) -> None:
        """Once a month: how well each class is stopped, about its level."""
        own = {"spread": self.spread, "memory": self.memory, "agent": self.class_keys}
        odds, given = self.apply(vary_stops, **own), self.setup.month_odds(self.clock.month)
        self.log_odds = odds if given is None else np.where(np.isnan(given), odds, given)
        self.hit_now = at_odds(self.hit_chance, np.exp(self.log_odds).T[:, None])

    def update_kill(self) -> None:
        """What a full engagement by each kind does to each weapon, under today's rationing."""
        shots = self.see.air_command.shots.T
        self.kill = self.apply(
            kill_chance,
            hit_chance=self.hit_now,
            evasion=self.see.powers.evasion.T,
            class_of=self.setup.class_of,
            shots=shots,
        )
