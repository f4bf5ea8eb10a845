"""The levers of a seat as plain data: what each now stands at, and where its number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from wargame.declare.units import UNITS
from wargame.evidence.seats import SeatLever
from wargame.model.war import War
from wargame.play.game_rules import OFFER
from wargame.scenario.seat_levers import Order, levers, options


def choices(war: War, seat: str, standing: Mapping[str, Order]) -> list[dict[str, Any]]:
    """Every lever of `seat`, with what it stands at in the played run and what is ordered."""
    return [
        {
            "name": lever.name,
            "label": lever.label,
            "kind": lever.kind,
            "meaning": lever.meaning,
            "unit": lever.unit,
            "low": lever.low if lever.kind in ("number", "whole") else None,
            "high": lever.high if lever.kind in ("number", "whole") else None,
            "options": list(options(war.spec, lever)),
            "value": value(war, lever),
            "ordered": standing.get(lever.name),
            "once": lever.once,
            **_evidence(war, lever),
        }
        for lever in levers(war.spec, seat).values()
    ]


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


def _evidence(war: War, lever: SeatLever) -> dict[str, Any]:
    """The catalogue's number behind a lever: range, source and note, or what else moves it."""
    path = war.spec.full(war.spec.roles.fill(lever.path)) if lever.path else ""
    number = war.spec.numbers.get(path)
    if number is None:
        words = "by entry in the catalogue" if path else "a policy of the scenario"
        return {"path": path, "source": words, "range": None, "note": ""}
    factor = UNITS[lever.unit].factor
    low, high = number.internal[1] / factor, number.internal[2] / factor
    return {
        "path": path,
        "source": number.source,
        "range": [round(low, 6), round(high, 6)],
        "note": number.note,
    }
