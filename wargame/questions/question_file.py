"""Files that ask of scenarios: read strictly, each problem at its file, line and column.

A side of a question is a scenario, by name or as `{scenario: name, ...}` with what is changed in
it (`Variant`). Claims and checks share what is here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)
from pydantic import WithJsonSchema as JsonSchema

from wargame.declare import comparison
from wargame.declare.comparison import Comparison
from wargame.declare.errors import InputError, Problem, WargameError, did_you_mean
from wargame.evidence import strict_yaml
from wargame.evidence.strict_yaml import Document
from wargame.scenario import library, loading
from wargame.scenario.layers import Layer, explain
from wargame.scenario.outcomes import OUTCOMES
from wargame.scenario.scenario import Scenario
from wargame.scenario.schema import Variant

At = tuple[str | int, ...]
Root = TypeVar("Root")


def _known(name: str) -> str:
    if name not in OUTCOMES:
        raise ValueError(f"there is no outcome '{name}'{did_you_mean(name, OUTCOMES)}")
    return name


def _side(data: Any) -> Any:
    return {"scenario": data} if isinstance(data, str) else data


Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Title = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Outcome = Annotated[str, AfterValidator(_known)]
Test = Annotated[
    Comparison,
    BeforeValidator(comparison.parse),
    PlainSerializer(str),
    JsonSchema({"type": "string", "pattern": comparison.PATTERN}),
]
Months = Annotated[int, Field(ge=1, le=240)]


class Side(Variant):
    """A scenario, what is changed in it, and the outcome that is read from it."""

    scenario: Words | None = None
    """A file beside this one, or the bare name of a shipped scenario."""
    outcome: Outcome | None = None
    """Another outcome than that of the question."""


AnySide = Annotated[Side, BeforeValidator(_side, json_schema_input_type=str | Side)]


def read(path: Path | str, root: type[Root]) -> tuple[Document, Root]:
    """The file at `path` read as the model `root`, and where its words stand.

    Raises WargameError for a file that cannot be read, InputError with every problem in it.
    """
    doc = strict_yaml.load(path)
    try:
        return doc, root.model_validate(doc.data)  # type: ignore[attr-defined]
    except ValidationError as error:
        raise InputError(explain(error, doc.data, doc.place, root)) from error


def changed(doc: Document, at: At, variant: Variant) -> Layer:
    """The changes that `doc` holds at `at`, as a layer to be laid over a scenario."""
    data: Any = doc.data
    for part in at:
        data = data[part]

    def place(path: At, key: bool = False) -> Any:
        return doc.place((*at, *path), key)

    return Layer(doc.name, data if isinstance(data, dict) else {}, variant, place)


def load(name: str, doc: Document, at: At, variant: Variant, **given: Any) -> Scenario:
    """The scenario `name` as the side at `at` of `doc` changes it.

    `given` are estimate, runs, seed and months of `wargame.scenario.load`. Problems of the side
    stand at its own places; a scenario that cannot be found is a problem of the side.
    """
    found = find(name, doc, at)
    return loading.load(found, variant=changed(doc, at, variant), **given)


def find(name: str, doc: Document, at: At) -> Path:
    """The scenario `name` beside `doc`, or the shipped one; else a problem of what is at `at`."""
    try:
        return library.beside(doc.name, name)
    except WargameError as error:
        place = doc.place((*at, "scenario"))
        raise InputError([Problem(place, ".".join(map(str, at)), str(error))]) from error
