"""Kinds of files that ask of scenarios: where the shipped ones are, and the schema of each."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from wargame.scenario import library


class Kind(NamedTuple):
    """One kind of file: the folder of those that are shipped, and the model it is read as."""

    folder: str
    module: str
    root: str


KINDS = {
    "claims": Kind("claims", "claim_file", "ClaimsFile"),
    "checks": Kind("checks", "check_file", "ChecksFile"),
    "sweep": Kind("sweeps", "design_file", "SweepFile"),
    "lesson": Kind("lessons", "lesson_file", "LessonFile"),
    "panel": Kind("panels", "panel_file", "PanelFile"),
}


def shipped(kind: str) -> dict[str, Path]:
    """Every shipped file of a kind by name."""
    folder = library.directory() / KINDS[kind].folder
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find(name: str | Path, kind: str) -> Path:
    """The file that `name` means: a path, or else the bare name of a shipped one of its `kind`.

    Raises WargameError if there is neither.
    """
    return library.resolve(name, shipped(kind), kind)


def root(kind: str) -> Any:
    """The model that a file of `kind` is read as."""
    where = import_module(f"wargame.questions.{KINDS[kind].module}")
    return getattr(where, KINDS[kind].root)


def json_schema(kind: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of a file of `kind`, for editors."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    result: dict[str, Any] = root(kind).model_json_schema()
    return head | result | {"title": f"wargame {kind}"}
