"""What was published by a day: the record before it, and figures that were out by then.

A figure counts as published when the day it speaks of and the day its source was published are both
past. A number of which nothing was takes a wide prior (`wargame.evidence.priors`), and what
lies outside the part of the model that is used here takes a value that nothing reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fnmatch import fnmatchcase

import numpy as np

from wargame.evidence import priors
from wargame.evidence.catalogue import Catalogue
from wargame.evidence.number import JUDGEMENT, Estimate, Number
from wargame.evidence.record import Record, reporting
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study.arrays import Floats

CALIBRATION = "calibration"  # made by this model from the record: never its own evidence
RECORD = "air_force_ivaniuk"  # a table that grows by the month: what is dated is its months
# What bears on launches and interceptions within half a year. The rest is switched off, for its
# numbers were not known at the time: stocks, aid, magazines, the grid, politics.
PARTS = ("production", "launch_commands", "leadership", "engagement", "allocation")
# Calibration starts from wide priors here: the catalogue's figures were read off the same record,
# and would count it twice. Chances of a hit keep the catalogue's order of kinds, once it is known:
# the record tells classes apart and not kinds, and the shift of all of them has its own wide prior.
CALIBRATED = (
    "classes.*.monthly_spread",
    "leadership.*.intensity_memory",
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


def last_day(text: str) -> date:
    """The last day of a date written YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts if len(parts) == 2 else (parts[0], 12)
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def number_at(number: Number, day: date, catalogue: Catalogue) -> Number | None:
    """`number` as it was published before `day`; None if nothing was.

    The catalogue's own choice once it is out, before that the latest of its other figures. A number
    that its entry does not have at all stays so: that is the structure of the model.
    """
    if number.absent or _out(number, day, catalogue):
        return number
    figures = [one for one in number.estimates if _out(one, day, catalogue)]
    if not figures:
        return None
    latest = max(figures, key=lambda one: last_day(one.as_of))
    names = ("value", "low", "high", "unit", "as_of", "source", "grade", "note")
    return replace(number, **{name: getattr(latest, name) for name in names})


def _out(figure: Number | Estimate, day: date, catalogue: Catalogue) -> bool:
    """Whether a figure is about a time before `day`, and was published before it."""
    if figure.source == CALIBRATION or last_day(figure.as_of) >= day:
        return False
    return _published(figure, catalogue) < day


def _published(figure: Number | Estimate, catalogue: Catalogue) -> date:
    source = catalogue.bibliography.get(figure.source)
    return last_day(figure.as_of if source is None or figure.source == RECORD else source.date)


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
