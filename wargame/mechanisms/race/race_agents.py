"""The strategic arms race, and what each side knows of the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_YEAR
from wargame.mechanisms.race.race_rules import race


class Powers(Table, agent="Power", entries="powers"):
    """Warheads, penetration and defences; and the upgrades that reach theatre missiles."""

    name = "powers"

    def initialise(self) -> None:
        """Opening arsenals; evasion of each theatre weapon, (weapons, runs)."""
        numbers = self.setup.numbers
        self.given("powers", "warheads", "upload", "defence", "defence_growth", "penetration")
        self.given("powers", "response", "quality", "build")
        self.column("opening", self.warheads)
        self.column("at_start", self.warheads)
        self.column("opening_defence", self.defence)
        self.drawn("race.strategic", "treaty_limit", "engagements", "foresight", "alarm")
        self.drawn("race.strategic", "spillback")
        self.defence_demand = numbers.one("race.strategic.demand")
        self.drawn("air_command", "adaptation")
        self.limited = True
        self.first_evasion = numbers.column("weapons", self.setup.weapons, "evasion")
        self.evasion_growth = numbers.column("weapons", self.setup.weapons, "evasion_growth")
        self.evasion = self.first_evasion.copy()
        self.opening_penetration = self.penetration.copy()
        self.active = self.setup.on["arms_race"]

    def begin(self) -> None:
        """Growth is measured from the start."""
        self.at_start[:] = self.warheads

    def decide(self) -> None:
        """Once a month: defences grow, rivals answer, upgrades reach the war."""
        if self.active:
            self._race()
        self.upgrade()

    def _race(self) -> None:
        roles = self.setup.roles
        respond = 1.0 if self.setup.policies.powers.race == "respond" else 0.0
        self.defence *= 1.0 + self.defence_growth * DAYS_PER_MONTH
        morning = self.warheads.copy()
        for row, name in enumerate(self.names):
            if name not in roles.rivals:
                continue
            rival = self.row(roles.rivals[name])
            # Programmes take years, so what is planned against is the defence years from now.
            planned = self.defence[rival] * np.exp(self.defence_growth[rival] * self.foresight)
            limit = self.treaty_limit if (self.limited and name in roles.treaty) else 1e9
            self.apply(
                race,
                warheads=self.warheads[row],
                penetration=self.penetration[row],
                upload=self.upload[row],
                limit=limit,
                response=self.response[row] * respond,
                quality=self.quality[row],
                build=self.build[row] * DAYS_PER_YEAR,
                rival_defence=planned,
                rival_opening=self.opening_defence[rival],
                rival_growth=np.maximum(0.0, morning[rival] - self.opening[rival]),
                years=1.0 / 12.0,
            )

    def upgrade(self) -> None:
        """Theatre missiles get harder to hit, defenders learn; strategic upgrades spill over."""
        gained: Any = 0.0
        if self.setup.roles.attacker_power:
            attacker = self.row(self.setup.roles.attacker_power)
            gained = self.penetration[attacker] - self.opening_penetration[attacker]
        change = (
            self.evasion_growth - self.adaptation
        ) * self.clock.elapsed + gained * self.spillback
        self.evasion = np.clip(self.first_evasion + change, 0.0, 0.95)

    def demand(self) -> Any:
        """Share of free output of the home-defence line that growth at home takes, (runs,)."""
        seller = self.setup.roles.seller
        if not self.active or seller not in self.names:
            return np.zeros(self.setup.runs)
        row = self.row(seller)
        growth = self.defence[row] / np.maximum(1.0, self.opening_defence[row]) - 1.0
        return np.minimum(0.9, growth * self.defence_demand)
