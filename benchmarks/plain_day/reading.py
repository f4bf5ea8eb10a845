"""Plain objects read from the tables of a War, for one of its runs, and held against them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from wargame.model.schedule import DAY
from wargame.model.war import War

# Dimensions whose entries are objects of their own; what has none belongs to its owner as a whole.
OBJECTS = {
    "weapon": "each_weapon",
    "sector": "each_sector",
    "interceptor": "each_kind",
    "command": "each_command",
}
# Whose steps are told again; a room that is not among them has tests of its own.
OWNERS = {
    *("factories", "arsenals", "commands", "sectors", "air_command", "damage", "grid"),
    *("own_lines", "leadership", "talks"),
}


def slots() -> list[tuple[str, str, tuple[str, ...]]]:
    """Owner, name and dimensions of all that the steps told again read or write."""
    result = []
    for slot, argument in DAY.slots.items():
        owner, _, name = slot.partition(".")
        if owner in OWNERS:
            result.append((owner, name, argument.dims))
    return result


def of_run(war: War, owner: str, name: str, row: int) -> Any:
    """What table `owner` holds for run number `row`, as plain Python.

    Columns are (agents, runs, ...), attributes for all runs (runs,); what `run_first` names is
    (runs, ...); what is the same in all runs has no axis for them.
    """
    table = getattr(war, owner)
    value = getattr(table, name)
    argument = DAY.slots[f"{owner}.{name}"]
    if not isinstance(value, np.ndarray):
        return value
    if argument.way != "fixed":
        if name in getattr(table, "run_first", ()) or value.ndim == 1:
            value = value[row]
        elif argument.dims:
            value = value[:, row]
        else:  # the column of the only agent of its kind
            value = value[0, row]
    # Keys address draws and stay unsigned; all else becomes numbers and lists.
    return list(value) if value.dtype == np.uint64 and value.ndim else value.tolist()


def read(war: War, row: int) -> dict[str, Any]:
    """Objects by weapon, sector, kind of interceptor and command, and one for each owner."""
    objects: dict[str, Any] = {}
    for owner, name, dims in slots():
        value = of_run(war, owner, name, row)
        if dims and dims[0] in OBJECTS:
            group = objects.setdefault(OBJECTS[dims[0]], [SimpleNamespace() for _ in value])
            for one, part in zip(group, value):
                setattr(one, name, part)
        else:
            setattr(objects.setdefault(owner, SimpleNamespace()), name, value)
    return objects


def differences(war: War, row: int, objects: dict[str, Any]) -> list[str]:
    """What the objects hold otherwise than run `row` of the War, in words."""
    result = []
    for owner, name, dims in slots():
        theirs = of_run(war, owner, name, row)
        if dims and dims[0] in OBJECTS:
            mine = [getattr(one, name) for one in objects[OBJECTS[dims[0]]]]
        else:
            mine = getattr(objects[owner], name)
        same = np.allclose(np.asarray(mine, float), np.asarray(theirs, float), rtol=1e-12, atol=0)
        if not same:
            result.append(f"{owner}.{name}: {mine} on plain objects, {theirs} in the war")
    return result
