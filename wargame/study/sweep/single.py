"""One run as a plain function of its parameters, for the tools of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TypeGuard

import numpy as np

from wargame.declare.errors import WargameError
from wargame.declare.quantity import plain
from wargame.evidence.catalogue import field_of
from wargame.questions.design_file import BASE
from wargame.scenario import Scenario, load

HEADER = ("scenario", "months")
Value = str | float | bool | np.generic


def simulate(params: Mapping[str, Value], seed: int = 1) -> dict[str, float]:
    """One run with `params` -> every declared outcome by name, NaN for never.

    `params` may hold `scenario` (a file or the name of a shipped one; default continued_war),
    `months`, and any number, policy or mechanism by its dotted path: a number in the unit of the
    scenario's own, or a text such as "80 missiles/month". Numbers that are not given are drawn
    from their ranges. The same `seed` has the same luck and the same draws, whatever the params.

    It pickles, holds nothing between calls but loaded scenarios, and may run in any process. A
    sweep computes the same some thirty times faster, for it runs many at once; this is for tools
    that bring their own loop. Raises WargameError for a parameter that is not sound.
    """
    from wargame.model.batch import fight

    header = {key: params[key] for key in HEADER if key in params}
    scenario = _scenario(**header)
    rest = {path: value for path, value in params.items() if path not in header}
    numbers = {p: v for p, v in rest.items() if p in scenario.numbers and _is_number(v)}
    others = tuple(f"{path}={_yaml(value)}" for path, value in rest.items() if path not in numbers)
    if others:
        scenario = _scenario(**header, sets=others)
    given = {path: np.array([_internal(scenario, path, v)]) for path, v in numbers.items()}
    record = fight(replace(scenario.setting(numbers), seed=_seed(seed)), [0], given=given)
    return {name: float(values[0]) for name, values in record.outcomes.items()}


@lru_cache(maxsize=64)
def _scenario(
    scenario: str = BASE, months: int | None = None, sets: tuple[str, ...] = ()
) -> Scenario:
    """A scenario, kept: loading one takes as long as some months of a run."""
    return load(scenario, sets, runs=1, months=None if months is None else int(months))


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)


def _yaml(value: Value) -> str:
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    return str(plain(float(value))) if _is_number(value) else str(value)


def _internal(scenario: Scenario, path: str, value: Value) -> float:
    """A value of the number at `path` in internal units. Raises WargameError out of bounds."""
    from wargame.declare.units import to_internal
    from wargame.evidence.ranges import range_problems

    unit, field = scenario.numbers[path].unit, field_of(path)
    for _, why in range_problems(float(value), float(value), float(value), unit, field)[:1]:
        raise WargameError(f"{path}: {why}")
    return to_internal(float(value), unit)


def _seed(seed: float) -> int:
    if int(seed) != seed or not 0 <= seed < 2**63:
        raise WargameError(f"seed {seed}: expected a whole number from 0 to {2**63 - 1}")
    return int(seed)
