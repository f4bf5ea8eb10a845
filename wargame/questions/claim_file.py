"""Claims of public debate as an analyst writes them: who said what, and what would test it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Unpack

from pydantic import BeforeValidator, Field, StringConstraints

from wargame.declare.errors import did_you_mean
from wargame.declare.event_types import Model
from wargame.evidence import catalogue
from wargame.evidence.number import NONE
from wargame.evidence.strict_yaml import Document
from wargame.questions import question_file
from wargame.questions.predicate import timed
from wargame.questions.question_file import (
    AnySide,
    At,
    Given,
    Months,
    Outcome,
    Reading,
    Side,
    Test,
    Title,
    Words,
)
from wargame.scenario.library import NO_BASIS, Basis
from wargame.scenario.outcomes import OUTCOMES
from wargame.scenario.scenario import Scenario

MONTHS = 24
SHIPPED = "public_debate"


def _year(data: object) -> Any:
    """A year alone is read by YAML as a number."""
    return str(data) if isinstance(data, int) and not isinstance(data, bool) else data


Day = Annotated[
    str,
    BeforeValidator(_year, json_schema_input_type=str | int),
    StringConstraints(pattern=r"^\d{4}(-\d{2}){0,2}$"),
]


class Publication(Model):
    """A publication that is not in the bibliography of the catalogue."""

    title: Words
    """Its title."""
    publisher: Words
    """Who published it."""
    date: Day
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    url: str = ""
    """Where it can be read; empty: read in copy."""


class Ask(Model):
    """One predicate over declared outcomes; a run is a yes or a no."""

    says: Words | None = None
    """Which part of the claim this is, where a claim has several."""
    outcome: Outcome
    """Name of a declared outcome (`wargame list outcomes`)."""
    in_: Annotated[AnySide, Field(alias="in")]
    """The scenario it is asked in: a name, or {scenario: name} with what is changed in it."""
    against: AnySide | None = None
    """A second scenario, or variant, with the same luck run by run: the outcome in the first less
    that in this one is tested. Without `scenario:` it is the first one's."""
    by: Literal["difference", "ratio"] = "difference"
    """Whether the difference is tested, or the first over the second."""
    test: Test
    """The comparison that makes the claim true in a run, such as "> 200"."""
    months: Months | None = None
    """Horizon, where it is another than the claim's."""


class Claim(Model):
    """One claim: its words (ours), who made it and when, and what would make it true."""

    claim: Words
    """What is claimed, in words of one's own."""
    speaker: Words
    """Who made it."""
    date: Day
    """When: YYYY, YYYY-MM or YYYY-MM-DD."""
    source: Words
    """Key of the bibliography; or `none`, with a publication or a note that says why."""
    publication: Publication | None = None
    """Where it was published, if the bibliography does not have it."""
    note: str = ""
    """How the predicate stands for the claim, and what it leaves out."""
    asks: Annotated[list[Ask], Field(min_length=1, max_length=4)]
    """Predicates; each gets an answer of its own."""


class ClaimsFile(Model):
    """Claims that a model can be asked about."""

    version: Literal[1]
    """Version of this format."""
    months: Months = MONTHS
    """Horizon of every question that does not say another."""
    claims: Annotated[dict[Title, Claim], Field(min_length=1)]
    """Each claim under a short name."""


@dataclass(frozen=True)
class Question:
    """One predicate of one claim; `scenarios` loads what it is asked in, for any estimate."""

    name: str
    claim: Claim
    ask: Ask
    months: int
    doc: Document
    at: At
    basis: Basis = NO_BASIS

    @property
    def key(self) -> str:
        """The claim's name, with a number where it has several predicates."""
        return self.name if len(self.claim.asks) == 1 else f"{self.name}.{int(self.at[-1]) + 1}"

    @property
    def other(self) -> str:
        """The outcome read from the second side."""
        against = self.ask.against
        return (against.outcome if against else None) or self.ask.outcome

    def sides(self) -> list[list[Any]]:
        """What tells each side from every other: scenario, changes, horizon."""
        result = [one for one in (self.ask.in_, self.ask.against) if one]
        shown = {"exclude": {"outcome", "scenario"}, "exclude_defaults": True, "mode": "json"}
        names = [one.scenario or self.ask.in_.scenario for one in result]
        return [
            [name, self.months, one.model_dump(**shown)]  # type: ignore[arg-type]
            for name, one in zip(names, result)
        ]

    def scenarios(self, **given: Unpack[Given]) -> tuple[Scenario, ...]:
        """The scenario it is asked in, and the one it is held against if there is one.

        `given`: estimate, runs, seed, as for `wargame.scenario.load`.
        """
        sides = [("in", self.ask.in_), *([("against", self.ask.against)] * bool(self.ask.against))]
        return tuple(self._load(key, side, given) for key, side in sides if side)

    def _load(self, key: str, side: Side, given: Given) -> Scenario:
        name = side.scenario or self.ask.in_.scenario
        assert name is not None
        at = (*self.at, key)
        return question_file.load(
            name, self.doc, at, side, months=self.months, **given, **self.basis.given()
        )


def read(
    path: Path | str | None = None, only: list[str] | None = None, basis: Basis = NO_BASIS
) -> list[Question]:
    """Every predicate of the claims at `path` (the shipped ones by default), checked.

    `only` keeps the claims of these names; `basis` is what each scenario stands on besides. Raises
    WargameError with every problem, at its file:line:column; each scenario is loaded once to be
    sure of it.
    """
    reading, file = question_file.read(path or SHIPPED, "claims", ClaimsFile)
    chosen = reading.only(only, file.claims, "claims")
    result = list(_questions(reading.doc, file, basis))
    for question in result:
        _check(question, reading)
    reading.stop()
    return [one for one in result if one.name in chosen]


def _questions(doc: Document, file: ClaimsFile, basis: Basis) -> Iterator[Question]:
    for name, claim in file.claims.items():
        for index, ask in enumerate(claim.asks):
            at = ("claims", name, "asks", index)
            yield Question(name, claim, ask, ask.months or file.months, doc, at, basis)


def _check(one: Question, reading: Reading) -> None:
    """Note what only the catalogue and the scenarios can tell."""
    at, ask = one.at, one.ask
    if at[-1] == 0:
        _check_source(one.claim, at[:2], reading)
    if not ask.in_.scenario:
        reading.note((*at, "in"), "'scenario' is missing")
        return
    if ask.in_.outcome:
        what = "the outcome of the first side is that of the question"
        reading.note((*at, "in", "outcome"), what)
    names = (ask.outcome, one.other) if ask.against else (ask.outcome,)
    units = tuple(OUTCOMES[name].unit for name in names)
    reading.pair(at, ask.by, units, any(timed(name) for name in names))
    reading.attempt(lambda: one.scenarios(runs=1))


def _check_source(claim: Claim, at: At, reading: Reading) -> None:
    bibliography = catalogue.load().bibliography
    if claim.source == NONE:
        if not claim.note and not claim.publication:
            reading.note((*at, "source"), "needs a 'publication', or a 'note' that says why")
    elif claim.source not in bibliography:
        hint = did_you_mean(claim.source, [*bibliography, NONE])
        reading.note((*at, "source"), f"'{claim.source}' is not in the bibliography{hint}")
