"""Calibration to the record up to a month, written back as estimates in the catalogue's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from wargame.declare.errors import WargameError
from wargame.declare.units import UNITS
from wargame.evidence.number import CALIBRATION, Estimate, Number
from wargame.evidence.record import Record
from wargame.scenario import Scenario
from wargame.scenario.scenario import add_months
from wargame.study import as_of, backtest, fit, parameters
from wargame.study.arrays import Floats

SOURCE = CALIBRATION
GRADE = "C"
RANGE = (0.05, 0.5, 0.95)  # quantiles that become low, value, high
LEARNED = 0.2  # below this cut in variance the record has taught next to nothing


@dataclass(frozen=True)
class Learned:
    """One parameter: how much of its prior variance the record took away (1: all; below 0: none).

    `name` is 'class.parameter' or a shared one; `low` to `high` is its 90% range afterwards.
    """

    name: str
    share: float
    low: float
    value: float
    high: float


@dataclass(frozen=True)
class Calibration:
    """`estimates` by path, what was `learned` of each parameter, the `months` it rests on."""

    estimates: dict[str, Estimate]
    learned: tuple[Learned, ...]
    months: list[str]
    runs: int


def calibrate(
    base: Scenario, record: Record, until: str, progress: Callable[[int], None] | None = None
) -> Calibration:
    """Fit `base` to the year of `record` up to `until` ('YYYY-MM'), with figures known by then.

    Raises WargameError if the record does not hold that month, or too few before it.
    """
    day = add_months(date.fromisoformat(f"{until}-01"), 1)
    months = [month for month in record.months if month <= until]
    if until not in record.months or len(months) < backtest.LEAST:
        raise WargameError(
            f"{until}: the record ({record.name}) holds {record.months[0]} to "
            f"{record.months[-1]}, and {backtest.LEAST} months are needed"
        )
    scenario, fitted = backtest.calibrated(base, record, day, progress)
    window = months[-fit.WINDOW :]
    note = f"ES-MDA on launches and stops of {window[0]} to {window[-1]}, n = {base.runs} runs"
    learned = _learned(fitted, as_of.classes_of(base))
    taught = {one.name for one in learned if one.share >= LEARNED}
    result = {
        path: _estimate(scenario.numbers[path], values, until, note)
        for path, values in _values(fitted, scenario, taught).items()
    }
    return Calibration(result, learned, window, base.runs)


def _values(fitted: fit.Fit, scenario: Scenario, taught: set[str]) -> dict[str, Floats]:
    """Numbers whose parameter is in `taught`, path -> (runs,) in internal units."""
    given = parameters.values(fitted.after, scenario, fitted.drawn, 0.0, window=False)
    shared = parameters.shared_paths(scenario)
    result = {path: given[path] for name, path in shared.items() if name in taught}
    for c, name in enumerate(as_of.classes_of(scenario)):
        if f"{name}.spread" in taught:
            path = f"classes.{name}.monthly_spread"
            result[path] = given[path]
        if f"{name}.stop" in taught:
            shift = fitted.after.own[c, parameters.STOP]
            result |= parameters.hit_chances(scenario, name, fitted.drawn, shift)
        if f"{name}.level" in taught:
            result |= _fire_shares(fitted, scenario, name, np.exp(fitted.after.own[c, 0]))
    return result


def _fire_shares(
    fitted: fit.Fit, scenario: Scenario, name: str, level: Floats
) -> dict[str, Floats]:
    """Share of output fired that gives the `level` (runs,) of launches a day, by weapon.

    Only where the output was published: without it the level says nothing about a share.
    """
    result = {}
    for weapon, part in parameters.split(scenario, name).items():
        paths = [f"weapons.{weapon}.{field}" for field in ("production", "imports")]
        if not part or not all(_is_dated(scenario.numbers[path]) for path in paths):
            continue
        made = sum(
            np.asarray(fitted.drawn.get(path, scenario.numbers[path].internal[0])) for path in paths
        )
        result[f"weapons.{weapon}.fire_share"] = np.clip(level * part / made, 0.0, 1.0)
    return result


def _is_dated(number: Number) -> bool:
    return number.absent or bool(number.as_of)


def _estimate(number: Number, values: Floats, until: str, note: str) -> Estimate:
    """`values` (runs,) in internal units as an estimate in the unit of `number`."""
    factor = UNITS[number.unit].factor
    low, value, high = (float(f"{x / factor:.3g}") for x in np.quantile(values, RANGE))
    return Estimate(value, low, high, number.unit, until, SOURCE, GRADE, note)


def _learned(fitted: fit.Fit, classes: tuple[str, ...]) -> tuple[Learned, ...]:
    names = [f"{name}.{own}" for name in classes for own in parameters.OWN]
    rows = zip([*names, *parameters.SHARED], fitted.before.rows(), fitted.after.rows())
    return tuple(
        Learned(name, float(1.0 - after.var() / before.var()), *np.quantile(after, RANGE).tolist())
        for name, before, after in rows
    )


def as_scenario(calibration: Calibration, base: str, until: str) -> dict[str, object]:
    """A scenario file that extends `base` and takes every estimate, as plain data for YAML."""
    return {
        "scenario": 1,
        "extends": base,
        "title": f"Calibrated to the record up to {until}",
        "question": "What changes when numbers that no source gives are fitted to the record?",
        "set": {path: dict(one.figure()) for path, one in calibration.estimates.items()},
    }


def run_days(base: Scenario, record: Record, until: str) -> int:
    """Run-days that `calibrate` takes, for progress."""
    return backtest.fit_days(base, add_months(date.fromisoformat(f"{until}-01"), 1), record)
