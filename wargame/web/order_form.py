"""Levers as a form, and what a form sends back as orders; shares are shown in percent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wargame.play.refused import Refused
from wargame.report.assumptions import plain
from wargame.scenario.seat_levers import Order

if TYPE_CHECKING:
    from wargame.play.lever_values import LeverChoice

TAKE_BACK = "__back__"  # the word of a form for "leave it to the model's own rule"
MOST = 40  # fields of one form


def fields(choices: Sequence[LeverChoice]) -> list[dict[str, Any]]:
    """The fields of a form, one a lever: what a choice holds, as it is shown."""
    result = []
    for one in choices:
        scale, unit = _scale(one), "%" if one["unit"] == "share" else one["unit"]
        low, high = (plain(x * scale) if x is not None else "" for x in (one["low"], one["high"]))
        now = shown(one, one["value"])
        changed = {
            "unit": unit,
            "options": [(option, worded(option)) for option in one["options"]],
            "low": low,
            "high": high,
            # Behind a field for a number stands its unit.
            "now": now.removesuffix(unit).rstrip() if low else now,
            "standing": shown(one, one["ordered"]) if one["ordered"] is not None else "",
            "draft": shown(one, one["draft"]) if one["draft"] is not None else "",
            "range": [plain(round(x * scale, 6)) for x in one["range"] or ()],
        }
        result.append({**one, **changed})
    return result


def _scale(choice: LeverChoice) -> float:
    """What a number is multiplied by to be shown."""
    return 100.0 if choice["unit"] == "share" else 1.0


def worded(word: str) -> str:
    """'fire_as_made' -> 'fire as made'."""
    return word.replace("_", " ")


def shown(choice: LeverChoice, value: Order) -> str:
    """A value of a lever in words."""
    if value is None:
        return "nothing ordered"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit = "%" if choice["unit"] == "share" else f" {choice['unit']}".rstrip()
        return f"{plain(float(f'{value * _scale(choice):.3g}'))}{unit}"
    return worded(value)


def parse(form: object, choices: Sequence[LeverChoice]) -> dict[str, Order]:
    """Orders from what a form sent: lever -> text. Raises Refused on what no form of ours sends."""
    if not isinstance(form, dict) or len(form) > MOST:
        raise Refused("these are not orders")
    valid = {one["name"]: one for one in choices}
    result: dict[str, Order] = {}
    for name, text in form.items():
        if name not in valid or not isinstance(text, str) or len(text) > 60:
            raise Refused("there is no such lever in this seat")
        if text:
            result[name] = _value(valid[name], text)
    if not result:
        raise Refused("nothing was chosen; choose something first")
    return result


def _value(choice: LeverChoice, text: str) -> Order:
    low, high = choice["low"], choice["high"]
    if text == TAKE_BACK:
        return None
    if choice["kind"] == "switch":
        return text == "yes"
    if low is None or high is None:
        return text
    try:
        number = float(text) / _scale(choice)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(f"{choice['label']}: expected a number, found {text[:40]!r}")
    if not low <= number <= high:
        span = f"{shown(choice, low)} to {shown(choice, high)}"
        raise Refused(f"{choice['label']}: expected {span}, found {text[:40]}")
    if choice["kind"] == "whole":
        if number != int(number):
            raise Refused(f"{choice['label']}: expected a whole number")
        return int(number)
    return round(number, 6)
