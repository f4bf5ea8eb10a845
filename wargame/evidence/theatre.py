"""The theatre: who plays which part in a war, read from `theatre.yaml` of its folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from wargame.declare.errors import WargameError, did_you_mean
from wargame.declare.event_types import Model
from wargame.declare.roles import NamedRoles, Places, Words
from wargame.evidence import model_file

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
    _, file = model_file.read(folder / FILE, TheatreFile)
    if not (folder / "evidence").is_dir():
        raise WargameError(f"{folder.name}: a theatre needs a folder evidence/ with its catalogue")
    return Theatre(folder.name, file.title, folder, file.roles, file.places, file.words)
