"""What each side knows of the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.agents.agent_table import Table
from wargame.declare.tape import Array
from wargame.mechanisms.intelligence.intelligence_rules import believe


class Observers(Table, agent="Observer", of="roles.names.observers"):
    """Noisy estimates: of the attacker's missiles, of the defender's magazines."""

    name = "observers"
    reads = ("air_command.held", "arsenals.held", "factories.stocked")

    def initialise(self) -> None:
        """Errors of each side; beliefs are (runs,)."""
        self.drawn("intelligence.estimates", "error_stock", "error_magazines", "debris", "memory")
        spread = [self.error_stock * (1.0 - self.debris), self.error_magazines]
        self.spread = np.stack(spread) * (1.0 if self.setup.on["intelligence"] else 0.0)
        self.zeros("error")
        self.kinds = self.setup.kinds(self.setup.roles.ballistic_defence)
        self.believed_stock, self.believed_magazine = self._truth()
        self.opening_stock = np.maximum(1.0, self.believed_stock)
        self.opening_magazine = self.believed_magazine.copy()

    def decide(self) -> None:
        """Once a month, both sides look again."""
        self.believed_stock, self.believed_magazine = self.apply(believe, truth=self._truth())

    def _truth(self) -> Array:
        """The attacker's missiles and the defender's magazines as they are, (2, runs)."""
        stock = self.see.arsenals.held[self.see.factories.stocked].sum(axis=0)
        magazine = self.see.air_command.held()[self.kinds].sum(axis=0)
        return np.stack([stock, magazine]).astype(np.float64)

    def believed_growth(self) -> Any:
        """Growth of the attacker's stock of missiles as believed, of the first, (runs,)."""
        return self.believed_stock / self.opening_stock - 1.0
