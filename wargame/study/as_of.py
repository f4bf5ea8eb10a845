"""What was published by a day: the record before it, and figures that were out by then.

A figure counts as published when the day it speaks of and the day its source was published are both
past. A number of which nothing was takes a wide prior (`wargame.evidence.priors`), and what
lies outside the part of the model that is used here takes a value that nothing reads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase

import numpy as np

from wargame.evidence import priors
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.dated import is_out, latest_out
from wargame.evidence.number import FACTS, JUDGEMENT, Number
from wargame.evidence.record import Record, reporting
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study.arrays import Floats

# What bears on launches and interceptions within half a year. The rest is switched off, for its
# numbers were not known at the time: stocks, aid, magazines, the grid, politics.
PARTS = ("production", "launch_commands", "leadership", "engagement", "allocation")
# Calibration starts from wide priors here: the catalogue's figures were read off the same record,
# and would count it twice. Chances of a hit keep the catalogue's order of kinds, once it is known:
# the record tells classes apart and not kinds, and the shift of all of them has its own wide prior.
CALIBRATED = (
    "classes.*.monthly_spread",
    "classes.*.intensity_memory",
    "leadership.*.gap_spread",
    "postures.fire_as_made.gap",
)
UNREAD = {  # by dimension, in an internal unit: nothing that is switched on reads them
    "weapon rate": (1.0, "missiles/day"),
    "money rate": (1.0, "USD/day"),
    "share rate": (0.0, "percent/day"),
    "power rate": (1.0, "MW/day"),
    "share": (0.5, "share"),
    "factor": (1.0, "times"),
    "time": (30.0, "days"),
    "weapons": (100.0, "missiles"),
    "count": (1.0, "targets"),
    "money": (1.0, "USD"),
    "power": (1000.0, "MW"),
}


def number_at(number: Number, day: date, catalogue: Catalogue) -> Number | None:
    """`number` as it was published before `day`; None if nothing was.

    The catalogue's own choice once it is out, before that the latest of its other figures. A
    derived number is out with the last of what it follows from, and stands alone then. A number
    that its entry does not have at all stays so: that is the structure of the model.
    """
    sources = catalogue.bibliography
    if number.absent or all(is_out(one, day, sources) for one in roots(number, catalogue)):
        return replace(number, derivation=None)
    latest = latest_out(number, day, sources)
    if latest is None:
        return None
    return replace(number, **latest.figure(), derivation=None)


def roots(number: Number, catalogue: Catalogue) -> Iterator[Number]:
    """`number` itself, or the numbers and facts that it follows from at first or second hand."""
    if number.derivation is None:
        yield number
        return
    for path in number.derivation.inputs.values():
        one = catalogue.numbers.get(path) or catalogue.facts[path.removeprefix(FACTS)]
        yield from roots(one, catalogue)


def numbers_at(catalogue: Catalogue, day: date) -> dict[str, Number]:
    """Every number of the catalogue as it was published before `day`, by path."""
    early = priors.load()
    result = {}
    for path, number in catalogue.numbers.items():
        fitted = not number.absent and any(fnmatchcase(path, row) for row in CALIBRATED)
        then = (None if fitted else number_at(number, day, catalogue)) or early.of(path)
        if then is None:  # a fixed value, the same whatever the catalogue holds
            value, unit = UNREAD[number.dimension]
            figures = (value, value, value, unit)
            then = Number(*figures, "", JUDGEMENT, "J", "not read", path=path)
        result[path] = replace(then, estimates=())
    return result


def scenario_at(
    base: Scenario,
    day: date,
    months: int,
    before: int = 0,
    numbers: Mapping[str, Number] | None = None,
) -> Scenario:
    """`base` as it could have been written before `day`, from `before` months before it.

    Nothing dated happens in it, the leadership fires as made, rounds are not counted (nobody
    publishes magazines), and only PARTS are switched on. `numbers` are those of `numbers_at`.
    """
    catalogue = base.catalogue
    texts = {
        path: "unlimited" if path.endswith(".magazine") else text
        for path, text in base.texts.items()
    }
    policies = base.policies.model_copy(
        update={"attacker": base.policies.attacker.model_copy(update={"posture": "fire_as_made"})}
    )
    return replace(
        base,
        start=add_months(day, -before),
        months=months + before,
        numbers=dict(numbers or numbers_at(catalogue, day)),
        texts=texts,
        events=(),
        policies=policies,
        mechanisms={name: name in PARTS for name in base.mechanisms},
        overrides={},
        preceding={},
    )


def record_before(record: Record, day: date) -> Record:
    """`record` without its months from `day` on."""
    first = f"{day:%Y-%m}"
    cells = {key: cell for key, cell in record.cells.items() if key[0] < first}
    return replace(
        record, cells=cells, flagged=frozenset(k for k in record.flagged if k[0] < first)
    )


def classes_of(scenario: Scenario) -> tuple[str, ...]:
    """Weapon classes that the record of the theatre counts, in its order."""
    return reporting.load(scenario.theatre.folder).classes


def counts(record: Record, months: list[str], classes: tuple[str, ...]) -> Floats:
    """Launched and stopped in `months` by class -> (2, months, classes)."""
    cells = [[record.of(month, (name,)) for name in classes] for month in months]
    return np.array(
        [
            [[cell.launched for cell in row] for row in cells],
            [[min(cell.stopped, cell.launched) for cell in row] for row in cells],
        ],
        float,
    )
