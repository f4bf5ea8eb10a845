"""What each side knows of the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.mechanisms.intelligence.intelligence_rules import believe


class Observers(Table, agent="Observer", of="roles.names.observers"):
    """Noisy estimates: of the attacker's missiles, of the defender's magazines."""

    name = "observers"
    reads = ("air_command.held", "arsenals.held", "factories.stocked")

    def know(self) -> None:
        """Errors of each side; beliefs are (runs,)."""
        numbers = self.setup.numbers
        self.spread = np.stack(
            [
                numbers.one("intelligence.estimates.error_stock")
                * (1.0 - numbers.one("intelligence.estimates.debris")),
                numbers.one("intelligence.estimates.error_magazines"),
            ]
        )
        if not self.setup.on["intelligence"]:
            self.spread = self.spread * 0.0
        self.memory = numbers.one("intelligence.estimates.memory")
        self.zeros("error")
        self.kinds = self.setup.kinds(self.setup.roles.ballistic_defence)
        self.believed_stock = (
            self.see.arsenals.held[self.see.factories.stocked].sum(axis=0).astype(float)
        )
        self.opening_stock = np.maximum(1.0, self.believed_stock)
        self.believed_magazine = self.see.air_command.held()[self.kinds].sum(axis=0).astype(float)
        self.opening_magazine = self.believed_magazine.copy()

    def decide(self) -> None:
        """Once a month, both sides look again."""
        stock = self.see.arsenals.held[self.see.factories.stocked].sum(axis=0)
        magazine = self.see.air_command.held()[self.kinds].sum(axis=0)
        truth = np.stack([stock, magazine]).astype(np.float64)
        belief = self.apply(believe, truth=truth)
        self.believed_stock, self.believed_magazine = belief[0], belief[1]

    def believed_growth(self) -> Any:
        """Growth of the attacker's stock of missiles as believed, of the first, (runs,)."""
        return self.believed_stock / self.opening_stock - 1.0
