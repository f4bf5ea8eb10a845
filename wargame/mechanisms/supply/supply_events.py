"""Other theatres that want the same interceptors."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from wargame.declare.event_types import Dated, Rate
from wargame.declare.running_war import RunningWar


class DemandElsewhere(Dated):
    """Another theatre wants interceptors of the same lines; several at once add up."""

    actors: ClassVar[dict[str, str]] = {"interceptor": "interceptors"}
    event: Literal["demand_elsewhere"]
    interceptor: str
    """Kind of interceptor."""
    rate: Rate
    """How many it wants, such as "40 missiles/month"; the share that goes before the defender is
    aid.politics.elsewhere_first."""

    def carry_out(self, war: RunningWar, begins: bool) -> None:
        wanted = np.zeros(len(war.lines.names))
        for one in war.agenda.holding[self.event]:
            wanted[war.lines.names.index(one.interceptor)] += one.rate.internal
        war.lines.demand_elsewhere(wanted)
