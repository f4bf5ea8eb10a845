"""Orders that a seat of a game can give: which levers it holds, and whether an order is right.

A lever without an order is moved by the model's own rule, with the evidence's number where it has
one (`path`). Rooms declare levers, the theatre deals them out to seats (`wargame.evidence.seats`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.declare.errors import WargameError, did_you_mean
from wargame.declare.levers import NOBODY
from wargame.declare.rungs import STRIKES
from wargame.evidence import seats, theatre
from wargame.evidence.seats import SeatLever as Lever
from wargame.mechanisms.talks.talks_levers import OFFERS as TALKS

MOST_TOLD = 8  # problems of one set of orders
BY_SEAT = seats.load(theatre.load())  # games are played in the theatre that ships as the default
SEATS = tuple(BY_SEAT)
LEVERS = tuple(lever for seat in BY_SEAT.values() for lever in seat.levers.values())


def levers(seat: str) -> dict[str, Lever]:
    """The levers of one seat by name. Raises WargameError for a seat that is not there."""
    if seat not in SEATS:
        raise WargameError(f"there is no seat '{seat}'{did_you_mean(seat, SEATS)}")
    return BY_SEAT[seat].levers


def options(lever: Lever, allies: list[str]) -> tuple[str, ...]:
    """What may be chosen; the states that may be struck are the scenario's `allies`."""
    if NOBODY not in lever.options:
        return lever.options
    return (NOBODY, *(f"{ally} {rung}" for ally in allies for rung in STRIKES[1:]))


def check(seat: str, orders: Mapping[str, Any], allies: list[str]) -> dict[str, Any]:
    """`orders` (lever: value in its unit, None for the model's own rule), each in its plain type.

    Raises WargameError that names every lever that is wrong, and what was expected.
    """
    valid = levers(seat)
    if not isinstance(orders, Mapping):
        raise WargameError("orders: expected a mapping of levers to values")
    result, wrong = {}, []
    for name, value in orders.items():
        if name not in valid:
            word = str(name)[:40]
            wrong.append(f"{seat} has no lever '{word}'{did_you_mean(word, valid)}")
            continue
        try:
            result[name] = None if value is None else _read(valid[name], value, allies)
        except ValueError as error:
            wrong.append(f"{seat}.{name}: {error}")
    if wrong:
        raise WargameError("\n".join(wrong[:MOST_TOLD]))
    return result


def told(seat: str, orders: Mapping[str, Any]) -> list[str]:
    """Orders in words, as in 'Keep at home: 40%'."""
    valid = levers(seat)
    return [f"{valid[name].label}: {_told(valid[name], value)}" for name, value in orders.items()]


def _told(lever: Lever, value: Any) -> str:
    if value is None:
        return "the model's own rule"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        share = lever.unit == "share"
        return f"{100 * value:.6g}%" if share else f"{value:.6g} {lever.unit}".rstrip()
    return str(value).replace("_", " ")


def _read(lever: Lever, value: Any, allies: list[str]) -> str | bool | int | float:
    if lever.kind == "switch":
        if not isinstance(value, bool):
            raise ValueError(f"expected true or false, found {_short(value)}")
        return value
    if lever.kind == "choice":
        valid = options(lever, allies)
        if value not in valid:
            hint = did_you_mean(str(value)[:40], valid)
            raise ValueError(f"expected one of {', '.join(valid[:8])}, found {_short(value)}{hint}")
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"expected a number, found {_short(value)}")
    if not lever.low <= value <= lever.high:  # NaN is never inside
        bounds = f"{lever.low:g} to {lever.high:g} {lever.unit}"
        raise ValueError(f"expected {bounds}, found {value:g}")
    if lever.kind == "whole":
        if value != int(value):
            raise ValueError(f"expected a whole number, found {value:g}")
        return int(value)
    return float(value)


def _short(value: Any) -> str:
    """What was given, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


__all__ = ["BY_SEAT", "LEVERS", "NOBODY", "SEATS", "TALKS", "Lever", "check", "levers", "options",
           "told"]  # fmt: skip
