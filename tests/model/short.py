"""Short wars for tests: a shipped scenario, cut to a few months, with a few things changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from wargame.declare.units import UNITS
from wargame.evidence.number import Number
from wargame.model.batch import Record
from wargame.scenario import Scenario, load
from wargame.scenario.events import AnyEvent

STANDS_ON = date(2026, 1, 1)
_EVENT: TypeAdapter[Any] = TypeAdapter(AnyEvent)


def first_fast(names: Iterable[str], fast: int = 2) -> list[Any]:
    """`names` as parameters of a test; all but the first few are slow."""
    return [
        pytest.param(name, marks=() if at < fast else pytest.mark.slow)
        for at, name in enumerate(names)
    ]


@cache
def shipped(name: str) -> Scenario:
    """A shipped scenario, read once, from the day for which its evidence stands: no lead-up."""
    return load(name, as_of=STANDS_ON)


def event(kind: str, on: str, until: str | None = None, **details: Any) -> Any:
    """One dated event, as a scenario file would hold it."""
    data = {"event": kind, "on": on, **details}
    return _EVENT.validate_python(data if until is None else data | {"until": until})


def held(number: Number, value: float | str) -> Number:
    """A number that is the same in every run."""
    if isinstance(value, str):
        text, _, unit = value.partition(" ")
        value = float(text)
        assert UNITS[unit].dimension == number.dimension, number.path
    else:
        unit = "share" if number.dimension == "share" else number.unit
        assert number.dimension in ("share", "count", "weapons", "factor"), number.path
    return replace(
        number, value=value, low=value, high=value, unit=unit, absent=False, derivation=None
    )


def short(
    name: str = "continued_war",
    months: int = 3,
    *,
    fix: dict[str, float | str] | None = None,
    off: Iterable[str] = (),
    policies: dict[str, Any] | None = None,
    events: Iterable[Any] | None = None,
    more: Iterable[Any] = (),
) -> Scenario:
    """A scenario of a few months.

    fix: numbers held at one value in every run, as "40 missiles/month" or bare where it is a
    share or a count; off: mechanisms switched off; policies: by "actor.policy"; events: all
    there are; more: events that are added.
    """
    found = shipped(name)
    numbers = dict(found.numbers)
    for path, value in (fix or {}).items():
        numbers[path] = held(numbers[path], value)
    chosen = found.policies
    for path, policy in (policies or {}).items():
        actor, field = path.split(".")
        changed = getattr(chosen, actor).model_copy(update={field: policy})
        chosen = chosen.model_copy(update={actor: changed})
    dated = [*(found.events if events is None else events), *more]
    return replace(
        found,
        months=months,
        numbers=numbers,
        overrides=found.overrides | dict.fromkeys(fix or {}, "fix"),
        policies=chosen,
        mechanisms={m: on and m not in off for m, on in found.mechanisms.items()},
        events=tuple(sorted(dated, key=lambda e: e.on)),
    )


def differing(one: Record, other: Record) -> set[str]:
    """Names of series and outcomes that differ by a bit."""
    found = set()
    for kind in ("series", "outcomes"):
        ours, theirs = getattr(one, kind), getattr(other, kind)
        assert ours.keys() == theirs.keys()
        found |= {n for n in ours if ours[n].tobytes() != theirs[n].tobytes()}
    return found


def part(record: Record, rows: Any) -> Record:
    """Some of a record's runs."""
    return replace(
        record,
        runs=record.runs[rows],
        series={n: np.ascontiguousarray(s[rows]) for n, s in record.series.items()},
        outcomes={n: o[rows] for n, o in record.outcomes.items()},
        inputs={n: i[rows] for n, i in record.inputs.items()},
    )


def fingerprint(record: Record) -> str:
    """A digest of every bit of every series and outcome."""
    digest = hashlib.sha256()
    for table in (record.series, record.outcomes):
        for name in sorted(table):
            digest.update(name.encode() + np.ascontiguousarray(table[name]).tobytes())
    return digest.hexdigest()


def distinct(record: Record) -> bool:
    """Whether no two runs tell the same story: a test with equal runs would test nothing."""
    stories = record.series["launched"].reshape(len(record.runs), -1)
    return len(np.unique(stories, axis=0)) == len(record.runs)


def of_class(record: Record, scenario: Scenario, *classes: str) -> list[int]:
    """Columns of the weapons of some classes."""
    labels = record.labels["weapon"]
    return [i for i, w in enumerate(labels) if scenario.texts[f"weapons.{w}.class"] in classes]
