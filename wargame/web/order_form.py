"""Levers as a form, and what a form sends back as orders; shares are shown in percent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from wargame.play.refused import Refused
from wargame.report.assumptions import plain

TAKE_BACK = "__back__"  # the word of a form for "leave it to the model's own rule"
MOST = 40  # fields of one form


def scale(choice: Mapping[str, Any]) -> float:
    """What a number is multiplied by to be shown."""
    return 100.0 if choice["unit"] == "share" else 1.0


def fields(choices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fields of a form, one a lever."""
    result = []
    for one in choices:
        times = scale(one)
        unit = "%" if one["unit"] == "share" else one["unit"]
        numeric, now = one["kind"] in ("number", "whole"), shown(one, one["value"])
        result.append(
            {
                "name": one["name"], "label": one["label"], "kind": one["kind"], "unit": unit,
                "meaning": one["meaning"], "options": [(o, worded(o)) for o in one["options"]],
                "low": plain(one["low"] * times) if numeric else "",
                "high": plain(one["high"] * times) if numeric else "",
                # Behind a field for a number stands its unit.
                "now": now.removesuffix(unit).rstrip() if numeric else now,
                "standing": shown(one, one["ordered"]) if one["ordered"] is not None else "",
                "draft": shown(one, one["draft"]) if one["draft"] is not None else "",
                "once": one["once"], "source": one["source"], "note": one["note"],
                "path": one["path"],
                "range": [plain(round(x * times, 6)) for x in one["range"] or ()],
            }
        )  # fmt: skip
    return result


def worded(word: Any) -> str:
    """'fire_as_made' -> 'fire as made'."""
    return str(word).replace("_", " ")


def shown(choice: Mapping[str, Any], value: Any) -> str:
    """A value of a lever in words."""
    if value is None:
        return "nothing ordered"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        unit = "%" if choice["unit"] == "share" else f" {choice['unit']}".rstrip()
        return f"{plain(float(f'{value * scale(choice):.3g}'))}{unit}"
    return worded(value)


def given(form: Any, choices: list[dict[str, Any]]) -> dict[str, Any]:
    """Orders from what a form sent: lever -> text. Raises Refused on what no form of ours sends."""
    if not isinstance(form, dict) or len(form) > MOST:
        raise Refused("these are not orders")
    valid = {one["name"]: one for one in choices}
    result: dict[str, Any] = {}
    for name, text in form.items():
        if name not in valid or not isinstance(text, str) or len(text) > 60:
            raise Refused("there is no such lever in this seat")
        if text:
            result[name] = _value(valid[name], text)
    if not result:
        raise Refused("nothing was chosen; choose something first")
    return result


def _value(choice: Mapping[str, Any], text: str) -> Any:
    if text == TAKE_BACK:
        return None
    if choice["kind"] == "switch":
        return text == "yes"
    if choice["kind"] == "choice":
        return text
    try:
        number = float(text) / scale(choice)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise Refused(f"{choice['label']}: expected a number, found {text[:40]!r}")
    if not choice["low"] <= number <= choice["high"]:
        most = {**choice, "kind": "number"}
        span = f"{shown(most, choice['low'])} to {shown(most, choice['high'])}"
        raise Refused(f"{choice['label']}: expected {span}, found {text[:40]}")
    if choice["kind"] == "whole":
        if number != int(number):
            raise Refused(f"{choice['label']}: expected a whole number")
        return int(number)
    return round(number, 6)
