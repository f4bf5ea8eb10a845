"""The air command: shares magazines and batteries out, rations, chooses what to defend."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.tape import Array
from wargame.kernel.arrays import by_run, total
from wargame.mechanisms.defence.allocation_rules import allocate, muster, ration, share_out
from wargame.mechanisms.defence.batteries import Batteries


class AirCommand(Table, agent="Command", of="roles.names.air_command"):
    """The national pool and its orders."""

    name = "air_command"
    reads = ("lines.on_road", "arsenals.leaked_missiles", "suppliers.own_stock_by_kind",
             "suppliers.let_through")  # fmt: skip
    acts = ("magazines.expected", "magazines.flow")
    run_first = ("there", "month_raids")

    def initialise(self) -> None:
        """Opening magazines and batteries, the sectors' weights, what rationing means."""
        numbers = self.setup.numbers
        kinds = self.setup.interceptors
        stock = numbers.column("interceptors", kinds, "stock").astype(np.int64)
        magazines = [self.setup.texts[f"interceptors.{k}.magazine"] for k in kinds]
        unlimited = np.array([word == "unlimited" for word in magazines])
        self.counted = ~unlimited
        self.opening = np.where(unlimited[:, None], 0, stock)
        self.pool = by_run(self.opening)
        self.batteries = Batteries(self)
        shots = numbers.column("interceptors", kinds, "shots").astype(np.int64)
        self.full_shots = np.maximum(1, shots)  # an engagement is one where nothing else is said
        self.shots = self.full_shots.copy()
        self.drawn("air_command", "reserve", "ration_days")
        self.fired_lately = by_run(np.zeros(self.pool.shape))
        names = self.see.sectors.names
        self.weights = [
            numbers.column("sectors", names, f"{what}_weight")
            for what in ("cities", "energy", "industry")
        ]
        # How much of energy, industry and cities stands in a sector, against launches it draws.
        drawn = numbers.column("sectors", names, "launch_weight")
        drawn = drawn / total(drawn)
        self.standing = [weight / total(weight) / drawn for weight in self.weights]
        self.concentration = [
            numbers.one(f"air_command.concentration_{which}") for which in ("other", "ballistic")
        ]
        self.adopt()
        self.scarce = np.array([k in self.setup.roles.ballistic_defence for k in kinds]).astype(
            np.int64
        )
        self.counts = self.counted.astype(np.int64)
        self.there = np.zeros((self.setup.runs, len(kinds)), np.int64)
        self.dry = np.zeros(self.setup.runs, np.int64)
        self.month_fired = by_run(np.zeros(self.pool.shape, np.int64))
        self.month_raids = np.zeros((self.setup.runs, 3), np.int64)
        self.dry_days = np.zeros(self.setup.runs, np.int64)
        self.first_dry = np.full(self.pool.shape, -1, np.int64)
        self.capital_first_dry = np.full(self.setup.runs, -1, np.int64)
        self.place()

    def receive(self, rounds: Array) -> None:
        """Rounds (kinds, runs) arrive and join the national pool."""
        self.pool += rounds

    def note_dry(self) -> None:
        """Weekly: a kind is dry when less is held than one engagement per sector with a battery.

        Looked at on the eve of the share-out, when magazines are lowest.
        """
        least = self.shots * (self.see.sectors.batteries > 0).sum(axis=0).T
        empty = (least > self.there.T) & self.counted[:, None]
        self.first_dry[empty & (self.first_dry < 0)] = self.clock.day

    def adopt(self) -> None:
        """Whether it rations, and what it protects."""
        defender = self.setup.policies.defender
        self.rationing = defender.ration
        self.protect: str = defender.protect
        self.weigh()

    def begin(self) -> None:
        """Days without rounds count from the start."""
        self.first_dry[:] = -1
        self.capital_first_dry[:] = -1

    def close_month(self) -> None:
        """Counts of the month begin anew."""
        for count in (self.month_fired, self.month_raids, self.dry_days):
            count[:] = 0

    @property
    def expected(self) -> Any:
        """Rounds of each kind that the books expect anywhere, (kinds, runs)."""
        return self.act.magazines.expected

    @property
    def booked_fired(self) -> Any:
        """Rounds of each kind fired so far, as booked, (kinds, runs)."""
        return self.act.magazines.flow("fired")

    @property
    def elsewhere(self) -> Any:
        """Rounds on the road and in suppliers' own stocks, (kinds, runs)."""
        return self.see.lines.on_road + self.see.suppliers.own_stock_by_kind()

    def weigh(self) -> None:
        """Weights by which batteries find their places: for scarce kinds and for the others."""
        self.power = [_raised(self.weight(), exponent) for exponent in self.concentration]

    def weight(self) -> Array:
        """Weight of each sector under the policy in force, (runs, sectors)."""
        one, protect = self.setup.numbers.one, self.protect
        cities, energy, industry = self.weights
        to_cities = one("air_command.balance_cities")
        to_energy = one("air_command.balance_energy")
        focus = one("air_command.protect_focus")
        if protect == "balanced":
            rest = 1.0 - to_cities - to_energy
            return np.asarray(to_cities * cities + to_energy * energy + rest * industry).T
        named = {"cities": cities, "energy": energy, "industry": industry}[protect]
        return np.asarray(focus * named + (1.0 - focus) * cities).T

    def turn(self) -> None:
        """Once a month: batteries are hit, mended and delivered, and take their places."""
        let_through = self.see.suppliers.let_through()
        self.batteries.turn(self.see.arsenals.leaked_missiles, let_through)
        self.station()

    def station(self) -> None:
        """Batteries to sectors, by the weight raised to the kind's concentration."""
        for k in range(len(self.setup.interceptors)):
            placed = self.apply(
                share_out, total=self.batteries.there[k], weights=self.power[self.scarce[k]]
            )
            self.see.sectors.batteries[:, :, k] = placed.T

    def place(self) -> None:
        """Opening places: batteries, then magazines where they stand."""
        self.station()
        unlimited = np.flatnonzero(~self.counted)
        self.see.sectors.magazine[:, :, unlimited] = 1 << 30
        self.allocate(first=True)

    def decide(self) -> None:
        """Weekly: ration where short, move magazines between sectors."""
        if not self.setup.on["allocation"]:
            self.allocate(first=True)
            return
        if self.rationing:
            self.ration()
        else:
            self.shots = self.full_shots
        self.allocate()

    def ration(self) -> None:
        """One shot per target where what is held lasts too few days at the recent rate."""
        held = self.held()
        per_day = self.fired_lately / 28.0
        short = self.apply(ration, shots=self.full_shots, held=held, per_day=per_day)
        self.shots = np.where(self.counted[:, None], short, self.full_shots)

    def allocate(self, first: bool = False) -> None:
        """Put magazines where batteries stand, as many rounds for each; the rest is the pool.

        `first`: only what is in the pool goes out; what sectors hold stays where it is.
        """
        sectors = self.see.sectors
        self.apply(
            allocate,
            magazine=sectors.magazine.transpose(1, 0, 2),
            batteries=sectors.batteries.transpose(1, 0, 2),
            first=1 if first else 0,
        )

    def held(self) -> Array:
        """Rounds held in the pool and in all sectors, (kinds, runs); 0 where not counted.

        Also looks whether the capital could fire at a ballistic missile: `dry` (runs,) is 1 if not.
        """
        self.apply(
            muster,
            magazine=self.see.sectors.magazine.transpose(1, 0, 2),
            held=self.there,
            dry=self.dry,
        )
        return self.there.T


def _raised(weights: Array, exponent: Array) -> Array:
    """Each run's weights (runs, sectors) to its exponent (runs,), one by one.

    NumPy's own power may differ in the last bit with the number of runs beside it.
    """
    powers = [[math.pow(w, e) for w in row] for row, e in zip(weights.tolist(), exponent.tolist())]
    return np.array(powers).reshape(weights.shape)
