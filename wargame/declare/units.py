"""The closed list of units, each with its dimension and its factor to the internal unit.

Internal units are missiles (or any other counted thing), days, USD, MW and plain shares.
Anything not listed here is refused by the loader; the list grows only by an edit of this file.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.declare.durations import DAYS_PER_MONTH, DAYS_PER_WEEK, DAYS_PER_YEAR


class Unit(NamedTuple):
    """One accepted unit: its dimension and the factor that turns a value into internal units."""

    dimension: str
    factor: float


_COUNTED = ("missiles", "drones", "interceptors", "warheads")
_PIECES = ("batteries", "targets", "shots", "rungs", "states", "strikes", "systems", "vehicles",
           "aircraft", "parts", "people", "events", "statements")  # fmt: skip
_PERIODS = {"day": 1.0, "week": DAYS_PER_WEEK, "month": DAYS_PER_MONTH,
            "year": DAYS_PER_YEAR}  # fmt: skip
_MONEY = {"USD": 1.0, "million USD": 1e6, "billion USD": 1e9}
_POWER = {"MW": 1.0, "GW": 1e3}


def _build() -> dict[str, Unit]:
    units = {name: Unit("weapons", 1.0) for name in _COUNTED}
    units |= {name: Unit("count", 1.0) for name in _PIECES}
    units |= {f"{name}s": Unit("time", days) for name, days in _PERIODS.items()}
    units |= {name: Unit("money", factor) for name, factor in _MONEY.items()}
    units |= {name: Unit("power", factor) for name, factor in _POWER.items()}
    units |= {"percent": Unit("share", 0.01), "share": Unit("share", 1.0)}
    units |= {"times": Unit("factor", 1.0), "calendar year": Unit("date", 1.0)}
    for period, days in _PERIODS.items():
        units |= {f"{name}/{period}": Unit("weapon rate", 1 / days) for name in _COUNTED}
        units |= {f"{name}/{period}": Unit("money rate", f / days) for name, f in _MONEY.items()}
        units |= {f"{name}/{period}": Unit("power rate", f / days) for name, f in _POWER.items()}
        units[f"percent/{period}"] = Unit("share rate", 0.01 / days)
        units[f"strikes/{period}"] = Unit("count rate", 1 / days)
    return units


UNITS: dict[str, Unit] = _build()


def units_of(dimension: str) -> list[str]:
    """Every unit accepted for `dimension`, in the order of declaration."""
    return [name for name, unit in UNITS.items() if unit.dimension == dimension]


def bare_unit(dimension: str) -> str | None:
    """The unit in which a bare number of `dimension` is understood, None if it needs one."""
    if dimension == "share":
        return "share"
    return units_of(dimension)[0] if dimension in ("factor", "count", "weapons") else None


def to_internal(value: float, unit: str) -> float:
    """Convert `value` in `unit` to internal units (missiles, days, USD, MW, shares).

    Raises KeyError if `unit` is not in the closed list.
    """
    return value * UNITS[unit].factor
