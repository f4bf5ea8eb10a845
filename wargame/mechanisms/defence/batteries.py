"""Batteries: what stands, what is damaged or gone, what has been pledged and arrives."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table
from wargame.agents.ledger import Ledger
from wargame.declare.durations import DAYS_PER_MONTH
from wargame.declare.tape import Array
from wargame.kernel.draws import digest
from wargame.mechanisms.defence.battery_rules import wear_batteries


class Batteries:
    """Batteries of each kind, (kinds, runs): `there` in action, `out` damaged.

    Missiles that leak hit batteries that fire missiles by radar; groups, squadrons and jammers are
    many and small, and stay as they are. Kinds on one radar share the draw.
    """

    def __init__(self, command: Table) -> None:
        self.setup, self.clock = command.setup, command.clock
        kinds, numbers = self.setup.interceptors, self.setup.numbers
        self.there = numbers.column("interceptors", kinds, "batteries").astype(np.int64)
        self.out = np.zeros_like(self.there)
        self.books = Ledger("batteries", kinds, self.there)
        self.pledged = numbers.column("interceptors", kinds, "pledged_batteries")
        self.pledge_time = numbers.column("interceptors", kinds, "pledge_time")
        self.owed, self.given = np.zeros((2, *self.there.shape))
        self.loss = numbers.one("air_command.battery_loss")
        self.repair = numbers.one("air_command.battery_repair")
        self.writeoff = numbers.one("air_command.battery_writeoff")
        home_maker = self.setup.roles.home_maker
        domestic = [self.setup.texts[f"interceptors.{k}.made_by"] == home_maker for k in kinds]
        self.exposed = command.counted & ~np.array(domestic)
        shared = {k: at for at, group in enumerate(self.setup.roles.radars) for k in group}
        radars = [f"radar {shared[k]}" if k in shared else k for k in kinds]
        self.keys = np.array([digest(radar) for radar in radars], np.uint64)[:, None]

    def turn(self, leaked: Array, let_through: Array) -> None:
        """A month: hits by `leaked` missiles (runs,), repair, and what was pledged.

        let_through: share of promised deliveries that politics lets go, (runs,).
        """
        hit = 1.0 - np.exp(-self.loss * leaked / 100.0)
        back = 1.0 - np.exp(-DAYS_PER_MONTH / np.maximum(1.0, self.repair))
        _, _, gone = wear_batteries(
            self.there,
            self.out,
            np.where(self.exposed[:, None], hit, 0.0),
            back,
            self.writeoff,
            self.setup.seed,
            self.setup.run_ids,
            self.clock.month,
            self.keys,
        )
        self.books.post("destroyed", gone, -1)
        if self.setup.on["interceptor_supply"] and self.clock.month > 0:
            pace = self.pledged * (DAYS_PER_MONTH / np.maximum(1.0, self.pledge_time))
            self.owed = np.minimum(self.pledged, self.owed + pace * let_through)
            due = np.floor(self.owed + 1e-9)
            self.deliver((due - self.given).astype(np.int64))
            self.given = due
        self.books.check(self.there + self.out, self.clock.day, self.setup.run_ids)

    def deliver(self, number: Array) -> None:
        """New batteries (kinds, runs) stand at once."""
        self.there += number
        self.books.post("delivered", number, +1)
