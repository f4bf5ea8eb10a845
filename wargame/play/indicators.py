"""What can be looked at in a war: each indicator with its unit and its history, as it truly is.

Who may see an indicator, and how well, is said in `wargame.play.fog`; nothing here is for a seat's
eyes. Which indicators there are, the theatre says (`wargame.play.game_rules`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import Field

from wargame.declare.event_types import Model
from wargame.declare.tape import Array
from wargame.model.war import War
from wargame.model.war_tape import groups
from wargame.scenario.outcomes import SERIES


def _seller_stock(war: War) -> Array:
    """What the seller held at first, (kinds, runs)."""
    rounds, seller = np.zeros((len(war.interceptors), war.runs)), war.suppliers.sales.row
    if seller is not None:
        rounds[war.suppliers.kinds] = war.suppliers.opening[seller].T
    return rounds


SCALES = {"percent": 100.0, "million USD/month": 1e-6}  # of a series in an indicator's unit
# Values on the first morning of series that have a level then, (entries, runs) or (runs,), where
# the evidence stands for the first day.
OPENINGS: dict[str, Callable[[War], Any]] = {
    "stock": lambda war: war.arsenals.opening,
    "held": lambda war: war.air_command.opening,
    "batteries": lambda war: war.air_command.batteries.books.opening,
    "seller_stock": _seller_stock,
    "own_missiles": lambda war: (
        war.own_lines.stock[war.own_lines.missiles].astype(np.int64).sum(axis=0)
    ),
    "strategic_defence": lambda war: war.powers.opening_defence,
    "strategic_warheads": lambda war: war.powers.opening,
    "allied_ready": lambda war: war.allies.books.opening / np.maximum(1.0, war.allies.need),
    "support": lambda war: 1.0,
    "escalation_rung": lambda war: 1.0 if war.on["signals"] else 0.0,
}


class Indicator(Model):
    """A quantity of the war, as `game.yaml` of a theatre declares it.

    `series` names what the recorder keeps of it by month, summed over `of`: entries by name, or
    the name of one group of them; all where it is empty. `each`: a section, for each of whose
    entries there is one, with its name for `{entry}` in the label. A level (`flow` false) has a
    value at every opening of a month, its first too; a flow has one for every month that is over.
    """

    label: str
    unit: str
    series: str
    of: str | list[str] = Field(default_factory=list)
    each: str = ""
    name: str = ""

    @property
    def flow(self) -> bool:
        """Whether it counts what came in a month."""
        return self.series not in OPENINGS

    @property
    def scale(self) -> float:
        """What a value of the series is multiplied by, in the indicator's unit."""
        return SCALES.get(self.unit, 1.0)

    def history(self, war: War) -> Array:
        """Values (points, runs): at each opening of a month so far, or for each month past."""
        values = war.recorder.series[self.series][:, : months_over(war)].astype(float)
        rows = self._rows(war)
        if rows is not None:
            values = values[:, :, rows].sum(axis=2)
        points = values.T * self.scale
        if self.flow:
            return points
        first = self._opening(war)
        if rows is not None:
            first = first[rows].sum(axis=0)
        return np.concatenate([np.broadcast_to(first, (1, war.runs)) * self.scale, points])

    def _opening(self, war: War) -> Array:
        """On the first morning, (entries, runs) or (runs,): as the lead-up left it, if any."""
        if war.recorder.earlier_months:
            last: Array = war.recorder.earlier[self.series][:, -1].astype(float).T
            return last
        return np.asarray(OPENINGS[self.series](war), float)

    def _rows(self, war: War) -> Sequence[int] | None:
        """Positions of the entries that are added up; an entry that a scenario removed has none."""
        if self.of and isinstance(self.of, str):
            return groups(war)[self.of]
        dims = SERIES[self.series].dims
        labels = list(war.recorder.labels[dims[0]]) if dims else []
        chosen = self.of or labels
        return [labels.index(name) for name in chosen if name in labels] if dims else None


def months_over(war: War) -> int:
    """How many calendar months have been recorded."""
    return war.month if war.day < war.calendar.days else len(war.calendar.months)
