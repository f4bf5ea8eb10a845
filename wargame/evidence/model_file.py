"""YAML files that are read whole as a Pydantic model, each problem at its line and column."""

from __future__ import annotations

import json
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from wargame.declare.errors import InputError, Problem, did_you_mean
from wargame.evidence import strict_yaml
from wargame.evidence.strict_yaml import Document, Path_

Root = TypeVar("Root", bound=BaseModel)


def read(path: Path, root: type[Root]) -> tuple[Document, Root]:
    """The file at `path`, and what it holds as the model `root`.

    Raises WargameError for a file that cannot be read, InputError with every problem in it.
    """
    doc = strict_yaml.load(path, f"{path.parent.name}/{path.name}")
    try:
        return doc, root.model_validate_json(json.dumps(doc.data))
    except ValidationError as error:
        problems = []
        for item in error.errors(include_url=False):
            at, what = item["loc"], item["msg"]
            unknown = item["type"] == "extra_forbidden"
            if unknown:
                what = f"unknown key{did_you_mean(str(at[-1]), known_keys(at, root))}"
            problems.append(Problem(doc.place(at, unknown), ".".join(map(str, at)), what))
        raise InputError(problems) from error


def known_keys(at: Path_, root: type[BaseModel]) -> list[str]:
    """The keys allowed where the unknown key at the end of `at` was written."""
    model: Any = root
    for part in at[:-1]:
        if hasattr(model, "model_fields"):
            info = model.model_fields.get(part)
            names = {field.alias: field for field in model.model_fields.values()}
            model = getattr(info or names.get(str(part)), "annotation", None)
        else:  # an item of a list, or the value of a named entry
            model = (get_args(model) or (None,))[-1]
        # What may be left out is `X | None`; what has a check of its own is Annotated[X, ...].
        parts = [one for one in get_args(model) if one is not type(None)]
        if get_origin(model) in (Annotated, Union, UnionType) and parts:
            model = parts[0]
    if not hasattr(model, "model_fields"):
        return []
    return [field.alias or name for name, field in model.model_fields.items()]
