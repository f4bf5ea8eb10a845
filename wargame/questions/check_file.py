"""Behaviour that the model must show in every scenario, as predicates an analyst can read.

A check states a change, an outcome or series, and how that must move: a direction or an exact
relation, in every run or on average by a paired interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Unpack

from pydantic import Field

from wargame.declare.errors import did_you_mean
from wargame.declare.event_types import Model
from wargame.evidence.strict_yaml import Document
from wargame.questions import question_file
from wargame.questions.question_file import (
    Given,
    Mechanism,
    Months,
    Outcome,
    Reading,
    Series,
    Test,
    Title,
    Words,
)
from wargame.scenario import loading
from wargame.scenario.library import NO_BASIS, Basis, shipped
from wargame.scenario.outcomes import SERIES
from wargame.scenario.scenario import Scenario
from wargame.scenario.schema import Variant

MONTHS = 18
SHIPPED = "behaviour"


class Check(Model):
    """One behaviour: what is changed, what is looked at, and how it must move."""

    says: Words
    """The behaviour in a sentence."""
    mechanisms: Annotated[list[Mechanism], Field(min_length=1)]
    """Mechanisms that it speaks of."""
    change: Variant | None = None
    """What is changed in each scenario; without it, the scenario itself is looked at."""
    instead: Variant | None = None
    """Another change to hold it against, instead of the scenario as it is."""
    outcome: Outcome | None = None
    """A declared outcome,"""
    series: Series | None = None
    """or a monthly series, added up over months and entries."""
    of: list[str] = Field(default_factory=list)
    """Entries of the series, by their names; without it all of them."""
    expect: Literal["never more", "never less", "less", "more", "the same"] | None = None
    """How it moves against the scenario without the change,"""
    test: Test | None = None
    """or a comparison that holds with the change, such as "== 0"."""
    hold: Literal["in every run", "on average"] = "in every run"
    """In every run; or on average, by the 90% interval of the mean paired difference."""
    skip: dict[str, Words] = Field(default_factory=dict)
    """Scenarios in which it cannot be asked, each with the reason."""
    fast: bool = False
    """Whether it belongs to the fast subset."""


class ChecksFile(Model):
    """Checks of behaviour."""

    version: Literal[1]
    """Version of this format."""
    months: Months = MONTHS
    """Horizon of every check."""
    scenarios: list[Words] = Field(default_factory=list)
    """Scenarios in which they are made (default: all that are shipped)."""
    checks: Annotated[dict[Title, Check], Field(min_length=1)]
    """Each check under a short name."""


@dataclass(frozen=True)
class Case:
    """One check, and how its change is laid over a scenario."""

    name: str
    check: Check
    months: int
    doc: Document
    basis: Basis = NO_BASIS

    def scenarios(self, scenario: str, **given: Unpack[Given]) -> tuple[Scenario, Scenario]:
        """`scenario` without and with the change; `given`: runs, seed."""
        return self._laid("instead", scenario, given), self._laid("change", scenario, given)

    def plain(self, scenario: str, **given: Unpack[Given]) -> Scenario:
        """`scenario` without a change."""
        where = question_file.scenario_file(scenario, self.doc, ("scenarios",))
        return loading.load(where, months=self.months, **given, **self.basis.given())

    def _laid(self, key: str, scenario: str, given: Given) -> Scenario:
        variant = getattr(self.check, key)
        if variant is None:
            return self.plain(scenario, **given)
        at = ("checks", self.name, key)
        return question_file.load(
            scenario, self.doc, at, variant, months=self.months, **given, **self.basis.given()
        )


def read(
    path: Path | str | None = None, only: list[str] | None = None, basis: Basis = NO_BASIS
) -> tuple[list[Case], list[str]]:
    """The checks at `path` (the shipped ones by default) and the scenarios they are made in.

    `basis` is what each scenario stands on besides its files.
    Raises WargameError with every problem at its file:line:column; each change is laid over the
    first scenario in which it is asked, to be sure of it.
    """
    reading, file = question_file.read(path or SHIPPED, "checks", ChecksFile)
    scenarios = list(file.scenarios or shipped())
    chosen = reading.only(only, file.checks, "checks")
    result = [
        Case(name, check, file.months, reading.doc, basis) for name, check in file.checks.items()
    ]
    for case in result:
        _check(case, scenarios, reading)
    reading.stop()
    return [one for one in result if one.name in chosen], scenarios


def _check(case: Case, scenarios: list[str], reading: Reading) -> None:
    """Note what the model of the file alone cannot tell."""
    check, note = case.check, reading.within("checks", case.name)
    if (check.outcome is None) == (check.series is None):
        note("expected either 'outcome' or 'series'", "outcome")
    if (check.expect is None) == (check.test is None):
        note("expected either 'expect' or 'test'", "expect")
    if check.expect and check.change is None:
        note("a direction needs a 'change' to be held against", "expect")
    if check.of and check.series and not SERIES[check.series].dims:
        note(f"the series {check.series} has no entries", "of")
    if check.expect == "the same" and check.hold == "on average":
        note("'the same' is asked in every run", "hold")
    for name in check.skip:
        if name not in scenarios:
            note(f"'{name}' is not among the scenarios{did_you_mean(name, scenarios)}", "skip")
    asked = [name for name in scenarios if name not in check.skip]
    if not asked:
        note("no scenario is left in which it is asked", "skip")
    else:
        reading.attempt(lambda: case.scenarios(asked[0], runs=1))
