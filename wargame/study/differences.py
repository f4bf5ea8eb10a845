"""What differs in the inputs of two or more scenarios: numbers, events, policies, mechanisms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_OWN = {"scenario": "Set by the scenario", "judgement": "Judgement of the authors"}


@dataclass(frozen=True)
class Difference:
    """One input that is not the same everywhere: what it is, and its value in each scenario.

    `figures` are the values as numbers, where the input is one; None where a scenario has none.
    """

    kind: str
    what: str
    values: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[dict[str, Any] | None, ...] = ()


def input_differences(scenarios: list[Any]) -> list[Difference]:
    """Every input in which `scenarios` differ; empty if they are the same."""
    result = _frame(scenarios) + _numbers(scenarios) + _words(scenarios) + _events(scenarios)
    for kind, held in (("policy", _policies), ("mechanism", _mechanisms)):
        tables = [held(scenario) for scenario in scenarios]
        for name in dict.fromkeys(name for table in tables for name in table):
            values = tuple(table.get(name, "none") for table in tables)
            if len(set(values)) > 1:
                result.append(Difference(kind, name, values, ("",) * len(values)))
    return result


def _frame(scenarios: list[Any]) -> list[Difference]:
    result = []
    for name in ("start", "months"):
        values = tuple(str(getattr(scenario, name)) for scenario in scenarios)
        if len(set(values)) > 1:
            result.append(Difference("horizon", name, values, ("",) * len(values)))
    return result


def _numbers(scenarios: list[Any]) -> list[Difference]:
    result = []
    for path in dict.fromkeys(path for scenario in scenarios for path in scenario.numbers):
        numbers = [scenario.numbers.get(path) for scenario in scenarios]
        keys = {None if n is None else (n.value, n.low, n.high, n.unit) for n in numbers}
        if len(keys) > 1:
            values = tuple("none" if n is None else _number(n) for n in numbers)
            sources = tuple("" if n is None else _source(n, s) for n, s in zip(numbers, scenarios))
            figures = tuple(None if n is None else _figures(n) for n in numbers)
            result.append(Difference("number", path, values, sources, figures))
    return result


def _words(scenarios: list[Any]) -> list[Difference]:
    result = []
    for path in dict.fromkeys(path for scenario in scenarios for path in scenario.texts):
        values = tuple(str(scenario.texts.get(path, "none")) for scenario in scenarios)
        if len(set(values)) > 1:
            result.append(Difference("text", path, values, ("",) * len(values)))
    return result


def _figures(number: Any) -> dict[str, Any]:
    return {key: getattr(number, key) for key in ("value", "low", "high", "unit", "source")}


def _number(number: Any) -> str:
    if number.low == number.high:
        return f"{number.value:,g} {number.unit}"
    return f"{number.value:,g} ({number.low:,g} to {number.high:,g}) {number.unit}"


def _source(number: Any, scenario: Any) -> str:
    valid = scenario.catalogue.bibliography.get(number.source)
    if valid is None:
        title = _OWN.get(number.source, number.source)
        return f"{title}: {number.note}" if number.note else title
    title = f"{valid.publisher}, {valid.title}"
    return f"{title}, {number.as_of}" if number.as_of else title


def _events(scenarios: list[Any]) -> list[Difference]:
    lists = [{event_words(event): _reason(event) for event in s.events} for s in scenarios]
    result = []
    for event in sorted({event for events in lists for event in events}):
        if all(event in events for events in lists):
            continue
        values = tuple("yes" if event in events else "no" for events in lists)
        sources = tuple(notes.get(event, "") for notes in lists)
        result.append(Difference("event", event, values, sources))
    return result


def event_words(event: Any) -> str:
    """An event in words, the same for two events that are alike in all but their note."""
    held = event.model_dump(mode="json", exclude_none=True, exclude={"note"})
    day, kind = held.pop("on"), held.pop("event").replace("_", " ")
    details = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in held.items())
    return f"{day} {kind}" + (f" ({details})" if details else "")


def _reason(event: Any) -> str:
    """What stands in for the source of a dated event: the scenario's own note."""
    note = getattr(event, "note", "")
    return f"Set by the scenario: {note}" if note else "Set by the scenario, without a note"


def _policies(scenario: Any) -> dict[str, str]:
    if scenario.policies is None:
        return {}
    chosen = scenario.policies.model_dump(mode="json")
    return {
        f"{actor}.{name}": str(choice).lower() if isinstance(choice, bool) else str(choice)
        for actor, rules in chosen.items()
        for name, choice in rules.items()
    }


def _mechanisms(scenario: Any) -> dict[str, str]:
    held = scenario.mechanisms
    table = held if isinstance(held, dict) else held.model_dump()
    return {name: "on" if on else "off" for name, on in table.items()}
