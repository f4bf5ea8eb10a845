"""The sirens of the capital."""

from __future__ import annotations

import numpy as np

from wargame.agents.agent_table import Table


class Alerts(Table, agent="Siren", of="roles.capital"):
    """Days of alert since the start, `alert_days` (runs,)."""

    name = "alerts"

    def initialise(self) -> None:
        """No alert yet."""
        self.alert_days = np.zeros(self.setup.runs, np.int64)
