"""Orders that a seat of a game can give: which levers it holds, and whether an order is right.

A lever without an order is moved by the model's own rule, with the evidence's number where it has
one (`path`). Rooms declare levers, the theatre deals them out to seats (`wargame.evidence.seats`).
"""

from __future__ import annotations

from collections.abc import Mapping

from wargame.declare.errors import WargameError, did_you_mean
from wargame.declare.levers import NOBODY
from wargame.declare.rungs import STRIKES
from wargame.evidence import seats
from wargame.evidence.seats import SeatLever
from wargame.scenario.scenario import Scenario

Order = str | bool | int | float | None  # None: the model's own rule

MOST_SHOWN = 8  # problems of one set of orders


def levers(scenario: Scenario, seat: str) -> dict[str, SeatLever]:
    """The levers of one seat by name. Raises WargameError for a seat that is not there."""
    valid = seats.load(scenario.theatre)
    if seat not in valid:
        raise WargameError(f"there is no seat '{seat}'{did_you_mean(seat, valid)}")
    return valid[seat].levers


def options(scenario: Scenario, lever: SeatLever) -> tuple[str, ...]:
    """What may be chosen; the states that may be struck are the scenario's allies."""
    if NOBODY not in lever.options:
        return lever.options
    allies = scenario.entries("allies")
    return (NOBODY, *(f"{ally} {rung}" for ally in allies for rung in STRIKES[1:]))


def check(scenario: Scenario, seat: str, orders: Mapping[str, object]) -> dict[str, Order]:
    """`orders` (lever: value in its unit, None for the model's own rule), each in its plain type.

    Raises WargameError that names every lever that is wrong, and what was expected.
    """
    valid = levers(scenario, seat)
    if not isinstance(orders, Mapping):
        raise WargameError("orders: expected a mapping of levers to values")
    result: dict[str, Order] = {}
    wrong = []
    for name, value in orders.items():
        if name not in valid:
            word = str(name)[:40]
            wrong.append(f"{seat} has no lever '{word}'{did_you_mean(word, valid)}")
            continue
        try:
            result[name] = None if value is None else _read(scenario, valid[name], value)
        except ValueError as error:
            wrong.append(f"{seat}.{name}: {error}")
    if wrong:
        raise WargameError("\n".join(wrong[:MOST_SHOWN]))
    return result


def in_words(scenario: Scenario, seat: str, orders: Mapping[str, Order]) -> list[str]:
    """Orders in words, as in 'Keep at home: 40%'."""
    valid = levers(scenario, seat)
    return [f"{valid[name].label}: {_worded(valid[name], value)}" for name, value in orders.items()]


def _worded(lever: SeatLever, value: Order) -> str:
    if value is None:
        return "the model's own rule"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        share = lever.unit == "share"
        return f"{100 * value:.6g}%" if share else f"{value:.6g} {lever.unit}".rstrip()
    return value.replace("_", " ")


def _read(scenario: Scenario, lever: SeatLever, value: object) -> Order:
    if lever.kind == "switch":
        if not isinstance(value, bool):
            raise ValueError(f"expected true or false, found {_short(value)}")
        return value
    if lever.kind == "choice":
        valid = options(scenario, lever)
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


def _short(value: object) -> str:
    """What was given, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
