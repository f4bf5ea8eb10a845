"""Questions that figures and words ask of a Dataset, answered as plain arrays over runs."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.tape import Array
from wargame.evidence.record import reporting
from wargame.scenario.outcomes import OUTCOMES

if TYPE_CHECKING:
    import xarray

    from wargame.scenario import Scenario

CLASS_NAMES = {
    "ballistic": "Ballistic",
    "cruise": "Cruise",
    "supersonic": "Supersonic",
    "air_tactical": "Air-launched tactical",
    "one_way_drone": "One-way drones",
}


def missiles(data: xarray.Dataset) -> Any:
    """Which weapons are missiles, those for ground fire too -> (weapon,)."""
    return data["weapon_group"].values != "drone"


def stored(data: xarray.Dataset) -> Any:
    """Which weapons count in a stock of missiles -> (weapon,)."""
    return data["weapon_group"].values == "missile"


def missile_classes(data: xarray.Dataset) -> tuple[str, ...]:
    """Classes of missiles."""
    return tuple(dict.fromkeys(data["weapon_class"].values[missiles(data)]))


def drone_classes(data: xarray.Dataset) -> tuple[str, ...]:
    """Classes of drones."""
    return tuple(dict.fromkeys(data["weapon_class"].values[~missiles(data)]))


def recorded_missiles(data: xarray.Dataset) -> tuple[str, ...]:
    """Classes that the public record counts as missiles, what is not known among them."""
    return (*missile_classes(data), reporting.load().unknown)


def of_classes(data: xarray.Dataset, name: str, classes: tuple[str, ...]) -> Any:
    """Series `name` summed over weapons in `classes` -> (run, month)."""
    chosen = np.isin(data["weapon_class"].values, classes)
    return data[name].values[..., chosen].sum(axis=-1, dtype=np.float64)


def missile_stock(data: xarray.Dataset) -> Any:
    """Missiles held, without those kept for ground fire -> (run, month)."""
    return data["stock"].values[..., stored(data)].sum(axis=-1, dtype=np.float64)


def weighted_mean(values: Array, weights: Array) -> Array:
    """Mean over the last axis, NaN left out; NaN where no weight is left."""
    weights = np.where(np.isnan(values), 0.0, weights)
    total = weights.sum(axis=-1)
    summed = (np.nan_to_num(values) * weights).sum(axis=-1)
    mean: Array = np.divide(summed, total, out=np.full(total.shape, np.nan), where=total > 0)
    return mean


def outcome(data: xarray.Dataset, name: str) -> Any:
    """One declared outcome -> (run,); NaN: never, nothing to measure, or none of this theatre."""
    names, values = list(data["outcome"].values), data["outcomes"].values
    return values[:, names.index(name)] if name in names else np.full(len(values), np.nan)


def has(data: xarray.Dataset, name: str) -> bool:
    """Whether `name` is an outcome of `data`."""
    return name in data["outcome"].values


def start(data: xarray.Dataset) -> datetime.date:
    """First day of the simulation."""
    return datetime.date.fromisoformat(str(data.attrs["start"]))


def first_month(data: xarray.Dataset) -> str:
    """First month of the simulation, 'YYYY-MM'."""
    return str(data["month"].values[0])


def halt_date(scenario: Scenario) -> datetime.date | None:
    """Date of the first scheduled ceasefire, if there is one."""
    days = [event.on for event in scenario.events if event.event == "ceasefire"]
    return min(days) if days else None


def never(name: str) -> bool:
    """Whether NaN of outcome `name` means that it never happened."""
    return OUTCOMES[name].kind == "time"


def chance(name: str) -> bool:
    """Whether outcome `name` is yes or no by run, so that its mean is a probability."""
    return OUTCOMES[name].kind == "event"
