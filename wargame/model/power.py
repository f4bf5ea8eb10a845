"""The strategic arms race, and what each side knows of the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_YEAR, MONTHS_PER_YEAR
from wargame.evidence.fields import BALLISTIC_DEFENCE
from wargame.mechanisms.intelligence.intelligence_rules import believe
from wargame.mechanisms.race.race_rules import race
from wargame.model.agent_table import Row, Table

RIVAL = {"usa": "russia", "russia": "usa", "china": "usa"}


class Power(Row):
    """One strategic power."""


class Powers(Table):
    """Warheads, penetration and defences; and the upgrades that reach theatre missiles."""

    kind = Power

    def know(self) -> None:
        """Opening arsenals; evasion of each theatre weapon, (weapons, runs)."""
        war, numbers = self.war, self.war.numbers
        self.given("powers", "warheads", "upload", "defence", "defence_growth", "penetration")
        self.given("powers", "response", "quality", "build")
        self.column("opening", self.warheads)
        self.column("opening_defence", self.defence)
        for name in ("treaty_limit", "engagements", "foresight", "alarm", "spillback", "demand"):
            setattr(self, f"_{name}", numbers.one(f"race.strategic.{name}"))
        self.limited = True
        self.first_evasion = numbers.column("weapons", war.weapons, "evasion")
        self.evasion_growth = numbers.column("weapons", war.weapons, "evasion_growth")
        self.adaptation = numbers.one("ukraine.command.adaptation")
        self.evasion = self.first_evasion.copy()
        self.opening_penetration = self.penetration.copy()
        self.active = war.on["arms_race"]

    def decide(self) -> None:
        """Once a month: defences grow, rivals answer, upgrades reach the war in Ukraine."""
        if self.active:
            self._race()
        self.upgrade()

    def _race(self) -> None:
        war = self.war
        respond = 1.0 if war.policies.powers.race == "respond" else 0.0
        self.defence *= 1.0 + self.defence_growth * DAYS_PER_MONTH
        morning = self.warheads.copy()
        for row, name in enumerate(self.names):
            rival = self.row(RIVAL[name])
            # Programmes take years, so what is planned against is the defence years from now.
            planned = self.defence[rival] * np.exp(self.defence_growth[rival] * self._foresight)
            limit = self._treaty_limit if (self.limited and name != "china") else 1e9
            race(
                self.warheads[row],
                self.penetration[row],
                self.upload[row],
                limit,
                self.response[row] * respond,
                self.quality[row],
                self.build[row] * DAYS_PER_YEAR,
                planned,
                self.opening_defence[rival],
                np.maximum(0.0, morning[rival] - self.opening[rival]),
                self._engagements,
                self._alarm,
                1.0 / MONTHS_PER_YEAR,
            )

    def upgrade(self) -> None:
        """Theatre missiles get harder to hit, defenders learn; strategic upgrades spill over."""
        gained = self.penetration[self.row("russia")] - self.opening_penetration[self.row("russia")]
        change = (self.evasion_growth - self.adaptation) * self.war.day + gained * self._spillback
        self.evasion = np.clip(self.first_evasion + change, 0.0, 0.95)

    def demand(self) -> Any:
        """Share of free PAC-3 output that growing home defence takes, (runs,)."""
        if not self.active:
            return np.zeros(self.war.runs)
        usa = self.row("usa")
        growth = self.defence[usa] / np.maximum(1.0, self.opening_defence[usa]) - 1.0
        return np.minimum(0.9, growth * self._demand)


class Observer(Row):
    """One side's intelligence."""


class Observers(Table):
    """Noisy estimates: of Russian missiles by the West, of Ukrainian magazines by Moscow."""

    kind = Observer

    def know(self) -> None:
        """Errors of each side; beliefs are (runs,)."""
        war, numbers = self.war, self.war.numbers
        self.spread = np.stack(
            [
                numbers.one("intelligence.estimates.error_west")
                * (1.0 - numbers.one("intelligence.estimates.debris")),
                numbers.one("intelligence.estimates.error_moscow"),
            ]
        )
        if not war.on["intelligence"]:
            self.spread = self.spread * 0.0
        self.memory = numbers.one("intelligence.estimates.memory")
        self.zeros("error")
        self.kinds = np.array([war.interceptors.index(k) for k in BALLISTIC_DEFENCE])
        self.believed_stock = war.arsenals.held[war.factories.stocked].sum(axis=0).astype(float)
        self.opening_stock = np.maximum(1.0, self.believed_stock)
        self.believed_magazine = war.ukraine.held()[self.kinds].sum(axis=0).astype(float)
        self.opening_magazine = self.believed_magazine.copy()

    def decide(self) -> None:
        """Once a month, both sides look again."""
        war = self.war
        stock = war.arsenals.held[war.factories.stocked].sum(axis=0)
        magazine = war.ukraine.held()[self.kinds].sum(axis=0)
        truth = np.stack([stock, magazine]).astype(np.float64)
        belief = believe(
            truth, self.spread, self.memory, self.error, war.seed, war.run_ids, war.month, self.keys
        )
        self.believed_stock, self.believed_magazine = belief[0], belief[1]

    def believed_growth(self) -> Any:
        """How much Russia's stock of missiles is believed to have grown, of the first, (runs,)."""
        return self.believed_stock / self.opening_stock - 1.0
