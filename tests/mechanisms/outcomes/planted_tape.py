"""Hand-made tapes, and outcomes held against what they must be.

Weapons: `arrow` and `bolt` are ballistic, `flare` too but kept for ground fire, `dart` is a cruise
missile, `gnat` a drone. Interceptors: `shield` and `sister` stand on one radar and stop ballistic
missiles, `net` does so on its own, `rifle` does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from wargame.declare.tape import Tape
from wargame.scenario.outcomes import MARKS, OUTCOMES, SERIES

LABELS = {
    "weapon": ("arrow", "bolt", "flare", "dart", "gnat"),
    "interceptor": ("shield", "sister", "net", "rifle"),
    "ally": ("fen", "moor"),
    "power": ("north", "south", "east"),
}
GROUPS = {
    "missiles": [0, 1, 2, 3],
    "drones": [4],
    "ballistic": [0, 1, 2],
    "cruise": [3],
    "stored": [0, 1, 3],
    "stored_ballistic": [0, 1],
    "ballistic_defence": [0, 1, 2],
    "ballistic_systems": [0, 2],
    "rivals": [0, 1],
}
YEAR = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NAN = float("nan")
EMPTY_FOR_ALL = ("allied_ready_worst",)  # in a war without allies, in no single run
Rows = Mapping[str, Sequence[Any]]


def tape(runs: int = 3, months: int = 2, **given: Any) -> Tape:
    """A tape on which nothing happened but what is `given`.

    A series without dimensions is given as one row of months for each run, a mark as one number for
    each run; others as such rows or numbers by the name of the entry. Months begin in January.
    """
    assert given.keys() <= SERIES.keys() | MARKS.keys()
    return Tape(
        runs,
        [YEAR[month % 12] for month in range(months)],
        {
            name: _filled(given.get(name), (runs, months), one.dims).astype(np.float32)
            for name, one in SERIES.items()
        },
        {
            name: _filled(given.get(name, _default(name)), (runs,), one.dims)
            for name, one in MARKS.items()
        },
        LABELS,
        GROUPS,
    )


def _default(name: str) -> Any:
    """Days that did not come; else nothing."""
    return {"first_halt": -1, "capital_first_dry": -1, "first_dry": -1}.get(name)


def _filled(rows: Any, shape: tuple[int, ...], dims: tuple[str, ...]) -> Any:
    names = LABELS[dims[0]] if dims else ()
    whole = (*shape, len(names)) if dims else shape
    if not isinstance(rows, Mapping):
        return np.broadcast_to(np.array(0 if rows is None else rows), whole)
    result = np.zeros(whole)
    for name, row in rows.items():
        result[..., names.index(name)] = row
    return result


def expect(name: str, of: Tape, *values: float) -> None:
    """That outcome `name` of the tape is what it must be, run by run, NaN for no number.

    What may be empty in one run and not in another must be so in one; and runs must differ.
    """
    declared = OUTCOMES[name]
    found = np.asarray(declared.compute(of), float)
    np.testing.assert_allclose(found, values, rtol=1e-6, err_msg=name)
    known = found[~np.isnan(found)]
    assert len(found) >= 3 and len(set(known)) > 1, f"{name}: runs that do not differ show nothing"
    if name not in EMPTY_FOR_ALL:
        assert bool(declared.when_empty) == bool(np.isnan(found).any()), name
