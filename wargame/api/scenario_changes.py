"""What a program changes in a scenario, in the form of a scenario file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from wargame.declare.errors import Problems, WargameError
from wargame.scenario.dotted_paths import SWITCHES, file_part, merged, nested
from wargame.scenario.layers import Layer, chain, edit, overlay

if TYPE_CHECKING:
    from wargame.scenario import Scenario as Definition

Value: TypeAlias = "str | float | bool | date | Sequence[Value] | Mapping[str, Value]"
Data: TypeAlias = dict[str, Any]  # what YAML holds
HEAD = ("name", "title", "question")


class Change(NamedTuple):
    """What one call changed: `data` has the keys of a scenario file, `where` is said in errors."""

    where: str
    data: Data


def plain(value: object) -> Any:
    """`value` as YAML holds it: numbers of NumPy as plain ones, dates as text.

    Raises WargameError for what YAML cannot hold.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise WargameError(f"{value} is not a number that a scenario can hold")
        return float(value)
    if isinstance(value, Iterable):
        return [plain(one) for one in value]
    if hasattr(value, "item"):  # a number of NumPy
        return plain(value.item())
    raise WargameError(f"{value!r}: expected a number, a text, a date, a list or a mapping")


def settings(numbers: Mapping[str, Value]) -> Data:
    """Values by path as parts of a file: those of policies and mechanisms go to their own keys."""
    change: Data = {}
    for path, value in numbers.items():
        change = merged(change, file_part(path, plain(value)))
    return change


def of_settings(given: Sequence[str]) -> tuple[Change, ...]:
    """`path=value` as after `--set`, as a change; none if there are none."""
    if not given:
        return ()
    problems = Problems()
    data = overlay(given, problems).data
    problems.stop()
    return (Change("--set", {key: value for key, value in data.items() if value}),)


def parts(events: Iterable[Mapping[str, Value]], **given: object) -> Data:
    """The parts of a file that are given; events by date."""
    change: Data = {key: plain(value) for key, value in given.items() if value is not None}
    for key in SWITCHES:
        if isinstance(switches := change.get(key), dict):
            change[key] = _nested(switches)
    change["events"] = sorted((plain(event) for event in events), key=_day)
    return {key: value for key, value in change.items() if value not in ([], {})}


def _day(event: Data) -> str:
    return str(event.get("on", ""))


def _nested(switches: Data) -> Data:
    """{'attacker.posture': x} as {'attacker': {'posture': x}}."""
    result: Data = {}
    for path, value in switches.items():
        result = merged(result, nested(path, value))
    return result


def _head(path: str) -> Data:
    """Name, title and question of the file at `path`."""
    problems = Problems()
    last = chain(path, problems)[-1]
    problems.stop()
    name = last.data.get("name") or (last.path.stem if last.path else last.name)
    return {"name": name, "title": last.data["title"], "question": last.data["question"]}


def layers(path: str, changes: Sequence[Change]) -> list[Layer]:
    """The changes as layers over the scenario at `path`. Raises InputError for wrong keys."""
    if not changes:
        return []
    head, result = _head(path), []
    for where, data in changes:
        head |= {key: data[key] for key in HEAD if key in data}
        result.append(edit({k: v for k, v in data.items() if k not in HEAD}, head, where))
    return result


def file_of(base: str, changes: Sequence[Change], definition: Definition) -> Data:
    """A scenario file that extends the shipped scenario `base` and holds all `changes`."""
    data: Data = {"scenario": 1, "name": definition.name, "title": definition.title,
                  "question": definition.question, "extends": base}  # fmt: skip
    data |= {key: getattr(definition, key) for key in ("months", "runs", "seed")}
    events: list[Data] = []
    dropped: list[str] = []
    for _, change in changes:
        drops = change.get("drop_events", [])
        events = [event for event in events if event["event"] not in drops]
        events, dropped = [*events, *change.get("events", [])], [*dropped, *drops]
        for key, value in change.items():
            data[key] = value if key == "answer" else merged(data.get(key), value)
    data |= {"drop_events": list(dict.fromkeys(dropped)), "events": sorted(events, key=_day)}
    return {key: value for key, value in data.items() if value not in ([], {})}
