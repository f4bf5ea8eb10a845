"""What differs in the inputs of two or more scenarios: numbers, events, policies, mechanisms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wargame.evidence.number import Number
from wargame.scenario import Scenario
from wargame.scenario.events import Event

T = TypeVar("T")
_OWN = {"scenario": "Set by the scenario", "judgement": "Judgement of the authors"}
_FIGURES = ("value", "low", "high", "unit", "source")


@dataclass(frozen=True)
class Difference:
    """One input that is not the same everywhere: what it is, and its value in each scenario.

    `figures` are the values as numbers, where the input is one; None where a scenario has none.
    """

    kind: str
    what: str
    values: tuple[str, ...]
    sources: tuple[str, ...]
    figures: tuple[dict[str, float | str] | None, ...] = ()


def input_differences(scenarios: Sequence[Scenario]) -> list[Difference]:
    """Every input in which `scenarios` differ; empty if they are the same."""
    return [
        *_differ("horizon", [{"start": s.start, "months": s.months} for s in scenarios]),
        *_differ("lead-up", [_lead_up(s) for s in scenarios]),
        *_numbers(scenarios),
        *_differ("text", [s.texts for s in scenarios]),
        *_events(scenarios),
        *_differ("policy", [_policies(s) for s in scenarios]),
        *_differ("mechanism", [s.mechanisms for s in scenarios], lambda on: "on" if on else "off"),
    ]


def _lead_up(scenario: Scenario) -> dict[str, str]:
    """What the months before the start were held to: which, and by class launched and stopped."""
    months, nowcast = sorted(scenario.recorded), scenario.nowcast
    conditioned = f"nowcast for {nowcast.day} ({nowcast.digest[:8]})" if nowcast else "no nowcast"
    return {
        "months of the record before the start": f"{months[0]} to {months[-1]}" if months else "no",
        **_totals("launched before the start", scenario, scenario.recorded),
        **_totals("stopped before the start", scenario, nowcast.stopped if nowcast else {}),
        "how well each class is stopped": conditioned,
    }


def _totals(what: str, scenario: Scenario, rows: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """By class, the sum over months."""
    total: dict[str, int] = {}
    for row in rows.values():
        for name, count in row.items():
            if count:
                total[name] = total.get(name, 0) + count
    return {
        f"{what}, {scenario.texts.get(f'classes.{name}.name', name)}": f"{count:,}"
        for name, count in total.items()
    }


def _differ(
    kind: str, tables: Sequence[Mapping[str, T]], words: Callable[[T], str] = str
) -> Iterator[Difference]:
    for key in dict.fromkeys(key for table in tables for key in table):
        values = tuple(words(table[key]) if key in table else "none" for table in tables)
        if len(set(values)) > 1:
            yield Difference(kind, key, values, ("",) * len(values))


def _numbers(scenarios: Sequence[Scenario]) -> Iterator[Difference]:
    for path in dict.fromkeys(path for scenario in scenarios for path in scenario.numbers):
        numbers = [scenario.numbers.get(path) for scenario in scenarios]
        if len({n and (n.value, n.low, n.high, n.unit) for n in numbers}) == 1:
            continue
        yield Difference(
            "number",
            path,
            tuple("none" if n is None else _number(n) for n in numbers),
            tuple("" if n is None else _source(n, s) for n, s in zip(numbers, scenarios)),
            tuple(None if n is None else {k: getattr(n, k) for k in _FIGURES} for n in numbers),
        )


def _number(number: Number) -> str:
    if number.low == number.high:
        return f"{number.value:,g} {number.unit}"
    return f"{number.value:,g} ({number.low:,g} to {number.high:,g}) {number.unit}"


def _source(number: Number, scenario: Scenario) -> str:
    cited = scenario.catalogue.bibliography.get(number.source)
    if cited is None:
        title = _OWN.get(number.source, number.source)
        return f"{title}: {number.note}" if number.note else title
    title = f"{cited.publisher}, {cited.title}"
    return f"{title}, {number.as_of}" if number.as_of else title


def _events(scenarios: Sequence[Scenario]) -> Iterator[Difference]:
    """Events that not all have; what stands in for a source is the scenario's own note."""
    notes = [{event_words(event): event.note for event in s.events} for s in scenarios]
    for event in sorted({event for own in notes for event in own}):
        if not all(event in own for own in notes):
            reasons = (f": {own[event]}" if own.get(event) else ", without a note" for own in notes)
            sources = (f"Set by the scenario{why}" for why in reasons)
            yield Difference(
                "event",
                event,
                tuple("yes" if event in own else "no" for own in notes),
                tuple(source if event in own else "" for source, own in zip(sources, notes)),
            )


def event_words(event: Event) -> str:
    """An event in words, the same for two events that are alike in all but their note."""
    fields = event.model_dump(mode="json", exclude_none=True, exclude={"note"})
    day, kind = fields.pop("on"), fields.pop("event").replace("_", " ")
    details = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items())
    return f"{day} {kind}" + (f" ({details})" if details else "")


def _policies(scenario: Scenario) -> dict[str, str]:
    if not scenario.policies:  # of a scenario that a test made by hand
        return {}
    return {
        f"{actor}.{name}": str(choice).lower() if isinstance(choice, bool) else str(choice)
        for actor, rules in scenario.policies.model_dump(mode="json").items()
        for name, choice in rules.items()
    }
