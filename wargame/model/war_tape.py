"""What a war leaves behind, as a tape, and its outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.declare.tape import Tape
from wargame.evidence.fields import BALLISTIC_DEFENCE, CLASSES
from wargame.scenario.outcomes import MARKS, OUTCOMES

if TYPE_CHECKING:
    from wargame.model.war import War

# Kinds whose batteries stop ballistic missiles; kinds that share batteries are named once.
BALLISTIC_SYSTEMS = ("pac3_mse", "aster30")
RIVALS = ("usa", "russia")


def tape(war: War) -> Tape:
    """What was recorded of `war` until now."""
    recorder = war.recorder
    return Tape(
        runs=war.runs,
        month_days=np.bincount(war.calendar.month_of).tolist(),
        series=recorder.series,
        marks={name: np.asarray(mark.read(war)).T for name, mark in MARKS.items()},
        labels=recorder.labels,
        groups=groups(war),
    )


def groups(war: War) -> dict[str, list[int]]:
    """Positions of weapons, interceptors and powers, by the roles that outcomes speak of."""
    drones = _of_classes(war, "one_way_drone")
    ballistic, stocked = _of_classes(war, "ballistic"), war.factories.stocked
    masks = {
        "missiles": ~drones,
        "drones": drones,
        "ballistic": ballistic,
        "cruise": _of_classes(war, "cruise"),
        "stored": stocked,
        "stored_ballistic": stocked & ballistic,
    }
    return {
        **{name: np.flatnonzero(mask).tolist() for name, mask in masks.items()},
        "ballistic_defence": [war.interceptors.index(kind) for kind in BALLISTIC_DEFENCE],
        "ballistic_systems": [war.interceptors.index(kind) for kind in BALLISTIC_SYSTEMS],
        "rivals": [war.powers.row(power) for power in RIVALS],
    }


def _of_classes(war: War, *classes: str) -> Any:
    return np.isin(war.class_of, [CLASSES.index(name) for name in classes])


def work_out(tape: Tape) -> dict[str, Any]:
    """Every outcome, (runs,) float64; NaN for never and where there is nothing to measure."""
    return {name: np.asarray(one.compute(tape), np.float64) for name, one in OUTCOMES.items()}
