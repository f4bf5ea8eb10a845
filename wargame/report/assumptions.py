"""Assumptions in words: names, values with ranges, sources, and what a scenario changed."""

from __future__ import annotations

from typing import Any

from wargame.evidence import catalogue as evidence
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import FACTS, SCENARIO, months_between
from wargame.report import words

GRADES = {
    "A": "official or several sources",
    "B": "one reputable analyst",
    "C": "press claim",
    "J": "judgement of the authors",
}


def label(path: str, texts: dict[str, str]) -> str:
    """'weapons.kh101.production' -> 'Kh-101: output of the line at usual hours ...'.

    A fact that numbers are derived from has its name in the shipped evidence.
    """
    if path.startswith(FACTS):
        key = path.removeprefix(FACTS)
        return evidence.load().texts.get(f"{path}.name", key.replace("_", " "))
    section, entry, field, *keys = path.split(".")
    name = texts.get(f"{section}.{entry}.name")
    declared = SECTIONS.get(section)
    known = declared.fields.get(field) if declared else None
    if name is None:
        only = declared is not None and (declared.sole or len(declared.entries) == 1)
        name = declared.meaning if only and declared else entry.replace("_", " ")
    over = known.over if known else ""
    names = [name, *(texts.get(f"{over}.{key}.name", key.replace("_", " ")) for key in keys)]
    return f"{', '.join(names)}: {(known.meaning if known else field).replace('_', ' ')}"


def short_label(path: str, texts: dict[str, str]) -> str:
    """As `label`, cut to what a sentence can carry."""
    name, _, meaning = label(path, texts).partition(": ")
    if not meaning:
        return name
    for stop in (" when ", " at the start", " (", ", "):
        meaning = meaning.split(stop)[0]
    return f"{name}, {meaning}"


def plain(value: float) -> str:
    """A catalogue figure as it was given, thousands marked, without machine digits."""
    if value == 0 or 1e-4 <= abs(value) < 1e15:
        text = f"{value:,.6f}".rstrip("0").rstrip(".")
        return text if float(text.replace(",", "")) or not value else f"{value:.2g}"
    return f"{value:.3g}"


def value(number: Any) -> str:
    """Value and unit: '65 missiles/month'."""
    shown = plain(number.value * _percent(number))
    return words.counted(shown, "%" if number.unit in ("percent", "share") else number.unit)


def span(number: Any) -> str:
    """The range that is drawn from: '60 to 70', or 'fixed'."""
    if number.low == number.high:
        return "fixed"
    scale = _percent(number)
    unit = "%" if number.unit in ("percent", "share") else ""
    return f"{plain(number.low * scale)} to {plain(number.high * scale)}{unit}"


def _percent(number: Any) -> float:
    return 100.0 if number.unit == "share" else 1.0


def source(number: Any, catalogue: Any) -> str:
    """Title of the source of a number, or what stands in for one."""
    if number.source == "judgement":
        return "Judgement of the authors" + (f": {number.note}" if number.note else "")
    if number.source in catalogue.bibliography:
        found = catalogue.bibliography[number.source]
        return f"{found.publisher}, “{found.title}”" + (f", {found.date}" if found.date else "")
    other = {"scenario": "Set by the scenario", "none": "Not in the catalogue"}
    return other.get(number.source, str(number.source))


def link(number: Any, catalogue: Any) -> str:
    """The link of a number's source, as the bibliography gives it; '' where there is none."""
    found = catalogue.bibliography.get(number.source)
    return found.url if found is not None and found.url.startswith("http") else ""


def row(path: str, scenario: Any) -> dict[str, str]:
    """Everything a table shows of one assumption."""
    number = scenario.numbers[path]
    return {
        "path": path,
        "label": label(path, scenario.texts),
        "value": value(number),
        "span": span(number),
        "source": source(number, scenario.catalogue),
        "link": link(number, scenario.catalogue),
        "grade": f"{number.grade}, {GRADES[number.grade]}" if number.grade in GRADES else "",
        "as_of": dated(number, scenario.start.isoformat()),
    }


def dated(number: Any, start: str) -> str:
    """The date of a number with its age at the start: '2025-06, 7 months old at the start'."""
    age = None if number.source == SCENARIO else months_between(number.as_of, start)
    if age is None or age < 0:
        return str(number.as_of)
    return f"{number.as_of}, {age} month{'' if age == 1 else 's'} old at the start"


def changed(scenario: Any) -> list[dict[str, str]]:
    """Assumptions that differ from the catalogue: before, after, source, and where it is set."""
    rows = []
    for path, where in sorted(scenario.overrides.items()):
        if path not in scenario.numbers:
            continue
        before = scenario.catalogue.numbers.get(path)
        now = row(path, scenario)
        old = f"{value(before)} ({span(before)})" if before is not None else "not there"
        # The name of the file, not where it lies on this machine.
        rows.append(now | {"before": old, "where": str(where).rpartition("/")[2]})
    return rows


def events(scenario: Any) -> list[dict[str, str]]:
    """Events in order of date: day, what happens, details in words."""
    return [
        {
            "on": words.full_date(event.on),
            "event": event.event.replace("_", " "),
            "details": event_details(event),
            "note": event.note,
        }
        for event in scenario.events
    ]


def event_details(event: Any) -> str:
    """What an event says beyond its kind and day, in words: 'posture hoard, until 1 May 2026'."""
    held = event.model_dump(mode="json", exclude={"on", "until", "note", "event"})
    details = [
        f"{name.replace('_', ' ')} {_word(item)}" for name, item in held.items() if item is not None
    ]
    if event.until:
        details.append(f"until {words.full_date(event.until)}")
    return ", ".join(details)


def _word(item: Any) -> str:
    if isinstance(item, dict) and {"value", "unit"} <= set(item):
        return f"{plain(item['value'])} {item['unit']}"
    return plain(item) if isinstance(item, (int, float)) else str(item).replace("_", " ")


def policies(scenario: Any) -> list[tuple[str, str]]:
    """(actor, what it does) for every policy."""
    if scenario.policies is None:
        return []
    chosen = scenario.policies.model_dump(mode="json")
    return [
        (f"{actor}: {name}".replace("_", " "), _choice(choice))
        for actor, rules in chosen.items()
        for name, choice in rules.items()
    ]


def _choice(choice: Any) -> str:
    if isinstance(choice, bool):
        return "yes" if choice else "no"
    return str(choice).replace("_", " ")


def cited(scenario: Any) -> list[Any]:
    """Every source that a number of the scenario rests on, in order of publisher, each once."""
    keys = {number.source for number in scenario.numbers.values()}
    known = scenario.catalogue.bibliography
    return sorted(
        (known[key] for key in keys if key in known), key=lambda s: (s.publisher, s.title)
    )
