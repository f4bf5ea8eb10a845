"""Defended sectors: magazines, batteries, and a night's engagement."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.setup import Setup
from wargame.mechanisms.defence.defence_rules import kill_chance


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

    def update_kill(self) -> None:
        """What a full engagement by each kind does to each weapon, under today's rationing."""
        shots = self.see.air_command.shots.T
        self.kill = self.apply(
            kill_chance,
            hit_chance=self.hit_chance,
            evasion=self.see.powers.evasion.T,
            class_of=self.setup.class_of,
            shots=shots,
        )
