"""The theatre: who plays which part in a war, read from `theatre.yaml` of its folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from wargame.declare.errors import InputError, Problem, WargameError, did_you_mean
from wargame.declare.event_types import Model
from wargame.declare.roles import NamedRoles, Places, Words
from wargame.evidence import strict_yaml

FOLDER = Path(__file__).parents[1] / "theatres"
DEFAULT = "ukraine"
FILE = "theatre.yaml"


class TheatreFile(Model):
    """What `theatre.yaml` may hold."""

    theatre: Literal[1]
    """Version of this format."""
    title: str = Field(min_length=1)
    """Name shown to readers."""
    roles: NamedRoles
    """Who plays which part."""
    places: Places
    """Where agents without a country of their own stand on the map."""
    words: Words
    """How texts call the two sides."""


@dataclass(frozen=True)
class Theatre:
    """One theatre: its short name, its folder, the roles that it gives by name, its words."""

    name: str
    title: str
    folder: Path
    roles: NamedRoles
    places: Places
    words: Words

    @property
    def evidence(self) -> Path:
        """The folder of its catalogue."""
        return self.folder / "evidence"

    @property
    def shipped(self) -> bool:
        """Whether it comes with the package."""
        return self.folder.parent == FOLDER

    @cached_property
    def digest(self) -> str:
        """SHA-256 of who plays which part; the evidence has a hash of its own."""
        content = {"roles": self.roles.model_dump(), "places": self.places.model_dump()}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def shipped() -> list[str]:
    """Names of the theatres that come with the package."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))


def load(name: str | Path = DEFAULT) -> Theatre:
    """The theatre of a shipped name, or of a folder that holds a `theatre.yaml`.

    Raises WargameError where there is none, InputError with every problem at file:line:column.
    """
    folder = FOLDER / str(name) if str(name) in shipped() else Path(name)
    if not (folder / FILE).is_file():
        hint = did_you_mean(str(name), shipped())
        raise WargameError(f"there is no theatre '{name}'{hint}, and no folder with a {FILE}")
    return _read(folder.resolve(), (folder / FILE).stat().st_mtime_ns)


@cache
def _read(folder: Path, stamp: int) -> Theatre:
    doc = strict_yaml.load(folder / FILE, f"{folder.name}/{FILE}")
    try:
        file = TheatreFile.model_validate(_tuples(doc.data))
    except ValidationError as error:
        raise InputError([_problem(doc, dict(one)) for one in error.errors()]) from error
    if not (folder / "evidence").is_dir():
        raise WargameError(f"{folder.name}: a theatre needs a folder evidence/ with its catalogue")
    return Theatre(folder.name, file.title, folder, file.roles, file.places, file.words)


def _tuples(data: Any) -> Any:
    """Lists as tuples, which is what frozen roles hold."""
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    return tuple(_tuples(value) for value in data) if isinstance(data, list) else data


def _problem(doc: strict_yaml.Document, item: dict[str, Any]) -> Problem:
    at = tuple(item["loc"])
    unknown = item["type"] == "extra_forbidden"
    known = NamedRoles.model_fields if at[:1] == ("roles",) else TheatreFile.model_fields
    what = f"unknown key{did_you_mean(str(at[-1]), known)}" if unknown else str(item["msg"])
    while at:
        try:
            return Problem(doc.place(at, unknown), ".".join(map(str, at)), what)
        except KeyError:  # what is missing stands nowhere: its parent does
            at = at[:-1]
    return Problem(doc.place(()), "", what)
