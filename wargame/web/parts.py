"""Some runs of a state, simulated in a worker, as plain arrays small enough to send back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from wargame.declare.tape import Array
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    from wargame.model.batch import Record
    from wargame.scenario import Scenario


@dataclass
class Part:
    """Runs of a state: `series` name -> float32 (runs, months), `allies` float32 (runs, months,
    allies), `outcomes` float64 (runs, outcomes) in the order of OUTCOMES, NaN for never.
    """

    months: list[str]
    ally_names: list[str]
    series: dict[str, Array]
    allies: Array
    outcomes: Array

    @property
    def runs(self) -> int:
        """How many runs these are."""
        return len(self.outcomes)


@lru_cache(maxsize=16)
def _scenario(text: str, upload: str | None, months: int) -> Scenario:
    from wargame.web.state import from_text

    return from_text(text, upload, months)


def simulate_part(text: str, upload: str | None, months: int, first: int, runs: int) -> Part:
    """Runs `first` to `first + runs` of the scenario file `text`; see `state.text_of`."""
    from wargame.model.batch import simulate

    return part_of(simulate(_scenario(text, upload, months), first, runs))


def part_of(record: Record) -> Part:
    """What pages show of a Record of the model."""
    texts, series = record.scenario.texts, record.series
    weapons, kinds = record.labels["weapon"], record.labels["interceptor"]
    classes = [texts[f"weapons.{name}.class"] for name in weapons]
    roles = record.scenario.roles
    fired = np.array([c != roles.mass for c in classes])
    missile = fired & ~np.isin(weapons, roles.ground_fire)
    ballistic = np.array([kind in roles.ballistic_defence for kind in kinds])
    makers = np.array([texts[f"interceptors.{kind}.made_by"] for kind in kinds])
    result = {
        "stock": _over(series["stock"], missile),
        "made": _over(series["made"], missile),
        "launched": _over(series["launched"], fired),
        "leaked": _over(series["leaked"], fired),
        "drones": _over(series["leaked"], ~fired),
        "held": _over(series["held"], ballistic),
        "power": np.asarray(series["power_met"], np.float32),
        "support": np.asarray(series["support"], np.float32),
    }
    for maker in np.unique(makers):
        result[f"from {maker}"] = _over(series["received"], makers == maker)
    lacking = np.full(len(record.runs), np.nan)
    values = (record.outcomes.get(name, lacking) for name in OUTCOMES)
    outcomes = np.stack([np.asarray(one, float) for one in values], axis=1)
    allies = np.asarray(series["allied_ready"], np.float32)
    return Part(list(record.months), list(record.labels["ally"]), result, allies, outcomes)


def _over(series: Array, chosen: Array) -> Array:
    """A series (runs, months, kinds) summed over the `chosen` kinds -> (runs, months)."""
    total: Array = series[..., chosen].sum(axis=-1, dtype=np.float64)
    return total.astype(np.float32)


def join(parts: list[Part]) -> Part:
    """The runs of all parts, in their order."""
    head = parts[0]
    return Part(
        head.months,
        head.ally_names,
        {name: np.concatenate([part.series[name] for part in parts]) for name in head.series},
        np.concatenate([part.allies for part in parts]),
        np.concatenate([part.outcomes for part in parts]),
    )
