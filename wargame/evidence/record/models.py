"""Names of weapons as reports write them, and the weapon class of each.

A name may be bundled: a report that names several weapons counts under the first one named, as in
the shipped record.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from wargame.declare.errors import did_you_mean
from wargame.evidence.record.reporting import load

_FILLERS = {"MISSILE", "MISSILES", "UAV", "UAVS", "DRONE", "DRONES", "TYPE", "ROCKET", "ROCKETS"}
_BETWEEN = re.compile(r"\s+(?:and|or|та|і|и)\s+|[/,;&+]", re.IGNORECASE)


class Reading(NamedTuple):
    """What a name means: its class ('' for not known), whether it mixes classes, what was odd."""

    weapon_class: str
    mixed: bool
    problem: str


@cache
def _class_of() -> dict[str, str]:
    """The class of every name, by its key."""
    reporting = load()
    return {
        reporting.key(name): weapon_class
        for weapon_class, names in reporting.names.items()
        for name in names.split(", ")
    }


def read_model(text: str) -> Reading:
    """The weapon class that a report's `text` counts under."""
    names = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if not names:
        return Reading("", False, "no model is named")
    classes: list[str] = []
    unknown: list[str] = []
    stem = ""
    for name in names:
        key = load().key(name)
        if key.isdigit():  # '300/400': the letters stand in the name before
            key = stem + key
        stem = (re.match(r"[A-Z]+(?=\d)", key) or [stem])[0]
        result = _class(name, key)
        if result:
            classes.append(result)
        else:
            unknown.append(name)
    if not classes:
        return Reading("", False, f"'{text}' is not known{did_you_mean(names[0], load().every)}")
    mixed = len(set(classes)) > 1
    problem = f"'{text}' names weapons of several classes" if mixed else ""
    if unknown:
        problem = f"'{text}' names a model that is not known ('{unknown[0]}')"
    return Reading(classes[0], mixed, problem)


def _class(name: str, key: str) -> str:
    """Class of one name: as a whole, or by words that all say the same; '' for not known."""
    if key in _class_of():
        return _class_of()[key]
    words = [word for part in re.split(r"[\s()]+", name) if (word := load().key(part))]
    significant = [word for word in words if word not in _FILLERS]
    result = {_class_of().get(word, "") for word in significant}
    return result.pop() if len(result) == 1 else ""
