"""Defended sectors of Ukraine: magazines, batteries, and a night's engagement."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Row, Table
from wargame.agents.setup import Setup
from wargame.evidence.fields import CLASSES
from wargame.mechanisms.defence.defence_rules import kill_chance

# Kinds that share a radar and so take part in a raid together, by index of the readiness draw.
SYSTEMS = {"pac3_mse": 0, "gem_t": 0, "aster30": 1}


class Sector(Row):
    """One group of regions."""


class Sectors(Table):
    """What stands in each sector and what it stops."""

    name = "sectors"
    kind = Sector
    reads = ("powers.evasion",)
    run_first = ("channels", "readiness", "kill", "stopped", "used", "intercepted", "leaked",
                 "fired", "raids")  # fmt: skip

    @classmethod
    def rows(cls, setup: Setup) -> list[str]:
        """Names of the agents, in order."""
        return sorted(setup.scenario.entries("sectors"), key=lambda s: (s != "kyiv", s))

    def know(self) -> None:
        """Hit chances, channels, readiness; magazines and batteries come from the command."""
        numbers = self.setup.numbers
        kinds = self.setup.interceptors
        self.zeros("magazine", "batteries", dtype=np.int32, extra=(len(kinds),))
        self.hit_chance = np.stack(
            [numbers.column("interceptors", kinds, f"hit_chance_{c}") for c in CLASSES]
        ).transpose(2, 1, 0)
        self.channels = numbers.column("interceptors", kinds, "channels").astype(np.int64).T
        self.readiness = numbers.column("interceptors", kinds, "readiness").T
        self.radar = np.array([SYSTEMS.get(k, 2) for k in kinds])
        self.edges = np.searchsorted(self.setup.class_of, np.arange(len(CLASSES) + 1))
        self.sector_key = self.keys[:, 0]
        self.active = 1 if self.setup.on["engagement"] else 0
        runs, places = self.setup.runs, len(self.names)
        self.stopped = np.zeros((runs, places, len(self.setup.weapons)), np.int32)
        self.used = np.zeros((runs, places, len(kinds)), np.int32)
        self.intercepted = np.zeros((runs, len(self.setup.weapons)), np.int64)
        self.leaked = np.zeros((runs, len(self.setup.weapons)), np.int64)
        self.fired = np.zeros((runs, len(kinds)), np.int64)
        self.raids = np.zeros((runs, 3), np.int64)

    def learn(self) -> None:
        """What a full engagement by each kind does to each weapon, under today's rationing."""
        shots = self.see.air_command.shots.T
        self.kill = kill_chance(
            self.hit_chance, self.see.powers.evasion.T, self.setup.class_of, shots
        )
