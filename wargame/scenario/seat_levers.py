"""Orders that a seat of a game can give: every lever declared once, and checked.

A lever without an order is moved by the model's own rule, with the catalogue's number where it has
one (`path`). Limits are rules of the game, not facts: wide enough for a bold choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wargame.declare.errors import WargameError, did_you_mean
from wargame.declare.rungs import CEILINGS, STRIKES
from wargame.evidence.fields import POSTURES

SEATS = ("moscow", "kyiv", "europe", "washington")
TALKS = ("refuse", "talk", "energy_truce", "ceasefire")  # each gives more than the one before
CLASSES = ("as_planned", "ballistic", "cruise", "one_way_drone")
NOBODY = "nobody"
MOST_TOLD = 8  # problems of one set of orders


@dataclass(frozen=True)
class Lever:
    """One thing that a seat decides.

    kind: `choice` (of `options`), `number` (from low to high, in `unit`), `whole` (the same in
    whole numbers) or `switch` (true or false). `path` is the catalogue's number that an order
    stands in for, if there is one (`*`: of every entry). `once`: an order holds for the first
    month of its turn only; others hold until they are changed or taken back.
    """

    seat: str
    name: str
    label: str
    kind: Literal["choice", "number", "whole", "switch"]
    meaning: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    options: tuple[str, ...] = ()
    path: str = ""
    once: bool = False


def _number(
    seat: str, name: str, label: str, meaning: str, unit: str, high: float, path: str = ""
) -> Lever:
    return Lever(seat, name, label, "number", meaning, unit, 0.0, high, path=path)


def _choice(seat: str, name: str, label: str, meaning: str, *options: str) -> Lever:
    return Lever(seat, name, label, "choice", meaning, options=options)


_TALKS = (
    "What you offer in talks. Both sides get what both offer: a ceasefire, a truce on energy, or "
    "talks that go on; where one refuses, talks fail and a halt ends. Without an order of both, "
    "talks take their own course"
)
_SANCTIONS = (
    "Change of the share of foreign components that is cut off, this turn; it acts with delay, and "
    "relief is negative"
)
_FLOOR = "Share of the opening stock of interceptors that is never given"

LEVERS: tuple[Lever, ...] = (
    _choice(
        "moscow", "posture", "Posture",
        "What the missile force is for: how much flies, how it is bunched, what stays in reserve",
        *POSTURES, "choose",
    ),
    _number("moscow", "reserve", "Reserve", "Share of the opening stock that is not touched",
            "share", 1.0, "postures.*.reserve"),
    _number("moscow", "energy", "Aim at energy", "Share of strikes aimed at the power grid",
            "share", 0.95, "grid.energy_share"),
    _number("moscow", "industry", "Aim at industry",
            "Share of the other strikes aimed at arms industry; the rest falls on cities",
            "share", 1.0, "air_command.industry_share"),
    _number("moscow", "surge", "Surge production",
            "Share of each line's surge that is worked; hands and machines tire",
            "share", 1.0),
    _choice("moscow", "invest_in", "Invest in",
            "The class whose lines get the growth taken from others", *CLASSES),
    _number("moscow", "invest", "Growth moved",
            "Share of the planned growth of all other lines that goes there, worth for worth",
            "share", 1.0),
    _choice("moscow", "spillover", "Leave to strike other states",
            "How far the military may go against other European states by its own judgement",
            *CEILINGS),
    Lever("moscow", "strike", "Strike another state", "choice",
          "A strike that you order yourself: a state and a size", options=(NOBODY,), once=True),
    Lever("moscow", "oreshnik", "Oreshnik shots", "whole",
          "Shots as a signal; one is a rung of the ladder, an order of none forbids them",
          "missiles", 0, 5, once=True),
    Lever("moscow", "threat", "Threaten suppliers", "switch",
          "A public threat to states that give weapons; they may take it for a rung; no forbids it",
          once=True),
    _number("moscow", "violation", "Fire during a halt",
            "Launches that go on under a ceasefire, of the ordinary rate",
            "share", 1.0, "talks.process.violation"),
    _choice("moscow", "talks", "Talks", _TALKS, *TALKS),
    _choice("kyiv", "protect", "Protect", "What the air defence is spread to protect",
            "balanced", "cities", "energy", "industry"),
    Lever("kyiv", "ration", "Ration", "switch",
          "Whether one round is fired at a target where magazines run low"),
    _number("kyiv", "ration_days", "Ration below",
            "Days of fire at the recent rate below which rationing begins",
            "days", 120.0, "air_command.ration_days"),
    _number("kyiv", "pool", "Keep back", "Share of rounds that stays in the national pool",
            "share", 0.9, "air_command.reserve"),
    _number("kyiv", "concentrate", "Concentrate ballistic defence",
            "How strongly Patriot and SAMP/T go to the sectors that weigh most: 0 is evenly",
            "times", 5.0, "air_command.concentration_ballistic"),
    _choice("kyiv", "long_range", "Long-range strikes", "What your own long-range weapons hit",
            "balanced", "lines", "depots", "energy"),
    _number("kyiv", "held_back", "Hold missiles back",
            "Share of your own long-range missiles kept as a deterrent instead of fired",
            "share", 1.0, "strike_weapons.*.held_back"),
    _choice("kyiv", "talks", "Talks", _TALKS, *TALKS),
    _number("europe", "purchases", "Purchases",
            "Money of all suppliers together for American weapons; will decides what is paid",
            "billion USD/month", 3.0, "suppliers.*.purchases"),
    _number("europe", "patriot", "Spend on Patriot rounds",
            "Share of purchases that buys PAC-3 MSE and GEM-T",
            "share", 1.0, "aid.politics.purchase_patriot"),
    _number("europe", "orders", "European orders",
            "Orders for European air defence, relative to what is pledged", "times", 3.0),
    _number("europe", "aster", "Order Aster 30", "Share of European orders that buys Aster 30, the "
            "rest buys IRIS-T", "share", 1.0, "aid.politics.order_aster"),
    _number("europe", "floor", "Keep at home", _FLOOR, "share", 1.0, "suppliers.*.floor"),
    _choice("europe", "keep", "When you fear for yourself",
            "Keep interceptors home by will, or give down to the floor whatever happens",
            "will", "floor"),
    Lever("europe", "sanctions", "Sanctions", "number", _SANCTIONS, "share", -0.1, 0.1, once=True),
    _number("washington", "aid", "Let go", "Share of American gifts and sales that goes through",
            "share", 1.0),
    _number("washington", "from_stock", "Sell from stock",
            "Share of purchases filled out of American stocks; the rest waits for the makers",
            "share", 1.0, "aid.politics.from_stock"),
    _number("washington", "release", "Most released",
            "Most Patriot rounds that leave American stocks",
            "interceptors/month", 150.0, "aid.politics.stock_release"),
    _number("washington", "refill", "Refill first",
            "Share of what the lines make that replaces American stock sold",
            "share", 1.0, "aid.politics.stock_refill"),
    _number("washington", "floor", "Keep at home", _FLOOR, "share", 1.0, "suppliers.usa.floor"),
    _number("washington", "priority", "Ukraine's place in the queue",
            "Share of free line output that orders for Ukraine may take",
            "share", 1.0, "aid.politics.war_share"),
    _number("washington", "home_defence", "Home missile defence",
            "Yearly growth of strategic interceptors; it takes Patriot output and Moscow answers",
            "percent/year", 50.0, "powers.usa.defence_growth"),
    _number("washington", "targeting", "Help with targeting",
            "What help in planning makes of Ukraine's long-range hits, relative to now",
            "times", 2.0),
    Lever("washington", "sanctions", "Sanctions", "number", _SANCTIONS, "share", -0.1, 0.1,
          once=True),
)  # fmt: skip


def levers(seat: str) -> dict[str, Lever]:
    """The levers of one seat by name. Raises WargameError for a seat that is not there."""
    if seat not in SEATS:
        raise WargameError(f"there is no seat '{seat}'{did_you_mean(seat, SEATS)}")
    return {lever.name: lever for lever in LEVERS if lever.seat == seat}


def options(lever: Lever, allies: list[str]) -> tuple[str, ...]:
    """What may be chosen; the states that may be struck are the scenario's `allies`."""
    if lever.name != "strike":
        return lever.options
    return (NOBODY, *(f"{ally} {rung}" for ally in allies for rung in STRIKES[1:]))


def check(seat: str, orders: Mapping[str, Any], allies: list[str]) -> dict[str, Any]:
    """`orders` (lever: value in its unit, None for the model's own rule), each in its plain type.

    Raises WargameError that names every lever that is wrong, and what was expected.
    """
    known = levers(seat)
    if not isinstance(orders, Mapping):
        raise WargameError("orders: expected a mapping of levers to values")
    found, wrong = {}, []
    for name, value in orders.items():
        if name not in known:
            word = str(name)[:40]
            wrong.append(f"{seat} has no lever '{word}'{did_you_mean(word, known)}")
            continue
        try:
            found[name] = None if value is None else _read(known[name], value, allies)
        except ValueError as error:
            wrong.append(f"{seat}.{name}: {error}")
    if wrong:
        raise WargameError("\n".join(wrong[:MOST_TOLD]))
    return found


def told(seat: str, orders: Mapping[str, Any]) -> list[str]:
    """Orders in words, as in 'Keep at home: 40%'."""
    known = levers(seat)
    return [f"{known[name].label}: {_told(known[name], value)}" for name, value in orders.items()]


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
        known = options(lever, allies)
        if value not in known:
            hint = did_you_mean(str(value)[:40], known)
            raise ValueError(f"expected one of {', '.join(known[:8])}, found {_short(value)}{hint}")
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
