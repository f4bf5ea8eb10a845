"""The levers of a seat as plain data: what each now stands at, and where its number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

import numpy as np

from wargame.declare.units import UNITS
from wargame.evidence.seats import SeatLever
from wargame.model.war import War
from wargame.play.game_rules import OFFER
from wargame.scenario.seat_levers import Order, levers, options


class LeverChoice(TypedDict):
    """A lever, what it stands at, and what is ordered: standing, and as a draft for this turn.

    path: the number of the catalogue behind it, '' if there is none; range: what sources say of it.
    """

    name: str
    label: str
    kind: str
    meaning: str
    unit: str
    low: float | None
    high: float | None
    options: list[str]
    value: Order
    ordered: Order
    draft: Order
    once: bool
    path: str
    source: str
    range: list[float] | None
    note: str


def choices(
    war: War, seat: str, standing: Mapping[str, Order], drafts: Mapping[str, Order]
) -> list[LeverChoice]:
    """Every lever of `seat`, with what it stands at in the played run and what is ordered."""
    result: list[LeverChoice] = []
    for lever in levers(war.spec, seat).values():
        numeric = lever.kind in ("number", "whole")
        path = war.spec.full(war.spec.roles.fill(lever.path)) if lever.path else ""
        number = war.spec.numbers.get(path)
        words = "by entry in the catalogue" if path else "a policy of the scenario"
        ends = number.internal[1:] if number else ()
        result.append(
            {
                "name": lever.name,
                "label": lever.label,
                "kind": lever.kind,
                "meaning": lever.meaning,
                "unit": lever.unit,
                "low": lever.low if numeric else None,
                "high": lever.high if numeric else None,
                "options": list(options(war.spec, lever)),
                "value": value(war, lever),
                "ordered": standing.get(lever.name),
                "draft": drafts.get(lever.name),
                "once": lever.once,
                "path": path,
                "source": number.source if number else words,
                "range": [round(x / UNITS[lever.unit].factor, 6) for x in ends] or None,
                "note": number.note if number else "",
            }
        )
    return result


def value(war: War, lever: SeatLever) -> Order:
    """What a lever stands at now, in its unit or as a word."""
    if lever.lever == OFFER:
        offered: Order = war.ordered.get((lever.seat, lever.name))
        return offered
    current = lever.get(war)
    if lever.kind != "number" and (current is None or isinstance(current, str | bool | int)):
        return current
    number = float(np.mean(np.asarray(current, float))) / UNITS[lever.unit].factor
    return round(min(lever.high, max(lever.low, number)), 4)
