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
from wargame.declare.roles import Places, Roles, Words
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
    roles: Roles
    """Who plays which part."""
    places: Places
    """Where agents without a country of their own stand on the map."""
    words: Words
    """How texts call the two sides."""


@dataclass(frozen=True)
class Theatre:
    """One theatre: its short name, its folder, its roles, and its words."""

    name: str
    title: str
    folder: Path
    roles: Roles
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
    return _read(folder.resolve())


@cache
def _read(folder: Path) -> Theatre:
    doc = strict_yaml.load(folder / FILE, f"{folder.name}/{FILE}")
    try:
        file = TheatreFile.model_validate(_tuples(doc.data))
    except ValidationError as error:
        raise InputError([_problem(doc, dict(one)) for one in error.errors()]) from error
    problems = [
        Problem(doc.place(("roles", name)), f"roles.{name}", what)
        for name, what in contradictions(file.roles)
    ]
    if problems:
        raise InputError(problems)
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
    known = Roles.model_fields if at[:1] == ("roles",) else TheatreFile.model_fields
    what = f"unknown key{did_you_mean(str(at[-1]), known)}" if unknown else str(item["msg"])
    while at:
        try:
            return Problem(doc.place(at, unknown), ".".join(map(str, at)), what)
        except KeyError:  # what is missing stands nowhere: its parent does
            at = at[:-1]
    return Problem(doc.place(()), "", what)


def contradictions(roles: Roles) -> list[tuple[str, str]]:
    """What in `roles` contradicts itself: the role, and why."""
    result = []
    if sorted(roles.engagement) != sorted(roles.classes):
        result.append(("engagement", "must name each of the classes once"))
    for role in ("ballistic", "mass"):
        if getattr(roles, role) not in ("", *roles.classes):
            result.append((role, f"'{getattr(roles, role)}' is not among the classes"))
    for role, whole in (("sold", "given"), ("released", "sold")):
        for kind in getattr(roles, role):
            if kind not in getattr(roles, whole):
                result.append((role, f"'{kind}' is not among `{whole}`"))
    for basket in (*roles.baskets.purchases, *roles.baskets.orders):
        if not basket.kinds:
            result.append(("baskets", "a basket without kinds buys nothing"))
    shared = [kind for group in roles.radars for kind in group]
    if len(shared) > len(set(shared)):
        result.append(("radars", "a kind stands on two radars"))
    return result


def missing(roles: Roles, entries: dict[str, list[str]]) -> list[str]:
    """Entries that a role names and that are not there, in words; `entries` by section."""
    named: dict[str, dict[str, tuple[str, ...]]] = {
        "sectors": {"capital": (roles.capital,)},
        "classes": {"classes": roles.classes},
        "commands": {"commands": roles.commands},
        "weapons": {
            "ground_fire": roles.ground_fire,
            "signal_weapon": (roles.signal_weapon,),
            "yardstick": (roles.yardstick,),
            "third_state_missiles": roles.third_state_missiles,
            "third_state_drone": (roles.third_state_drone,),
        },
        "interceptors": {
            "ballistic_defence": roles.ballistic_defence,
            "radars": tuple(kind for group in roles.radars for kind in group),
            "exhaustion": roles.exhaustion,
            "home_defence_line": (roles.home_defence_line,),
            "given": roles.given,
            "baskets": tuple(
                kind
                for basket in (*roles.baskets.purchases, *roles.baskets.orders)
                for kind in basket.kinds
            ),
        },
        "suppliers": {"seller": (roles.seller,)},
        "strike_weapons": {"own_missiles": roles.own_missiles},
        "powers": {
            "attacker_power": (roles.attacker_power,),
            "rivals": (*roles.rivals, *roles.rivals.values()),
            "treaty": roles.treaty,
        },
    }
    return [
        f"the role '{role}' of the theatre is played by {section}.{name}, which is not there"
        f"{did_you_mean(name, entries.get(section, []))}"
        for section, by_role in named.items()
        for role, names in by_role.items()
        for name in dict.fromkeys(names)
        if name and name not in entries.get(section, [])
    ]
