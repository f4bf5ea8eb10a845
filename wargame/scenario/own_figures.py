"""Figures that a user brings: those that a scenario takes, and those that it does not, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wargame.evidence.dated import last_day
from wargame.evidence.number import PANEL
from wargame.scenario.far_off import far_off
from wargame.scenario.scenario import Scenario


def cautions(scenario: Scenario) -> list[str]:
    """What a user should know before a run: settings far off, and own figures that do not count."""
    return far_off(scenario) + unused(scenario)


def used(scenario: Scenario) -> list[str]:
    """Paths of the numbers whose figure the scenario takes from a source that a user brought."""
    own = scenario.evidence.get("bibliography", {})
    return sorted(
        path
        for path, number in scenario.numbers.items()
        if number.source in own
        and not number.source.startswith(PANEL)
        and path not in scenario.overrides
    )


def unused(scenario: Scenario) -> list[str]:
    """A line for each source and number of which no figure that a user brought is taken."""
    return sorted(set(_lines(scenario)))


def _lines(scenario: Scenario) -> Iterator[str]:
    for path, rows in scenario.evidence.get("estimates", {}).items():
        number = scenario.numbers.get(path)
        if path in scenario.conditioned:
            yield f"{path}: its figure is not used: the nowcast gives it (nowcast: none in a file)"
            continue
        for row in rows:
            source = str(row.get("source", ""))
            taken = number is None or number.source == source or path in scenario.overrides
            if not taken and not source.startswith(PANEL):
                yield f"{path}: the figure of {source} is not used: {_why(row, scenario)}"


def _why(row: Mapping[str, Any], scenario: Scenario) -> str:
    """Why a figure is not the value: it was not out, or does not hold on the first day."""
    start, source = scenario.start, str(row["source"])
    cited = scenario.catalogue.bibliography.get(source)
    published = cited.date if cited and not cited.running else ""
    if published and last_day(published) >= start:
        return f"it was published on {published}, and the scenario starts on {start}"
    if last_day(str(row["as_of"])) >= start:
        return f"it speaks of {row['as_of']}, and the scenario starts on {start}"
    held = str(row.get("holds_from") or "")
    if not held:
        return (
            "without holds_from (the day from which it is the value) it stands beside the others; "
            f"--estimate {source} takes it"
        )
    if last_day(held) > start:
        return f"it holds from {held}, and the scenario starts on {start}"
    return "a later figure holds"
