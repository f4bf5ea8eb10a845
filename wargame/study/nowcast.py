"""Where things stand on a day: each run led up to it, and how the runs fit what was recorded.

Launches of each class and month are those recorded, as far as the record was out before the day;
everything else is the model's. So the state is conditioned on launches, and what the defence
stopped in the same months shows how far it can be believed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from wargame.declare.tape import Array
from wargame.evidence.record import load_record, reporting
from wargame.model.batch import CHUNK, Record, join, led_up
from wargame.scenario import Scenario
from wargame.scenario.outcomes import SERIES

BAND = (10.0, 90.0)
SHOWN = ("stock", "stock_age", "held", "batteries", "seller_stock", "own_missiles", "power_met",
         "support", "strategic_warheads", "strategic_defence", "allied_ready")  # fmt: skip


class Level(NamedTuple):
    """A quantity on the day: median and the band that holds 80% of runs."""

    series: str
    entry: str
    unit: str
    low: float
    median: float
    high: float


class Fit(NamedTuple):
    """A month and class: launched and stopped as recorded, and in the runs (80% bands)."""

    month: str
    weapon_class: str
    launched: int
    flown: tuple[float, float, float]
    stopped: int
    intercepted: tuple[float, float, float]

    @property
    def inside(self) -> bool:
        """Whether what was stopped lies in the band."""
        return self.intercepted[0] <= self.stopped <= self.intercepted[2]


@dataclass(frozen=True)
class Nowcast:
    """`record` has the months before the start of `scenario`, run by run.

    `record_file` stands in for the record of strikes of the theatre.
    """

    scenario: Scenario
    record: Record
    record_file: str | Path | None = None

    @property
    def runs(self) -> int:
        """How many."""
        return len(self.record.runs)

    def levels(self) -> list[Level]:
        """What is held, how old it is, how grid and support stand, on the eve of the start."""
        result = []
        for name in SHOWN:
            declared, last = SERIES[name], self.record.series[name][:, -1]
            entries = self.record.labels[declared.dims[0]] if declared.dims else [""]
            for row, entry in enumerate(entries):
                values = last[:, row] if declared.dims else last
                if np.isfinite(values).any() and (values != 0).any():
                    result.append(Level(name, entry, declared.unit, *_band(values)))
        return result

    def fits(self) -> list[Fit]:
        """Every whole month that was recorded before the start, class by class."""
        held = load_record(self.record_file or reporting.table(self.scenario.theatre.folder))
        result = []
        for row, month in enumerate(self.record.months):
            for name in self.scenario.roles.classes if month in self.scenario.recorded else ():
                cell = held.of(month, (name,))
                if cell.launched:
                    flown, stopped = (
                        self._of_class(s, row, name) for s in ("launched", "intercepted")
                    )
                    result.append(
                        Fit(month, name, cell.launched, _band(flown), cell.stopped, _band(stopped))
                    )
        return result

    def _of_class(self, series: str, month: int, name: str) -> Array:
        """A series of one month, the weapons of a class added up, (runs,)."""
        texts = self.scenario.texts
        of = [texts[f"weapons.{w}.class"] == name for w in self.record.labels["weapon"]]
        added: Array = self.record.series[series][:, month, of].sum(axis=1)
        return added


def _band(values: Array) -> tuple[float, float, float]:
    low, high = np.nanpercentile(values, BAND)
    return float(low), float(np.nanmedian(values)), float(high)


def nowcast(
    scenario: Scenario,
    chunk: int = CHUNK,
    progress: Callable[[int], None] | None = None,
    record_file: str | Path | None = None,
) -> Nowcast:
    """Lead every run of `scenario` up to its start; the chunk size changes nothing.

    Raises ValueError where it starts on the day for which its evidence stands.
    """
    parts = []
    for first in range(0, scenario.runs, chunk):
        ids = range(first, min(first + chunk, scenario.runs))
        parts.append(led_up(scenario, ids))
        if progress:
            progress(len(ids))
    return Nowcast(scenario, parts[0] if len(parts) == 1 else join(parts), record_file)
