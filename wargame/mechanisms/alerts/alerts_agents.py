"""The sirens of the capital."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Row, Table
from wargame.agents.setup import Setup


class Siren(Row):
    """The sirens of one city."""


class Alerts(Table):
    """Days of alert since the start, `alert_days` (runs,)."""

    name = "alerts"
    kind = Siren

    @classmethod
    def rows(cls, setup: Setup) -> list[str]:
        """Names of the agents, in order."""
        return [setup.roles.capital]

    def know(self) -> None:
        """No alert yet."""
        self.alert_days = np.zeros(self.setup.runs, np.int64)
