"""Levers of a sweep: each combination of options is a policy, a scenario of its own."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from wargame.declare.errors import InputError, Place, Problem, WargameError, kind
from wargame.declare.quantity import Quantity
from wargame.evidence.strict_yaml import Document
from wargame.questions.question_file import At, Reading, dotted
from wargame.scenario import library, loading
from wargame.scenario.dotted_paths import file_part
from wargame.scenario.layers import Layer, explain
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.scenario import Scenario
from wargame.scenario.schema import Variant

MOST_POLICIES = 10_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True)
class Policy:
    """One combination of options: its label, the option of each lever, and the scenario it makes.

    Options are numbers (in the unit of the scenario's number) or words. `sets` are the paths of
    numbers that it or a constant sets.
    """

    label: str
    levers: dict[str, float | str]
    scenario: Scenario
    sets: frozenset[str]


class Option(NamedTuple):
    """One option of a lever: where it is written, how it is called, and what it changes."""

    lever: str
    at: At
    label: str
    data: dict[str, Any]
    value: object


def policies(file: Any, base: str, reading: Reading, basis: Basis = NO_BASIS) -> tuple[Policy, ...]:
    """Every combination of the levers of `file`, loaded; problems are noted at their places."""
    ladders = [_options(name, given, reading) for name, given in file.levers.items()]
    count = math.prod(len(ladder) for ladder in ladders)
    if count > MOST_POLICIES:
        reading.note(("levers",), f"{count:,} combinations (limit {MOST_POLICIES:,})")
    constants = [_constant(path, value) for path, value in file.constants.items()]
    reading.stop()
    tried = [reading.attempt(partial(_policy, reading.doc, file, base, chosen, constants, basis))
             for chosen in itertools.product(*ladders)]  # fmt: skip
    result = tuple(one for one in tried if one is not None)
    labels = Counter(one.label for one in result)
    for label in (label for label, times in labels.items() if times > 1):
        reading.note(("levers",), f"two policies are called '{label}'")
    return result


def _options(lever: str, given: object, reading: Reading) -> list[Option]:
    """The options of one lever."""
    at: At = ("levers", lever)
    note = reading.within(*at)
    if isinstance(given, dict) and given:
        if not _NAME.fullmatch(lever):
            note("options by name are for a lever with a name of one's own", key=True)
        return [Option(lever, (*at, name), name, data, name) for name, data in given.items()]
    if not isinstance(given, list) or not given:
        note(f"expected a list of options, or options by name; found {kind(given)}")
        return []
    if lever != "scenario" and "." not in lever:
        note("a list of options is for 'scenario' or a dotted path; else write options by name")
    return [_listed(lever, (*at, i), value) for i, value in enumerate(given)]


def _listed(lever: str, at: At, value: object) -> Option:
    word = str(value).lower() if isinstance(value, bool) else value
    if lever == "scenario":
        return Option(lever, at, Path(str(word)).stem, {"scenario": value}, str(word))
    label = f"{lever.rpartition('.')[2]}={word}"
    return Option(lever, at, label, file_part(lever, value), word)


def _constant(path: str, value: object) -> Option:
    return Option(path, ("constants", path), "", file_part(path, value), value)


def _policy(
    doc: Document,
    file: Any,
    base: str,
    chosen: tuple[Option, ...],
    constants: list[Option],
    basis: Basis,
) -> Policy:
    """The policy of `chosen` options. Raises InputError."""
    own = [one for one in chosen if one.lever != "scenario"]
    layers = _layers(doc, [*constants, *own])
    name, at = base, ("scenario",)
    for one in chosen:
        if one.lever == "scenario":
            name, at = one.value, one.at  # type: ignore[assignment]
    try:
        where = library.beside(doc.name, name)
        scenario = loading.load(
            where, variant=layers, seed=file.seed, months=file.months, runs=1, **basis.given()
        )
    except InputError:
        raise
    except WargameError as error:
        raise InputError([Problem(doc.place(at), dotted(at), str(error))]) from error
    sets = frozenset(
        path for of in layers for key in ("set", "scale") for path in of.data.get(key, {})
    )
    label = ", ".join(one.label for one in chosen) or scenario.name
    values = {one.lever: _value(one, scenario) for one in chosen}
    return Policy(label, values, scenario, sets)


def _value(option: Option, scenario: Scenario) -> float | str:
    """The option as it stands in tables: a number in the catalogue's unit, or a word."""
    number = scenario.numbers.get(option.lever)
    if number is None:
        return str(option.value)
    unit = scenario.catalogue.numbers.get(option.lever, number).unit
    return Quantity(number.value, number.unit).to(unit).value


def _layers(doc: Document, options: list[Option]) -> list[Layer]:
    """The changes of every option, each with the places at which it is written.

    Raises InputError for two that change the same, and for what a variant may not hold.
    """
    reading = Reading(doc)
    origins: dict[At, At] = {}
    layers = [layer for one in options if (layer := reading.attempt(partial(_layer, doc, one)))]
    for option in options if not reading.noted else ():
        for leaf in _leaves(option.data):
            origin = option.at if "." in option.lever else (*option.at, *leaf)
            if leaf in origins:
                reading.note(origin, f"is set by {dotted(origins[leaf][:2])} too")
            origins[leaf] = origin
    reading.stop()
    # What an option adds stays, whatever kinds of event another one drops.
    return sorted(layers, key=lambda layer: "drop_events" not in layer.data)


def _layer(doc: Document, option: Option) -> Layer:
    """What one option changes. Raises InputError."""
    if not isinstance(option.data, dict):
        what = f"expected what the option changes, found {kind(option.data)}"
        raise InputError([Problem(doc.place(option.at), dotted(option.at), what)])
    above = len(next(_leaves(option.data), ())) if "." in option.lever else 0

    def place(path: At, key: bool = False) -> Place:
        return doc.place((*option.at, *path[above:]), key)

    try:
        model = Variant.model_validate(option.data)
    except ValidationError as error:
        raise InputError(explain(error, place, Variant)) from error
    return Layer(doc.name, option.data, model, place)


_DEPTH = {"policies": 3, "mechanisms": 2, "set": 2, "scale": 2}


def _leaves(data: Mapping[str, object], at: At = ()) -> Iterator[At]:
    """The path of each single change in `data`; events add up and are none."""
    for key, value in data.items():
        path = (*at, key)
        depth = _DEPTH.get(str(path[0]), 0)
        if isinstance(value, dict) and len(path) < depth:
            yield from _leaves(value, path)
        elif depth:
            yield path
