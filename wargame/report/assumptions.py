"""Assumptions in words: names, values with ranges, sources, and what a scenario changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from wargame.evidence import catalogue as evidence
from wargame.evidence.fields import SECTIONS
from wargame.evidence.number import FACTS, PANEL, SCENARIO, months_between
from wargame.report import words
from wargame.scenario import own_figures

if TYPE_CHECKING:
    from wargame.evidence.catalogue import Catalogue
    from wargame.evidence.nowcast_file import NowcastFile
    from wargame.evidence.number import Estimate, Source
    from wargame.scenario import Scenario
    from wargame.scenario.events import Event

GRADES = {
    "A": "official or several sources",
    "B": "one reputable analyst",
    "C": "press claim",
    "J": "judgement of the authors",
}


def label(path: str, texts: dict[str, str]) -> str:
    """'weapons.decoy.production' -> 'Decoys: output of the line at usual hours ...'."""
    if path.startswith(FACTS):  # from which numbers of the model are derived
        key = path.removeprefix(FACTS)
        shipped = evidence.load().texts
        return texts.get(f"{path}.name") or shipped.get(f"{path}.name", key.replace("_", " "))
    section, entry, field, *keys = path.split(".")
    name = texts.get(f"{section}.{entry}.name")
    declared = SECTIONS.get(section)
    number = declared.fields.get(field) if declared else None
    if name is None:
        only = declared is not None and (declared.sole or len(declared.entries) == 1)
        name = declared.meaning if only and declared else _plain_words(entry)
    over = number.over if number else ""
    names = [name, *(texts.get(f"{over}.{key}.name", _plain_words(key)) for key in keys)]
    return f"{', '.join(names)}: {_plain_words(number.meaning if number else field)}"


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


def _scaled(number: Estimate) -> tuple[float, str]:
    """By how much a number is multiplied to be read, and its unit: shares in percent."""
    percent = number.unit in ("percent", "share")
    return 100.0 if number.unit == "share" else 1.0, "%" if percent else number.unit


def value(number: Estimate) -> str:
    """Value and unit: '65 missiles/month'."""
    scale, unit = _scaled(number)
    return words.counted(plain(number.value * scale), unit)


def span(number: Estimate) -> str:
    """The range that is drawn from: '60 to 70', or 'fixed'."""
    if number.low == number.high:
        return "fixed"
    scale, unit = _scaled(number)
    ends = f"{plain(number.low * scale)} to {plain(number.high * scale)}"
    return f"{ends}%" if unit == "%" else ends


def source(number: Estimate, catalogue: Catalogue) -> str:
    """Title of the source of a number, or what stands in for one."""
    if number.source == "judgement":
        return "Judgement of the authors" + (f": {number.note}" if number.note else "")
    cited = catalogue.bibliography.get(number.source)
    if cited and number.source.startswith(PANEL):
        return f"Judged by a panel of {cited.publisher}, {cited.date}: {number.note}"
    if cited:
        return f"{cited.publisher}, “{cited.title}”" + (f", {cited.date}" if cited.date else "")
    other = {"scenario": "Set by the scenario", "none": "Not in the catalogue"}
    return other.get(number.source, number.source)


def graded(number: Estimate) -> str:
    """What the grade of a number means; '' for none."""
    judged = number.source.startswith(PANEL)
    return "judgement of experts" if judged else GRADES.get(number.grade, "")


def link(number: Estimate, catalogue: Catalogue) -> str:
    """The link of a number's source, as the bibliography gives it; '' where there is none."""
    cited = catalogue.bibliography.get(number.source)
    return cited.url if cited is not None and cited.url.startswith("http") else ""


def row(path: str, scenario: Scenario) -> dict[str, str]:
    """Everything a table shows of one assumption."""
    number = scenario.numbers[path]
    if path in scenario.conditioned and scenario.nowcast:
        return _of_nowcast(path, scenario, scenario.nowcast)
    return {
        "path": path,
        "label": label(path, scenario.texts),
        "value": value(number),
        "span": span(number),
        "source": source(number, scenario.catalogue),
        "link": link(number, scenario.catalogue),
        "grade": f"{number.grade}, {graded(number)}" if number.grade in GRADES else "",
        "as_of": dated(number, scenario.start.isoformat()),
    }


def _of_nowcast(path: str, scenario: Scenario, nowcast: NowcastFile) -> dict[str, str]:
    """As `row`, of odds that a nowcast gives: median and 80% of its members."""
    band = np.percentile(np.exp(nowcast.level[scenario.conditioned[path]]), (10, 50, 90))
    low, middle, high = (plain(float(f"{one:.2g}")) for one in band)
    prior = scenario.numbers[path]
    return {
        "path": path,
        "label": label(path, scenario.texts),
        "value": words.counted(middle, prior.unit),
        "span": f"80%: {low} to {high}",
        "source": f"Nowcast for {nowcast.day}, conditioned on what was stopped; before that "
        f"{plain(prior.value)} ({span(prior)}), {source(prior, scenario.catalogue)}",
        "link": "",
        "grade": "",
        "as_of": nowcast.day.isoformat(),
    }


def dated(number: Estimate, start: str) -> str:
    """The date of a number with its age at the start: '2025-06, 7 months old at the start'."""
    age = None if number.source == SCENARIO else months_between(number.as_of, start)
    if age is None or age < 0:
        return number.as_of
    return f"{number.as_of}, {age} month{'' if age == 1 else 's'} old at the start"


def changed(scenario: Scenario) -> list[dict[str, str]]:
    """Assumptions that differ from the catalogue: before, after, source, and where it is set."""
    rows = []
    for path, where in sorted(scenario.overrides.items()):
        if path in scenario.numbers:
            before = scenario.catalogue.numbers.get(path)
            old = f"{value(before)} ({span(before)})" if before is not None else "not there"
            # The name of the file, not where it lies on this machine.
            file = str(where).rpartition("/")[2]
            rows.append(row(path, scenario) | {"before": old, "where": file})
    return rows + _brought(scenario)


def _brought(scenario: Scenario) -> list[dict[str, str]]:
    """Assumptions that are figures of a user's own evidence; before: what is shipped."""
    if not (paths := own_figures.used(scenario)):
        return []
    opens, start = scenario.opens, scenario.basis.cutoff or scenario.start
    whole = evidence.load(scenario.theatre.evidence)
    shipped = whole.leading_up(min(opens, start), start) if opens else whole.as_of(start)
    rows = []
    for path in paths:
        before = shipped.numbers.get(path) or shipped.facts.get(path.removeprefix(FACTS))
        old = f"{value(before)} ({span(before)})" if before is not None else "not there"
        rows.append(row(path, scenario) | {"before": old, "where": "evidence of one's own"})
    return rows


def events(events: Iterable[Event]) -> list[dict[str, str]]:
    """Events in order of date: day, what happens, details in words."""
    return [
        {
            "on": words.full_date(event.on),
            "event": _plain_words(event.event),
            "details": event_details(event),
            "note": event.note,
        }
        for event in events
    ]


def event_details(event: Event) -> str:
    """What an event says beyond its kind and day, in words: 'posture hoard, until 1 May 2026'."""
    keys = event.model_dump(
        mode="json", exclude={"on", "until", "note", "event"}, exclude_none=True
    )
    details = [f"{_plain_words(name)} {_word(item)}" for name, item in keys.items()]
    if event.until:
        details.append(f"until {words.full_date(event.until)}")
    return ", ".join(details)


def _word(item: object) -> str:
    """A value of a key in words."""
    if isinstance(item, bool):
        return "yes" if item else "no"
    if isinstance(item, dict) and {"value", "unit"} <= set(item):
        return f"{plain(item['value'])} {item['unit']}"
    return plain(item) if isinstance(item, (int, float)) else _plain_words(str(item))


def _plain_words(name: str) -> str:
    return name.replace("_", " ")


def policies(scenario: Scenario) -> list[tuple[str, str]]:
    """(actor, what it does) for every policy."""
    if scenario.policies is None:
        return []
    return [
        (_plain_words(f"{actor}: {name}"), _word(choice))
        for actor, rules in scenario.policies.model_dump(mode="json").items()
        for name, choice in rules.items()
    ]


def cited(scenario: Scenario) -> list[Source]:
    """Every source that a number of the scenario rests on, in order of publisher, each once."""
    keys = {number.source for number in scenario.numbers.values()}
    sources = [one for key, one in scenario.catalogue.bibliography.items() if key in keys]
    return sorted(sources, key=lambda one: (one.publisher, one.title))
