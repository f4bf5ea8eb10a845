"""What a war leaves behind, as a tape, and its outcomes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.tape import Tape
from wargame.scenario.outcomes import MARKS, outcomes_of

if TYPE_CHECKING:
    from wargame.declare.roles import Roles
    from wargame.evidence.theatre import Theatre
    from wargame.model.war import War


def tape(war: War) -> Tape:
    """What was recorded of `war` until now."""
    recorder = war.recorder
    days = np.bincount(war.calendar.month_of[: war.calendar.days]).tolist()
    return Tape(
        runs=war.runs,
        month_days=days,
        parts=[
            held / monthrange(*map(int, month.split("-")))[1]
            for held, month in zip(days, war.calendar.months)
        ],
        series=recorder.series,
        marks={name: np.asarray(mark.read(war)).T for name, mark in MARKS.items()},
        labels=recorder.labels,
        groups=groups(war),
    )


def groups(war: War) -> dict[str, list[int]]:
    """Positions of weapons, interceptors and powers, by the roles that outcomes speak of.

    A class of weapons is a group of its name, unless a role has that name.
    """
    roles = war.setup.roles
    drones, ballistic = _of_class(war, roles.mass), _of_class(war, roles.ballistic)
    stocked = war.factories.stocked
    masks = {name: _of_class(war, name) for name in war.setup.classes} | {
        "missiles": ~drones,
        "drones": drones,
        "ballistic": ballistic,
        "stored": stocked,
        "stored_ballistic": stocked & ballistic,
    }
    return {
        **{name: np.flatnonzero(mask).tolist() for name, mask in masks.items()},
        "ballistic_defence": _places(roles.ballistic_defence, war.interceptors),
        "ballistic_systems": _places(_one_a_radar(roles), war.interceptors),
        "rivals": _places(roles.treaty, war.powers.names),
    }


def _of_class(war: War, name: str) -> Any:
    """Which weapons are of a class, (weapons,); none where the theatre does not have it."""
    classes = war.setup.classes
    return war.class_of == (classes.index(name) if name in classes else -1)


def _places(names: Iterable[str], labels: list[str]) -> list[int]:
    return [labels.index(name) for name in names if name in labels]


def _one_a_radar(roles: Roles) -> Iterator[str]:
    """Kinds that stop the ballistic class, one of those that share their batteries."""
    seen: set[str] = set()
    for kind in roles.ballistic_defence:
        if kind not in seen:
            yield kind
        seen.update(*(group for group in roles.radars if kind in group))


def work_out(tape: Tape, theatre: Theatre) -> dict[str, Any]:
    """Every outcome of `theatre`, (runs,) float64; NaN for never and nothing to measure."""
    declared = outcomes_of(theatre)
    return {name: np.asarray(one.compute(tape), np.float64) for name, one in declared.items()}
