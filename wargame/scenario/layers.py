"""Reads the files of an `extends:` chain, and `--set` settings, as layers laid over each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wargame.declare.errors import (
    InputError,
    Place,
    Problem,
    Problems,
    WargameError,
    did_you_mean,
    kind,
)
from wargame.evidence import strict_yaml
from wargame.evidence.model_file import known_keys
from wargame.evidence.strict_yaml import KeyPath
from wargame.scenario import library
from wargame.scenario.dotted_paths import file_part, merged
from wargame.scenario.schema import Changes, ScenarioFile

MAX_CHAIN = 20
_EXPECTED = {
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "list_type": "a list",
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
}


@dataclass(frozen=True)
class Layer:
    """One file, or all `--set` settings: raw `data`, its checked `model`, places of its keys."""

    name: str
    data: dict[str, Any]
    model: Changes
    place: Callable[..., Place]  # (path, key=False): of the value, or of the key itself
    path: Path | None = None
    document: strict_yaml.Document | None = None

    def evidence(self) -> strict_yaml.Document | None:
        """The evidence that it brings, written in it or in a file beside it."""
        given = self.data.get("evidence")
        if isinstance(given, str) and self.path:
            return strict_yaml.load(self.path.parent / given, given)
        return self.document.part("evidence") if self.document else None


def chain(path: str | Path, problems: Problems) -> list[Layer]:
    """The layers of the scenario at `path`, the one it finally extends first.

    Notes keys that are unknown or have a wrong value; raises WargameError for a file that cannot
    be read, and for an `extends:` that comes back to itself.
    """
    layers: list[Layer] = []
    seen: list[Path] = []
    current: Path | None = library.find(path)
    while current is not None:
        seen.append(current.resolve())
        doc = strict_yaml.load(current)
        layers.append(_layer(doc, current, problems))
        current = _parent(doc, current, seen, problems)
    return layers[::-1]


def _layer(doc: strict_yaml.Document, path: Path, problems: Problems) -> Layer:
    model: Changes = Changes()
    try:
        model = ScenarioFile.model_validate(doc.data)
    except ValidationError as error:
        problems.noted += explain(error, doc.place)
    return Layer(str(path), doc.data, model, doc.place, path, doc)


def _parent(
    doc: strict_yaml.Document, path: Path, seen: list[Path], problems: Problems
) -> Path | None:
    """The file that `doc` extends, looked for beside it and then among the shipped ones."""
    name = doc.data.get("extends")
    if not isinstance(name, str) or not name:
        return None
    place = doc.place(("extends",))
    try:
        parent = library.beside(path, name)
        text = parent.resolve()
    except (WargameError, OSError, ValueError) as error:
        problems.add(place, "extends", str(error))
        return None
    if text in seen:
        names = " -> ".join(p.name for p in [*seen[seen.index(text) :], text])
        # Alone: whatever else is wrong with files that extend each other is not the fault.
        raise InputError([Problem(place, "extends", f"comes back to itself ({names})")])
    if len(seen) >= MAX_CHAIN:
        problems.add(place, "extends", f"more than {MAX_CHAIN} scenarios extend each other")
        return None
    return parent


def overlay(settings: Sequence[str], problems: Problems) -> Layer:
    """`--set` settings (path=value) as one layer; numbers, policies and mechanisms may be set.

    Notes a setting that is not path=value or whose value is not YAML.
    """
    data: dict[str, Any] = {"set": {}}
    for setting in settings:
        path, equals, value = setting.partition("=")
        path, place = path.strip(), Place(f"--set {path.strip()}")
        if not equals or not path:
            problems.add(Place(f"--set {setting}"), "", "expected path=value")
            continue
        try:
            read = strict_yaml.parse(f"value: {value}", place.file).data
        except InputError as error:
            problems.add(place, "", error.problems[0].message)
            continue
        if list(read) != ["value"]:
            problems.add(place, "", "expected one value")
            continue
        data = merged(data, file_part(path, read["value"]))
    model = Changes()
    try:
        model = Changes.model_validate(data)
    except ValidationError as error:
        for problem in explain(error, _setting_place):
            problems.noted.append(problem._replace(key=""))
    return Layer("--set", data, model, _setting_place)


def edit(data: Mapping[str, object], head: Mapping[str, object], where: str) -> Layer:
    """What a program changes in a scenario, as one layer more.

    `data` has the keys of a scenario file; `head` holds the scenario's own name, title and
    question, and `where` is said in errors. Raises InputError with every problem.
    """

    def place(at: KeyPath, key: bool = False) -> Place:
        parts = at[1:] if at and at[0] == "set" else at
        return Place(f"{where}: " + ".".join(str(part) for part in parts))

    whole: dict[str, Any] = {"scenario": 1, **head, **data}
    try:
        model = ScenarioFile.model_validate(whole)
    except ValidationError as error:
        result = explain(error, place)
        raise InputError(problem._replace(key="") for problem in result) from error
    return Layer(where, whole, model, place)


def _setting_place(at: KeyPath, key: bool = False) -> Place:
    parts = at[1:] if at and at[0] == "set" else at
    return Place("--set " + ".".join(str(part) for part in parts))


def explain(
    error: ValidationError,
    place: Callable[[KeyPath, bool], Place],
    root: type[BaseModel] = ScenarioFile,
) -> list[Problem]:
    """Pydantic's errors as problems with places; `root` is the model that the file is read as."""
    result = []
    for item in error.errors(include_url=False):
        at = _walk(item["loc"])
        key = ".".join(str(part) for part in at)
        unknown = item["type"] == "extra_forbidden"
        if item["type"].startswith("union_tag"):
            at = (*at, "event")
        result.append(Problem(place(at, unknown), key, _message(item, at, root)))
    return result


def _walk(loc: KeyPath) -> KeyPath:
    """`loc` without the union tags that Pydantic puts into it."""
    from wargame.scenario.events import KINDS

    at: list[str | int] = []
    for part in loc:
        if len(at) >= 2 and at[-2] == "events" and isinstance(at[-1], int) and part in KINDS:
            continue  # the kind of the event
        if part == "[key]":
            continue
        at.append(part)
    return tuple(at)


def _message(item: ErrorDetails, at: KeyPath, root: type[BaseModel]) -> str:
    type_, ctx, value = item["type"], item.get("ctx", {}), item.get("input")
    if type_ == "extra_forbidden":
        if moved := _moved(".".join(str(part) for part in at)):
            return f"moved to {moved}"
        return f"unknown key{did_you_mean(str(at[-1]), _allowed(at, root))}"
    if type_ == "missing":
        return "is missing"
    if type_ == "union_tag_not_found":
        return "'event' is missing (the kind of event)"
    if type_ == "union_tag_invalid":
        expected = [word.strip("' ") for word in ctx["expected_tags"].split(",")]
        if moved := _moved(f"events.{ctx['tag']}"):
            return f"there is no event '{ctx['tag']}' — it is called '{moved.split('.')[1]}' now"
        return f"there is no event '{ctx['tag']}'{did_you_mean(str(ctx['tag']), expected)}"
    if type_ == "literal_error":
        expected = [word.strip("' ") for word in ctx["expected"].replace(" or ", ", ").split(",")]
        hint = did_you_mean(str(value), expected)
        return f"expected one of {', '.join(expected)}; found {kind(value)}{hint}"
    if type_ == "bool_type":
        return f"expected true or false, found {kind(value)}"
    if type_ == "value_error":
        return str(ctx["error"])
    if type_ == "string_pattern_mismatch":
        return f"expected a text that fits {ctx['pattern']}, found {kind(value)}"
    expected_ = _EXPECTED.get(type_, item["msg"].removeprefix("Input should be "))
    return f"expected {expected_}, found {kind(value)}"


def _moved(path: str) -> str:
    """What is called `path` no longer is called now; '' if it never was."""
    from wargame.evidence import catalogue

    return catalogue.load().addresses.moved(path)


def _allowed(at: KeyPath, root: type[BaseModel]) -> list[str]:
    from wargame.scenario.events import KINDS

    if "events" in at[:-1]:
        return sorted({name for kind_ in KINDS.values() for name in kind_.model_fields})
    return known_keys(at, root)
