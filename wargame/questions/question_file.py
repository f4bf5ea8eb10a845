"""Files that ask of scenarios: read strictly, each problem at its file, line and column.

A side of a question is a scenario, by name or as `{scenario: name, ...}` with what is changed in
it (`Variant`). Claims, checks, lessons and designs of sweeps share what is here: each declares its
schema and what more must fit, and notes what does not in the `Reading` of its file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypedDict, TypeVar, Unpack

from pydantic import (
    AfterValidator,
    BeforeValidator,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare import comparison
from wargame.declare.comparison import Comparison, Comparisons
from wargame.declare.errors import InputError, Problem, Problems, WargameError, did_you_mean
from wargame.declare.event_types import Model
from wargame.evidence import strict_yaml
from wargame.evidence.strict_yaml import Document
from wargame.questions.question_library import find
from wargame.scenario import library, loading
from wargame.scenario.layers import Layer, explain
from wargame.scenario.outcomes import OUTCOMES, SERIES, hint, of_family
from wargame.scenario.policies import Mechanisms
from wargame.scenario.scenario import Scenario
from wargame.scenario.schema import Months, Variant, Words

At = tuple[str | int, ...]
Root = TypeVar("Root", bound=Model)
Result = TypeVar("Result")
Note = Callable[..., None]


class Given(TypedDict, total=False):
    """What goes before the file's own, as for `wargame.scenario.load`."""

    estimate: str
    runs: int | None
    seed: int | None


class Placed(Given, total=False):
    """That, on another basis (`wargame.scenario.library.Basis`)."""

    as_of: date | None
    evidence_files: tuple[str, ...]
    cutoff: date | None


def _one_of(what: str, names: Iterable[str]) -> AfterValidator:
    """A name of `names`, or an error that gives the nearest."""

    def check(name: str) -> str:
        if name not in names and not (what == "outcome" and of_family(name)):
            raise ValueError(f"there is no {what} '{name}'{hint(name, names)}")
        return name

    return AfterValidator(check)


def _side(data: object) -> Any:
    return {"scenario": data} if isinstance(data, str) else data


Title = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Outcome = Annotated[str, _one_of("outcome", OUTCOMES)]
Series = Annotated[str, _one_of("series", SERIES)]
Mechanism = Annotated[str, _one_of("mechanism", Mechanisms.model_fields)]
Test = Annotated[
    Comparison,
    BeforeValidator(comparison.parse),
    PlainSerializer(str),
    JsonSchema({"type": "string", "pattern": comparison.PATTERN}),
]
Tests = Annotated[
    Comparisons,
    BeforeValidator(comparison.parse_all),
    PlainSerializer(str),
    JsonSchema({"type": "string", "pattern": comparison.PATTERN_OF_ALL}),
]


class Side(Variant):
    """A scenario, what is changed in it, and the outcome that is read from it."""

    scenario: Words | None = None
    """A file beside this one, or the bare name of a shipped scenario."""
    outcome: Outcome | None = None
    """Another outcome than that of the question."""


AnySide = Annotated[Side, BeforeValidator(_side, json_schema_input_type=str | Side)]


class Reading(Problems):
    """What is wrong with the file `doc`, each problem at its place."""

    def __init__(self, doc: Document) -> None:
        super().__init__()
        self.doc = doc

    def note(self, at: At, message: str, key: bool = False) -> None:
        """Note what is wrong with the value at `at` (or with its key)."""
        self.add(self.doc.place(at, key), dotted(at), message)

    def within(self, *at: str | int) -> Note:
        """`note(message, *more, key=False)` for what stands below `at`."""

        def note(message: str, *more: str | int, key: bool = False) -> None:
            self.note((*at, *more), message, key)

        return note

    def one_of(self, at: At, name: str, names: Iterable[str], what: str) -> bool:
        """Whether `name` is one of `names`; if not, that is noted with the nearest."""
        if name in names:
            return True
        self.note(at, f"there is no {what} '{name}'{hint(name, names)}")
        return False

    def attempt(self, work: Callable[[], Result]) -> Result | None:
        """What `work` gives; None if it refuses its input, and its problems are noted."""
        try:
            return work()
        except InputError as error:
            self.take(error)
            return None

    def only(
        self, names: Iterable[str] | None, entries: Mapping[str, object], kind: str
    ) -> set[str]:
        """The entries that `--only` names, all of them without it."""
        for name in names or ():
            if name not in entries:
                hint = did_you_mean(name, entries)
                why = f"no such {kind.removesuffix('s')}{hint}"
                self.add(self.doc.place((kind,)), f"--only {name}", why)
        return set(names or entries)

    def pair(self, at: At, by: str, units: tuple[str | None, ...], timed: bool) -> None:
        """Note why two measures with `units` cannot be held against each other.

        One unit alone: there is no second measure. `timed`: one of them may never happen.
        """
        if len(units) == 1:
            if by == "ratio":
                self.note((*at, "by"), "a ratio needs 'against'")
        elif by == "ratio" and timed:
            self.note((*at, "by"), "no ratio of months until something that may never happen")
        elif by == "difference" and None not in units and len(set(units)) > 1:
            what = f"a difference of {units[0]} and {units[1]}: use 'by: ratio'"
            self.note((*at, "against"), what)


def dotted(at: At) -> str:
    """A path as it is written in messages."""
    return ".".join(map(str, at))


def read(name: Path | str, kind: str, root: type[Root]) -> tuple[Reading, Root]:
    """The file of `kind` that `name` means, read as the model `root`.

    Raises WargameError for a file that cannot be read, InputError with every problem in it.
    """
    doc = strict_yaml.load(find(name, kind))
    try:
        return Reading(doc), root.model_validate(doc.data)
    except ValidationError as error:
        raise InputError(explain(error, doc.place, root)) from error


def changed(doc: Document, at: At, variant: Variant) -> Layer:
    """The changes that `doc` holds at `at`, as a layer to be laid over a scenario."""
    data: Any = doc.data
    for part in at:
        data = data[part]

    def place(path: At, key: bool = False) -> Any:
        return doc.place((*at, *path), key)

    return Layer(doc.name, data if isinstance(data, dict) else {}, variant, place)


def load(
    name: str, doc: Document, at: At, variant: Variant, months: int, **given: Unpack[Placed]
) -> Scenario:
    """The scenario `name` as the side at `at` of `doc` changes it.

    `months` and `given` are those of `wargame.scenario.load`. Problems of the side
    stand at its own places; a scenario that cannot be found is a problem of the side.
    """
    return loading.load(
        scenario_file(name, doc, at), variant=changed(doc, at, variant), months=months, **given
    )


def scenario_file(name: str, doc: Document, at: At) -> Path:
    """The scenario `name` beside `doc`, or the shipped one; else a problem of what is at `at`."""
    try:
        return library.beside(doc.name, name)
    except WargameError as error:
        raise InputError([Problem(doc.place((*at, "scenario")), dotted(at), str(error))]) from error


__all__ = ["AnySide", "At", "Given", "Mechanism", "Months", "Note", "Outcome", "Reading",
           "Series", "Side", "Test", "Tests", "Title", "Words", "changed", "dotted", "load", "read",
           "scenario_file"]  # fmt: skip
